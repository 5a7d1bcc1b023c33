"""Text -> the terms that keyword search, word weights and quote choice compare. One rule for all of them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from threading import Lock

import regex
import Stemmer

_TERM = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|(?:\p{L}\.){2,}|[\p{L}\p{N}\p{M}]+")
_POSSESSIVE = regex.compile(r"(?<=\p{L})['’]s\b")
_DIACRITICS = regex.compile(r"[\u0300-\u036f]+")
_ENGLISH = Stemmer.Stemmer("english")  # Porter2
_ONE_AT_A_TIME = Lock()  # a stemmer is not to be shared between threads

# Words that a question is built with rather than about. Few, so that no name is lost.
STOPWORDS = frozenset(
    "a about an and are as at be been being but by can could did do does for from had has have he her hers him his"
    " how i if in into is it its itself just many me much my no nor not of off on or our ours s she so some such t than"
    " that the their theirs them then there these they this those to too was we were what when where which while who"
    " whom whose why will with would you your yours".split()
)


def terms(text: str) -> list[str]:
    """Return the terms of any text, in order: folded, without diacritics, English words stemmed."""
    return [_term(word) for word in _words(text)]


def question_terms(text: str) -> tuple[str, ...]:
    """Return the distinct terms that a question is about, or all of them where it has only stopwords."""
    found = _words(text)
    about = [word for word in found if word not in STOPWORDS] or found
    return tuple(dict.fromkeys(map(_term, about)))


def _words(text: str) -> list[str]:
    plain = text if text.isascii() else _DIACRITICS.sub("", unicodedata.normalize("NFKD", text))
    found: list[str] = _TERM.findall(_POSSESSIVE.sub("", plain.casefold()))
    return found


@lru_cache(maxsize=1 << 16)
def _term(word: str) -> str:
    plain = word.replace(",", "").replace(".", "")
    if not plain.isascii():
        return plain
    with _ONE_AT_A_TIME:
        return str(_ENGLISH.stemWord(plain))
