"""What is known of a language: words that say nothing alone, how questions ask for a thing, and what names one.

One file a language stands in ``languages/``, by its code.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import regex
from regex import Pattern

FOLDER = Path(__file__).with_name("languages")
_DIACRITICS = regex.compile(r"[\u0300-\u036f]+")


@cache
def _compiled(pattern: str) -> Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patterns(Mapping[str, Pattern[str]]):
    """Patterns by what they find, each compiled when it is first looked up: of most languages none ever is."""

    sources: Mapping[str, str]

    def __getitem__(self, kind: str) -> Pattern[str]:
        return _compiled(self.sources[kind])

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``stopwords`` are folded as terms are. ``irregular`` leads from a form to the one that it counts as, ``kin``
    from a word to those that may go for it.

    By the kind of thing that is asked for, ``asks`` find how a question asks for one, and ``holds`` what is one in a
    text: whole words, where the language puts spaces between them. ``endings`` are what stems are made by where no
    library knows how, in steps: each ending, the longest first, and what is put for it.
    """

    stopwords: frozenset[str] = frozenset()
    irregular: Mapping[str, str] = field(default_factory=dict, hash=False)
    kin: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    asks: Mapping[str, Pattern[str]] = field(default_factory=dict, hash=False)
    holds: Mapping[str, Pattern[str]] = field(default_factory=dict, hash=False)
    endings: tuple[tuple[tuple[str, str], ...], ...] = ()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that something is known of."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def table_of(language: str | None) -> Mapping[str, Any]:
    """Return the file of a language as it is written, empty where it has none."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")) if language in languages() else {}


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return what is known of a language; of most nothing is."""
    table = table_of(language)
    if not table:
        return Lexicon()
    words = frozenset(fold(table["stopwords"]).split())
    irregular = {form: first for first, *forms in _lines(table, "irregular") for form in forms}
    kin: dict[str, tuple[str, ...]] = {}
    for group in _lines(table, "kin"):
        for word in group:
            kin[word] = (*kin.get(word, ()), *(other for other in group if other != word))
    endings = tuple(_endings(line) for line in _lines(table, "endings"))
    return Lexicon(words, irregular, kin, _patterns(table, "asks"), _patterns(table, "holds"), endings)


def _lines(table: Mapping[str, Any], name: str) -> list[list[str]]:
    return [line.split() for line in table.get(name, "").splitlines() if line]


def _endings(line: list[str]) -> tuple[tuple[str, str], ...]:
    """Return endings, the longest first, each with what is put for it: nothing, or what stands behind a ">"."""
    pairs = (written.partition(">") for written in sorted(line, key=lambda one: -len(one.partition(">")[0])))
    return tuple((ending, instead) for ending, _, instead in pairs)


def _patterns(table: Mapping[str, Any], name: str) -> Mapping[str, Pattern[str]]:
    whole = r"(?<!\w)(?:{})(?!\w)" if table.get("spaces", True) else "(?:{})"
    found: Mapping[str, str] = table.get(name, {})
    return Patterns({kind: whole.format(pattern) for kind, pattern in found.items()})


def fold(text: str) -> str:
    """Return a text without the diacritics that typists leave out."""
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFKD", text)))
