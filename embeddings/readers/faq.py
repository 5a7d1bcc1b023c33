"""Tables of questions and answers: a question finds its answer, and the answer is quoted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from embeddings.errors import DocumentError
from embeddings.readers.draft import FACTS, Draft, Origin
from embeddings.readers.facts import given_facts

_NAMES = {"q": "question", "questions": "question", "a": "answer", "answers": "answer", "link": "url"}
_LONGEST = 1 << 20  # characters of a cell
_EXPECTED = "columns named 'question' and 'answer' were expected in its first row"


def read_faq(text: str, name: str) -> Iterator[Draft | DocumentError]:
    """Yield a document for each row of a CSV or TSV; further columns may be facts. Raises DocumentError."""
    if not text.strip():
        raise DocumentError(name, "is empty")
    csv.field_size_limit(_LONGEST)
    head = text.lstrip().splitlines()[0]
    delimiter = max("\t;,", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        columns = [_NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in next(rows)]
        if not {"question", "answer"} <= {*columns}:
            raise DocumentError(name, f"is a table of something else; {_EXPECTED}", line=1)
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield _row(dict(zip(columns, row, strict=False)), name, number, rows.line_num)
    except csv.Error as error:
        raise DocumentError(name, f"is no table that can be read: {error}", line=rows.line_num) from None


def _row(cells: Mapping[str, str], name: str, number: int, line: int) -> Draft | DocumentError:
    question, answer = " ".join(cells.get("question", "").split()), cells.get("answer", "").strip()
    for what, cell in (("question", question), ("answer", answer)):
        if not cell:
            return DocumentError(name, f"has no {what} in this row", line=line)
    try:
        facts = given_facts({key: cells[key] for key in FACTS if key in cells and key != "title"}, name, line)
    except DocumentError as error:
        return error
    facts["title"] = question
    origins: dict[str, Origin] = dict.fromkeys(facts, "collection")
    return Draft(answer, facts, origins, key=f"#{cells.get('id', '').strip() or number}", question=True, line=line)
