"""Collections: ``.jsonl`` or ``.jsonl.gz``, an object a row, each a document."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from embeddings.errors import DocumentError
from embeddings.readers.decode import decode_strictly
from embeddings.readers.draft import Draft, Origin
from embeddings.readers.given import given_facts, text_fact

LONGEST = 32 << 20  # bytes of a row
MOST = 4 << 30  # bytes of a file, unpacked


def read_collection(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the documents of a collection, and what is wrong with single rows. Raises OSError, EOFError, zlib.error."""
    first = True
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b" or path.suffix.lower() == ".gz"
    with gzip.open(path) if packed else path.open("rb") as rows:
        for number, row in _rows(rows, name):
            try:
                record = _record(row, name, number)
                if first and "question" in record and "text" not in record:
                    return  # questions lie beside the documents that they are asked of; they are no documents
                yield _draft(record, name, number)
            except DocumentError as error:
                yield error
            first = False


def _rows(file: BinaryIO | gzip.GzipFile, name: str) -> Iterator[tuple[int, bytes]]:
    number = size = 0
    while row := file.readline(LONGEST + 1):
        number, size = number + 1, size + len(row)
        if len(row) > LONGEST or size > MOST:
            what = f"is longer than {LONGEST >> 20} MB" if len(row) > LONGEST else f"is beyond {MOST >> 30} GB"
            raise DocumentError(name, f"{what}; from here on nothing is read: split it", line=number)
        if row.strip():
            yield number, row


def _record(row: bytes, name: str, line: int) -> dict[str, Any]:
    try:
        record = json.loads(decode_strictly(row, name, line=line))
    except (ValueError, RecursionError):  # also a number of thousands of digits
        raise DocumentError(name, "is not JSON; one object a line was expected", line=line) from None
    if not isinstance(record, dict):
        raise DocumentError(name, f"is {type(record).__name__}, an object was expected", line=line)
    return record


def _draft(record: dict[str, Any], name: str, line: int) -> Draft:
    identity, text = (text_fact(record, key, name, line, keep=True) for key in ("id", "text"))
    for key, value in (("id", identity), ("text", text)):
        if value is None:
            raise DocumentError(name, f"the required field {key!r} is missing or empty", line=line)
    facts, wrong = given_facts(record, name, line)
    origins: dict[str, Origin] = dict.fromkeys(facts, "collection")
    return Draft(str(text), facts, origins, f"#{identity}", identity, line=line, left_out=wrong)
