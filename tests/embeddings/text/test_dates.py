from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from embeddings.text.dates import Period, asked_period, fit, names
from tests.samples import load_hashing, write_files

TODAY = date(2017, 11, 2)  # a Thursday

UNITS = ("day", "week", "month", "year")


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened in October 2017?", "2017-10-01…2017-10-31"),
        ("What happened in Oct. 2017?", "2017-10-01…2017-10-31"),
        ("Who spoke on 18 October 2017?", "2017-10-18"),
        ("Who spoke on October 18th, 2017?", "2017-10-18"),
        ("Who spoke on the 18th of October, 2017?", "2017-10-18"),
        ("Who spoke on 2017-10-18?", "2017-10-18"),
        ("Who won in 2016?", "2016-01-01…2016-12-31"),
        ("What was built since 2016?", "2016-01-01…"),
        ("What was built since March 2016?", "2016-03-01…"),
        ("What was built before 2016?", "…2016-01-01"),
        ("What was open until March 2016?", "…2016-03-31"),
        ("What happened in February 2016?", "2016-02-01…2016-02-29"),
        ("Who spoke today?", "2017-11-02"),
        ("Who spoke Yesterday?", "2017-11-01"),
        ("Who spoke this week?", "2017-10-30…2017-11-05"),
        ("Who spoke last week?", "2017-10-23…2017-10-29"),
        ("Who spoke last month?", "2017-10-01…2017-10-31"),
        ("Who spoke this year?", "2017-01-01…2017-12-31"),
        ("What was built since last year?", "2016-01-01…"),
        ("Who spoke two weeks ago?", "2017-10-16…2017-10-22"),
        ("Who spoke 11 months ago?", "2016-12-01…2016-12-31"),
        ("Who spoke 3 days ago?", "2017-10-30"),
    ],
)
def test_days_that_are_asked_about(question: str, days: str) -> None:
    assert str(asked_period(question, TODAY)) == days


