from __future__ import annotations

import pytest

from embeddings.text.sentences import paragraph_starts
from embeddings.turns.turns import asking, breaks, find_turns
from embeddings.types import Part, WrittenTurn

TALK = "MENSAH: Is it safe?\n\nBOATENG: It is. We tested it twice.\n\nMENSAH: When was that?"
Told = list[tuple[str | None, str]]


def told(text: str) -> Told:
    """Who says what, a row for each paragraph."""
    return [
        (None if turn.writer is None else text[slice(*turn.writer)], text[slice(*words)])
        for turn in find_turns(text)
        for words in turn.words
    ]


def asked(text: str) -> list[str]:
    return [text[slice(*turn.words[0])] for turn in find_turns(text) if turn.asks]


def test_a_transcript() -> None:
    assert told(f"They spoke.\n\n{TALK}") == [
        ("MENSAH", "Is it safe?"),
        ("BOATENG", "It is. We tested it twice."),
        ("MENSAH", "When was that?"),
    ]
    assert asked(TALK) == ["Is it safe?"]  # nobody replies to the other


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("[00:00:09] Ama Mensah: ", "Ama Mensah"),
        ("(00:09) Ama Mensah: ", "Ama Mensah"),
        ("**Ama Mensah:** ", "Ama Mensah"),
        ("**Ama Mensah**: ", "Ama Mensah"),
        ("*Ama Mensah:* ", "Ama Mensah"),
        ("Mr AMA MENSAH (Northmoor) (Blue): ", "AMA MENSAH"),
        ("The Hon. AMA MENSAH (Eastvale) (Minister for Forests): ", "AMA MENSAH"),
        ("The MINISTER FOR FORESTS (Dr Ama Mensah): ", "Ama Mensah"),
        ("Ama Mensah, Bridge Union: ", "Ama Mensah"),
        ("Mr. MENSAH. ", "MENSAH"),
        ("Mr MENSAH.—", "MENSAH"),
        ("AMA MENSAH — ", "AMA MENSAH"),
        (">> AMA MENSAH: ", "AMA MENSAH"),
        ("<v Ama Mensah>", "Ama Mensah"),
        ("Speaker 1: ", "Speaker 1"),
        ("AMA MENSAH\n", "AMA MENSAH"),
        ("Ama Mensah  0:09\n", "Ama Mensah"),
        ("00:00:09 Speaker: Ama Mensah\n", "Ama Mensah"),
        ("00:00:09\tFrom Ama Mensah : ", "Ama Mensah"),
        ("00:00:09\tFrom Ama Mensah to Everyone : ", "Ama Mensah"),
        ("Ama Mensah -- Volta Bank -- Analyst: ", "Ama Mensah"),
        ("Ama Mensah -- Chief Executive\n", "Ama Mensah"),
        ("AMA MENSAH   ", "AMA MENSAH"),
        ("Alderman Ama Mensah: ", "Ama Mensah"),
        ("Town Clerk Mr Ama Mensah: ", "Ama Mensah"),
        ("Acting Mayor Ama Mensah (Green): ", "Ama Mensah"),
    ],
)
def test_labels(line: str, name: str) -> None:
    other = line.replace("Ama Mensah", "Kofi Boateng").replace("MENSAH", "BOATENG").replace("Speaker 1", "Speaker 2")
    other = other.replace("AMA", "KOFI").replace(":09", ":15")
    lines = (f"{line}We plan it.", f"{other}Do you?", f"{line}We do.", f"{other}I see.")
    for joined in ("\n\n".join(lines), "\n".join(lines), "Head\n\nRecorded in May.\n" + "\n".join(lines)):
        assert [(who, words) for who, words in told(joined) if who == name] == [(name, "We plan it."), (name, "We do.")]
        assert asked(joined) == ["Do you?"]


@pytest.mark.parametrize(
    "text",
    [
        "Mensah: It is safe.\n\nThey left.",
        "Mensah: 12\n\nBoateng: 14\n\nMensah: 15\n\nBoateng: 3",
        "Monday: Rain.\n\nTuesday: Sun.\n\nWednesday: Snow.",
        "Location: Accra\n\nSalary: 40\n\nLocation: Tema\n\nSalary: 50",
        "Accra: I saw it burn.\n\nTema: We saw rain.\n\nKumasi: Snow.\n\nAccra: More of it.\n\nHo: Sun.\n\nWa: Wind.",
        "Mensah: ‘We are leaving’ says the union\n\nIt left.\n\nMensah: ‘You will see’\n\nBoateng: ‘I will not’",
        "E03: coin tray full. Call me.\n\nE07: paper low. Load it.\n\nE03: coin tray. You empty it.",
        "Photo: Ama Mensah.\n\nSource: the Post. We thank them.\n\nPhoto: Kofi Boateng.",
        "09:30 Opening: the mayor\n10:00 Talk: Ama Mensah\n11:00 Lunch: soup",
        "Prices are at tickets@example.org. Here are those of the passes:\n\n> one\n\nYou may pay in May.",
        "",
    ],
)
def test_lists_headlines_and_forms_are_no_transcript(text: str) -> None:
    assert told(text) == []


