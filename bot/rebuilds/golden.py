"""The operator's golden questions: what must go on being answered rightly, whatever is published.

One row a line, of one of three forms:

    {"question": "Who denied it?", "answers": ["Yang Sem"]}           words that a quote holds, any one of them
    {"question": "Who denied it?", "document": "2017-10-18-ipu.md"}   the id of a document that is cited
    {"question": "Who won the cup?", "not_on_record": true}           nothing is said
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.contract.rows import read_lines
from bot.evaluation.matching import holds, plain
from bot.types import Answer, NotOnRecord
from embeddings.errors import QuestionError, UsageError
from embeddings.search.query import make_query

_FORM = '{"question": "…", "answers": ["…"]}, or "document": "…", or "not_on_record": true, was expected'


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and what a right outcome is; without ``answers`` and ``document`` it is that nothing is on record."""

    question: str
    answers: tuple[str, ...] = ()
    document: str | None = None


def read_golden(path: Path) -> list[Golden]:
    """Read the golden questions. Raises UsageError, naming file and line, where a row can't be used."""
    lines = read_lines(path)
    golden = []
    for number, line in enumerate(lines, start=1):
        try:
            golden += [_golden(json.loads(line))] if line.strip() else []
        except QuestionError as error:
            raise UsageError(f"{path}, line {number}: {error}") from None
        except (ValueError, RecursionError):
            raise UsageError(f"{path}, line {number}: {_FORM}") from None
    return golden


def is_right(golden: Golden, outcome: Answer | NotOnRecord) -> bool:
    """Tell whether an outcome is what the operator wants."""
    if isinstance(outcome, NotOnRecord):
        return not golden.answers and golden.document is None
    if golden.document is not None:
        cited = [citation.document for citation in outcome.citations]
        also = [document for citation in outcome.citations for document in citation.also_in]
        return golden.document in {document.id for document in (*cited, *also)}
    return any(holds(quote.text, golden.answers) for quote in outcome.quotes)


def _golden(row: object) -> Golden:
    """Make a golden question of a row. Raises ValueError where it has none of the forms, or more than one."""
    match row:
        case {"question": str(question), "answers": str() | list() as answers, **rest}:
            golden = Golden(question, _answers(answers))
        case {"question": str(question), "document": str(document), **rest} if document:
            golden = Golden(question, document=document)
        case {"question": str(question), "not_on_record": True, **rest}:
            golden = Golden(question)
        case _:
            raise ValueError("none of the forms")
    if {"answers", "document", "not_on_record"} & set(rest):
        raise ValueError("more than one of the forms")
    make_query(question)
    return golden


def _answers(value: str | list[object]) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    answers = tuple(one for one in listed if isinstance(one, str) and plain(one))
    if not answers or len(answers) != len(listed):
        raise ValueError("no text to look for")
    return answers
