from __future__ import annotations

import pytest

from embeddings.errors import QuestionError
from embeddings.search.query import QUESTION_CHARACTERS, Query, make_query


def test_query_is_one_line_and_its_terms() -> None:
    assert make_query(" Who \n denied\tit? ") == Query("Who denied it?", ("deni",))


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
    assert make_query(question) == Query(question, ())


@pytest.mark.parametrize("question", ["who \ud800", "\udcff"])
def test_broken_text_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="half a character"):
        make_query(question)
