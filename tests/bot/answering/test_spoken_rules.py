"""Each rule by which statements are chosen, with statements and words made by hand: what is said can be counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.confidence import sure_of
from bot.answering.heard import hear
from bot.answering.spoken import speak
from bot.types import Answer, NotOnRecord, Quote
from embeddings.library.statement_store import Record
from embeddings.naming.names import normal_form
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion, make_query
from embeddings.types import Document, Hit, Scores, Speaker, Statement
from tests.samples import make_document, material_of, whole_passage

TEN = "alder birch cedar elder fir hazel juniper larch maple oak".split()
TOPIC = " ".join(TEN)
ANSWERED = Answer("?", 0.75, (Quote(1, "x", 0, 1),), ())
REFUSED = NotOnRecord("?", 0.25, "nothing_relevant", ())
FILTERED = NotOnRecord("?", 0.0, "filtered_out", ())

Outcome = Answer | NotOnRecord
Told = tuple[str, str, str]  # who, how, what


def record(document: Document, told: Told) -> Record:
    name, cue, words = told
    sentence = document.text.index(f"{name} {cue} {words}.")
    at, quote = sentence + len(name) + 1, sentence + len(f"{name} {cue} ")
    speaker = Speaker(name, name, (sentence, sentence + len(name)), None)
    statement = Statement(document.id, ((quote, quote + len(words)),), speaker, cue, (at, at + len(cue)), "indirect")
    return Record(statement, normal_form(name))


def heard(*passages: list[Told], dates: str = "", title: str = "Title", fused: float = 0.0) -> Found:
    """Make what was found: passages of sentences in which somebody says something, each of a document of its own."""
    hits, statements = [], {}
    for rank, told in enumerate(passages, start=1):
        text = " ".join(f"{name} {cue} {words}." for name, cue, words in told)
        date = dates.split()[rank - 1] if dates else None
        document = replace(make_document(text, title=title), id=f"d{rank}", date=date)
        passage = replace(whole_passage(document), id=f"p{rank}")
        hits.append(Hit(passage, document, Scores(fused * rank, None, fused * rank), rank))
        statements[passage.id] = [record(document, one) for one in told]
    query = make_query(TOPIC)
    return Found(query, dict.fromkeys(query.terms, 1.0), tuple(hits), len(hits), statements=statements)


def ask(asked: SpeakerQuestion, among: Found, outcome: Outcome = ANSWERED, *, also_called: str = "") -> Answer | None:
    """Ask a question of what was heard, where ordinary answering comes to an outcome."""
    keys = {normal_form(name) for name in (*asked.names, also_called)}
    return speak(hear(asked, keys, material_of(among)), outcome)


def shown(outcome: Answer | None) -> list[str]:
    """Return who speaks, in the order shown."""
    assert isinstance(outcome, Answer)
    return [quote.speaker.as_written for quote in outcome.quotes if quote.speaker is not None]


def words(count: int) -> str:
    return " ".join(TEN[:count])


WHO = SpeakerQuestion("who", (), TOPIC)
SAID = SpeakerQuestion("said", ("Ama",), TOPIC)
ANYTHING = SpeakerQuestion("said", ("Ama",), "")
AGAINST = SpeakerQuestion("disagrees", ("Ama",), TOPIC)


@pytest.mark.parametrize(
    ("asked", "first", "second", "both"),
    [
        (WHO, 10, 7, True),  # several speakers are to speak to the same question: 0.7 of the best
        (WHO, 10, 6, False),
        (SAID, 10, 5, True),  # what one says may be about half of it
        (SAID, 10, 4, False),
        (SAID, 5, 3, True),  # a quarter of the topic is the least
        (SAID, 4, 2, False),
    ],
)
def test_what_is_shown_beside_the_best(asked: SpeakerQuestion, first: int, second: int, *, both: bool) -> None:
    other = "Ama" if asked.kind == "said" else "Esi"
    found = ask(asked, heard([("Ama", "said", words(first))], [(other, "said", words(second))]))
    assert shown(found) == (["Ama", other] if both else ["Ama"])


@pytest.mark.parametrize(("held", "shows"), [(4, ["Yaw", "Esi"]), (3, ["Yaw"])])
def test_where_nobody_opposed_others_say_what_on_the_topic(held: int, shows: list[str]) -> None:
    said = [("Ama", "said", words(5))], [("Yaw", "said", TOPIC)], [("Esi", "said", words(held))]
    assert shown(ask(AGAINST, heard(*said))) == shows


@pytest.mark.parametrize(("held", "who"), [(7, ["Ama"]), (6, None)])
def test_who_says_it_holds_about_as_much_as_the_best_words_do(held: int, who: list[str] | None) -> None:
    among = heard([("Ama", "said", words(held))], [("They", "wrote", TOPIC)])
    nobody = replace(among, statements={**among.statements, "p2": []})  # the best words are nobody's
    found = ask(WHO, nobody)
    assert (None if found is None else shown(found)) == who


@pytest.mark.parametrize(("held", "enough"), [(3, True), (2, False)])
def test_the_best_holds_a_quarter_of_the_topic(held: int, *, enough: bool) -> None:
    among = heard([("Ama", "said", words(held))])
    assert (ask(SAID, among) is not None) == enough
    assert (ask(WHO, among) is not None) == enough


@pytest.mark.parametrize(("rank", "answered"), [(1, True), (3, True), (4, False)])
def test_one_of_the_first_three_passages_must_fit(rank: int, *, answered: bool) -> None:
    others = [[("Ama", "never said", TOPIC)] for _ in range(rank - 1)]
    assert (ask(WHO, heard(*others, [("Esi", "said", TOPIC)])) is not None) == answered


def test_six_speakers_are_shown_and_four_quotes_of_one() -> None:
    names = ("Ama", "Esi", "Efua", "Kofi", "Yaw", "Kojo", "Abena")
    apart = [[(name, "said", f"{words(8)} {name}")] for name in names]
    assert shown(ask(WHO, heard(*apart))) == list(names[:6])
    mine = [[("Ama", "said", f"{words(8)} {name}")] for name in names]
    assert len(shown(ask(SAID, heard(*mine)))) == 4


def test_each_speaker_has_their_best() -> None:
    among = heard([("Ama", "said", f"{words(8)} again")], [("Ama", "said", TOPIC)], [("Esi", "said", words(9))])
    found = ask(WHO, among)
    assert isinstance(found, Answer)
    assert [quote.text for quote in found.quotes] == [f"Ama said {TOPIC}.", f"Esi said {words(9)}."]
    assert found.by_speaker
    assert found.question == "?"
    assert found.confidence == sure_of(material_of(among), among.hits[1], (0, len(f"Ama said {TOPIC}.")))


@pytest.mark.parametrize(("fused", "first"), [(0.19, "Ama"), (0.21, "Esi")])
def test_how_well_the_passage_was_found_counts_half(fused: float, first: str) -> None:
    among = heard([("Ama", "said", TOPIC)], [("Esi", "said", words(9))], fused=fused)  # 1.0 + 0.5 f, 0.9 + f
    assert shown(ask(WHO, among))[0] == first


def test_the_title_counts_half() -> None:
    half = heard([("Ama", "said", "nothing")], title=TOPIC)
    assert shown(ask(SAID, half)) == ["Ama"]
    assert shown(ask(SAID, heard([("Ama", "said", "nothing")], [("Ama", "said", TOPIC)], title=TOPIC))) == ["Ama"] * 2
    assert shown(ask(WHO, heard([("Esi", "said", "nothing")], [("Ama", "said", TOPIC)], title=TOPIC))) == ["Ama"]


def test_whatever_somebody_said_newest_first_in_reading_order() -> None:
    among = heard(
        [("Ama", "said", "one")], [("Ama", "said", "two")], [("Ama", "said", "three")], dates="2019 2021 2020"
    )
    found = ask(ANYTHING, among)
    assert isinstance(found, Answer)
    assert [quote.text for quote in found.quotes] == ["Ama said two.", "Ama said three.", "Ama said one."]
    same = ask(ANYTHING, heard([("Ama", "said", "one"), ("Ama", "denied", "two")]))
    assert isinstance(same, Answer)
    assert [quote.text for quote in same.quotes] == ["Ama said one.", "Ama denied two."]


def test_what_others_said_is_not_a_speakers() -> None:
    assert ask(SAID, heard([("Esi", "said", TOPIC)])) is None


@pytest.mark.parametrize(
    ("cues", "cue", "who", "said"),
    [
        ({"deny"}, "denied", True, True),
        ({"deny"}, "said", False, True),  # what somebody said, if they never denied it
        (set(), "said", True, True),
        (set(), "never said", False, True),
    ],
)
def test_how_it_was_said(cues: set[str], cue: str, *, who: bool, said: bool) -> None:
    among = heard([("Ama", cue, TOPIC)])
    assert (ask(replace(WHO, cues=frozenset(cues)), among) is not None) == who
    assert (ask(replace(SAID, cues=frozenset(cues)), among) is not None) == said


def test_the_cue_that_is_asked_for_comes_before_others() -> None:
    among = heard([("Ama", "said", TOPIC)], [("Ama", "denied", words(6))])
    found = ask(replace(SAID, cues=frozenset({"deny"})), among)
    assert isinstance(found, Answer)
    assert [quote.text for quote in found.quotes] == [f"Ama denied {words(6)}."]


@pytest.mark.parametrize(
    ("asked", "outcome"), [(WHO, REFUSED), (AGAINST, REFUSED), (SAID, REFUSED), (ANYTHING, FILTERED)]
)
def test_a_refusal_stands(asked: SpeakerQuestion, outcome: Outcome) -> None:
    assert ask(asked, heard([("Ama", "said", words(9))]), outcome) is None


def test_whoever_said_all_that_is_asked_about_spoke_of_it() -> None:
    found = ask(SAID, heard([("Ama", "said", TOPIC)]), REFUSED)
    assert isinstance(found, Answer)
    assert [quote.text for quote in found.quotes] == [f"Ama said {TOPIC}."]


def test_whatever_somebody_said_needs_no_likeness() -> None:
    found = ask(ANYTHING, heard([("Ama", "said", "one")]), REFUSED)
    assert isinstance(found, Answer)
    assert found.quotes


def test_who_opposed_by_their_own_cue_comes_alone() -> None:
    said = [("Ama", "said", TOPIC)], [("Esi", "said", f"{words(9)} too")], [("Yaw", "denied", words(8))]
    assert shown(ask(AGAINST, heard(*said))) == ["Yaw"]
    assert shown(ask(AGAINST, heard(*said[:2]))) == ["Esi"]
    assert ask(AGAINST, heard(said[0])) is None  # nobody else speaks
    assert shown(ask(AGAINST, heard([("Ama", "denied", TOPIC)], said[1]))) == ["Esi"]


@pytest.mark.parametrize(("names", "by_speaker"), [(("Ama",), False), (("Ama", "Esi"), True)])
def test_several_speakers_are_a_list_where_several_were_named(names: tuple[str, ...], *, by_speaker: bool) -> None:
    among = heard([("Ama", "said", TOPIC)], [("Esi", "said", words(9))])
    found = ask(replace(SAID, names=names), among, also_called="Esi")  # two may go by one name
    assert isinstance(found, Answer)
    assert found.by_speaker == by_speaker


def test_the_same_words_in_two_documents_are_shown_once() -> None:
    assert len(shown(ask(SAID, heard([("Ama", "said", TOPIC)], [("Ama", "said", TOPIC)])))) == 1
