"""What short forms of a calendar stand for, as heads of columns have them: Q3, H1, Sat, Sept. English."""

from __future__ import annotations

import re
from typing import Final

from embeddings.text.numerals import ORDINALS

_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS: Final = "January February March April June July August September October November December".split()
_LONGER: Final = {"Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday", "Sept": "September"}
_FULL: Final = {name[:3]: name for name in (*_DAYS, *_MONTHS)} | _LONGER
_PARTS: Final = {"Q": "quarter", "H": "half"}
_SHORT: Final = re.compile(
    rf"(?<![\w'’-])(?:(?P<name>{'|'.join(sorted(_FULL, key=len, reverse=True))})|Q(?P<Q>[1-4])|H(?P<H>[12]))(?![\w'’])"
)


def spelt_out(text: str) -> list[str]:
    """Return the words, in lower case, that the short forms of a text stand for, in order.

    Only what is written with a capital is one: nobody sat on a Saturday.
    """
    return [word for match in _SHORT.finditer(text) for word in _words(match)]


def _words(match: re.Match[str]) -> list[str]:
    if match["name"]:
        return [_FULL[match["name"]].casefold()]
    part = "Q" if match["Q"] else "H"
    return [ORDINALS[int(match[part])], _PARTS[part]]
