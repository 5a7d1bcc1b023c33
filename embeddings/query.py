"""A question as typed -> a query made ready for both searches."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.errors import QuestionError
from embeddings.filters import NO_FILTERS, Filters, read_filters
from embeddings.terms import question_terms

LONGEST = 2000  # characters; the model reads about 1,000 of them


@dataclass(frozen=True, slots=True)
class Query:
    """``text`` is what is embedded; ``terms`` are what the keyword index is asked for; ``filters`` narrow both."""

    text: str
    terms: tuple[str, ...]
    filters: Filters = NO_FILTERS


def make_query(question: str) -> Query:
    """Make a query of any text. Raises QuestionError where it is empty or overlong."""
    text = " ".join(question.split())
    if not text:
        raise QuestionError('The question is empty. Ask something, for example: onrecord ask "Who denied it?"')
    if len(text) > LONGEST:
        raise QuestionError(f"The question has {len(text):,} characters, and at most {LONGEST:,} are read. Shorten it.")
    text, filters = read_filters(text)
    text = text or " ".join(filters.speakers)  # whatever they said
    if not text:
        raise QuestionError("The question has only filters. Ask something beside them.")
    return Query(text, question_terms(text), filters)
