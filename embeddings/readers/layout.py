"""How a PDF sets its text: the size of most letters, and how far apart paragraphs stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from embeddings.readers.columns import Block, Column
from embeddings.readers.runs import Row, TextRun

_SPACED: Final = 1.3  # times the usual distance of two lines: what is further apart are two paragraphs
_LEAST_SPACED: Final = 0.05  # of all lines, where a document sets its paragraphs apart
_FULL: Final = 0.8  # of the width: a line that is longer, and ends no sentence, goes on in the next one
_MOST_FULL: Final = 0.2  # of the lines before what should be paragraphs
_STOPS: Final = tuple(".!?…:;。！？。၊။؟")
_CLOSING: Final = "\"'”’»)]¹²³⁴⁵⁶⁷⁸⁹⁰"
_NOTED: Final = re.compile(r"(?<!\d)[.!?…。！？][\"'”’»)\]]{0,3}\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Setting:
    """``usual`` is the size of most letters; ``gap`` is how far apart paragraphs are at least, in sizes of letters.

    It is None where they aren't set apart.
    """

    usual: float
    gap: float | None = None


def usual_size(pages: Iterable[Sequence[Row]]) -> float:
    """Return the size that most letters have."""
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            for run in row:
                sizes[round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def setting_of(pages: Iterable[Sequence[Block]], usual: float) -> Setting:
    """Return how the blocks of pages are set."""
    pairs = [pair for blocks in pages for block in blocks if isinstance(block, Column) for pair in _pairs(block)]
    if len(pairs) < 2:
        return Setting(usual)
    gaps = [gap for _, gap, _ in pairs]
    leasts = (quantiles(gaps, n=10)[0], median(gaps))  # most of the paragraphs may be of one line
    return Setting(usual, next((_SPACED * least for least in leasts if _sets_apart(pairs, _SPACED * least)), None))


def _sets_apart(pairs: Sequence[tuple[TextRun, float, bool]], gap: float) -> bool:
    """Tell whether what is further apart than this could be paragraphs: few lines before it look as if they went on."""
    ends = [(above, is_full) for above, distance, is_full in pairs if distance > gap]
    full = sum(is_full and not ends_sentence(above.text) for above, is_full in ends)
    return len(ends) >= _LEAST_SPACED * len(pairs) and full <= _MOST_FULL * len(ends)


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends a sentence, perhaps with a quotation mark or the number of a note behind."""
    return text.rstrip(_CLOSING).endswith(_STOPS) or _NOTED.search(text[-8:]) is not None


def _pairs(column: Column) -> Iterator[tuple[TextRun, float, bool]]:
    """Yield lines with their distance to the next, and whether they are full."""
    for above, below in pairwise(column.lines):
        if above.base > below.base:
            is_full = above.right - column.left > _FULL * (column.right - column.left)
            yield above, (above.base - below.base) / max(above.size, below.size, 1.0), is_full
