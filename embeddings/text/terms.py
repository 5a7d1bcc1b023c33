"""Text -> the terms that keyword search, word weights and quote choice compare. One rule for all of them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from threading import Lock

import regex
import Stemmer

from embeddings.text.possessives import without_possessives

_TERM = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|(?:\p{L}\.){2,}|[\p{L}\p{N}\p{M}]+")
# Scripts that put no spaces between words: each two characters that follow one another are a term, as is one alone.
_UNSPACED = regex.compile(
    r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}ー]++(?:\p{M}++[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]*+)*+"
)
_CLUSTER = regex.compile(r"\X")
_IGNORED = regex.compile(r"[\p{Cf}\u0640]+")  # joiners, soft hyphens, directions, and Arabic's lengthening stroke
_HARAKAT = regex.compile(r"[\u064b-\u0652\u0670]+")  # Arabic vowels, which most texts leave out
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
    if text.isascii():
        return _TERM.findall(without_possessives(text.casefold()))
    plain = _DIACRITICS.sub("", unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFC", _HARAKAT.sub("", _IGNORED.sub("", plain)))  # Hangul, and vowels of two parts
    found: list[str] = _TERM.findall(without_possessives(plain.casefold()))
    return [piece for word in found for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    """Cut a run of a script without spaces into pairs of characters with their marks; other words stay whole."""
    if word.isascii() or not _UNSPACED.search(word):
        return [word]
    pieces: list[str] = []
    at = 0
    for run in _UNSPACED.finditer(word):
        pieces += [word[at : run.start()]] if at < run.start() else []
        clusters = _CLUSTER.findall(run[0])
        pieces += ["".join(pair) for pair in pairwise(clusters)] or clusters
        at = run.end()
    return [*pieces, *([word[at:]] if at < len(word) else [])]


@lru_cache(maxsize=1 << 16)
def _term(word: str) -> str:
    plain = word.replace(",", "").replace(".", "")
    if not plain.isascii():
        return plain
    with _ONE_AT_A_TIME:
        return str(_ENGLISH.stemWord(plain))
