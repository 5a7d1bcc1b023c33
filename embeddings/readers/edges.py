"""What stands at the edges of a PDF's pages: running heads, page numbers.

A line is one where it stands on several pages, at the same height and word for word; or where its last or first number
is that of the page, and rises by one with each. Of the former, the first is kept: whatever was taken for a head is
still on record. An invoice's number, a due date and a total stay.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from embeddings.readers.runs import Row, as_one
from embeddings.text.wording import many

_DEPTH: Final = 4  # rows at the top and at the bottom of a page that are looked at
_LEAST_PAGES: Final = 3
_SAME_HEIGHT: Final = 4.0  # points
_LARGE: Final = 1.15  # times the usual size: a title, as slides have it
_SET_OFF: Final = 1.5  # of the letters' size, by which a head stands further from the text than its lines do
_OTHER: Final = 0.1  # of the letters' size
_TABLE: Final = 4.0  # of the letters' size: rows of a table are not further apart
_SMALL: Final = 0.93  # times the usual size: two pages are enough
_SHOWN: Final = 60  # characters of a head that is told of
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_NUMBER: Final = r"(?P<number>\d{1,4}|[ivxl]{1,7})"
_NAMED: Final = (
    r"(?:page|p\.|pg\.?|seite|s\.|pág(?:ina)?\.?|página|pagina|strana|стр\.?|sida|side|sivu|صفحة|עמוד|頁|第)"
)
_OF: Final = r"(?:\s?(?:/|of|von|de|di|av|из|من|sur)\s?\d{1,4})?"
_ALONE: Final = re.compile(rf"(?i)\W{{0,3}}(?:{_NAMED}\s?)?{_NUMBER}{_OF}\s?(?:頁|页|ページ)?\W{{0,3}}")
_AT_END: Final = re.compile(rf"(?i)[\s,(]{_NAMED}\s?{_NUMBER}{_OF}\W{{0,3}}$")
_AT_START: Final = re.compile(rf"(?i){_NUMBER}\s+(?=[^\W\d])")
_SAID: Final = re.compile(rf"(?i){_NAMED}|\d\s?(?:/|of|von|de)\s?\d")
_APART: Final = re.compile(r"\t|\s[-–—|·•/]\s|[|·•]")
_LONGEST: Final = 200  # characters of a line that may be one


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row at an edge: of which page, which row it is there, and its text."""

    page: int
    row: int
    text: str
    base: float
    size: float


def without_edges(pages: Sequence[Sequence[Row]], usual: float) -> tuple[list[list[Row]], list[str]]:
    """Return the rows of each page without running heads and page numbers, and what was left out, in words.

    ``usual`` is the size of most letters.
    """
    edges = [edge for number, rows in enumerate(pages) for edge in _edges(number, rows)]
    filled = sum(map(bool, pages))
    numbered, named = _numbered(edges, filled)
    repeated = _repeated([edge for edge in edges if edge not in numbered], usual, filled)
    found = numbered.union(*repeated)
    outermost = {one for number, rows in enumerate(pages) for one in _outermost(number, rows, found, numbered)}
    firsts = {copies[0] for copies in repeated} & outermost
    gone = outermost - firsts
    heads = [*named, *(copies[0].text for copies in repeated if gone & {*copies})]
    told = [many(len(numbered & gone), "page number")] if numbered & gone else []
    told += [f"the running head “{' '.join(head.split())[:_SHOWN]}”" for head in heads]
    return [_kept(number, rows, gone, firsts) for number, rows in enumerate(pages)], told


def _kept(page: int, rows: Sequence[Row], gone: set[_Edge], firsts: set[_Edge]) -> list[Row]:
    """Return the rows of a page that stay; a head that is kept stands as one line above the columns."""
    out = {edge.row for edge in gone if edge.page == page}
    heads = {edge.row for edge in firsts if edge.page == page}
    return [(as_one(row),) if place in heads else row for place, row in enumerate(rows) if place not in out]


def _outermost(page: int, rows: Sequence[Row], found: set[_Edge], numbered: set[_Edge]) -> Iterator[_Edge]:
    """Yield what was found on a page with nothing else between it and the edge, and set off from what is within."""
    by_row = {edge.row: edge for edge in found if edge.page == page}
    for inward in (range(len(rows)), range(len(rows))[::-1]):
        outer = list(takewhile(by_row.__contains__, inward))
        within = [[rows[later] for later in inward[number : number + 3]] for number in range(1, len(outer) + 1)]
        tables = (number for number, inner in enumerate(within) if _is_of_table(rows[outer[number]], inner))
        for place, inner in list(zip(outer, within, strict=True))[: next(tables, len(outer))][::-1]:
            if by_row[place] in numbered or not inner or _is_set_off(rows[place], inner[0]):
                yield from (by_row[one] for one in outer[: outer.index(place) + 1])
                break


