from __future__ import annotations

from datetime import date

import pytest

from embeddings.errors import QuestionError
from embeddings.search.filters import Filters
from embeddings.search.query import QUESTION_CHARACTERS, Query, SpeakerQuestion, among_speakers, make_query
from embeddings.text.dates import Period


def test_query_is_one_line_and_its_terms() -> None:
    asked = " Who \n denied\tit? "
    expected = Query("Who denied it?", ("deni",), typed=asked, language="en", words={"deni": "denied"})
    assert make_query(asked) == expected


@pytest.mark.parametrize("question", ["", " ", "\n\t\u2003\x1f"])
def test_empty_question(question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        make_query(question)
    assert str(caught.value) == 'The question is empty. Ask something, for example: onrecord ask "Who denied it?"'
    assert caught.value.exit_code == 2


def test_overlong_question() -> None:
    with pytest.raises(QuestionError) as caught:
        make_query("é" * 10_000)
    assert str(caught.value) == "The question has 10,000 characters, and at most 2,000 are read. Shorten it."


def test_longest_question_is_read() -> None:
    assert make_query(f"  {'a' * QUESTION_CHARACTERS}  ").text == "a" * QUESTION_CHARACTERS


@pytest.mark.parametrize("question", ["😀", "???", "\0"])
def test_question_without_words_has_no_terms(question: str) -> None:
    assert make_query(question) == Query(question, (), typed=question)


@pytest.mark.parametrize("question", ["who \ud800", "\udcff", "\udfff"])  # noqa: PT014  they are three
def test_broken_text_is_refused(question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        make_query(question)
    assert str(caught.value) == "The question holds half a character, as broken text does. Type it anew, as UTF-8."


@pytest.mark.parametrize("question", ["\ud7ff", "\ue000"])
def test_what_lies_beside_half_characters_is_read(question: str) -> None:
    assert make_query(question).text == question


def test_days_that_are_asked_about_are_read_from_today_where_it_is_known() -> None:
    october = Period(date(2017, 10, 1), date(2017, 10, 31))
    assert make_query("What happened in October 2017?").when == october
    today = date(2026, 3, 1)
    assert make_query("What happened yesterday?", today).when == Period(date(2026, 2, 28), date(2026, 2, 28))


def test_only_filters() -> None:
    query = make_query("from:Sem from:Lee")
    assert (query.text, query.filters.speakers) == ("Sem Lee", ("Sem", "Lee"))  # whatever they said
    with pytest.raises(QuestionError) as caught:
        make_query("in:Post")
    assert str(caught.value) == "The question has only filters. Ask something beside them."


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who denied it?", ()),  # the first word has a capital in any case
        ("Was Ines Falk there in 2017?", ("ine", "falk", "2017")),
        ("does the a4 close", ("a4",)),
        ("Falk left", ()),
    ],
)
def test_names_are_terms_with_a_capital_or_a_digit(question: str, names: tuple[str, ...]) -> None:
    assert make_query(question).names == names


def test_among_speakers_only_the_topic_is_met() -> None:
    query = make_query('What did Ama Mensah say about the Volta dam? after:2020 from:"Esi Owusu"')
    asked = SpeakerQuestion("said", ("Ama Mensah",), "the Volta dam")
    narrowed = among_speakers(query, asked)
    assert (narrowed.text, narrowed.typed) == (query.text, query.typed)
    assert (narrowed.terms, narrowed.names) == (("volta", "dam"), ("volta",))
    assert narrowed.filters == Filters(speakers=("Ama Mensah",), after="2020")


def test_without_a_topic_the_whole_question_is_met() -> None:
    query = make_query("What did Ama Mensah say?")
    narrowed = among_speakers(query, SpeakerQuestion("said", ("Ama Mensah",), ""))
    assert (narrowed.terms, narrowed.names) == (query.terms, query.names)
