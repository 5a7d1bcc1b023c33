"""Words of a page -> lines over its whole width, before columns are known: what is free in them, what is text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from embeddings.readers.words import Word

GAP: Final = 0.6  # of the letters' size, that are free between two columns, at least
LEAST_LINES: Final = 6  # with words on both sides
LEAST_WORDS: Final = 3.0  # of a line
_FIGURES: Final = re.compile(r"(?<!\S)[^\w\s]*+\d[\d.,:%-]*+[^\w\s]*+(?!\S)")
_SAME_LINE: Final = 0.35  # of the letters' size
_LEVEL: Final = 0.9
_LEAST_WIDTH: Final = 12.0  # times the letters' size, of a column
_FULL: Final = 0.85  # of a column's width
_MOSTLY_FULL: Final = 0.4  # of its lines
_MOST_FIGURES: Final = 0.25  # of the words

_LEFT, _BASE = itemgetter(1), itemgetter(3)  # of a word

WordLine = list[Word]  # from left to right
Space = tuple[float, float]


def word_lines(words: Sequence[Word]) -> list[WordLine]:
    """Return the words of each line; one that begins beside another, a little lower, is one with it."""
    lines: list[WordLine] = []
    height = large = 0.0
    for word in sorted(words, key=_BASE, reverse=True):
        _, _, _, base, size, _ = word
        if lines and height - base < _SAME_LINE * max(large, size):
            lines[-1].append(word)
        else:
            lines.append([word])
            height, large = base, size
    strips: list[WordLine] = []
    for line in (sorted(line, key=_LEFT) for line in lines):
        if strips and strips[-1][0].base - line[0].base < _LEVEL * line[0].size and _are_apart(strips[-1], line):
            strips[-1] = sorted([*strips[-1], *line], key=_LEFT)
        else:
            strips.append(line)
    return strips


def _are_apart(above: WordLine, below: WordLine) -> bool:
    return above[-1].right < below[0].left or below[-1].right < above[0].left


def heights_of(lines: Sequence[WordLine]) -> tuple[float, float]:
    """Return the lowest and the highest place of lines."""
    return min(word.base for word in lines[-1]) - 1, max(word.base for word in lines[0]) + lines[0][0].size


def spaces_of(line: WordLine) -> list[Space]:
    """Return what is free between the words of a line, as far as it is wide enough."""
    spaces = []
    end = line[0].right
    for _, left, right, _, size, _ in line:
        if left - end > GAP * size:
            spaces.append((end, left))
        end = max(end, right)
    return spaces


def stretches_of(lines: Sequence[WordLine], place: float, least: int = LEAST_LINES) -> Iterator[tuple[int, int]]:
    """Yield the lines that leave a place free one after the other, the longest stretch first."""
    across = [number for number, line in enumerate(lines) if is_across(line, place)]
    stretches = [(one + 1, other) for one, other in pairwise([-1, *across, len(lines)]) if other - one > least]
    yield from sorted(stretches, key=lambda one: one[0] - one[1])


def is_across(line: WordLine, place: float) -> bool:
    """Tell whether a word of a line stands across a place."""
    for _, left, right, *_ in line:
        if left >= place:
            break
        if right > place:
            return True
    return False


def sides_of(lines: Sequence[WordLine], place: float) -> tuple[list[WordLine], list[WordLine]]:
    """Return what stands to the left of a place, and to the right, of each line, none of which has a word across it."""
    ends = [bisect_left(line, place, key=_LEFT) for line in lines]
    left = [line[:end] for line, end in zip(lines, ends, strict=True)]
    return left, [line[end:] for line, end in zip(lines, ends, strict=True)]


def is_text(lines: Sequence[WordLine]) -> bool:
    """Tell whether lines are those of paragraphs: wide, mostly full, and of several words that are no figures."""
    held = [line for line in lines if line]
    words = [word for line in held for word in line]
    first, last = min(word.left for word in words), max(word.right for word in words)
    full = sum(line[-1].right - line[0].left > _FULL * (last - first) for line in held)
    count, figures = counted(words)
    return (
        last - first > _LEAST_WIDTH * words[len(words) // 2].size  # the first may be of a title
        and full >= _MOSTLY_FULL * len(held)
        and count >= LEAST_WORDS * len(held)
        and figures <= _MOST_FIGURES * count
    )


def counted(words: Iterable[Word]) -> tuple[int, int]:
    """Return how many words there are, of which several may be told as one, and how many of them are figures."""
    texts = " ".join([word.text for word in words])
    return texts.count(" ") + 1, len(_FIGURES.findall(texts))


def has_room(side: Sequence[WordLine]) -> bool:
    """Tell whether there is room for two columns."""
    width = max(line[-1].right for line in side) - min(line[0].left for line in side)
    return width > 2 * _LEAST_WIDTH * side[0][0].size