@pytest.mark.parametrize(
    ("language", "question", "days"),
    [
        ("de", "Was geschah im Oktober 2017?", "2017-10-01…2017-10-31"),
        ("de", "Wer sprach am 18. Oktober 2017?", "2017-10-18"),
        ("de", "Wer sprach am 18.10.2017?", "2017-10-18"),
        ("de", "Was wurde seit dem 3. März 2016 gebaut?", "2016-03-03…"),
        ("de", "Was wurde vor 2016 gebaut?", "…2016-01-01"),
        ("de", "Wer gewann 2016?", "2016-01-01…2016-12-31"),
        ("de", "Wer sprach letzte Woche?", "2017-10-23…2017-10-29"),
        ("de", "Wer sprach vor zwei Wochen?", "2017-10-16…2017-10-22"),
        ("es", "¿Qué pasó en octubre de 2017?", "2017-10-01…2017-10-31"),
        ("es", "¿Quién habló el 18 de octubre de 2017?", "2017-10-18"),
        ("es", "¿Qué se construyó desde el año 2016?", "2016-01-01…"),
        ("es", "¿Qué se construyó antes del 3 de marzo de 2016?", "…2016-03-03"),
        ("es", "¿Qué hubo hasta marzo de 2016?", "…2016-03-31"),
        ("es", "¿Quién habló la semana pasada?", "2017-10-23…2017-10-29"),
        ("es", "¿Quién habló hace dos semanas?", "2017-10-16…2017-10-22"),
        ("fr", "Que s'est-il passé en octobre 2017 ?", "2017-10-01…2017-10-31"),
        ("fr", "Qui a parlé le 1er octobre 2017 ?", "2017-10-01"),
        ("fr", "Qu'a-t-on construit depuis 2016 ?", "2016-01-01…"),
        ("fr", "Qui a parlé jusqu'en mars 2016 ?", "…2016-03-31"),
        ("fr", "Qui a parlé aujourd'hui ?", "2017-11-02"),
        ("fr", "Qui a parlé il y a trois jours ?", "2017-10-30"),
        ("ru", "Что случилось в октябре 2017 года?", "2017-10-01…2017-10-31"),
        ("ru", "Кто выступил 18 октября 2017 года?", "2017-10-18"),
        ("ru", "Кто победил в 2016 году?", "2016-01-01…2016-12-31"),
        ("ru", "Что построили с марта 2016 года?", "2016-03-01…"),
        ("ru", "Что построили до 2016 года?", "…2016-01-01"),
        ("ru", "Кто выступил вчера?", "2017-11-01"),
        ("ru", "Кто выступил на прошлой неделе?", "2017-10-23…2017-10-29"),
        ("ru", "Кто выступил неделю назад?", "2017-10-23…2017-10-29"),
        ("ru", "Кто выступил две недели назад?", "2017-10-16…2017-10-22"),
        ("uk", "Що сталося в жовтні 2017 року?", "2017-10-01…2017-10-31"),
        ("uk", "Хто виступив 18 жовтня 2017 року?", "2017-10-18"),
        ("uk", "Що збудували після 2016 року?", "2016-01-01…"),
        ("uk", "Хто виступив сьогодні?", "2017-11-02"),
        ("uk", "Хто виступив минулого тижня?", "2017-10-23…2017-10-29"),
        ("uk", "Хто виступив три дні тому?", "2017-10-30"),
        ("km", "តើមានអ្វីកើតឡើងនៅខែតុលា ឆ្នាំ២០១៧?", "2017-10-01…2017-10-31"),
        ("km", "តើអ្នកណានិយាយនៅថ្ងៃទី១៨ ខែតុលា ឆ្នាំ២០១៧?", "2017-10-18"),
        ("km", "តើមានអ្វីត្រូវបានសង់តាំងពីឆ្នាំ ២០១៦?", "2016-01-01…"),
        ("km", "តើអ្នកណានិយាយម្សិលមិញ?", "2017-11-01"),
        ("km", "តើអ្នកណានិយាយសប្តាហ៍មុន?", "2017-10-23…2017-10-29"),
        ("km", "តើអ្នកណានិយាយពីរសប្តាហ៍មុន?", "2017-10-16…2017-10-22"),
        ("it", "Who spoke in October 2017?", "2017-10-01…2017-10-31"),  # of which nothing is known
    ],
)
def test_days_that_are_asked_about_in_other_languages(language: str, question: str, days: str) -> None:
    assert str(asked_period(question, TODAY, language)) == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 18. Oktober 2017 kam sie an."), ("es", "Llegó el 18 de octubre de 2017."),
        ("fr", "Elle est arrivée le 18 octobre 2017."), ("ru", "Она приехала 18 октября 2017 года."),
        ("uk", "Вона приїхала 18 жовтня 2017 року."), ("km", "គាត់មកដល់នៅថ្ងៃទី១៨ ខែតុលា ឆ្នាំ២០១៧។"),
    ],
)  # fmt: skip
def test_a_day_is_named_in_the_language_of_the_text(language: str, text: str) -> None:
    day = Period(date(2017, 10, 18), date(2017, 10, 18))
    assert names(text, day, language)
    assert fit(day, None, text, language) == 1.0
    assert not names(text, Period(date(2017, 10, 19), date(2017, 10, 19)), language)


@pytest.mark.parametrize(
    "question",
    [
        "Who won?",
        "Who may march?",
        "Where were the 2016 games?",  # a name, not a time
        "Who spoke on 2017-06-31?",
        "How many of 2017 people fell?",
        "Who spoke last?",
        "Is it a year, a month or a week?",
    ],
)
def test_no_days_are_asked_about(question: str) -> None:
    assert asked_period(question, TODAY) is None


def test_relative_days_are_read_from_the_day_that_is_given_alone() -> None:
    assert asked_period("Who spoke last week?") is None
    assert make_query("Who spoke last week?").when is None
    assert make_query("Who spoke in October 2017?").when == Period(date(2017, 10, 1), date(2017, 10, 31))


