"""What a text names and counts: its capitalised words, and its numbers in digits or words. English."""

from __future__ import annotations

import re
from typing import Final

from embeddings.text.numerals import CARDINALS, LARGE, PARTS, TENS
from embeddings.text.possessives import owner

ENGLISH_NAME_WORD: Final = r"[A-Z][\w’'-]+"  # in a text of any script, whose own words are none
NUMBER_WORDS: Final = "|".join(
    (*PARTS, "per cent", *(f"{word}s?" for word in LARGE), *CARDINALS, *TENS, "most|none|several")
)
NUMBER: Final = re.compile(rf"(?i)\b(?!(?:1[89]|20)\d\d\b)\d[\d,.]*\b|\b(?:{NUMBER_WORDS})\b")  # a year counts nothing
CAPITAL: Final = re.compile(r"\b[A-Z][\w’'-]*")
_NAME: Final = re.compile(rf"(?<=[\w,;’'\"“”)] ){ENGLISH_NAME_WORD}")  # a capital inside a sentence


def names(text: str) -> set[str]:
    """Return the capitalised words inside sentences, lower case, without the possessive."""
    return {owner(name).lower() for name in _NAME.findall(text)}


def numbers(text: str) -> set[str]:
    """Return the numbers, in digits or words; years are none."""
    return {number.lower() for number in NUMBER.findall(text)}


def capitals(text: str) -> set[str]:
    """Return the capitalised words wherever they stand, lower case, without the possessive."""
    return {owner(name).lower() for name in CAPITAL.findall(text)}
