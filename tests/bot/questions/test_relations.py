"""Questions for whom somebody has: which they are, and which they are not."""

from __future__ import annotations

import pytest

from bot.questions.relations import relation_of


@pytest.mark.parametrize(
    ("question", "owner", "word"),
    [
        ("Who is Ann Lee's defence lawyer?", "Ann Lee", "attorney"),
        ("So who was the second wife of Ivo Kern in 1990?", "Ivo Kern", "married"),
        ("What’s the name of Ivo Kern’s mother-in-law?", "Ivo Kern", "mother"),
    ],
)
def test_who_is_what_to_whom(question: str, owner: str, word: str) -> None:
    relation = relation_of(question)
    assert relation is not None
    assert relation.owner == owner
    assert word in relation.words


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ann Lee?",
        "Who is Ann Lee's boss?",  # a director, a head, a chair: what reads the passages tells
        "Who is the director of the museum?",
        "What did Ann Lee's lawyer say?",
        "Who met Ann Lee's wife?",
        "When did Ann Lee's lawyer resign?",
    ],
)
def test_what_is_no_such_question(question: str) -> None:
    assert relation_of(question) is None
