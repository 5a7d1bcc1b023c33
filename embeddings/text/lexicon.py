"""What is known of a language: the words that questions are built with, and how it asks who, when and how many.

One file a language stands in ``languages/``, by its code. English has its question words in bot/questions/wanted.py.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import regex

FOLDER = Path(__file__).with_name("languages")
_NONE: Mapping[str, str] = MappingProxyType({})
_DIACRITICS = regex.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``stopwords`` are folded as terms are; ``asks`` and ``holds`` are patterns by the kind of thing asked for."""

    stopwords: frozenset[str] = frozenset()
    asks: Mapping[str, str] = field(default_factory=lambda: _NONE)
    holds: Mapping[str, str] = field(default_factory=lambda: _NONE)


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
    words = frozenset(fold(table["stopwords"]).split())
    return Lexicon(words, table.get("asks", _NONE), table.get("holds", _NONE))


def fold(text: str) -> str:
    """Return a text without the diacritics that typists leave out."""
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFKD", text)))
