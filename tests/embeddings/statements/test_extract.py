"""Each pattern by a sentence of its own: what was said, by whom, with which cue."""

from __future__ import annotations

import pytest

from embeddings.statements.extract import extract_statements
from tests.embeddings.statements.conftest import Read

Case = tuple[str, list[str] | None, str, str, str]

ONE_SENTENCE: list[Case] = [
    # marks and orders
    ('"The bridge is safe," said Ama Mensah.', ['"The bridge is safe,"'], "Ama Mensah", "said", "direct"),
    ("“The bridge is safe,” Ama Mensah said.", ["“The bridge is safe,”"], "Ama Mensah", "said", "direct"),
    ("«The bridge is safe», said Ama Mensah.", ["«The bridge is safe»"], "Ama Mensah", "said", "direct"),
    ("''The bridge is safe,'' said Ama Mensah.", ["''The bridge is safe,''"], "Ama Mensah", "said", "direct"),
    ("‘The bridge is safe,’ said Ama Mensah.", ["‘The bridge is safe,’"], "Ama Mensah", "said", "direct"),
    ("Ama Mensah said, “The bridge is safe.”", ["“The bridge is safe.”"], "Ama Mensah", "said", "direct"),
    ("Ama Mensah added: “The bridge is safe.”", ["“The bridge is safe.”"], "Ama Mensah", "added", "direct"),
    ("“Is the bridge safe?” asked Ama Mensah.", ["“Is the bridge safe?”"], "Ama Mensah", "asked", "direct"),
    ("“Hurry up!” shouted the foreman.", ["“Hurry up!”"], "the foreman", "shouted", "direct"),
    (
        "According to Ama Mensah, “the bridge will hold for years.”",
        None,
        "Ama Mensah",
        "According to",
        "direct",
    ),
    ("“The bridge is safe.” — Ama Mensah", ["“The bridge is safe.”"], "Ama Mensah", "—", "direct"),
    ("“The bridge is safe.”― Ama Mensah", ["“The bridge is safe.”"], "Ama Mensah", "―", "direct"),
    ("“The bridge is safe.”\n\n— Ama Mensah, mayor", ["“The bridge is safe.”"], "Ama Mensah", "—", "direct"),
    ("“The bridge is safe.”\n\n-Ama Mensah, mayor", ["“The bridge is safe.”"], "Ama Mensah", "-", "direct"),
    # verbs that report beside quoted words only, documents, headlines
    ("“The bridge is safe,” Ama Mensah shot back.", ["“The bridge is safe,”"], "Ama Mensah", "shot back", "direct"),
    ("Ama Mensah shot back, “The bridge is safe.”", ["“The bridge is safe.”"], "Ama Mensah", "shot back", "direct"),
    ("Ama Mensah had this to say: “It is safe.”", ["“It is safe.”"], "Ama Mensah", "had this to say", "direct"),
    ("Ama Mensah’s answer was simple: “It is safe.”", ["“It is safe.”"], "Ama Mensah", ":", "direct"),
    ("Ama Mensah on the bridge: “It is safe.”", ["“It is safe.”"], "Ama Mensah", ":", "direct"),
    ("In the words of Ama Mensah, “The bridge is safe.”", ["“The bridge is safe.”"], "Ama Mensah", "words", "direct"),
    ("“The bridge is safe,” Ama Mensah’s statement said.", ["“The bridge is safe,”"], "Ama Mensah", "said", "direct"),
    ("The statement from Ama Mensah read: “It is safe.”", ["“It is safe.”"], "Ama Mensah", "read", "direct"),
    (
        "Kofi Boateng was joined by Ama Mensah and joked, “The bridge is safe.”",
        ["“The bridge is safe.”"],
        "Kofi Boateng",
        "joked",
        "direct",
    ),
    ("“The bridge is safe,” was Ama Mensah’s comment.", ["“The bridge is safe,”"], "Ama Mensah", "was", "direct"),
    (
        "Head of operations Ama Mensah wants the bridge to be closed.",
        ["the bridge to be closed"],
        "Ama Mensah",
        "wants",
        "stance",
    ),
    # split quotations
    (
        "“The bridge,” Ama Mensah said, “is safe.”",
        ["“The bridge,”", "“is safe.”"],
        "Ama Mensah",
        "said",
        "direct",
    ),
    (
        "“The bridge is safe,” Ama Mensah said. “We tested it twice.”",
        ["“The bridge is safe,”", "“We tested it twice.”"],
        "Ama Mensah",
        "said",
        "direct",
    ),
    # indirect speech
    (
        "Ama Mensah said that the bridge was safe.",
        ["that the bridge was safe"],
        "Ama Mensah",
        "said",
        "indirect",
    ),
    ("Ama Mensah said the bridge was safe.", ["the bridge was safe"], "Ama Mensah", "said", "indirect"),
    ("The bridge was safe, Ama Mensah said.", ["The bridge was safe"], "Ama Mensah", "said", "indirect"),
    (
        "The bridge, Ama Mensah said, was safe.",
        ["The bridge", "was safe"],
        "Ama Mensah",
        "said",
        "indirect",
    ),
    (
        "Ama Mensah denied that the bridge was weak.",
        ["that the bridge was weak"],
        "Ama Mensah",
        "denied",
        "indirect",
    ),
    (
        "Ama Mensah asked whether the bridge was safe.",
        ["whether the bridge was safe"],
        "Ama Mensah",
        "asked",
        "indirect",
    ),
    (
        "Ama Mensah called for a new inquiry into the collapse.",
        ["a new inquiry into the collapse"],
        "Ama Mensah",
        "called for",
        "indirect",
    ),
    (
        "Ama Mensah urged the council to close the bridge.",
        ["the council to close the bridge"],
        "Ama Mensah",
        "urged",
        "indirect",
    ),
    (
        "Ama Mensah promised to repair the bridge by June.",
        ["to repair the bridge by June"],
        "Ama Mensah",
        "promised",
        "indirect",
    ),
    (
        "Ama Mensah described the repair as a waste of money.",
        ["the repair as a waste of money"],
        "Ama Mensah",
        "described",
        "indirect",
    ),
    (
        "Ama Mensah criticized the council for closing the bridge.",
        None,
        "Ama Mensah",
        "criticized",
        "indirect",
    ),
    (
        "Ama Mensah said the repair was “a waste of public money”.",
        ["the repair was “a waste of public money”"],
        "Ama Mensah",
        "said",
        "mixed",
    ),
    (
        "The bridge is safe, according to the transport ministry.",
        ["The bridge is safe"],
        "the transport ministry",
        "according to",
        "indirect",
    ),
    (
        "According to Ama Mensah, the bridge is safe.",
        ["the bridge is safe"],
        "Ama Mensah",
        "According to",
        "indirect",
    ),
    # speakers
    (
        "The government said the bridge was safe.",
        ["the bridge was safe"],
        "The government",
        "said",
        "indirect",
    ),
    (
        "Neighbours and shopkeepers said the bridge was safe.",
        ["the bridge was safe"],
        "Neighbours and shopkeepers",
        "said",
        "indirect",
    ),
    (
        "Reporters were told by Ama Mensah that the bridge was safe.",
        ["that the bridge was safe"],
        "Ama Mensah",
        "told",
        "indirect",
    ),
    (
        "The vote was delayed by Ama Mensah, who said the bridge was safe.",
        ["the bridge was safe"],
        "Ama Mensah",
        "said",
        "indirect",
    ),
    (
        "Ama Mensah released a statement saying the bridge was safe.",
        ["the bridge was safe"],
        "Ama Mensah",
        "saying",
        "indirect",
    ),
    (
        "They called for a quick repair, a move welcomed by Ama Mensah.",
        None,
        "Ama Mensah",
        "welcomed",
        "indirect",
    ),
]


