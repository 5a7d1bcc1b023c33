"""Words of a page -> runs, which are words close together on one line, and rows of runs that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from embeddings.readers.gutters import Gutter
from embeddings.readers.words import DOTS, Word

GAP: Final = 0.85  # of the letters' size, from which on two words may be of two columns
_LEAST_GAP: Final = 0.5  # of the letters' size, of what parts two columns
_LEVEL: Final = 0.45  # of the letters' size, by which a word on the same line may stand higher
_SAME_ROW: Final = 0.35
_LESS: Final = 0.8  # times the size of its line: a raised mark
_SPACE: Final = 0.45  # of the letters' size: no more than a space is
_WIDEST_SPACE: Final = 3.0  # of a line that is spread
_ALIKE: Final = 0.2
_SPREAD_ALIKE: Final = 1.5  # times the least space of a line that is spread, or what parts its words at all
_TOUCHING: Final = 0.1
_MARK_GAP: Final = 4.0
_MARK: Final = re.compile(
    r"[•◦▪▫‣⁃●○■□–—*·\-\uf0b7\uf0a7]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|§|\d{1,2}(?:\.\d{1,2})+\.?"
)
_LEADER: Final = re.compile(f"[{DOTS}]+")
_LEAST_LEADERS: Final = 4  # characters
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE: Final = re.compile(r"^([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})(?=\w)")
_DIGIT: Final = re.compile(r"[\d¹²³⁴⁵⁶⁷⁸⁹⁰]")
_LEFTWARD: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class TextRun(NamedTuple):
    """Words close together, their edges, the height that they stand on, and the size of their letters."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


Row = tuple[TextRun, ...]
_LEFT, _BASE = attrgetter("left"), attrgetter("base")


def rows_of(words: Sequence[Word], gutters: Sequence[Gutter] = ()) -> list[Row]:
    """Return the rows of a page, from top to bottom, each from left to right."""
    rows: list[list[TextRun]] = []
    for run in sorted(_runs(words, gutters), key=_BASE, reverse=True):
        if rows and rows[-1][0].base - run.base < _SAME_ROW * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    ordered = (sorted(row, key=_LEFT) if len(row) > 1 else row for row in rows)
    end = max((run.right for row in rows for run in row), default=0.0)
    return [tuple(_with_marks(list(_of_columns(row, gutters, end)))) for row in ordered]


def _of_columns(row: Sequence[TextRun], gutters: Sequence[Gutter], end: float) -> Iterator[TextRun]:
    """Yield the runs of each column without what spreads its line. ``end`` is where the last column ends."""
    if len(row) == 1:
        yield row[0]
        return
    beside = [gutter for gutter in gutters if gutter.holds(row[0].base)]
    part: list[TextRun] = []
    for run in row:
        if part and _is_parted(part[-1], run, gutters):
            yield from _without_spread(part, is_text=_is_full(part, beside, end))
            part = []
        part.append(run)
    is_text = len(part) < len(row) or bool(beside)
    yield from _without_spread(part, is_text=is_text and _is_full(part, beside, end))


def _is_full(part: Sequence[TextRun], gutters: Sequence[Gutter], end: float) -> bool:
    """Tell whether a line reaches to the end of its column, as those do that are spread."""
    right = part[-1].right
    return right > min((one.left for one in gutters if one.left > right - 1), default=end) - part[-1].size


def _is_parted(one: TextRun | Word, other: TextRun | Word, gutters: Sequence[Gutter]) -> bool:
    return any(gutter.parts(one, other) for gutter in gutters)


def as_one(row: Sequence[TextRun]) -> TextRun:
    """Return the runs of a row as one: a line whose spaces are wide."""
    if len(row) == 1:
        return row[0]
    texts = [run.text for run in row]
    text = " ".join(reversed(texts) if is_leftward(texts) else texts)
    size = max(run.size for run in row)
    return TextRun(text, row[0].left, max(run.right for run in row), row[0].base, size, all(run.bold for run in row))


def is_leftward(texts: Iterable[str]) -> bool:
    """Tell whether most letters are of a script that runs from right to left."""
    text = "".join(texts)
    if text.isascii():
        return False
    leftward = len(_LEFTWARD.findall(text))
    return leftward > 0 and 2 * leftward > sum(map(str.isalpha, text))


def gap_between(one: TextRun | Word, other: TextRun | Word) -> float:
    """Return how far two are apart, 0 where they overlap."""
    return max(0.0, one.left - other.right, other.left - one.right)


def _runs(words: Sequence[Word], gutters: Sequence[Gutter]) -> list[TextRun]:
    runs: list[TextRun] = []
    if not any(word[0][0] in DOTS for word in words):
        return [_run(near) for near in _near(words, gutters)] if words else []
    for is_leader, group in groupby(words, key=lambda word: _is_leader(word.text)):
        found = list(group)
        if not is_leader or sum(len(word.text) for word in found) < _LEAST_LEADERS:
            runs += map(_run, _near(found, gutters))  # else it leads from a chapter to its page: they stand apart
    return runs


