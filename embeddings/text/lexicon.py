"""What is known of a language: the words that questions and sentences are built with, and that say nothing alone.

One file a language stands in ``languages/``, by its code.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

FOLDER = Path(__file__).with_name("languages")
_DIACRITICS = regex.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``stopwords`` are folded as terms are."""

    stopwords: frozenset[str] = frozenset()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that something is known of."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return what is known of a language; of most nothing is."""
    if language not in languages():
        return Lexicon()
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Lexicon(frozenset(fold(table["stopwords"]).split()))


def fold(text: str) -> str:
    """Return a text without the diacritics that typists leave out."""
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFKD", text)))
