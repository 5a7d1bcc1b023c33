"""Words of a page and where they stand; those of a line that are no more than a space apart are told as one.

Lengths are in points, heights count from the bottom of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

DOTS: Final = ".…·_"  # of which leaders are made, from a chapter to its page
_SPACE: Final = 0.5  # of the letters' size: no more than parts two columns


class Word(NamedTuple):
    """A word, or several, their edges, the height that they stand on, and the size of their letters."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


def together(words: Iterable[Word]) -> Iterator[Word]:
    """Yield words, as one those that are set alike and follow closely: a line has a dozen, and each takes its time.

    Figures, which may be raised, and what may lead from a chapter to its page stay alone.
    """
    texts: list[str] = []
    start = last = height = large = 0.0
    is_bold = False
    for text, left, right, base, size, bold in words:
        is_alone = text[0] in DOTS or text.isdecimal()
        if texts and not is_alone and _SPACE * size > left - last >= 0 and (base, size) == (height, large):
            texts.append(text)
            last, is_bold = right, bold and is_bold
        else:
            if texts:
                yield Word(" ".join(texts), start, last, height, large, is_bold)
            texts = [text]
            start, last, height, large, is_bold = left, right, base, size, bold
        if is_alone:
            yield Word(text, left, right, base, size, bold)
            texts = []
    if texts:
        yield Word(" ".join(texts), start, last, height, large, is_bold)