def test_a_turn_ends_where_somebody_else_is_named() -> None:
    text = (
        "**Ama Mensah:** We will drop the fish.\n\nIt is a matter of money.\n\n"
        "**Kofi Boateng:** I doubt it.\n\nMr Boateng left the hall.\n\nIt rained.\n\n"
        "**Ama Mensah:** You will see.\n\nThe hall was closed at nine."
    )
    assert [words for _, words in told(text)] == ["We will drop the fish.", "I doubt it.", "You will see."]


def test_unmarked_paragraphs_are_the_speaker_s_where_no_reporter_writes() -> None:
    text = (
        "**Ama Mensah:** We will drop it.\n\nIt is a matter of money.\n\n(Laughter)\n\nThe fish is dear.\n\n"
        "**Kofi Boateng:** Do you?\n\n**Ama Mensah:** Yes.\n\nI know it.\n\nThe hall was closed at nine."
    )
    assert [words for who, words in told(text) if who == "Ama Mensah"] == [
        "We will drop it.", "It is a matter of money.", "The fish is dear.", "Yes.", "I know it."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "stamp",
    [
        "12/03/2025, 09:1{} - {}: ", "[12.03.25, 09:1{}:22] {}: ", "[18:0{}] {}: ", "09:1{} {}: ", "05:5{} <{}> ",
        "{1} (10:5{0}): ", "{1} [Fri 11:0{0}]: ", "2025-03-12T09:15:0{}Z {}: ", "[25/08, 19:4{}] {}: ",
        "{1}, [03.02.2026 05:5{0}]\n", "{1} — Today at 05:5{0}\n",
    ],
)  # fmt: skip
def test_lines_of_a_chat(stamp: str) -> None:
    rows = [("ama.m", "it is dead"), ("Kofi", "why\nno light?"), ("ama.m", "The bank.")]
    text = "\n".join(f"{stamp.format(number, name)}{words}" for number, (name, words) in enumerate(rows))
    assert told(text) == rows
    beginnings = [text.index(stamp.format(number, name)) for number, (name, _) in enumerate(rows)]
    assert {*beginnings} <= {*breaks(text, find_turns(text))}


def test_what_a_chat_says_of_itself_is_nobody_s() -> None:
    text = "12/03/2025, 09:14 - Ama: No.\n12/03/2025, 09:15 - Kofi joined\n12/03/2025, 09:16 - Ama: Yes."
    assert told(text) == [("Ama", "No."), ("Ama", "Yes.")]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Ten questions to Ama Mensah, head of the bridge", "Ama Mensah"),
        ("Interview with Dr Ama Mensah", "Ama Mensah"),
        ("Q&A with Vice President Ama Mensah.", "Ama Mensah"),
        ("The bridge\n\nAfter the storm Ama Mensah, 71, went out with a lamp.", "Ama Mensah"),
        ("The bridge\n\nAma Mensah and her rival Kofi Boateng went out. Later Ama Mensah met Kofi Boateng.", None),
        ("The smith Ama Mensah has spent ten winters on the moss at Keta Point.", "Ama Mensah"),
        ("The bridge", None),
    ],
)
def test_who_replies_is_whom_the_text_names(head: str, name: str | None) -> None:
    for asks, replies in (("Q: ", "A: "), ("Q. ", "A. "), ("Question: ", "Answer: "), ("F: ", "A: ")):
        text = f"{head}\n\n{asks}Is it safe?\n\n{replies}It is.\n\n{asks}When?\n\n{replies}In May."
        assert told(text) == [(None, "Is it safe?"), (name, "It is."), (None, "When?"), (name, "In May.")]
        assert asked(text) == ["Is it safe?", "When?"]


def test_who_asked_and_who_was_called() -> None:
    talk = "Q: Is it safe, Ms Mensah?\n\nA: It is.\n\nQ: When?\n\nA: In May."
    assert told(f"{talk}\n\nKofi Boateng was speaking to Esi Owusu.")[:2] == [
        ("Esi Owusu", "Is it safe, Ms Mensah?"),
        ("Kofi Boateng", "It is."),
    ]
    assert told(talk)[1] == ("Mensah", "It is.")


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("Ama Mensah's “The Long Bridge” is out in May.", "Ama Mensah"),
        ("Interview: Ama Mensah.", None),
        ("Ama Mensah's “The Long Bridge” is out, and so is Kofi Boateng's “The Tower”.", None),
    ],
)
def test_who_replies_may_be_named_below(below: str, name: str | None) -> None:
    text = f"The bridge\n\nQ: Is it safe?\n\nA: It is.\n\nQ: When?\n\nA: In May.\n\n{below}"
    assert [who for who, words in told(text) if words == "In May."] == [name]


