"""A question as typed -> a query made ready for both searches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from embeddings.errors import QuestionError
from embeddings.search.filters import NO_FILTERS, Filters, read_filters
from embeddings.text.dates import Period, asked_period
from embeddings.text.framing import unframed
from embeddings.text.terms import question_terms, question_words, terms
from embeddings.text.tongue import question_language

QUESTION_CHARACTERS = 2000  # at most; the model reads about 1,000 of them
_WORD = re.compile(r"\w[\w\u0300-\u036f'’.,-]*")


@dataclass(frozen=True, slots=True)
class SpeakerQuestion:
    """What a question asks about speakers.

    ``said`` asks what those called by ``names`` have on record, ``who`` asks for the speaker, ``disagrees`` for those
    who contradict the one named. ``topic`` is empty where anything will do; ``cues`` are the lemmas of the saying that
    is asked for, any where there are none.
    """

    kind: Literal["said", "who", "disagrees"]
    names: tuple[str, ...]
    topic: str
    cues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """``text`` is what is embedded; ``terms`` are what the keyword index is asked for; ``filters`` narrow both.

    ``names`` are those of the terms that look like names or numbers: they are the ones that must be met. ``typed`` is
    the question as it was put; ``carried`` are the terms that are not its own but the turn's before. ``language`` is
    the code of its language, None where nothing tells; ``words`` are what its terms were made of.
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    when: Period | None = None  # the days that are asked about
    typed: str = ""
    carried: frozenset[str] = frozenset()
    speakers: SpeakerQuestion | None = None
    language: str | None = None
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)


def make_query(question: str, today: date | None = None) -> Query:
    """Make a query of any text; "last week" is read from ``today``, where that is given.

    Raises QuestionError where the question is empty, overlong or broken.
    """
    text = " ".join(question.split())
    if not text:
        raise QuestionError('The question is empty. Ask something, for example: onrecord ask "Who denied it?"')
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QuestionError("The question holds half a character, as broken text does. Type it anew, as UTF-8.")
    if len(text) > QUESTION_CHARACTERS:
        raise QuestionError(
            "The question has {count:,} characters, and at most {most:,} are read. Shorten it.",
            count=len(text),
            most=QUESTION_CHARACTERS,
        )
    text, filters = read_filters(text)
    text = text or " ".join(filters.speakers)  # whatever they said
    if not text:
        raise QuestionError("The question has only filters. Ask something beside them.")
    language = question_language(text)
    words = question_words(unframed(text), language)
    names = _names(text, tuple(words), language)
    when = asked_period(text, today, language)
    return Query(text, tuple(words), names, filters, when, typed=question, language=language, words=words)


def is_foreign(asked: str | None, language: str | None) -> bool:
    """Return whether a text's words can't be the question's: the languages of both are known, and they differ."""
    return asked is not None and language is not None and asked != language


def among_speakers(query: Query, asked: SpeakerQuestion) -> Query:
    """Return a query for the topic alone, among the words of the speakers that are asked about."""
    topic = question_terms(asked.topic, query.language) if asked.topic else query.terms
    return replace(
        query,
        terms=topic,
        names=tuple(name for name in query.names if name in topic),
        filters=replace(query.filters, speakers=asked.names),
    )


def _names(text: str, wanted: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """Return the terms of words with a capital, the first word aside, or with a digit."""
    words = _WORD.findall(text)
    marked = [
        word for place, word in enumerate(words) if (place and word[:1].isupper()) or any(map(str.isdecimal, word))
    ]
    named = {term for word in marked for term in terms(word, language)}
    return tuple(term for term in wanted if term in named)
