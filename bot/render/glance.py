"""How much of a phone's screen words take: what stands above the fold is to be seen at one glance."""

from __future__ import annotations

import unicodedata

LINES = 12  # of a message, above the passages that are folded
COLUMNS = 42  # letters on a line of a message on a screen of 360 pixels
QUOTED = 38  # and in a quotation
_NO_WIDTH = ("Mn", "Me", "Cf")


def columns(text: str) -> int:
    """Return how wide text is, in letters of a medium width; what stands above or below others has none."""
    return sum(map(_width, text))


def lines(text: str, width: int = COLUMNS) -> int:
    """Return on how many lines text is shown, broken between words."""
    return sum(_wrapped(paragraph, width) for paragraph in text.splitlines())


def within(text: str, width: int) -> str:
    """Return text that is no wider than that, cut behind a word where one ends near, with a sign that it goes on."""
    longest = 2 * width  # signs without a width are counted, too
    if columns(text) <= width and len(text) <= longest:
        return text
    kept, at = 0, 1  # the sign
    while kept < min(len(text), longest) and at + _width(text[kept]) <= width:
        at += _width(text[kept])
        kept += 1
    words = text[:kept].rpartition(" ")[0]
    return f"{(words if 2 * len(words) > kept else text[:kept]).rstrip(' ,;:')}…"


def _wrapped(paragraph: str, width: int) -> int:
    count, at = 1, 0
    for word in paragraph.split():
        wide = columns(word)
        if at and at + 1 + wide > width:
            count, at = count + 1, 0
        at += wide + bool(at)
        count, at = count + (at - 1) // width if at > width else count, at if at <= width else at % width or width
    return count


def _width(letter: str) -> int:
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