def test_who_replies_says_their_name() -> None:
    text = "**1. What's your name?** Ama Mensah. I mend bridges.\n\n**2. Is it safe?** It is."
    assert told(text)[1::2] == [("Ama Mensah", "Ama Mensah. I mend bridges."), ("Ama Mensah", "It is.")]


def test_an_interview_that_calls_somebody_by_name() -> None:
    asks = ("Madame Mensah, how does a bridge fall?", "Did the others know?", "What went wrong?")
    replies = ("By rust. I saw it.", "Two did. I told them.", "I slept.")
    text = "The bridge fell.\n\n" + "\n\n".join(map("\n\n".join, zip(asks, replies, strict=True)))
    assert told(text)[1::2] == [("Mensah", reply) for reply in replies]


@pytest.mark.parametrize("mark", ["**", "*", "_", "__"])
def test_questions_in_bold_or_italics(mark: str) -> None:
    asks = ("Is it safe?", "People doubt it.", "When was it?")
    text = "Interview with Ama Mensah\n\n" + "\n\n".join(f"{mark}{one}{mark}\n\nIt is, in May." for one in asks)
    assert told(f"{text}\n\nThe bridge is new.") == [
        row for one in asks for row in ((None, one), ("Ama Mensah", "It is, in May."))
    ]


def test_questions_that_a_file_has_in_bold() -> None:
    asks = ("Is it safe?", "When was it?")
    text = "Interview with Ama Mensah\n\n" + "\n\n".join(f"{one}\n\nIt is, in May." for one in asks)
    parts = [Part("heading", at, at + len(one)) for one in asks for at in (text.index(one),)]
    assert [turn.asks for turn in find_turns(text, parts)] == [True, False] * 2
    assert find_turns(text) == ()
    handbook = text.replace("Interview with", "Whatever is missing here, ask")
    parts = [Part("heading", at, at + len(one)) for one in asks for at in (handbook.index(one),)]
    assert {turn.writer for turn in find_turns(handbook, parts)} == {None}


@pytest.mark.parametrize("form", ["Mr {}", "{} (Northmoor)", "The Hon. {} (Eastvale) (Minister)"])
def test_a_debate_in_which_hardly_anybody_says_i(form: str) -> None:
    rows = [("AMA MENSAH", "It costs much."), ("KOFI BOATENG", "No mill will close."), ("AMA MENSAH", "I withdraw.")]
    text = "\n\n".join(f"{form.format(name)}: {words}" for name, words in rows)
    assert told(text) == rows


def test_bare_questions_above_quotations() -> None:
    text = 'Interview with Ama Mensah\n\nIs it safe?\n\n"It is."\n\nShe laughs.\n\nWhen was it?\n\n"In May."\n\nEnd.'
    assert told(text) == [
        (None, "Is it safe?"), ("Ama Mensah", '"It is."'), (None, "When was it?"), ("Ama Mensah", '"In May."')
    ]  # fmt: skip


def test_entries_of_a_timeline_are_paragraphs() -> None:
    text = "The bridge\n\nIt was built.\n12 March: Mensah says it is safe\n14 March: Boateng warns\n2019 – It falls"
    starts = paragraph_starts(text, (), breaks(text))
    assert [text[start : start + 4] for start in starts] == ["The ", "It w", "12 M", "14 M", "2019"]
    assert breaks("It was safe on\n5 March 2025 and is\n6 March 2026 no more") == []


def test_a_turn_asks_that_somebody_else_replies_to() -> None:
    text = "Ama: Is it? Ama: When? Kofi: No. Ama: Why?"
    places = ((0, 3, 11), (12, 15, 22), (23, 27, 32), (33, 36, 42))
    turns = [WrittenTurn((at, colon), ((colon + 2, end),)) for at, colon, end in places]
    assert [turn.asks for turn in asking(text, turns)] == [False, True, False, False]
    assert asking(text, []) == ()


def test_rows_of_tables_and_code_are_no_turns() -> None:
    assert find_turns(TALK, (Part("code", 0, len(TALK)),)) == ()


@pytest.mark.parametrize("role", ["Respondent", "Interviewee", "Narrator"])
def test_roles_are_those_whom_lines_above_name(role: str) -> None:
    talk = f"Interviewer: Did you eat?\n\n{role}: Turnips.\n\nInterviewer: I see.\n\n{role}: I like them."
    head = "Tape 14\n\nInterviewee: Ama Mensah (b. 1921)\nInterviewer: Dr Kofi Boateng\n\n"
    names = ["Kofi Boateng", "Ama Mensah"] * 2
    assert [name for name, _ in told(head + talk)] == names
    assert [name for name, _ in told(talk)] == ["Interviewer", role] * 2


def test_whoever_tells_of_themselves_is_the_one_whom_the_text_above_names() -> None:
    text = "The lamps\n\nAma Mensah tends them.\n\n*How many are there?*\nI have ten.\n\n*Who pays?*\nThe town."
    assert [name for name, _ in told(text)] == [None, "Ama Mensah"] * 2
    assert {name for name, _ in told(text.replace("I have", "There are"))} == {None}  # it may be a handbook
