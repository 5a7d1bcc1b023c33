"""What a question wishes of its answer, tried on a small library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from bot.answering.material import gather
from bot.answering.wish import ANY
from bot.answering.wishes import wish_of
from bot.questions.question import question_of
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

FILES = {
    "reply.txt": "The reply\n\nRaman said that Raman was late.\n\nPriya Raman, who leads the opposition, came.",
    "ferry.txt": (
        "The ferry\n\nLars Holt retired as captain of the ferry.\n\nThe ferry is blue and old.\n\n"
        "Mia Brandt has been captain of the ferry since May."
    ),
    "manual.txt": (
        "Manual\n\nE-107: The heater is broken.\n\nE71: The grinder is blocked.\n\n4.2 Descaling\n\nTake acid.\n\n"
        "4.3 Cleaning\n\nClean the nozzle."
    ),
    "statute.txt": (
        "Statute\n\n§ 2 Members\n\n(1) All may join.\n\n(3) Members of honour pay nothing.\n\n§ 3 Fees\n\n"
        "(1) The fee is set by the board."
    ),
    "beach.txt": (
        "The beach\n\nDogs may run on the beach.\n\nThe dogs of the keeper sleep there.\n\n"
        "Fires are forbidden on the beach.\n\nNo dogs are allowed in the hall."
    ),
    "crew.txt": "The crew\n\nThe members of the crew are:\n- Anna\n- Bo\n- Carl",
    "body.txt": "The authority\n\nThe River Authority was founded in 1998.\n\nThe authority is led by Nora Quist.",
}

OFFICE = {
    "log.txt": "The log\n\nThe mast broke on 2 May 2024.\n\nThe sail tore on 2024-05-03.",
    "news.txt": "Changes\n\nv2.1 (May 2024)\n\nMaps are kept.\n\nv2.10 (June 2025)\n\nCharts are dark.",
    "talk.txt": (
        "A talk with Ida Berg\n\nREPORTER: Why was the crew told only on Friday?\n\nBERG: We needed another look.\n\n"
        "REPORTER: Who mends the mast?\n\nBERG: The smith."
    ),
    "court.txt": "Judgment of the harbour court\n\nThe claim is dismissed.\n\nThe costs must be paid within 60 days.",
    "desk.txt": "The desk\n\nThe pilot is reached at +44 1632 960 118.\n\nThe vet is reached at 01632 960 500.",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("office")
    rebuild(write_files(root / "seeds", OFFICE), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("town")
    rebuild(write_files(root / "seeds", FILES), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who is Priya Raman?", "Priya Raman, who leads the opposition, came."),
        ("Who leads the River Authority?", "The authority is led by Nora Quist."),
        ("Who is the director of the River Authority?", "The authority is led by Nora Quist."),
    ],
)
def test_who_is_asked_about_is_introduced(town: Responder, question: str, first: str) -> None:
    quotes = town.respond(question).outcome.quotes
    assert first in quotes[0].text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Are dogs allowed on the beach?", "Dogs may run on the beach."),
        ("Are dogs allowed in the hall?", "No dogs are allowed in the hall."),
        ("Are fires permitted?", "Fires are forbidden on the beach."),
    ],
)
def test_the_sentence_that_settles_it_comes_first(town: Responder, question: str, first: str) -> None:
    assert first in town.respond(question).outcome.quotes[0].text


def test_the_rule_for_a_neighbour_is_no_answer(town: Responder) -> None:
    for question in ("Are cats allowed on the beach?", "Are tents permitted?"):
        assert town.respond(question).outcome.quotes == ()


def test_who_retired_holds_no_office(town: Responder) -> None:
    assert "Mia Brandt" in town.respond("Who is the captain of the ferry?").outcome.quotes[0].text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What does section 4.3 say?", "Clean the nozzle"),
        ("What does § 2 (3) say?", "(3) Members of honour pay nothing."),
        ("What does § 3 say about the fee?", "The fee is set by the board."),
        ("What does E107 mean?", "E-107: The heater is broken."),
        ("What does E-71 mean?", "E71: The grinder is blocked."),
        ("what is e107?", "E-107: The heater is broken."),
        ("What does 4.2 say?", "Take acid."),
    ],
)
def test_numbered_parts_and_codes_are_found(town: Responder, question: str, first: str) -> None:
    assert first in town.respond(question).outcome.quotes[0].text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What is new in v2.1?", "Maps are kept."),
        ("What changed in version 2.10?", "Charts are dark."),
        ("When was v2.10 released?", "June 2025"),
        ("Whose number is 01632 960 118?", "The pilot is reached"),
        ("Who is reached at 01632960500?", "The vet is reached"),
        ("What happened on 3 May 2024?", "The sail tore on 2024-05-03."),
        ("What happened on 2024-05-02?", "The mast broke on 2 May 2024."),
        ("What is the vet's telephone number?", "The vet is reached at 01632 960 500."),
        ("What does the judgment of the harbour court say about the deadline?", "within 60 days"),
        ("Why did the owner wait until Friday to tell the crew?", "We needed another look."),
    ],
)
def test_versions_numbers_and_days_are_found(office: Responder, question: str, first: str) -> None:
    assert first in office.respond(question).outcome.quotes[0].text


def test_a_part_or_code_that_is_not_there_is_not_on_record(town: Responder) -> None:
    for question in ("What does section 4.9 say?", "What does E-18 mean?"):
        assert town.respond(question).outcome.quotes == ()


def test_a_number_that_is_not_there_is_nobodys(office: Responder) -> None:
    assert office.respond("Whose number is 01632 960 119?").outcome.quotes == ()


def test_nobody_else_is_who_is_asked_about(town: Responder) -> None:
    assert town.respond("Who is Omar Quill?").outcome.quotes == ()


def test_other_questions_wish_for_nothing(town: Responder) -> None:
    found = town.find("When was the River Authority founded?")
    assert wish_of(question_of(found.query), found) is ANY


def test_where_no_text_has_the_office_nobody_holds_it(town: Responder) -> None:
    assert town.respond("Who is the mayor of the River Authority?").outcome.quotes == ()


def test_the_list_that_is_wanted_is_shown_whole(town: Responder) -> None:
    listed = town.respond("Who are the members of the crew?").outcome.quotes[0].listed
    assert listed is not None
    assert (listed.items, listed.shown) == (3, 3)


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("What does section 4.3 say?", True),
        ("What does E71 mean?", True),
        ("What does E71 cost?", False),
        ("What does E71 on the grinder mean?", True),
        ("Are dogs allowed in the mill?", False),
        ("Who are the members of the crew?", True),
        ("Who is Priya Raman?", True),
        ("Are dogs allowed in the hall?", True),
    ],
)
def test_what_is_wished_for_may_be_enough(town: Responder, question: str, alone: bool) -> None:
    found = town.find(question)
    asked = question_of(found.query)
    wish = wish_of(asked, found)
    assert any(wish.prefers(window) >= wish.enough for window in gather(asked, found).windows) == alone


def test_what_is_not_counted_is_told_by_what_reads_alone(town: Responder) -> None:
    found = town.find("How many dogs has the crew?")
    question = question_of(found.query)
    fits, window = wish_of(question, found).fits, gather(question, found).windows[0]
    read = [replace(window, features={**window.features, "read_words": odds}) for odds in (-5.0, 1.0)]
    assert [fits(one) for one in read] == [False, True]


def test_who_is_named_as_the_holder_is_enough(town: Responder) -> None:
    assert "Mia Brandt" in town.respond("Who is the captain?").outcome.quotes[0].text


def test_who_won_is_told_where_somebody_won(town: Responder) -> None:
    found = town.find("Who won the race of the ferry?")
    question = question_of(found.query)
    fits, window = wish_of(question, found).fits, gather(question, found).windows[0]
    won = replace(window, hit=replace(window.hit, passage=replace(window.hit.passage, text="Bo was the winner.")))
    read = replace(window, features={**window.features, "read_words": 1.0})
    assert [fits(one) for one in (window, won, read)] == [False, True, True]


@pytest.mark.parametrize(
    ("question", "settled"),
    [
        ("Are fires forbidden?", "Fires are forbidden on the beach."),
        ("Are fires allowed?", "Fires are forbidden on the beach."),
        ("Did Lars Holt retire?", "Lars Holt retired as captain of the ferry."),
        ("Are fires allowed in the hall?", None),
        ("Did Mia Brandt retire?", None),
    ],
)
def test_a_sentence_with_all_that_is_asked_is_enough(town: Responder, question: str, settled: str | None) -> None:
    found = town.find(question)
    read = question_of(found.query)
    wish = wish_of(read, found)
    enough = [window.text for window in gather(read, found).windows if wish.prefers(window) >= wish.enough]
    assert all(settled is not None and settled in text for text in enough)
    assert bool(enough) == (settled is not None)