def _is_of_table(outer: Row, inner: Sequence[Row]) -> bool:
    """Tell whether a row is the head of a table whose first rows are these."""
    near = (row for row in inner if abs(outer[0].base - row[0].base) < _TABLE * outer[0].size)
    return any(_shared(outer, row) > 1 for row in near)


def _is_set_off(outer: Row, inner: Row) -> bool:
    """Tell whether a row is no line of the text beside it."""
    one, other = outer[0], inner[0]
    is_far = abs(one.base - other.base) > _SET_OFF * max(one.size, other.size)
    return is_far or abs(one.size - other.size) > _OTHER * max(one.size, other.size)


def _shared(outer: Row, inner: Row) -> int:
    """Return how many runs of one row stand above or below others than its other ones do."""
    return min(
        sum(any(one.left < other.right and other.left < one.right for other in those) for one in these)
        for these, those in ((outer, inner), (inner, outer))
    )


def _edges(number: int, rows: Sequence[Row]) -> Iterator[_Edge]:
    for place, row in enumerate(rows):
        if place < _DEPTH or place >= len(rows) - _DEPTH:
            text = "\t".join(run.text for run in row)
            if len(text) <= _LONGEST:
                yield _Edge(number, place, text, row[0].base, max(run.size for run in row))


def _numbered(edges: Sequence[_Edge], filled: int) -> tuple[set[_Edge], list[str]]:
    """Return the rows that hold the number of their page, and what else stands in them."""
    groups: defaultdict[str, list[tuple[_Edge, int]]] = defaultdict(list)
    for edge in edges:
        for rest, number in _numbers(edge.text):
            groups[rest].append((edge, number - edge.page))
    found: set[_Edge] = set()
    named = []
    for rest, members in groups.items():
        those = _rising(members, _LEAST_PAGES if rest else min(_LEAST_PAGES, max(filled, 2 - _says_so(members))))
        found |= those
        named += [min(edge.text for edge in those)] if rest and those else []
    return found, named


def _rising(members: Sequence[tuple[_Edge, int]], least: int) -> set[_Edge]:
    """Return the rows whose number rises with their page, where these are most of them, on ``least`` pages or more.

    Few pages are enough only where the first bears the number 1.
    """
    offset, count = Counter(offset for _, offset in members).most_common(1)[0]
    those = {edge for edge, one in members if one == offset}
    pages = len({edge.page for edge in those})
    return those if pages >= (least if offset == 1 else _LEAST_PAGES) and 2 * count > len(members) else set()


def _says_so(members: Sequence[tuple[_Edge, int]]) -> bool:
    """Tell whether the lines say that the number is that of a page: "Page 1", "1 / 1"."""
    return all(_SAID.search(edge.text) for edge, _ in members)


def _numbers(text: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a line could have as that of a page, each with what else stands in it."""
    if match := _ALONE.fullmatch(text):
        yield "", _value(match["number"])
        return
    parts = [part.strip() for part in _APART.split(text)]
    for place in {0, len(parts) - 1}:
        match = _ALONE.fullmatch(parts[place])
        if match:
            yield " ".join(parts[:place] + parts[place + 1 :]).casefold(), _value(match["number"])
    if match := _AT_START.match(text):
        yield text[match.end() :].casefold(), _value(match["number"])
    if match := _AT_END.search(text):
        yield text[: match.start()].casefold(), _value(match["number"])


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True))


def _repeated(edges: Sequence[_Edge], usual: float, filled: int) -> list[list[_Edge]]:
    """Return the rows that stand on several pages at one height."""
    groups: defaultdict[tuple[str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.text.casefold(), round(edge.base / _SAME_HEIGHT)].append(edge)
    heads = []
    for copies in groups.values():
        size, count = copies[0].size, len({edge.page for edge in copies})
        is_title = size > _LARGE * usual and 2 * count < filled
        if count >= (2 if size < _SMALL * usual else _LEAST_PAGES) and not is_title:
            heads.append(copies)
    return heads
