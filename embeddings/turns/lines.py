"""A text's lines, as every rule about turns sees them: where each stands, and whether a blank line is above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from embeddings.text.sentences import strip_span
from embeddings.types import Part, Span

Lines: TypeAlias = "Sequence[TextLine]"
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line that isn't blank; ``start`` and ``end`` leave out the white space around it."""

    start: int
    end: int
    opens: bool  # nothing, or a blank line, stands above it

    def of(self, text: str) -> str:
        """The words of the line."""
        return text[self.start : self.end]


def lines_of(text: str, parts: Sequence[Part] = ()) -> list[TextLine]:
    """Return the lines of a text that aren't blank, without those of tables and code."""
    left_out = iter([part for part in parts if part.kind in ("row", "code")])
    part = next(left_out, None)
    found: list[TextLine] = []
    before = 0
    for match in _LINE.finditer(text):
        start, end = strip_span(text, *match.span())
        if start == end:
            continue
        while part is not None and part.end <= start:
            part = next(left_out, None)
        if part is None or start < part.start:
            found.append(TextLine(start, end, before == 0 or text.count("\n", before, start) > 1))
        before = end
    return found


def chunks(lines: Lines) -> Iterator[Span]:
    """Yield the paragraphs that some lines are."""
    start = end = -1
    for line in lines:
        if line.opens or start < 0:
            if start >= 0:
                yield start, end
            start = line.start
        end = line.end
    if start >= 0:
        yield start, end
