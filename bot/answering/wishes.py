"""Which windows may answer, and which of them are to come first, whatever their scores. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from bot.answering.called import called, is_named
from bot.answering.introductions import introduces
from bot.answering.lists import WantedList, counted_in, wanted_list
from bot.answering.topics import topic_of
from bot.answering.windows import Window
from bot.questions.decisive import codes_of, read_decisive
from bot.questions.people import PersonQuestion, read_person
from bot.questions.sections import Section, read_section
from bot.questions.words import acting_names
from embeddings.retrieve import Found
from embeddings.text.terms import terms

_STEP = 10.0  # what one step of preference counts beside scores; more than further quotes may be behind
_ABOUT = 0.6  # of what an office is of, that a passage must hold
_PAST = re.compile(r"(?i)\b(?:was|were|former|first|last|led|previous)\b")
_FORMER = re.compile(
    r"(?i)\b(?:former|formerly|ex|late|predecessors?|retired|resigned|stepped down|stood down|was succeeded|died"
    r"|until \d{4})\b"
)
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """Windows that don't fit are left out; those that are preferred by more points come first.

    ``enough`` is how many points make a window an answer, whatever else is known of the question.
    """

    fits: Callable[[Window], bool] = lambda _: True
    prefers: Callable[[Window], float] = lambda _: 0.0
    enough: float = inf
    wants: WantedList | None = None  # that is shown, whole, in the place of the first


ANY = Wish()


def wish_of(found: Found) -> Wish:
    """Return what a question that isn't about speakers wishes of its answer."""
    person, section = read_person(found.query.text), read_section(found.query.text)
    if section is not None:
        return _in_section(section, found)
    if codes := read_decisive(found.query.text).codes:
        return _with_codes(codes, found)
    if person is None:
        return _of_list(found)
    return _introduction(person.name) if person.name else _holder(person, found)


def _of_list(found: Found) -> Wish:
    """Wish for words that count what is to be counted; or else for what stands in the list that is asked for."""
    counting = counted_in(found)
    if counting is not None:
        return Wish(prefers=lambda window: _STEP * counting(window.hit, (window.start, window.end)))
    wanted = wanted_list(found)
    if wanted is None:
        return ANY
    return Wish(prefers=lambda window: _STEP * wanted.has(window.hit, window.start), enough=_STEP, wants=wanted)


def _in_section(section: Section, found: Found) -> Wish:
    """Wish for the words of a numbered part, before those of its heading: more of them, where they are on the topic."""
    where = {hit.rank: section.find(hit.passage.text) for hit in found.hits}

    def prefers(window: Window) -> float:
        span, start = where[window.hit.rank], window.hit.passage.start
        if span is None or window.start < start + span[0] or window.end > start + span[1]:
            return 0.0
        is_heading = window.start == start + span[0] and section.part is None and "\n" not in window.text
        return _STEP if is_heading else 2 * _STEP

    return Wish(prefers=prefers, enough=_STEP)


def _with_codes(codes: frozenset[str], found: Found) -> Wish:
    """Wish for words with the codes of the question; they are enough where it asks for nothing else."""
    others = {*found.query.terms} - {term for code in codes for term in (code, *terms(code))}
    alone = all(any(term in code for code in codes) for term in others)
    return Wish(
        prefers=lambda window: _STEP * (codes <= codes_of(window.text)),
        enough=_STEP if alone else inf,
    )


def _introduction(name: str) -> Wish:
    """Wish for words that say who somebody is; words that don't name them are none, if the name is written as one."""
    who = called(name)
    return Wish(
        fits=lambda window: is_named(window.text, who, window.hit.passage.text) or name.islower(),
        prefers=lambda window: _STEP * introduces(window.text, who),
        enough=2 * _STEP,
    )


def _holder(person: PersonQuestion, found: Found) -> Wish:
    """Wish for words that name somebody beside the word for an office, where the text is about what they hold it of.

    Where no text has a word for the office, none tells who holds it.
    """
    asks_now = _PAST.search(found.query.text) is None
    rest = topic_of(found, " ".join(word for word in _WORD.findall(found.query.text) if word not in person.office))

    def prefers(window: Window) -> float:
        named = any(name not in found.query.text for name in acting_names(window.text))
        if not named or not has_office(window.text) or (asks_now and _FORMER.search(window.text)):
            return 0.0
        return _STEP * (rest.held(window.hit.document, (window.hit.passage.start, window.hit.passage.end)) >= _ABOUT)

    def has_office(text: str) -> bool:
        return not person.office.isdisjoint(word.casefold() for word in _WORD.findall(text))

    told = any(has_office(f"{hit.document.title or ''} {hit.passage.text}") for hit in found.hits)
    return Wish(fits=lambda _: told, prefers=prefers)
