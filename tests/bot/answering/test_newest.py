"""Which of several quotes that answer alike leads: windows with scores made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.newest import Scored, is_earlier, newest_first
from bot.answering.windows import Window
from bot.questions.question import question_of
from embeddings.search.query import make_query
from embeddings.types import Hit, Part, Scores
from tests.samples import make_document, whole_passage

OLD = "A ticket costs 2 euros."
NEW = "A ticket costs 3 euros."


def scored(points: float, text: str, date: str | None, title: str = "Prices of the ferry") -> Scored:
    document = replace(make_document(text, title=title), id=f"{text} {date}", date=date)
    hit = Hit(whole_passage(document), document, Scores(0.0, None, 0.0), 1)
    return points, Window(hit, 0, len(text), {})


def order(question: str, *given: Scored) -> list[tuple[float, str]]:
    return [(points, window.text) for points, window in newest_first(given, question_of(make_query(question)))]


def test_the_newest_takes_the_place_of_the_best() -> None:
    given = scored(9, OLD, "2023-01"), scored(8, NEW, "2025-01"), scored(7, "A boat sank.", "2026")
    assert order("What does a ticket cost?", *given) == [(9, NEW), (8, OLD), (7, "A boat sank.")]


def test_the_newest_tells_what_holds_today() -> None:
    given = scored(9, OLD, "2023-01"), scored(8, NEW, "2025-01")
    assert order("What does a ticket cost today?", *given)[0] == (9, NEW)


def test_who_holds_an_office_is_alike_whoever_it_is() -> None:
    given = scored(9, "The director is Lars Holt.", "2023"), scored(8, "The director is Mia Brandt.", "2025")
    assert order("Who is the director?", *given)[0] == (9, "The director is Mia Brandt.")


@pytest.mark.parametrize(
    ("other", "question"),
    [
        (scored(8, NEW, "2025-01", title="Prices of the bus"), "What does a ticket cost?"),  # another matter
        (scored(8, NEW, None), "What does a ticket cost?"),  # nobody knows when
        (scored(5, NEW, "2025-01"), "What does a ticket cost?"),  # it answers less
        (scored(8, "The new crane was lifted on board.", "2025-01"), "What does a ticket cost?"),  # says something else
        (scored(8, NEW, "2022-01"), "What does a ticket cost?"),  # older
        (scored(8, NEW, "2025-01"), "What did a ticket cost in 2023?"),  # asks for its year
    ],
)
def test_what_stays_as_it_was(other: Scored, question: str) -> None:
    assert order(question, scored(9, OLD, "2023-01"), other)[0] == (9, OLD)


def test_titles_of_one_series_differ_in_their_dates() -> None:
    given = (
        scored(9, OLD, "2023-01", title="Prices, January 2023"),
        scored(8, NEW, "2025-01", title="Prices, May 2025"),
    )
    assert order("What does a ticket cost?", *given)[0] == (9, NEW)


def test_what_holds_now_has_no_other_old_words_beside_it() -> None:
    aside = (7.0, replace(scored(7, OLD, "2023-01")[1], start=2))
    given = scored(9, OLD, "2023-01"), scored(8, NEW, "2025-01"), aside
    assert len(order("What does a ticket cost?", *given)) == 3
    assert order("What does a ticket cost now?", *given) == [(9, NEW), (8, OLD)]


def test_a_title_tells_the_year() -> None:
    given = scored(9, OLD, None, title="Prices 2023"), scored(8, NEW, None, title="Prices 2025")
    assert order("What does a ticket cost?", *given)[0] == (9, NEW)


def test_dated_headings_are_a_series() -> None:
    text = f"3 May 2023\n\n{OLD}\n\n3 May 2025\n\n{NEW}"
    document = replace(make_document(text, title="Log"), parts=(Part("heading", 0, 10), Part("heading", 37, 47)))
    hit = Hit(whole_passage(document), document, Scores(0.0, None, 0.0), 1)
    old, new = (Window(hit, text.index(one), text.index(one) + len(one), {}) for one in (OLD, NEW))
    assert order("What does a ticket cost now?", (9, old), (8, new)) == [(9, NEW), (8, OLD)]
    assert is_earlier(old, new)


def test_what_holds_now_may_stand_in_a_sentence_of_the_best() -> None:
    old = scored(9, f"Boats are blue and the crew is old. {OLD}", "2023-01")
    part = old[0] - 1, replace(old[1], start=old[1].text.index(OLD))
    assert order("What does a ticket cost now?", old, part, scored(4, NEW, "2025-01"))[0] == (9, NEW)


def test_titles_of_one_series_differ_in_their_seasons() -> None:
    given = (
        scored(9, OLD, "2023-10", title="Ferry news, autumn 2023"),
        scored(8, NEW, "2024-04", title="Ferry news, spring 2024"),
    )
    assert order("What does a ticket cost?", *given)[0] == (9, NEW)


def test_what_was_not_read_may_be_further_behind() -> None:
    points, window = scored(4, NEW, "2025-01")
    given = scored(9, OLD, "2023-01"), (points, replace(window, features={"read": 0.0}))
    assert order("What does a ticket cost?", *given)[0] == (9, NEW)


HELD = scored(9, "We won, said the coach, Ida Berg. The coach is Ida Berg.", "2024-03", title="Rovers win")


@pytest.mark.parametrize(
    ("question", "other", "leads"),
    [
        ("Who is the coach?", "The new coach is Bo Dahl.", True),
        ("Who was the coach?", "The new coach is Bo Dahl.", False),
        ("Who is the coach?", "The new treasurer is Bo Dahl.", False),
    ],
)
def test_who_holds_an_office_is_told_by_the_newest_of_any_series(question: str, other: str, *, leads: bool) -> None:
    given = HELD, scored(8, other, "2024-07", title="Club news")
    assert (order(question, *given)[0][1] == other) is leads


def test_a_chair_of_the_same_group_of_offices_is_no_director() -> None:
    given = scored(9, "The director is Ida Berg.", "2023"), scored(8, "The chair is Bo Dahl.", "2025", title="News")
    assert order("Who is the director?", *given)[0] == (9, "The director is Ida Berg.")


def test_of_nothing_nothing_is_new() -> None:
    assert newest_first([], question_of(make_query("What?"))) == []


@pytest.mark.parametrize(
    ("other", "is_it"),
    [
        (scored(8, OLD, "2023-01"), True),
        (scored(8, OLD, "2027-01"), False),  # newer
        (scored(8, OLD, None), False),
        (scored(8, "A boat sank.", "2023-01"), False),  # says something else
        (scored(8, OLD, "2023-01", title="Prices of the bus"), False),
    ],
)
def test_what_was_replaced_is_earlier(other: Scored, *, is_it: bool) -> None:
    assert is_earlier(other[1], scored(9, NEW, "2025-01")[1]) is is_it


@pytest.mark.parametrize(
    ("points", "other", "leads"),
    [
        (6, NEW, True),  # three behind the best at most
        (5.9, NEW, False),
        (8, "A ticket costs 3 silver crowns.", True),  # half of the words of both
        (8, "A ticket costs 3 new silver crowns.", False),
    ],
)
def test_what_is_near_and_alike(points: float, other: str, leads: bool) -> None:
    given = scored(9, OLD, "2023-01"), scored(points, other, "2025-01")
    assert (order("What does a ticket cost?", *given)[0][1] == other) == leads