@pytest.mark.parametrize("case", ONE_SENTENCE, ids=lambda case: case[0][:50])
def test_a_statement_is_found(read: Read, case: Case) -> None:
    text, words, speaker, cue, kind = case
    found = [said for said in read(text) if said.cue == cue]
    assert len(found) == 1
    (said,) = found
    assert said.speaker == speaker
    assert said.kind == kind
    if words is not None:
        assert list(said.words) == words


NOT_STATEMENTS = [
    "The so-called “miracle diet” sold well in May.",
    "She starred in “The Long Winter” and “Summer Again” last year.",
    "The town's motto, “Onward and Upward”, hangs over the gate.",
    'The plank is 6" wide and 12" long.',
    "It rained for two days and the river rose.",
]


@pytest.mark.parametrize("text", NOT_STATEMENTS)
def test_scare_quotes_titles_and_mottos_are_none(read: Read, text: str) -> None:
    assert read(text) == []


def test_an_orphan_quotation_has_no_speaker(read: Read) -> None:
    (said,) = read("Rain fell all night.\n\n“We have nothing left to lose in this valley.”")
    assert said.speaker is None
    assert said.cue is None
    assert said.kind == "direct"


BELOW = [
    # More of the same below, or after an aside.
    ("“The bridge is safe,” Ama Mensah said.\n\n“We have tested it twice, in May and in June.”", ["Ama Mensah"]),
    ("Ama Mensah said it was safe.\n\n“We have tested it twice, in May and in June.”", ["Ama Mensah", "Ama Mensah"]),
    ("“The bridge is safe,” Ama Mensah said. She smiled. “We have tested it twice.”", ["Ama Mensah"]),
    # Anybody's.
    ("Ama Mensah said it was safe. It rained.\n\n“We have tested it twice, in May and in June.”", ["Ama Mensah", None]),
    ("“Is the bridge safe?” Ama Mensah asked.\n\n“We have tested it twice, in May and in June.”", ["Ama Mensah", None]),
    ("“The bridge is safe,” Ama Mensah said.\n\n“It is not.”", ["Ama Mensah", None]),
    ("“The bridge is safe,” Ama Mensah said. A man smiled. “We have tested it twice.”", ["Ama Mensah", None]),
    ("“The bridge is safe,” she said. He smiled. “It is not at all safe in May.”", ["she", None]),
]