@given(st.text(), st.dates(), st.sampled_from(["en", "de", "es", "fr", "ru", "uk", "km"]))
def test_any_question(question: str, today: date, language: str) -> None:
    period = asked_period(question, today, language)
    assert period is None or period.first <= period.last


@given(st.sampled_from(UNITS), st.integers(0, 999), st.dates(date(1, 1, 1)))
def test_any_time_ago(unit: str, count: int, today: date) -> None:
    period = asked_period(f"Who spoke {count} {unit}s ago?", today)
    assert period is not None
    assert period.first <= period.last


@pytest.mark.parametrize(
    "asked", ["yesterday", "last week", "1 days ago", "1 weeks ago", "1 months ago", "1 years ago"]
)
def test_before_the_calendar_begins_there_is_no_period(asked: str) -> None:
    assert asked_period(f"Who spoke {asked}?", date.min) == Period()


@pytest.mark.parametrize("asked", ["this week", "0 weeks ago"])
def test_a_week_that_runs_over_the_end_of_the_calendar_is_none(asked: str) -> None:
    assert asked_period(f"Who spoke {asked}?", date.max) == Period()


OCTOBER = Period(date(2017, 10, 1), date(2017, 10, 31))


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2017-10-18", "", 1.0),
        ("2017-10-31T23:00:00+00:00", "", 1.0),
        ("2017", "", 1.0),  # may be of October
        ("2017-11-03", "", 0.5),  # the news of October
        ("2017-11-20", "", 0.0),
        ("2017-09-30", "", 0.0),
        (None, "", 0.0),
        ("2020", "It was on 3 October 2017 that he left.", 1.0),
        (None, "It was in October, 2017.", 1.0),
        ("2020", "It was on 3 November 2017 that he left.", 0.0),
    ],
)
def test_fit(published: str | None, text: str, expected: float) -> None:
    assert fit(OCTOBER, published, text) == expected


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Snapshot]:
    """Reports of the same council in three months, of which only the dates differ."""
    rows = [
        {"id": f"{date}", "title": "Council", "date": date, "text": f"The council met and spoke of the {what}."}
        for date, what in (("2017-09-05", "harbour"), ("2017-10-18", "bridge"), ("2017-11-01", "school"))
    ]
    files = {"all.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)}
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    opened = open_current(tmp_path / "data")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("when", "best"),
    [
        ("in September 2017", "2017-09-05"),
        ("on 18 October 2017", "2017-10-18"),
        ("yesterday", "2017-11-01"),
        ("last month", "2017-10-18"),
        ("before October 2017", "2017-09-05"),
    ],
)
def test_the_date_decides_and_leaves_nothing_out(library: Snapshot, when: str, best: str) -> None:
    hits = Finder(library, HashingEncoder()).find(make_query(f"What did the council speak of {when}?", TODAY)).hits
    assert hits[0].document.id == best
    assert len(hits) == 3


def test_a_day_at_the_end_of_the_calendar_has_no_days_after_it() -> None:
    end = Period(date(9999, 12, 30), date(9999, 12, 30))
    assert fit(end, "9999-12-31", "Nothing.") == 0.0


DATES = {
    "31st of September, 2017": None,
    "the 30th of September, 2017": Period(date(2017, 9, 30), date(2017, 9, 30)),
    "September. 30, 2017": Period(date(2017, 9, 30), date(2017, 9, 30)),
    "2016-02-29": Period(date(2016, 2, 29), date(2016, 2, 29)),
    "Sept., of 1999": Period(date(1999, 9, 1), date(1999, 9, 30)),
    "during 1950": Period(date(1950, 1, 1), date(1950, 12, 31)),
}


@given(
    st.lists(
        st.sampled_from([*DATES, "1990s", "20171", "x" * 40, "in 2,000", "2016", "1919201920"]), min_size=1, max_size=12
    ),
    st.sampled_from([" ", ", and then ", "\n\n" + "y" * 60 + "\n\n"]),
)
def test_each_date_is_found_wherever_it_stands(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for written, period in DATES.items():
        if period is not None and written in pieces:
            assert names(text, period)
            assert fit(period, None, text) == 1.0
