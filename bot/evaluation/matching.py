"""Does a text hold an answer? One rule for passages and quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import regex

# Ann's, O'Neil, U.S, 1,200
_INSIDE = regex.compile(r"(?<=\p{L})['’ʼ]s\b|['’ʼ]|(?<=\p{L})\.(?=\p{L})|(?<=\p{N}),(?=\p{N})")
# all else but the point of 1.5
_BETWEEN = regex.compile(r"(?<=\p{N})\.(?=\p{N})(*SKIP)(*FAIL)|[^\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*")


def holds(text: str, answers: Iterable[str]) -> bool:
    """Tell whether any of the answers stands in the text, as whole words, both made plain by ``plain``."""
    padded = f" {plain(text)} "
    return any(f" {wanted} " in padded for wanted in map(plain, answers) if wanted)


def plain(text: str) -> str:
    """Return a text without case, punctuation and differences of white space.

    NFKC and casefolding; apostrophes (with the s of a possessive), the points of abbreviations and the commas of
    numbers are dropped ("U.S." is "us", "1,200" is "1200"), decimal points stay, and any other run of what is no
    letter, mark or digit becomes one space. In scripts that are written without spaces each letter is a word.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    spaced = _UNSPACED.sub(r" \g<0> ", _INSIDE.sub("", folded))
    return str(_BETWEEN.sub(" ", spaced)).strip()