@pytest.mark.parametrize(("text", "speakers"), BELOW)
def test_words_without_a_cue_are_the_last_speakers_only_where_nobody_else_can_be_meant(
    read: Read, text: str, speakers: list[str | None]
) -> None:
    assert [said.speaker for said in read(text)] == speakers


def test_a_second_paragraph_without_a_cue_may_be_anybodys(read: Read) -> None:
    more = "“We have tested it twice, in May and in June.”"
    first, second = read(f"“The bridge is safe,” Ama Mensah said.\n\n{more}\n\n{more}")
    assert (first.speaker, len(first.words), second.speaker) == ("Ama Mensah", 2, None)


def test_a_quotation_over_paragraphs_may_say_at_its_end_whose_it_is(read: Read) -> None:
    (said,) = read("“The bridge is safe.\n\n“We tested it.\n\n“We will again,” Ama Mensah said Friday.")
    assert (said.speaker, said.cue, len(said.words)) == ("Ama Mensah", "said", 3)


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe.” Ama Mensah said.",
        "“The bridge is safe.” Ama Mensah told the council in May. “We tested it twice.”",
        "“The bridge is safe for all” Ama Mensah wrote in a post on Monday.",
        "“The bridge is safe,” Ama Mensah ruled. “We tested it twice.”",
        "“The bridge is safe...” Ama Mensah began, looking up.",
        "The film ends with Ama Mensah saying last week, “The bridge is safe.”",
        "“The bridge is safe.”\n\n– Accra councillor Ama Mensah, in a letter to the mayor about the “closed” road",
        "“The bridge is safe.”\n\n~ Ama Mensah, 42, who will open it",
    ],
)
def test_marks_that_are_not_where_they_should_be(read: Read, text: str) -> None:
    (said,) = read(text)
    assert said.speaker == "Ama Mensah"


@pytest.mark.parametrize(
    "text",
    [
        "Ama Mensah answered in a tweet: “The bridge is safe.”\n\n– Kofi Boateng\n\nIt rained.",
        "“The bridge is safe,” Ama Mensah said. “We tested it twice.”\n\n– Kofi Boateng\n\nIt rained.",
    ],
)
def test_a_name_below_an_item_of_news_is_its_reporters(read: Read, text: str) -> None:
    assert {said.speaker for said in read(text)} == {"Ama Mensah"}


def test_a_cue_that_the_tagger_takes_for_a_noun(read: Read) -> None:
    (said,) = read("“He seemed like a friendly man,” Mensah remembers. “I was not afraid of him.”")
    assert (said.speaker, said.cue, len(said.words)) == ("Mensah", "remembers", 2)


@pytest.mark.parametrize("rest", ["Ama Mensah said that it would rain.", "Ama Mensah told us that it would rain."])
def test_a_sentence_that_says_something_itself_leaves_the_words_before_to_nobody(read: Read, rest: str) -> None:
    first, second = read(f"“The bridge is safe.” {rest}")
    assert (first.speaker, second.speaker) == (None, "Ama Mensah")


def test_a_quotation_over_paragraphs_without_a_cue_is_kept(read: Read) -> None:
    (said,) = read("“The bridge is safe.\n\n“We will test it again,” and so on.")
    assert said.speaker is None
    assert len(said.words) == 2


