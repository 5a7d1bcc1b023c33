"""What is free between columns of running text on a page, told by its words before any are put together.

The spaces of lines that are spread to the width of their column are wide, and now and then there is one on each side.
Only what stays free over many lines, with full lines of text to its left and to its right, parts two columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from embeddings.readers.glyphs import DrawnPage, Word

_SAME_LINE: Final = 0.35  # of the letters' size
_LEVEL: Final = 0.9
_GAP: Final = 0.6  # of the letters' size, that are free between two columns, at least
_LEAST_LINES: Final = 6  # with words on both sides
_LEAST_WIDTH: Final = 12.0  # times the letters' size, of a column
_FULL: Final = 0.85  # of a column's width
_MOSTLY_FULL: Final = 0.4  # of its lines
_LEAST_WORDS: Final = 3.0  # of a line
_MOST_FIGURES: Final = 0.25  # of the words
_MOST_KNOWN: Final = 3
_FLUSH: Final = 2.0  # points
_TRIED: Final = 4  # places of a page
_MOST_COLUMNS: Final = 6
_FIGURES: Final = re.compile(r"\A\W*+\d[\d.,:%-]*+\W*+")

Rule = tuple[float, float, float]  # left, right, height
_Line = list[Word]  # from left to right
_Space = tuple[float, float]


class _Spread(Protocol):
    """What stands on a line."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def base(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Gutter:
    """What is free: from ``left`` to ``right``, between two heights."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, height: float) -> bool:
        """Tell whether a line at a height is one of those that it parts."""
        return self.bottom <= height <= self.top

    def is_left(self, one: _Spread) -> bool:
        """Tell whether something stands to the left."""
        return one.left < self.left

    def parts(self, one: _Spread, other: _Spread) -> bool:
        """Tell whether two words of one line stand to both sides."""
        return (
            self.holds(one.base)
            and max(one.left, other.left) >= self.right - 1
            and min(one.right, other.right) <= self.left + 1
        )


def gutters_of(pages: Sequence[DrawnPage]) -> list[list[Gutter]]:
    """Return what is free between the columns of text of each page; what rules are drawn across is a table.

    Where a page has a few lines that begin where the columns of another do, these are columns, too.
    """
    lines = [_lines(page.words) for page in pages]
    found = [list(_found(one, page.rules, _MOST_COLUMNS)) for one, page in zip(lines, pages, strict=True)]
    known = Counter((round(gutter.left), round(gutter.right)) for gutters in found for gutter in gutters)
    usual = [edges for edges, _ in known.most_common(_MOST_KNOWN)]
    return [
        [*gutters, *_few(one, page.rules, gutters, usual)]
        for one, page, gutters in zip(lines, pages, found, strict=True)
    ]


def _few(
    lines: Sequence[_Line], rules: Sequence[Rule], gutters: Sequence[Gutter], usual: Sequence[_Space]
) -> list[Gutter]:
    """Return the gutter of a page between fewer lines than tell columns by themselves."""
    rest = [line for line in lines if not any(one.holds(line[0].base) for one in gutters)]
    for edges in usual if rest else ():
        place = sum(edges) / 2
        stretches = [rest[first:last] for first, last in _stretches(rest, place, least=1)]
        found = [Gutter(*edges, *_heights(one)) for one in stretches]
        fitting = [
            gutter
            for gutter, stretch in zip(found, stretches, strict=True)
            if _is_flush(stretch, gutter) and not _is_ruled(place, rules, gutter.bottom, gutter.top)
        ]
        if fitting:
            return fitting
    return []


def _is_flush(lines: Sequence[_Line], gutter: Gutter) -> bool:
    """Tell whether what stands to the right, beside other words, begins where the gutter ends."""
    both = [line for line in lines if line[0].left < gutter.left < line[-1].left]
    begins = (min(word.left for word in line if word.left > gutter.left) for line in both)
    return bool(both) and all(abs(begin - gutter.right) < _FLUSH for begin in begins)


def _is_ruled(place: float, rules: Sequence[Rule], bottom: float, top: float) -> bool:
    return any(one < place < other and bottom < height < top for one, other, height in rules)


def _lines(words: Sequence[Word]) -> list[_Line]:
    """Return the words of each line; one that begins beside another, a little lower, is one with it."""
    lines: list[_Line] = []
    for word in sorted(words, key=lambda one: -one.base):
        if lines and lines[-1][0].base - word.base < _SAME_LINE * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    strips: list[_Line] = []
    for line in (sorted(line, key=lambda one: one.left) for line in lines):
        if strips and strips[-1][0].base - line[0].base < _LEVEL * line[0].size and _are_apart(strips[-1], line):
            strips[-1] = sorted([*strips[-1], *line], key=lambda one: one.left)
        else:
            strips.append(line)
    return strips


def _are_apart(above: _Line, below: _Line) -> bool:
    return above[-1].right < below[0].left or below[-1].right < above[0].left


def _heights(lines: Sequence[_Line]) -> tuple[float, float]:
    """Return the lowest and the highest place of lines."""
    return min(word.base for word in lines[-1]) - 1, max(word.base for word in lines[0]) + lines[0][0].size


def _found(lines: Sequence[_Line], rules: Sequence[Rule], most: int) -> Iterator[Gutter]:
    """Yield the gutter of most lines, those of the columns beside it, and those above and below."""
    spaces = [_spaces(line) for line in lines]
    for _ in range(_TRIED if most else 0):
        place = _most_shared(spaces)
        if place is None:
            return
        found = _at(lines, place, rules)
        if found is not None:
            yield found[0]
            for part in found[1]:
                yield from _found(part, rules, most - 1)
            return
        spaces = [[space for space in line if not space[0] <= place <= space[1]] for line in spaces]


def _at(lines: Sequence[_Line], place: float, rules: Sequence[Rule]) -> tuple[Gutter, list[list[_Line]]] | None:
    """Return the gutter at a place, and in what others may be: its sides, and the lines above and below."""
    for first, last in _stretches(lines, place):
        sides = [_side(lines[first:last], place, is_left=is_left) for is_left in (True, False)]
        gutter = _gutter(lines[first:last], sides, place, rules)
        if gutter is not None:
            held = [[line for line in side if line] for side in sides]
            return gutter, [*filter(_has_room, held), [*lines[:first]], [*lines[last:]]]
    return None


def _has_room(side: Sequence[_Line]) -> bool:
    """Tell whether there is room for two columns."""
    width = max(line[-1].right for line in side) - min(line[0].left for line in side)
    return width > 2 * _LEAST_WIDTH * side[0][0].size


def _spaces(line: _Line) -> list[_Space]:
    """Return what is free between the words of a line, as far as it is wide enough."""
    spaces = []
    end = line[0].right
    for word in line[1:]:
        if word.left - end > _GAP * word.size:
            spaces.append((end, word.left))
        end = max(end, word.right)
    return spaces


def _most_shared(spaces: Sequence[Sequence[_Space]]) -> float | None:
    """Return the middle of what most lines have free, None where too few have."""
    edges = sorted(edge for line in spaces for left, right in line for edge in ((left, 1), (right, -1)))
    open_ = most = 0
    found: tuple[float, float] | None = None
    for (place, change), (after, _) in pairwise([*edges, (0.0, 0)]):
        open_ += change
        if open_ > most:
            most, found = open_, (place, after)
    return sum(found) / 2 if found is not None and most >= _LEAST_LINES else None


def _stretches(lines: Sequence[_Line], place: float, least: int = _LEAST_LINES) -> Iterator[tuple[int, int]]:
    """Yield the lines that leave a place free one after the other, the longest stretch first."""
    across = [number for number, line in enumerate(lines) if any(word.left < place < word.right for word in line)]
    stretches = [(one + 1, other) for one, other in pairwise([-1, *across, len(lines)]) if other - one > least]
    yield from sorted(stretches, key=lambda one: one[0] - one[1])


def _gutter(lines: Sequence[_Line], sides: Sequence[list[_Line]], place: float, rules: Sequence[Rule]) -> Gutter | None:
    """Return what is free at a place, where text stands on both sides of it."""
    both = sum(bool(one and other) for one, other in zip(*sides, strict=True))
    if both < _LEAST_LINES or not all(map(_is_text, sides)):
        return None
    bottom, top = _heights(lines)
    if _is_ruled(place, rules, bottom, top):
        return None
    left, right = sides
    edges = max(line[-1].right for line in left if line), min(line[0].left for line in right if line)
    return Gutter(*edges, bottom, top)


def _side(lines: Sequence[_Line], place: float, *, is_left: bool) -> list[_Line]:
    return [[word for word in line if (word.right <= place) is is_left] for line in lines]


def _is_text(lines: Sequence[_Line]) -> bool:
    """Tell whether lines are those of paragraphs: wide, mostly full, and of several words that are no figures."""
    held = [line for line in lines if line]
    words = [word for line in held for word in line]
    first, last = min(word.left for word in words), max(word.right for word in words)
    full = sum(line[-1].right - line[0].left > _FULL * (last - first) for line in held)
    figures = sum(_FIGURES.fullmatch(word.text) is not None for word in words)
    return (
        last - first > _LEAST_WIDTH * words[0].size
        and full >= _MOSTLY_FULL * len(held)
        and len(words) >= _LEAST_WORDS * len(held)
        and figures <= _MOST_FIGURES * len(words)
    )
