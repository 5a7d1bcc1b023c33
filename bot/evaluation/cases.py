"""A questions file -> cases. A bad row is refused with file and line before anything is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.contract.rows import read_lines
from bot.evaluation.matching import plain
from embeddings.errors import QuestionError, UsageError
from embeddings.search.query import make_query

_NAMES = ("doc_id", "document_id", "id")
_NOT_RELEVANT = frozenset(("noise", "misinfo", "irrelevant", "not_relevant", "wrong"))
_FORM = '{"id": …, "question": "…", "answers": ["…"], "relevant": [{"doc_id": "…"}]}'


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is known of its answer.

    ``answers`` are strings that a right answer holds, any one of them; where there are none, the answer was not
    judged. ``relevant`` maps the ids of documents that answer to the label they were given, which may be none.
    ``skip`` says why the question is not to be asked.
    """

    id: str
    question: str
    answerable: bool = True
    answers: tuple[str, ...] = ()
    relevant: Mapping[str, str | None] = field(default_factory=dict)
    skip: str | None = None


def read_cases(path: Path, *, answerable: bool = True) -> list[Case]:
    """Read a JSONL file of questions; where ``answerable`` is false, none of them can be answered.

    Raises UsageError, naming file and line, where the file or a row can't be used.
    """
    lines = read_lines(path)
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise UsageError(f"{path} holds no questions; rows of the form {_FORM} were expected")
    return [_case(line, number, path, answerable=answerable) for number, line in rows]


def as_case(row: object, number: int, *, answerable: bool = True) -> Case:
    """Return a row as a case; its number serves where it has no id. Raises UsageError."""
    if not isinstance(row, dict):
        raise UsageError("is no object")
    question = _text(row.get("question"), "question")
    try:
        make_query(question)
    except QuestionError as error:
        raise UsageError(str(error).rstrip(".")) from None
    answers = _answers(row.get("answers"))
    if not answerable and answers:
        raise UsageError("has answers, and the file is one of questions that can't be answered")
    known = {} if row.get("relevant") is None else _relevant(row["relevant"])
    name = str(row.get("id") if row.get("id") is not None else number)
    skip = _text(row["skip"], "skip") if row.get("skip") is not None else None
    return Case(_text(name, "id"), question, answerable and answers != (), answers or (), known, skip)


def _case(line: str, number: int, path: Path, *, answerable: bool) -> Case:
    try:
        return as_case(json.loads(line), number, answerable=answerable)
    except (ValueError, RecursionError):
        raise UsageError(f"{path}, line {number}: is not JSON; rows of the form {_FORM} were expected") from None
    except UsageError as error:
        raise UsageError(f"{path}, line {number}: {error}; rows of the form {_FORM} were expected") from None


def _answers(value: object) -> tuple[str, ...] | None:
    """Return the answers, none for a question that can't be answered, None where nothing was said about them."""
    if value is None:
        return None
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list):
        raise UsageError('"answers" is no list of text')
    answers = tuple(_text(answer, "answers") for answer in listed)
    if answers and not any(map(plain, answers)):
        raise UsageError('"answers" has no letter or digit, so that no text can be said to hold it')
    return answers


def _relevant(value: object) -> dict[str, str | None]:
    """Return the documents that were judged relevant: ids, or objects with an id and perhaps a label or grade."""
    if not isinstance(value, list):
        raise UsageError('"relevant" is no list')
    return dict(judgement for entry in value for judgement in _judgement(entry))


def _judgement(entry: object) -> list[tuple[str, str | None]]:
    if isinstance(entry, str):
        return [(_text(entry, "relevant"), None)]
    if not isinstance(entry, dict):
        raise UsageError('"relevant" holds what is neither an id nor an object with one')
    identity = _text(next((entry[name] for name in _NAMES if name in entry), None), "doc_id")
    label = entry.get("label", entry.get("relevance"))
    if isinstance(label, (bool, int, float)):
        return [(identity, None)] if label > 0 else []
    if label is None:
        return [(identity, None)]
    return [] if _text(label, "label").lower() in _NOT_RELEVANT else [(identity, str(label))]


def _text(value: object, name: str) -> str:
    """Return a value that is text, and that can be written: half a surrogate pair can't."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'holds no "{name}" that is text')
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UsageError(f'its "{name}" holds half a surrogate pair')
    return value