def test_a_quotation_runs_over_paragraphs(read: Read) -> None:
    text = (
        "“The bridge is safe,” Ama Mensah said. “We tested it twice.\n\n"
        "“And we will test it again.\n\n“Nobody needs to worry.”\n\nIt rained."
    )
    (said,) = read(text)
    assert said.speaker == "Ama Mensah"
    assert said.words[0] == "“The bridge is safe,”"
    assert said.words[-1] == "“Nobody needs to worry.”"
    assert len(said.words) == 4


def test_a_quotation_that_has_a_speaker_is_not_somebody_elses_where_it_ends(read: Read) -> None:
    (said,) = read("Ama Mensah said, “It is safe.\n\n“We tested it,” Kofi Badu said. It rained.")
    assert (said.speaker, said.words) == ("Ama Mensah", ("“It is safe.", "“We tested it,”"))


def test_a_colon_introduces_the_next_paragraph(read: Read) -> None:
    (said,) = read("Ama Mensah wrote:\n\n“The bridge is safe. We tested it twice.”")
    assert (said.speaker, said.cue) == ("Ama Mensah", "wrote")
    assert said.words == ("“The bridge is safe. We tested it twice.”",)


def test_quoted_words_that_no_clause_carries_go_to_the_verb_they_hang_on(read: Read) -> None:
    (said,) = read("Ama Mensah responded to the crowd with chants of “we will never close this bridge”.")
    assert said.speaker == "Ama Mensah"
    assert said.words[-1].endswith("“we will never close this bridge”")


def test_each_speaker_keeps_their_own_words(read: Read) -> None:
    first, second = read("“It is safe,” said Ama Mensah. “It is not,” said Kofi Boateng.")
    assert (first.speaker, first.words) == ("Ama Mensah", ("“It is safe,”",))
    assert (second.speaker, second.words) == ("Kofi Boateng", ("“It is not,”",))


def test_two_cues_of_one_subject(read: Read) -> None:
    first, second = read("Ama Mensah said the bridge was safe and warned that the road was not.")
    assert (first.cue, second.cue) == ("said", "warned")
    assert first.speaker == second.speaker == "Ama Mensah"


def test_statements_follow_each_other_as_in_the_text(read: Read) -> None:
    text = "Ama Mensah said it was safe. “It is not,” said Kofi Boateng. Esi Owusu said she would wait."
    assert [said.speaker for said in read(text)] == ["Ama Mensah", "Kofi Boateng", "Esi Owusu"]


def test_offsets_are_those_of_the_document() -> None:
    text = "  Some heading\n\nAmong ''friends'',  Ama Mensah said:\t“We   can go.”\n"
    (statements,) = extract_statements([("doc-1", text)])
    (statement,) = statements
    assert statement.document_id == "doc-1"
    assert [text[slice(*span)] for span in statement.quote] == ["“We   can go.”"]
    assert statement.cue_span is not None
    assert text[slice(*statement.cue_span)] == statement.cue == "said"
    assert statement.speaker is not None
    assert text[slice(*statement.speaker.span)] == statement.speaker.as_written == "Ama Mensah"


def test_documents_keep_their_order_and_their_statements() -> None:
    documents = [(f"d{n}", f"Speaker Number said that {n} is enough for all of us." * (n % 3)) for n in range(70)]
    found = list(extract_statements(documents))
    assert len(found) == 70
    for (document_id, _), statements in zip(documents, found, strict=True):
        assert {statement.document_id for statement in statements} <= {document_id}


def test_an_empty_document_has_none() -> None:
    assert list(extract_statements([("d", ""), ("e", "\n\n")])) == [[], []]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ama Mensah never said that it was safe.", "never said"),
        ("Ama Mensah didn’t say that it was safe.", "didn’t say"),
        ("Ama Mensah would not say whether it was safe.", "would not say"),
        ("Ama Mensah was forced to admit that it was unsafe.", "was forced to admit"),
        ("Ama Mensah will announce that it is safe.", "will announce"),
        ("Ama Mensah has denied that it is safe.", "denied"),
    ],
)
def test_a_cue_is_never_the_reverse_of_what_is_written(read: Read, text: str, cue: str) -> None:
    (found,) = read(text)
    assert (found.speaker, found.cue) == ("Ama Mensah", cue)


