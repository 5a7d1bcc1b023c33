"""Plain text, stored as it stands. Its first line is its title where it reads as one."""

from __future__ import annotations

import re
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft

_LINE = re.compile(r"\S[^\r\n]*")
_LONGEST: Final = 200  # characters of a title
_SENTENCE = re.compile(r"[.;,…][\"'”’»)]*\Z")


def read_text(text: str, name: str) -> Draft:
    """Read plain text. A sentence, or a line that goes on in the next, is no title. Raises DocumentError if empty."""
    lines = _LINE.finditer(text)
    first = next(lines, None)
    if first is None:
        raise DocumentError(name, "is empty")
    below = next(lines, None)
    if below is None or not _is_title(text, first, below):
        return Draft(text)
    return Draft(text, {"title": " ".join(first[0].split())}, body_start=first.end())


def _is_title(text: str, line: re.Match[str], below: re.Match[str]) -> bool:
    title = line[0].rstrip()
    goes_on = text[below.start()].islower() and len(text[line.end() : below.start()].splitlines()) < 2
    return len(title) <= _LONGEST and not _SENTENCE.search(title) and not goes_on
