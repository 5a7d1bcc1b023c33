"""What is no question to the documents: a greeting, a question about the bot, a summary. Rules for seven languages.

Only a whole message counts: a question that merely begins so ("Thanks to whom …?", "Help for whom …?") is searched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, get_args

import regex

from bot.questions.phrases import BEGINS, BESIDE, HELP, HOW, INSTEAD, SMALL_TALK, SOURCES
from bot.types import AsideKind
from embeddings.search.query import Query
from embeddings.text.lexicon import fold
from embeddings.text.terms import stopwords_of

_LONGEST: Final = 12  # words of a message that may be small talk
_REQUEST: Final = regex.compile(
    f"{BEGINS}(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in INSTEAD.items())})"
    r"(?: |: ?|(?<=\p{Khmer}))(?P<rest>.+)"
)
_HOW: Final = re.compile(HOW)
_YOU: Final = re.compile(r"(?i)\byou\b")  # the documents may tell of the bot, too
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_CONTENT: Final = regex.compile(r"[\p{L}\p{N}]")
_EXACT: Final = regex.compile(r'["“”«»„]|\b(?:from|in|after|before):')  # filters, and exact words: they are searched


@dataclass(frozen=True, slots=True)
class ReadAside:
    """What a message is, and what of it is to be searched for; "" where nothing is."""

    kind: AsideKind
    asked: str = ""


def read_aside(message: str) -> ReadAside | None:
    """Return what a message is that is no question to the documents, or asks for what is not done; else None."""
    text = " ".join(message.split())
    if not text:
        return None
    if _CONTENT.search(text) is None:
        return ReadAside("help" if set(text) == {"?"} else "fine")
    words = tuple(_words(text))
    if len(words) <= _LONGEST and _EXACT.search(text) is None:
        kind, rest = _without_small_talk(words)
        if rest and (about := _about_us(rest)):
            return ReadAside(about)
        if kind is not None and not rest and not (kind == "fine" and "?" in text):
            return ReadAside(kind)
    return _request(text)


def is_hollow(query: Query) -> bool:
    """Whether a question has no word that tells what it is about, as "What about it?" has none; "you" is a word."""
    if query.filters or query.names or _YOU.search(query.text):
        return False
    return stopwords_of(query.language).issuperset(query.terms)


def _request(text: str) -> ReadAside | None:
    found = _REQUEST.match(text)
    if found is None:
        return None
    kind = next(one for one in get_args(AsideKind) if one in INSTEAD and found[one])
    asked = found["rest"]
    for _ in range(2):  # "in three sentences, please"
        asked = _HOW.sub("", asked).rstrip(" ,")
    return ReadAside(kind, asked) if _CONTENT.search(asked) else None


def _about_us(words: tuple[str, ...]) -> AsideKind | None:
    """Return whether words ask what the bot can do, or what there is to ask about."""
    text = " ".join(words)
    if text in _HELP_PHRASES:
        return "help"
    return "sources" if _SOURCES_ASKED.fullmatch(text) else None


def _without_small_talk(words: tuple[str, ...]) -> tuple[AsideKind | None, tuple[str, ...]]:
    """Return what the small talk is that words begin with, and the words from which on they are none."""
    kind: AsideKind | None = None
    at = 0
    while at < len(words):
        taken = next((n for n in range(min(_MOST_WORDS, len(words) - at), 0, -1) if words[at : at + n] in _TALK), 0)
        if not taken or (kind is None and _TALK[words[at : at + taken]] is None and words[at] != "please"):
            break
        kind = kind or _TALK[words[at : at + taken]]
        at += taken
    return kind, words[at:]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text.casefold()))


def _phrases(listed: str) -> list[tuple[str, ...]]:
    return [tuple(_words(phrase)) for phrase in listed.split(",")]


_TALK: Final[dict[tuple[str, ...], AsideKind | None]] = {
    **dict.fromkeys(_phrases(BESIDE)),
    **{phrase: kind for kind, listed in SMALL_TALK.items() for phrase in _phrases(listed)},
}
_MOST_WORDS: Final = max(map(len, _TALK))
_HELP_PHRASES: Final = frozenset(" ".join(phrase) for phrase in _phrases(HELP))
_SOURCES_ASKED: Final = re.compile("|".join(f"(?:{fold(pattern)})" for pattern in SOURCES))