def _is_leader(text: str) -> bool:
    return text[0] in DOTS and _LEADER.fullmatch(text) is not None


def _near(words: Sequence[Word], gutters: Sequence[Gutter]) -> Iterator[list[Word]]:
    """Yield words that stand close together on one line."""
    before = words[0]
    held = [before]
    _, first, last, height, large, _ = before
    for word in words[1:]:
        _, left, right, base, size, _ = word
        larger = max(large, size)
        space = left - last
        is_near = space < GAP * larger > first - right and abs(height - base) < _LEVEL * larger
        if is_near and not (space > _LEAST_GAP * larger and gutters and _is_parted(before, word, gutters)):
            first = min(first, left)
            last = max(last, right)
        else:
            yield held
            held, first, last = [], left, right
        held.append(word)
        before, height, large = word, base, size
    yield held


def _run(words: Sequence[Word]) -> TextRun:
    texts: Sequence[str]
    if len(words) == 1 and not _DIGIT.search(words[0].text):
        return TextRun(*words[0])
    texts, lefts, rights, bases, sizes, bolds = zip(*words, strict=True)
    size = max(sizes)
    base = bases[sizes.index(size)]
    text = " ".join(texts)
    if not text.isalpha() and _DIGIT.search(text):
        text = _NOTE.sub(r"\1 ", " ".join(_with_raised(words, size, base)), count=1)
    return TextRun(text, min(lefts), max(rights), base, size, all(bolds))


def _with_raised(words: Sequence[Word], size: float, base: float) -> list[str]:
    """Return what stands between spaces, with numbers raised where they are drawn so, behind what they touch."""
    texts: list[str] = []
    for number, word in enumerate(words):
        is_mark = _is_mark(word, size, base)
        text = word.text.translate(_RAISED) if is_mark else word.text
        if is_mark and number and gap_between(words[number - 1], word) < _TOUCHING * size:
            texts[-1] += text
        else:
            texts.append(text)
    return texts


def _is_mark(word: Word, size: float, base: float) -> bool:
    """Tell whether a word is a raised number: of a note, or a power."""
    return word.text.isdecimal() and word.size < _LESS * size and word.base > base + 0.1 * size


def _without_spread(row: Sequence[TextRun], *, is_text: bool) -> Iterator[TextRun]:
    """Make one of the words of a line that was spread to be as wide as its column: its spaces are all alike.

    In a column of text, they need not be single words, nor so much alike.
    """
    joined: list[TextRun] = []
    spread: list[TextRun] = []
    for run in row:
        if spread and not _goes_on(spread, run):
            joined += _spread(spread)
            spread = []
        spread.append(run)
    joined += _spread(spread)
    if is_text and _is_spread(joined):
        joined = [as_one(joined)]
    yield from joined


def _is_spread(runs: Sequence[TextRun]) -> bool:
    """Tell whether these are a line of text: its spaces are alike, so where they are wide each word stands alone."""
    gaps = [gap_between(*pair) / max(1.0, pair[0].size) for pair in pairwise(runs)]
    least = min(gaps, default=0.0) if all(" " not in run.text for run in runs) else GAP
    return max(gaps, default=0.0) < min(_WIDEST_SPACE, _SPREAD_ALIKE * least)


def _goes_on(spread: Sequence[TextRun], run: TextRun) -> bool:
    gap = gap_between(spread[-1], run)
    first = gap_between(spread[0], spread[1]) if len(spread) > 1 else gap
    is_word = " " not in run.text and " " not in spread[-1].text
    return is_word and gap < _WIDEST_SPACE * run.size and abs(gap - first) < _ALIKE * first


def _spread(words: Sequence[TextRun]) -> list[TextRun]:
    """Return words as one where they look like running text."""
    is_text = len(words) > 2 and sum(word.text[:1].islower() for word in words) >= max(2, len(words) / 3)
    return [as_one(words)] if is_text else [*words]


def _with_marks(row: Sequence[TextRun]) -> list[TextRun]:
    """Put the mark or number of an item before what it marks, however far that is set off."""
    joined: list[TextRun] = []
    for run in row:
        mark = joined[-1] if joined else None
        if mark and gap_between(mark, run) < _SPACE * run.size:  # whatever was drawn between the two
            joined[-1] = as_one((mark, run))
        elif mark and _MARK.fullmatch(mark.text) and gap_between(mark, run) < _MARK_GAP * run.size:
            joined[-1] = run._replace(text=f"{mark.text} {run.text}", left=mark.left)
        else:
            joined.append(run)
    return joined
