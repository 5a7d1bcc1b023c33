"""What is one thing though it is written in several pieces: telephone numbers, addresses of pages and of mail."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_TELEPHONE: Final = re.compile(r"(?<![\w.,-])\+?\(?\d(?:[ ()/.-]{0,2}\d){6,14}(?![\w-]|[.,]\d)")
_HOST: Final = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_PATH: Final = r"/[^\s<>\"')\]]{0,500}"
_ADDRESS: Final = re.compile(
    rf"(?<![\w@.-])(?:(?:https?://(?:www\.)?|www\.)(?P<page>{_HOST}(?:{_PATH})?)"
    rf"|(?P<plain>{_HOST}{_PATH}|[\w.+-]{{1,64}}@{_HOST}))"
)
_DATE: Final = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?(?: \d\d)?|\d\d?[-/.]\d\d?[-/.]\d{4}|\d{4}\s?[-/]\s?\d{4}|\d{1,3}(?:[ .]\d{3})+"
)
_DIGITS: Final = re.compile(r"\d+")
_LEAST: Final = 7  # digits of a number that is one without what is dialled before it


def identifiers(text: str) -> frozenset[str]:
    """Return the telephone numbers of a text as digits alone, and its addresses without what all begin with."""
    found = (match["page"] or match["plain"] for match in _ADDRESS.finditer(text)) if "." in text else ()
    numbers = (match[0] for match in _TELEPHONE.finditer(text) if not _DATE.fullmatch(match[0]))
    plain = (str(address).rstrip(".,;:!?/").casefold() for address in found)
    return frozenset((*plain, *("".join(_DIGITS.findall(number)) for number in numbers)))


def are_held(asked: Collection[str], text: str) -> bool:
    """Return whether a text holds identifiers, with whatever dialling code they are written, or pages below them."""
    held = identifiers(text) if asked else ()
    return all(any(_is_same(one, other) for other in held) for one in asked)


def _is_same(asked: str, held: str) -> bool:
    if asked.isdecimal():
        short, long = sorted((asked.lstrip("0"), held.lstrip("0")), key=len)
        return len(short) >= _LEAST and held.isdecimal() and long.endswith(short)
    return held == asked or held.startswith(f"{asked}/")


def forms_of(text: str) -> list[str]:
    """Return the identifiers of a text as keywords: of a number its end, which every way of dialling it has."""
    found = sorted(identifiers(text))
    return [one[-_LEAST:] if one.isdecimal() else "".join(filter(str.isalnum, one)) for one in found]
