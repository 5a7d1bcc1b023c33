"""Which questions lean on the turn before, what they are searched with, and what is remembered."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contract.output import as_json
from bot.questions.followup import Turn, interpret, remember
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.encoding.hashing import NAME
from embeddings.rebuild import Recipe, rebuild
from embeddings.search.query import QUESTION_CHARACTERS
from embeddings.types import Scores, Speaker, Statement
from tests.samples import load_hashing, make_document, whole_passage, write_files

TURNS = [json.loads(line) for line in Path(__file__).with_name("followup_turns.jsonl").read_text("utf-8").splitlines()]
MISSED = {
    "How fast were the winds?",  # what is definite may be new, and mostly is
    "Who was to blame?",
    "what does the doctor say about her knee?",  # a doctor may be "her"
    "Who claimed that he had been robbed by Omar Reed?",  # "he" may be whoever claims it
}
BRIDGE = Turn(("Alder bridge", "closed"), names=("Ines Falk",), documents=("bridge",))


def answer_of(text: str, *, speaker: str | None = None, document: str = "d") -> Answer:
    cited = make_document(text, id=document)
    citation = Citation(1, cited, whole_passage(cited), 1, Scores(0.5, None, 0.5))
    told = None if speaker is None else Statement("d", ((0, 3),), Speaker(speaker, "she", (0, 3)), None, None, "direct")
    return Answer("As typed?", 0.9, (Quote(1, text, 0, len(text), told),), (citation,))


def refusal() -> NotOnRecord:
    return NotOnRecord("As typed?", 0.1, "nothing_relevant", ())


def talk(*turns: tuple[str, Answer | NotOnRecord]) -> Turn:
    """Return what is left of a conversation."""
    last: Turn | None = None
    for question, outcome in turns:
        last = remember(interpret(question, last), outcome)
    assert last is not None
    return last


def is_read_right(row: dict[str, str]) -> bool:
    previous = talk((row["previous"], answer_of(row["quote"]) if row["quote"] else refusal()))
    read = interpret(row["question"], previous)
    if row["holds"] is None:
        return read.about is None and read.query == row["question"]
    return read.about is not None and all(word.lower() in read.query.lower() for word in row["holds"])


def test_there_are_turns_of_both_kinds() -> None:
    assert sum(row["holds"] is None for row in TURNS) >= 150
    assert sum(row["holds"] is not None for row in TURNS) >= 150


@pytest.mark.parametrize("row", TURNS, ids=lambda row: row["question"])
def test_turns(row: dict[str, str]) -> None:
    assert is_read_right(row) == (row["question"] not in MISSED)


@pytest.mark.parametrize("question", ["And when was that?", "why?", "What did she say about it?", "who else?"])
@pytest.mark.parametrize("previous", [None, Turn()])
def test_nothing_to_lean_on(question: str, previous: Turn | None) -> None:
    read = interpret(question, previous)
    assert (read.query, read.about) == (question, None)


def test_names_come_first_and_words_that_only_steer_are_left_out() -> None:
    read = interpret("And what exactly did she say?", BRIDGE)
    assert read.about == "Ines Falk, Alder bridge, closed"
    assert read.query == "what did she say Ines Falk Alder bridge closed"


def test_others_are_looked_for_without_the_name_that_was_answered() -> None:
    assert interpret("Who else said so?", BRIDGE).about == "Alder bridge, closed"


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What about Tarn Mill?", "Tarn Mill, closed"),
        ("And Tarn Mill?", "Tarn Mill, closed"),
        ("And the mayor?", "mayor, Alder bridge, closed"),
        ("And the IPU?", "IPU, Alder bridge, closed"),
    ],
)
def test_a_name_takes_the_place_of_the_only_one_like_it(question: str, about: str) -> None:
    assert interpret(question, Turn(("Alder bridge", "closed"))).about == about


def test_a_year_takes_the_place_of_a_year() -> None:
    assert interpret("And in 2018?", Turn(("seats", "Lake Party", "2013"))).about == "2018, seats, Lake Party"


def test_a_chain_keeps_the_topic_of_its_first_question_and_the_latest_words() -> None:
    turn = talk(
        ("When was the Alder bridge closed?", answer_of("The bridge was closed on Monday.")),
        ("Why?", answer_of("Rust was found, said the council.")),
        ("Who found it?", answer_of("The engineer Ines Falk found it.")),
        ("What does she say about the repair?", answer_of("She said it would take long.")),
        ("And the costs?", answer_of("They are not known.")),
    )
    assert (turn.topic, turn.latest, turn.names) == (("Alder", "bridge closed"), ("costs",), ("Ines Falk",))


def test_a_new_topic_ends_a_chain() -> None:
    turn = talk(
        ("When was the Alder bridge closed?", answer_of("On Monday.")),
        ("Why?", answer_of("Because of rust.")),
        ("Who painted the Oster ferry?", answer_of("Omar Reed painted it.", document="ferry")),
    )
    assert (turn.topic, turn.latest, turn.names) == (("painted", "Oster", "ferry"), (), ("Omar Reed",))


def test_a_nameless_question_of_the_same_document_stays_on_the_topic() -> None:
    first = ("When was the Alder bridge closed?", answer_of("On Monday.", document="bridge"))
    question = "How long will the repair take?"
    assert interpret(question, talk(first)).about is None
    same = talk(first, (question, answer_of("A year.", document="bridge")))
    other = talk(first, (question, answer_of("A year.", document="roof")))
    assert (same.topic, same.latest) == (("Alder", "bridge closed"), ("repair",))
    assert (other.topic, other.latest) == (("repair",), ())


def test_of_a_refusal_only_what_was_asked_about_is_remembered() -> None:
    assert talk(("When will the tram to Oster run?", refusal())) == Turn(("tram", "Oster", "run"))
    after = talk(("When was the bridge closed?", answer_of("Ines Falk closed it.")), ("Did she paint it?", refusal()))
    assert (after.topic, after.latest, after.names) == (("bridge closed",), (), ("Ines Falk",))


@pytest.mark.parametrize(
    ("question", "text", "speaker", "names"),
    [
        ("Who closed it?", "Ines Falk, the mayor, closed it.", None, ("Ines Falk",)),
        ("Who closed it?", "In Port Sela the mayor, Ines Falk, closed it.", None, ("Ines Falk",)),
        ("Who closed it?", "The Lake Party and the IPU closed it.", None, ()),
        ("Who closed it?", "She closed it.", "Ines Falk", ("Ines Falk",)),
        ("When did Omar Reed close it?", "Omar Reed closed it, and Ines Falk watched.", None, ()),
        ("When did Omar Reed close it?", "She was there.", "Ines Falk", ()),
        ("Who saw Omar Reed close it?", "Ines Falk saw it.", None, ("Ines Falk",)),
        ("Who is Omar Reed?", "Mayor Omar Reed.", None, ()),
    ],
)
def test_whom_an_answer_brings(question: str, text: str, speaker: str | None, names: tuple[str, ...]) -> None:
    assert talk((question, answer_of(text, speaker=speaker))).names == names


@given(st.text(max_size=60), st.text(max_size=400))
def test_any_text_can_be_read(first: str, second: str) -> None:
    outcome = answer_of(f"x{second}")
    turn = remember(interpret(first, BRIDGE), outcome)
    read = interpret(second, turn)
    assert read.about is not None or read.query == second
    assert read.about is None or 0 < len(read.query) <= QUESTION_CHARACTERS
    remember(read, outcome)


WORDS = st.sampled_from(
    "and what about who else it she her them that those did is the a of in said why 2018 Ann Lee IPU bridge , . ? “No”"
    " n't's".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map(" ".join))
def test_any_words_can_be_read(first: str, second: str) -> None:
    turn = talk((first, answer_of("Ines Falk closed it.")), (second, refusal()))
    assert interpret(second, turn).query or not second


def test_reading_takes_no_longer_for_more() -> None:
    long = "and what about it, that is “ " * 40_000
    started = time.process_time()
    remember(interpret(long, BRIDGE), answer_of(long))
    assert time.process_time() - started < 0.5


# The same words, with and without the turn before them, over a library where both documents could be meant.

DENIED = "Ina Holt denied that the ferry to Marrow Island was late."
MARROW = f"Ferry\n\n{DENIED} The ferry was repaired in Sela on 4 May 2021 and got a new pump.\n"
MINE = (
    "Mine\n\nTomas Brandt said that the lift of the Alder mine was repaired on 9 June 2020. It was repaired quickly.\n"
)
QUESTION = "Who denied that the ferry to Marrow Island was late?"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("two")
    seeds = write_files(root / "seeds", {"ferry.txt": MARROW, "mine.txt": MINE})
    rebuild(seeds, root / "data", Recipe(NAME, load_hashing))
    opened = Responder(Settings(data=root / "data", model=NAME))
    yield opened
    opened.close()


def first_quote(responder: Responder, question: str, previous: Turn | None) -> str:
    outcome = responder.respond(question, previous).outcome
    assert isinstance(outcome, Answer)
    return outcome.quotes[0].text


def test_the_turn_before_decides_which_document_is_found(two: Responder) -> None:
    turn = two.respond(QUESTION).turn
    assert "9 June 2020" in first_quote(two, "And when was it repaired?", None)
    assert "4 May 2021" in first_quote(two, "And when was it repaired?", turn)


def test_a_chain_stays_with_its_document(two: Responder) -> None:
    turn: Turn | None = None
    for question in (QUESTION, "When was it repaired?", "Where was that?", "And what did she deny?"):
        response = two.respond(question, turn)
        turn = response.turn
        assert isinstance(response.outcome, Answer)
        assert response.outcome.citations[response.outcome.quotes[0].citation - 1].document.id == "ferry.txt"
        assert response.outcome.question == question
    assert response.about == "Ina Holt, ferry, Marrow Island, repaired"


def test_what_is_not_on_record_is_refused_after_an_answer_too(two: Responder) -> None:
    turn = two.respond(QUESTION).turn
    assert isinstance(two.respond("What colour is it painted?", turn).outcome, NotOnRecord)


def test_a_question_that_stands_alone_is_answered_as_without_a_turn(two: Responder) -> None:
    question = "When was the lift of the Alder mine repaired?"
    alone, after = two.respond(question), two.respond(question, two.respond(QUESTION).turn)
    assert (after.about, after.outcome) == (None, alone.outcome)


def test_the_contract_knows_no_turns(two: Responder) -> None:
    after = two.respond("When was it repaired?", two.respond(QUESTION).turn)
    assert json.loads(as_json(after)).keys() - {"about"} == json.loads(as_json(two.respond(QUESTION))).keys()
    assert json.loads(as_json(after))["question"] == "When was it repaired?"


def test_a_question_of_more_than_300_characters_stands_alone() -> None:
    question = "What about " + "x" * 288 + "?"
    assert len(question) == 300
    assert interpret(question, BRIDGE).about is not None
    assert interpret(question.replace("x", "xx", 1), BRIDGE).about is None


def test_six_words_of_its_own_let_a_question_stand_alone() -> None:
    question = "When did it flood farms, mills, roads, barns{}?"
    assert interpret(question.format(""), BRIDGE).about is not None
    assert interpret(question.format(", schools"), BRIDGE).about is None


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Why did Ann Lee ask Bo to help her?", False),  # of another clause than its subject
        ("Why did Ann Lee help her?", True),
        ("Why did the bakers accuse them?", True),
        ("Who raised a ship that sank?", False),
        ("Who raised the ship that sank?", False),
        ("Who raised which ship that sank?", False),
    ],
)
def test_what_a_question_itself_says_is_not_looked_for_before_it(question: str, leans: bool) -> None:
    assert (interpret(question, BRIDGE).about is not None) == leans


@pytest.mark.parametrize(
    ("question", "topic", "carried"),
    [
        ("Why was it closed?", "bridge", True),
        ("Why was it closed?", "Alder bridge", False),  # that is named, and she may have nothing to do with it
        ("Why was she there?", "Alder bridge", True),
        ("What else was closed?", "bridge", False),
    ],
)
def test_the_name_of_an_answer_is_carried_for_her_or_where_nothing_is_named(
    question: str, topic: str, carried: bool
) -> None:
    assert ("Ines Falk" in interpret(question, Turn((topic,), names=("Ines Falk",))).carried) == carried


@pytest.mark.parametrize("question", ["And Ida Blix?", "What about Ida Blix?", "and Ida Blix"])
def test_who_is_named_alone_is_asked_for_in_the_words_before(question: str) -> None:
    asked = "What did Ines Falk say about Alder bridge?"
    before = talk((asked, answer_of("It is safe, she said.", speaker="Ines Falk")))
    assert interpret(question, before).query == "What did Ida Blix say about Alder bridge?"
    after = talk((asked, refusal()), (question, refusal()))
    assert interpret("And Omar Reed?", after).query == "What did Omar Reed say about Alder bridge?"


def test_who_is_named_after_another_question_is_not_asked_for_words() -> None:
    before = talk(("When did Ines Falk close Alder bridge?", answer_of("Falk closed it in May.")))
    assert "say" not in interpret("And Ida Blix?", before).query
