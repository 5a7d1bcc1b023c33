"""What every reader makes of a file first: pieces, one after the other. Here they become the text that is stored.

Between two pieces stands a blank line, and in none of them is one, but in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from embeddings.types import Part, PartKind

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NO_BREAK = str.maketrans("\x0b\x0c\x85\u2028\u2029", "\n\n\n\n\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a ``Part`` to be, of which it has ``level`` too; ``opens`` where a table or a list begins."""

    text: str
    kind: PartKind | Literal["paragraph"] = "paragraph"
    level: int = 0
    opens: bool = False


def compose(pieces: Iterable[Piece]) -> tuple[str, tuple[Part, ...]]:
    """Return the text of pieces, and its parts. Those without a word are left out."""
    texts: list[str] = []
    parts: list[Part] = []
    at = opened = 0
    groups: dict[str, int] = {}  # those that are open: a table in an item doesn't end its list
    for piece in pieces:
        opened += piece.opens
        groups |= {piece.kind: opened} if piece.opens else {}
        text = _UNFIT.sub("", piece.text).strip("\r\n") if piece.kind == "code" else folded(piece.text)
        if not text.strip():
            continue
        if piece.kind != "paragraph":
            parts.append(Part(piece.kind, at, at + len(text), piece.level, groups.get(piece.kind, 0)))
        texts.append(text)
        at += len(text) + 2
    return "\n\n".join(texts), tuple(parts)


def compose_pages(pages: Iterable[Iterable[Piece]]) -> tuple[str, tuple[Part, ...], tuple[int, ...]]:
    """Return the text of pages, its parts, and where each page begins: two are equal where a page has no text."""
    texts, parts, starts = list[str](), list[Part](), list[int]()
    at = group = 0
    for page in pages:
        starts.append(at)
        text, found = compose(page)
        parts += [replace(one, start=one.start + at, end=one.end + at, group=one.group + group) for one in found]
        group = max((part.group for part in parts[-len(found) :]), default=group) if found else group
        texts += [text] if text else []
        at += len(text) + 2 if text else 0
    return "\n\n".join(texts), tuple(parts), tuple(min(start, max(0, at - 2)) for start in starts)


def with_lists(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, where a list begins with the first item behind something else."""
    before = None
    for piece in pieces:
        is_first = piece.kind == "item" and before != "item"
        yield replace(piece, opens=True) if is_first else piece
        before = piece.kind if piece.text.strip() else before


def folded(text: str) -> str:
    """Fold white space, line by line: a line that its writer has ended stays one, and none is blank."""
    lines = (" ".join(line.split()) for line in _UNFIT.sub(" ", text.translate(_NO_BREAK)).splitlines())
    return "\n".join(line for line in lines if line)


def raised(text: str) -> str:
    """Return what stands higher than the line: digits as raised ones, for 10² is not 102; other words as they are."""
    return text.translate(_RAISED) if text.strip().isdecimal() else text


def on_one_line(text: str) -> str:
    """Fold the lines of a text into one, each still apart from the next."""
    return " / ".join(folded(text).splitlines())
