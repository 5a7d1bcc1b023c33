"""Lines that follow each other -> one text: a hyphen at a line's end stays where the document itself writes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from embeddings.text.vocabulary import english_words

_HYPHENS: Final = ("-", "\u00ad", "\u2010", "\u2011")
_WORD: Final = re.compile(r"\w++(?:[-\u2010\u2011]\w++)*+")
_ENGLISH: Final = 0.015  # of the words of an English text are "the", at least
_SERIES: Final = {"and", "or", "to", "und", "oder", "bis", "bzw", "et", "ou", "och", "of", "en"}  # short- and long-term
_PREFIXES: Final = {"co", "ex"}
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How often a document writes each word, and whether it is in English."""

    words: Counter[str] = field(default_factory=Counter)
    is_english: bool = False


def spelling_of(lines: Iterable[str]) -> Spelling:
    """Return how the words of a document are written within its lines."""
    words = Counter(_dashed(match) for line in lines for match in _WORD.findall(line))
    return Spelling(words, words["the"] >= _ENGLISH * max(1, words.total()))


def is_cut(line: str) -> bool:
    """Tell whether a line ends with the hyphen of a word."""
    return line.endswith(_HYPHENS) and (line[-2:-1].isalnum() or line[-2:-1] == "_")


def joint(above: str, below: str, spelling: Spelling) -> str | None:
    """Return what stands between two lines of one text, None where the hyphen at the end of the first one goes."""
    if not is_cut(above):
        is_unspaced = _UNSPACED.match(above[-1:]) and _UNSPACED.match(below)
        is_joined = above.endswith(("\u2014", "/")) and above[-2:-1] != " "
        return "" if is_unspaced or is_joined else " "
    first = _WORD.match(below)
    if above.endswith("\u00ad") and first:
        return None
    if first is None or not below[0].islower():
        return ""
    if first[0].casefold() in _SERIES:
        return " "
    return "" if _keeps(_dashed(_last_word(above[:-1])), _dashed(first[0]), spelling) else None


def _last_word(text: str) -> str:
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] in "-\u2010\u2011_"):
        start -= 1
    return text[start:]


def _keeps(first: str, last: str, spelling: Spelling) -> bool:
    """Tell whether a hyphen belongs between two parts: as the document writes them, else as English words are."""
    apart, whole = spelling.words[f"{first}-{last}"], spelling.words[first + last]
    if apart or whole:
        return apart > whole
    if "-" in first or first[-1:].isdigit():
        return "-" not in first or not _is_part(first, last, spelling)
    if not spelling.is_english or first + last in english_words():
        return False
    is_prefix = first in _PREFIXES or (len(first) > 2 and first in english_words())
    return is_prefix and len(last) > 2 and last in english_words()


def _is_part(first: str, last: str, spelling: Spelling) -> bool:
    """Tell whether the last of several parts is cut itself: state-of-the-in- dustry."""
    whole = first.rpartition("-")[2] + last
    return spelling.words[whole] > 0 or whole in english_words()


def _dashed(word: str) -> str:
    return word.casefold().replace("\u2010", "-").replace("\u2011", "-")
