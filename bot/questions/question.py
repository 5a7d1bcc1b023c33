"""Everything that a question asks, in one value: it is worked out once, and an answer is chosen by nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.questions.decisive import Decisive, read_decisive
from bot.questions.forms import Form, read_form
from bot.questions.listed import ListQuestion, read_list
from bot.questions.people import PersonQuestion, read_person
from bot.questions.sections import Section, read_section
from bot.questions.sides import Side, read_side
from bot.questions.slots import Slot, slots_of
from bot.questions.wanted import Kind, counted, wanted
from bot.questions.words import denies
from bot.questions.yes_or_no import YesOrNo, read_yes_or_no
from embeddings.search.query import Query
from embeddings.text.dates import Period, asked_period
from embeddings.text.terms import stopwords_of, terms
from embeddings.text.things import names

_OF_NOW: Final = re.compile(
    r"(?i)\b(?:current|currently|now|nowadays|latest|newest|today|still|at present|at the moment)\b"
)
_OF_THE_PAST: Final = re.compile(r"(?i)\b(?:was|were|former|first|last|led|previous)\b")
_OF_QUESTIONS: Final = re.compile(r"(?i)\b(?:ask(?:s|ed|ing)?|questions?|wonder(?:s|ed)?)\b")


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A query, and what it asks: for a thing of a ``kind``, something ``counted``, a ``person``, a ``section``, a list.

    ``lower`` is its text in lower case, ``terms`` are those of all its words, and those that any question is built
    with; ``names`` are its words with a capital. ``decisive`` is what its answer's text must have, too,
    and in the place of the words in its ``slots`` that has no others.
    """

    query: Query
    lower: str
    terms: frozenset[str]
    names: frozenset[str]
    kind: Kind | None
    counted: frozenset[str]
    decisive: Decisive
    slots: tuple[Slot, ...]
    person: PersonQuestion | None
    section: Section | None
    listed: ListQuestion | None
    yes_or_no: YesOrNo | None
    form: Form | None  # of its answer
    day: Period | None  # the only one that it names
    side: Side | None  # of something that happened
    of_now: bool  # what holds now
    of_the_past: bool
    of_questions: bool  # what was asked
    denies: bool  # it turns around what a text says

    @property
    def text(self) -> str:
        """What is asked, as it was searched for."""
        return self.query.text

    @property
    def language(self) -> str | None:
        """The code of its language, None where nothing tells."""
        return self.query.language


def question_of(query: Query) -> ReadQuestion:
    """Work out what a query asks."""
    text, language, day = query.text, query.language, _day(query.text, query.language)
    return ReadQuestion(
        query=query,
        lower=text.lower(),
        terms=stopwords_of(language).union(terms(text, language)),
        names=frozenset(names(text)),
        kind=wanted(text, language),
        counted=frozenset(counted(text)),
        decisive=read_decisive(text, language),
        slots=tuple(
            slot for slot in slots_of(text) if day is None or slot.sort != "number"
        ),  # the day is told by itself
        person=read_person(text),
        section=read_section(text),
        listed=read_list(text),
        yes_or_no=read_yes_or_no(text, language),
        form=read_form(text),
        day=day,
        side=read_side(text),
        of_now=_OF_NOW.search(text) is not None,
        of_the_past=_OF_THE_PAST.search(text) is not None,
        of_questions=_OF_QUESTIONS.search(text) is not None,
        denies=denies(text),
    )


def _day(text: str, language: str | None) -> Period | None:
    """Return the one day that a question names, None where it names none, or more."""
    period = asked_period(text, language=language)
    return period if period is not None and period.first == period.last else None
