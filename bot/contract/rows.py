"""A file of questions -> its rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import QuestionError, UsageError
from embeddings.search.query import make_query


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One row of a questions file; ``id`` is handed back as it came."""

    id: Any
    question: str


def read_questions(path: Path) -> list[QuestionRow]:
    """Read a questions file. Raises UsageError, naming file and line, before anything is answered."""
    lines = read_lines(path)
    return [_question(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def read_lines(path: Path) -> list[str]:
    """Read the lines of a file of rows. Raises UsageError where it can't be read, or is no UTF-8 text."""
    try:
        return path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} can't be read: {error}. UTF-8 was expected") from None


def _question(line: str, where: str) -> QuestionRow:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # also a number of thousands of digits
        raise UsageError(f'{where}: is not JSON; rows of the form {{"id": …, "question": "…"}} were expected') from None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
        raise UsageError(f'{where}: holds no "question"; rows of the form {{"id": …, "question": "…"}} were expected')
    try:
        make_query(row["question"])
    except QuestionError as error:
        raise UsageError(f"{where}: {error}") from None
    return QuestionRow(row.get("id"), row["question"])
