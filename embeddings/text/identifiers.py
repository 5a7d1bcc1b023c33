"""What is one thing though it is written in several pieces: telephone numbers, addresses of pages and of mail."""

from __future__ import annotations

import re
from typing import Final

_TELEPHONE: Final = re.compile(r"(?<![\w.,-])\+?\(?\d(?:[ ()/.-]{0,2}\d){6,14}(?![\w-]|[.,]\d)")
_ADDRESS: Final = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:www\.)?(?P<plain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/[^\s<>\"')\]]{1,500}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
)
_DATE: Final = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}|\d{4}\s?[-/]\s?\d{4}|\d{1,3}(?:[ .]\d{3})+"
)
_DIGITS: Final = re.compile(r"\d+")


def identifiers(text: str) -> frozenset[str]:
    """Return the telephone numbers of a text as digits alone, and its addresses without what all begin with."""
    addresses = {match["plain"].rstrip(".,;:!?/").casefold() for match in _ADDRESS.finditer(text)}
    numbers = {
        "".join(_DIGITS.findall(match[0])) for match in _TELEPHONE.finditer(text) if not _DATE.fullmatch(match[0])
    }
    return frozenset(addresses | numbers)
