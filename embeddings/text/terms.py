"""Text -> the terms that keyword search, word weights and quote choice compare. One rule for all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

import regex

from embeddings.text.calendar import spelt_out
from embeddings.text.identifiers import forms_of
from embeddings.text.lexicon import fold, languages, lexicon
from embeddings.text.possessives import without_possessives
from embeddings.text.stems import stem, stems

_TERM = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|(?:\p{L}\.){2,}|[\p{L}\p{N}\p{M}]+")
# A code whose parts are words of their own: E-71, BG-4410-D, v2.1. It is a word, too, as others write it E71.
_CODE = regex.compile(
    r"(?<![\p{L}\p{N}-])(?:\p{L}{1,6}-\p{N}++(?:-(?:\p{L}{1,2}|\p{N}++)){0,3}|v\p{N}++(?:\.\p{N}++)++)(?![\p{L}\p{N}-])"
)
# Scripts that put no spaces between words: each two characters that follow one another are a term, as is one alone.
_UNSPACED = regex.compile(
    r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}ー]++(?:\p{M}++[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]*+)*+"
)
_FIGURE = regex.compile(r"\p{N}")
_CLUSTER = regex.compile(r"\X")
_IGNORED = regex.compile(r"[\p{Cf}\u0640]+")  # joiners, soft hyphens, directions, and Arabic's lengthening stroke
_DIGIT = regex.compile(r"\p{Nd}")  # of any script: ២០១៧, २०१७ and ٢٠١٧ are 2017
_HARAKAT = regex.compile(r"[\u064b-\u0652\u0670]+")  # Arabic vowels, which most texts leave out

_IRREGULAR = lexicon("en").irregular
STOPWORDS = lexicon("en").stopwords  # words that a question is built with rather than about


def terms(text: str, language: str | None = None) -> list[str]:
    """Return the terms of any text, in order: folded, without diacritics, stemmed by the rules of its language.

    Where that has none, English words are stemmed, and others stay as they are.
    """
    return [term_of(word, language) for word in words_of(text)]


def question_terms(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return the distinct terms that a question is about, or all of them where it has only stopwords."""
    return tuple(question_words(text, language))


def question_words(text: str, language: str | None = None) -> dict[str, str]:
    """Return these terms, each with the first word that it was made of, as ``term_of`` takes it."""
    found, stopwords = words_of(text), stopwords_of(language)
    about = [word for word in found if fold(word) not in stopwords] or found
    made: dict[str, str] = {}
    for word in about:
        made.setdefault(term_of(word, language), word)
    return made


@cache
def stopwords_of(language: str | None) -> frozenset[str]:
    """Return the words that questions of a language are built with; those of English where none are known."""
    return lexicon(language).stopwords if language in languages() else STOPWORDS


def terms_in(word: str, languages: Iterable[str]) -> set[str]:
    """Return the terms that texts in some languages, or in none that is known, have for a word."""
    return {term_of(word), *(term_of(word, language) for language in languages)}


@lru_cache(maxsize=1 << 16)
def term_of(word: str, language: str | None = None) -> str:
    """Return the term that a text in some language has for a word."""
    if language is not None and language != "en" and stems(language):
        word = stem(word, language)
    plain = fold(word).replace(",", "").replace(".", "")
    english = plain.isascii() and (language == "en" or not stems(language))
    return stem(_IRREGULAR.get(plain, plain), "en") if english else plain


def has_same_terms(one: str | None, other: str | None) -> bool:
    """Return whether texts have the same terms by the rules of two languages; those without any go by English ones."""
    return one == other or not (_has_own_rules(one) or _has_own_rules(other))


def _has_own_rules(language: str | None) -> bool:
    return language != "en" and stems(language)


def words_of(text: str) -> list[str]:
    """Return the words of any text, in order and with their diacritics, as ``term_of`` takes them; then whole codes.

    Whole are telephone numbers and addresses, too, whose pieces are words. Last is what short forms stand for.
    """
    plain = _plain(text)
    return [*_spaced(plain), *_whole(plain), *spelt_out(plain)]


def spaced_words(text: str) -> list[str]:
    """Return the words of any text, in order, and nothing that is made of several."""
    return _spaced(_plain(text))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    plain = _HARAKAT.sub("", _IGNORED.sub("", unicodedata.normalize("NFKC", text)))
    return _DIGIT.sub(
        lambda digit: str(unicodedata.decimal(digit[0], digit[0])), plain
    )  # Python may not know the newest


def _spaced(plain: str) -> list[str]:
    found = _TERM.findall(without_possessives(plain.casefold()))
    if plain.isascii():
        return found
    return [piece for word in found for piece in _pieces(unicodedata.normalize("NFC", word)) if fold(piece)]


def _whole(text: str) -> list[str]:
    """Return what is one thing though its pieces are words: codes, versions with their number, and identifiers."""
    if not _FIGURE.search(text):
        return forms_of(text) if "@" in text or "/" in text else []
    codes = _CODE.findall(text.casefold())
    numbers = [code[1:] for code in codes if "." in code]  # others write "version 2.1"
    return [*(code.replace("-", "") for code in codes), *numbers, *forms_of(text)]


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