def test_what_one_reports_ends_where_another_begins(read: Read) -> None:
    found = read("Ama Mensah said the ball had struck a shoulder; referee Kofi Boateng said it was his arm.")
    assert [(said.speaker, said.words) for said in found] == [
        ("Ama Mensah", ("the ball had struck a shoulder",)),
        ("Kofi Boateng", ("it was his arm",)),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The trust's manager, Ama Mensah, refuses: “Then they would run all night.”", "Ama Mensah"),
        ("The secretary-general, Ama Mensah, contradicted him: “We sent no such letter.”", "Ama Mensah"),
        ("Her press office: “There is no price.”", "Her press office"),
        ("Cllr Ama Mensah (laughing): “From us?”", "Ama Mensah"),
        ("Their representative, Ama Mensah, asked for twelve to be set aside.", "Ama Mensah"),
        ("Mensah denied having had a letter, then said that it was old.", "Mensah"),
        ("Ama Mensah let it be known that there was no money.", "Ama Mensah"),
        ("Our donor, the Mensah Foundation, wants it spent on the bridge.", "Mensah Foundation"),
        ("The smiths, Boateng Works, say the bank's governor, Ama Mensah, had passed the plan.", "Boateng Works"),
        ("Between 2 and 7 May, managing director Ama Mensah explained, some of it was lost.", "Ama Mensah"),
        ("The players had voted for it, reported their spokesman, the oboist Kofi Boateng.", "Kofi Boateng"),
        ("That office was closed in 2016, its former head, Rebaz Holloway, told us.", "Rebaz Holloway"),
        ("The ministry lost 287 files when it moved, the ombudsman, Ama Mensah, has found.", "Ama Mensah"),
        ("The court's president, Ama Mensah, suspects that the bridge is unsafe.", "Ama Mensah"),
        ("Imagine a farmer, call him Kofi Boateng, who says “my cows are sick”.", None),
    ],
)
def test_who_is_named_where_the_parser_goes_astray(read: Read, text: str, speaker: str | None) -> None:
    assert {said.speaker for said in read(text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ama Mensah said she had never blamed the driver: “He came every week.”",
         ("she had never blamed the driver", "“He came every week.”")),
        ("It lies, says the digger Ama Mensah, some forty metres from either of the places.",
         ("It lies", "some forty metres from either of the places")),
        ("Ama Mensah said the sum found, nine cents a kilo, was small.",
         ("the sum found, nine cents a kilo, was small",)),
    ],
)  # fmt: skip
def test_all_that_is_said_is_told_where_the_parser_goes_astray(read: Read, text: str, words: tuple[str, ...]) -> None:
    assert [(said.speaker, said.words) for said in read(text)] == [("Ama Mensah", words)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bishop Ama Mensah objected to the sale. A city, said the Bishop, should not fall.", "Ama Mensah"),
        ("The auditor-general, Ama Mensah, counted them. The auditor replied that they were all there.", "Ama Mensah"),
        ("A city, said the Bishop, should not fall.", "the Bishop"),
    ],
)
def test_an_office_alone_is_whoever_is_said_to_hold_it(read: Read, text: str, speaker: str) -> None:
    assert read(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Editor Callum Boyce stands by the result.", True),
        ("The result stands by the road.", False),
    ],
)
def test_somebody_with_an_office_has_views(read: Read, text: str, found: bool) -> None:
    assert bool(read(text)) is found


def test_a_name_ends_with_its_cell_of_a_table(read: Read) -> None:
    assert [said.speaker for said in read("Kofi Boateng | against | said it was ugly")] == ["Kofi Boateng"]


def test_a_first_name_with_foreign_letters_is_part_of_the_name(read: Read) -> None:
    (found,) = read("Seán Ó Ríordáin TD said the peat ban came too early.")
    assert (found.speaker, found.role) == ("Seán Ó Ríordáin", "TD")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("14:00 Ama Mensah said that it was safe.", ["Ama Mensah"]),
        ("Ama “Bee” Mensah said that it was safe. Mensah said it was old.", ["Ama Mensah"] * 2),
        ("Present: Ms Ama Mensah (AM), Kofi Boateng (KB)\n\nAM said that it was safe.", ["Ama Mensah"]),
        ("Ama Mensah heard from a neighbour that it was safe.", ["a neighbour"]),
        ("Able Seaman Ama Mensah said that it was safe.", ["Ama Mensah"]),
    ],
)
def test_names_that_something_else_stands_beside(read: Read, text: str, names: list[str]) -> None:
    assert [said.speaker for said in read(text) if said.speaker] == names
