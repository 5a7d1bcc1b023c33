"""How counts are put into words, and which characters words may be shown and written with."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")  # control, half a pair, bidi
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


def many(count: int, noun: str) -> str:
    """Return "1 document", "2 documents", for a noun whose plural ends in s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def printable(text: str) -> str:
    """Replace control and direction-changing characters, which could rewrite a line, by the replacement sign."""
    return _UNSAFE.sub("\ufffd", _LINE_END.sub("\n", text))


def writable(text: str) -> str:
    """Return a text that can be written as UTF-8: the name of a file, and what a host says, may hold what can't be."""
    return text.encode("utf-8", "backslashreplace").decode()


def one_form(name: str) -> str:
    """Return a name in the one form of Unicode (NFC) that all are kept in: files and facts hold either."""
    return unicodedata.normalize("NFC", name)
