"""What is free between columns of running text on a page, told by its words before any are put together.

The spaces of lines that are spread to the width of their column are wide, and now and then there is one on each side.
Only what stays free over many lines, with full lines of text to its left and to its right, parts two columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from statistics import median
from typing import Final, Protocol

from embeddings.readers.glyphs import DrawnPage
from embeddings.readers.wordlines import (
    GAP,
    LEAST_LINES,
    LEAST_WORDS,
    Space,
    WordLine,
    counted,
    has_room,
    heights_of,
    is_across,
    is_text,
    sides_of,
    spaces_of,
    stretches_of,
    word_lines,
)

_MOST_KNOWN: Final = 3
_FLUSH: Final = 2.0  # points
_TRIED: Final = 4  # places of a page
_MOST_COLUMNS: Final = 6
_FEW: Final = 2  # lines: what is set beside a text may be narrower than it
_SET_OFF: Final = 1.7  # times the usual distance of lines, of a running head above columns
_CLOSE: Final = 3.0  # times the letters' size, that lines of a column are apart
_INDENT: Final = 2.5  # times the letters' size, of the first line of a paragraph, at most

Rule = tuple[float, float, float]  # left, right, height


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

    def parts(self, one: _Spread, other: _Spread) -> bool:
        """Tell whether two words of one line stand to both sides."""
        first, last = (one, other) if one.left < other.left else (other, one)
        return first.right - 1 <= self.left and last.left + 1 >= self.right and self.holds(one.base)


def gutters_of(pages: Sequence[DrawnPage]) -> list[list[Gutter]]:
    """Return what is free between the columns of text of each page; what rules are drawn across is a table.

    Where a page has a few lines that begin where the columns of another do, these are columns, too.
    """
    lines = [word_lines(page.words) for page in pages]
    found = [list(_found(one, page, _MOST_COLUMNS)) for one, page in zip(lines, pages, strict=True)]
    known = Counter((round(gutter.left), round(gutter.right)) for gutters in found for gutter in gutters)
    usual = [edges for edges, _ in known.most_common(_MOST_KNOWN)]
    return [
        [*gutters, *_few(one, page.rules, gutters, usual)]
        for one, page, gutters in zip(lines, pages, found, strict=True)
    ]


def _few(
    lines: Sequence[WordLine], rules: Sequence[Rule], gutters: Sequence[Gutter], usual: Sequence[Space]
) -> list[Gutter]:
    """Return the gutter of a page between fewer lines than tell columns by themselves."""
    rest = [line for line in lines if not any(one.holds(line[0].base) for one in gutters)]
    for edges in usual if rest else ():
        place = sum(edges) / 2
        stretches = [rest[first:last] for first, last in stretches_of(rest, place, least=1)]
        found = [Gutter(*edges, *heights_of(one)) for one in stretches]
        fitting = [
            gutter
            for gutter, stretch in zip(found, stretches, strict=True)
            if _is_flush(stretch, gutter) and not _is_ruled(place, rules, gutter.bottom, gutter.top)
        ]
        if fitting:
            return fitting
    return []


def _is_flush(lines: Sequence[WordLine], gutter: Gutter) -> bool:
    """Tell whether what stands to the right, beside other words, begins where the gutter ends."""
    both = [line for line in lines if line[0].left < gutter.left < line[-1].left]
    begins = (min(word.left for word in line if word.left > gutter.left) for line in both)
    return bool(both) and all(abs(begin - gutter.right) < _FLUSH for begin in begins)


def _is_ruled(place: float, rules: Sequence[Rule], bottom: float, top: float) -> bool:
    return any(one < place < other and bottom < height < top for one, other, height in rules)


def _found(lines: Sequence[WordLine], page: DrawnPage, most: int) -> Iterator[Gutter]:
    """Yield the gutter of most lines, those of the columns beside it, and those above and below."""
    spaces = all_spaces = [spaces_of(line) for line in lines]
    for _ in range(_TRIED if most else 0):
        place = _most_shared(spaces)
        if place is None:
            break
        found = _at(lines, place, page.rules)
        if found is not None:
            yield found[0]
            for part in found[1]:
                yield from _found(part, page, most - 1)
            return
        spaces = [[space for space in line if not space[0] <= place <= space[1]] for line in spaces]
    yield from _short(lines, all_spaces, page, most)


def _short(
    lines: Sequence[WordLine], spaces: Sequence[Sequence[Space]], page: DrawnPage, most: int
) -> Iterator[Gutter]:
    """Yield what is free beside the last column of a page, where that has but a few lines, and between those before."""
    spaced = (number for number, line in enumerate(spaces) if line and not (number and spaces[number - 1]))
    for first in islice(spaced, _TRIED if most else 0):
        for place in _places(spaces[first : first + 2], GAP / 2 * lines[first][0].size):
            beside = list(takewhile(lambda line, at=place: not is_across(line, at), lines[first:]))  # type: ignore[misc]
            start, end = _between_edges(beside, place)
            gutters = _beside_few(beside[start:end], place, page, most)
            if gutters:
                yield from gutters
                return


def _places(spaces: Sequence[Sequence[Space]], room: float) -> list[float]:
    """Return where a gutter may be by the first lines, of which one may be indented: the last places first."""
    return sorted(
        (place for line in spaces for begin, end in line for place in (begin + room, end - room)), reverse=True
    )


def _beside_few(lines: Sequence[WordLine], place: float, page: DrawnPage, most: int) -> list[Gutter]:
    """Return the gutter between long columns of text and lines that stand beside their first ones, as wide at most."""
    left, right = ([line for line in side if line] for side in sides_of(lines, place))
    if not _are_few(right, left):
        return []
    gutter = Gutter(*_between(left, right), *heights_of(lines))
    size = left[0][0].size
    is_free = gutter.right - gutter.left > GAP * size and not _is_ruled(place, page.rules, gutter.bottom, gutter.top)
    if not (is_free and _is_end_of_text(right, gutter)):
        return []
    inner = list(_found(left, page, most - 1))
    start = max((one.right for one in inner), default=min(line[0].left for line in left))
    width = gutter.left - start + size
    return [gutter, *inner] if (inner or is_text(left)) and _has_its_width(right, gutter, width, page) else []


def _are_few(lines: Sequence[WordLine], beside: Sequence[WordLine]) -> bool:
    return len(beside) > len(lines) > 0 and len(beside) >= LEAST_LINES and beside[-1][0].base < lines[-1][0].base


def _has_its_width(lines: Sequence[WordLine], gutter: Gutter, width: float, page: DrawnPage) -> bool:
    """Tell whether lines are as wide as the column before them, at most; but for a box, the page has room for it."""
    own = max(line[-1].right for line in lines) - gutter.right
    return 0 < own < width and (len(lines) > _FEW or gutter.right + width < page.width + 2 * lines[0][0].size)


def _is_end_of_text(lines: Sequence[WordLine], gutter: Gutter) -> bool:
    """Tell whether lines are the last of a text: close below each other, they begin as one, and have several words."""
    far = max((above[0].base - below[0].base for above, below in pairwise(lines)), default=0.0)
    begins = [line[0].left - gutter.right for line in lines]
    flush = sum(begin < _FLUSH for begin in begins)
    words = [word for line in lines for word in line]
    count, figures = counted(words)
    return (
        2 * flush >= len(lines)
        and far < _CLOSE * lines[0][0].size
        and max(begins) < _INDENT * words[0].size
        and count >= LEAST_WORDS * len(lines[:-1])
        and 2 * figures <= count + 1
    )


def _at(lines: Sequence[WordLine], place: float, rules: Sequence[Rule]) -> tuple[Gutter, list[list[WordLine]]] | None:
    """Return the gutter at a place, and in what others may be: its sides, and the lines above and below."""
    for start, end in stretches_of(lines, place):
        first, last = (start + edge for edge in _between_edges(lines[start:end], place))
        sides = sides_of(lines[first:last], place)
        gutter = _gutter(lines[first:last], sides, place, rules)
        if gutter is not None:
            held = [[line for line in side if line] for side in sides]
            return gutter, [*filter(has_room, held), [*lines[:first]], [*lines[last:]]]
    return None


def _between_edges(lines: Sequence[WordLine], place: float) -> tuple[int, int]:
    """Return which lines are those of columns, without a running head and a foot that stand elsewhere, set off."""
    distances = [above[0].base - below[0].base for above, below in pairwise(lines)]
    if len(distances) < LEAST_LINES:
        return 0, len(lines)
    far = _SET_OFF * max(median(distances), lines[0][0].size)  # lines of several columns stand close below each other
    if max(distances[0], distances[-1]) <= far:
        return 0, len(lines)
    starts = [
        min((word.left for line in lines[1:-1] for word in line if (word.left > place) is is_right), default=place)
        for is_right in (False, True)
    ]
    is_head = distances[0] > far and _is_elsewhere(lines[0], starts, place)
    is_foot = distances[-1] > far and _is_elsewhere(lines[-1], starts, place)
    return int(is_head), len(lines) - is_foot


def _is_elsewhere(line: WordLine, starts: Sequence[float], place: float) -> bool:
    """Tell whether what a line has to the left of a place, or to the right, begins in the middle of its column."""
    sides = ([word.left for word in line if (word.left > place) is is_right] for is_right in (False, True))
    return any(side and min(side) - start > _INDENT * line[0].size for side, start in zip(sides, starts, strict=True))


def _most_shared(spaces: Sequence[Sequence[Space]]) -> float | None:
    """Return the middle of what most lines have free, None where too few have."""
    edges = sorted(edge for line in spaces for left, right in line for edge in ((left, 1), (right, -1)))
    open_ = most = 0
    found: tuple[float, float] | None = None
    for (place, change), (after, _) in pairwise([*edges, (0.0, 0)]):
        open_ += change
        if open_ > most:
            most, found = open_, (place, after)
    return sum(found) / 2 if found is not None and most >= LEAST_LINES else None


def _gutter(
    lines: Sequence[WordLine], sides: Sequence[list[WordLine]], place: float, rules: Sequence[Rule]
) -> Gutter | None:
    """Return what is free at a place, where text stands on both sides of it."""
    both = sum(bool(one and other) for one, other in zip(*sides, strict=True))
    if both < LEAST_LINES or not all(map(is_text, sides)):
        return None
    bottom, top = heights_of(lines)
    if _is_ruled(place, rules, bottom, top):
        return None
    begin, end = _between(*sides)
    return Gutter(begin, end, bottom, top) if end - begin > GAP * lines[0][0].size else None


def _between(left: Sequence[WordLine], right: Sequence[WordLine]) -> Space:
    """Return what is free between the two sides of a place."""
    return max(line[-1].right for line in left if line), min(line[0].left for line in right if line)
