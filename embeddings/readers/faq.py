"""CSV and TSV: tables, and those of questions and answers, where a question finds its answer and that is quoted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import FACTS, Draft, Origin
from embeddings.readers.given import given_facts
from embeddings.readers.sheets import Sheet, sheet_drafts
from embeddings.readers.tables import plain_rows

if TYPE_CHECKING:
    from _csv import Reader as _Reader

_NAMES = {"q": "question", "questions": "question", "a": "answer", "answers": "answer", "link": "url"}
_KNOWN: Final = frozenset({"question", "answer", "id", *FACTS})
_LONGEST = 1 << 20  # characters of a cell
_DELIMITERS: Final = "\t;,|"
_LOOKED_AT = 50  # lines that the delimiter is told from
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # by which Excel is told of it


def read_faq(text: str, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the document of a CSV or TSV, or one for each row of questions and answers. Raises DocumentError."""
    if not text.strip():
        raise DocumentError(name, "is empty")
    csv.field_size_limit(_LONGEST)
    told = _TOLD.match(text)
    delimiter = told[1] if told else _delimiter_of(text)
    lines = io.StringIO(text[told.end() :] if told else text, newline="")
    rows = csv.reader(lines, delimiter=delimiter, strict=False)
    try:
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        columns = [_NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in first]
        if {"question", "answer"} <= {*columns}:
            yield from _questions(columns, rows, name)
        else:
            yield from sheet_drafts([Sheet("", plain_rows([first, *rows]))], name, {})
    except csv.Error as error:
        raise DocumentError(name, f"is no table that can be read: {error}", line=rows.line_num) from None


def _delimiter_of(text: str) -> str:
    """Return what stands in most of the first lines equally often."""
    lines = [line for line in islice(io.StringIO(text), _LOOKED_AT) if line.strip()]

    def agreement(delimiter: str) -> int:
        counts = [count for count in (line.count(delimiter) for line in lines) if count]
        return max(map(counts.count, counts), default=0)

    return max(_DELIMITERS, key=agreement)


def _questions(columns: Sequence[str], rows: _Reader, name: str) -> Iterator[Draft | DocumentError]:
    told = tuple(f"the column {column!r}, which names no fact" for column in columns if column and column not in _KNOWN)
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            found = _row(dict(zip(columns, row, strict=False)), name, number, rows.line_num)
            yield found if isinstance(found, DocumentError) else replace(found, left_out=found.left_out + told)
            told = told if isinstance(found, DocumentError) else ()


def _row(cells: Mapping[str, str], name: str, number: int, line: int) -> Draft | DocumentError:
    question, answer = " ".join(cells.get("question", "").split()), cells.get("answer", "").strip()
    for what, cell in (("question", question), ("answer", answer)):
        if not cell:
            return DocumentError(name, f"has no {what} in this row", line=line)
    try:
        facts, wrong = given_facts({key: cells[key] for key in FACTS if key in cells and key != "title"}, name, line)
    except DocumentError as error:
        return error
    facts["title"] = question
    origins: dict[str, Origin] = dict.fromkeys(facts, "collection")
    key = f"#{cells.get('id', '').strip() or number}"
    return Draft(answer, facts, origins, key=key, question=True, line=line, left_out=wrong)
