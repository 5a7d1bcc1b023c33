"""Question -> response, the read flow: it is spelled and read, what is found for it is chosen from, and proven."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType

from bot.answering.numbering import numbered
from bot.answering.outcome import outcome_of
from bot.answering.proof import prove
from bot.answering.quotes import MOST
from bot.lookups.holdings import without_search
from bot.questions.asides import is_hollow, read_aside
from bot.questions.followup import Turn, remember
from bot.questions.reading import read
from bot.types import Answer, Aside, AsideKind, NotOnRecord
from embeddings.retrieve import Finder
from embeddings.search.query import Query, make_query
from embeddings.search.spelling import spell

_STAGES = ("read", "find", "answer")


@dataclass(frozen=True, slots=True)
class Trail:
    """What leads to an outcome once more, and holds nothing of the documents: it can be kept for every chat."""

    query: Query
    snapshot: str


@dataclass(frozen=True, slots=True)
class Response:
    """What became of a question: the outcome, the snapshot that it rests on and the time it took.

    ``about`` says how a question that leant on the turn before it was read; ``turn`` is for the next one to lean on.
    """

    outcome: Answer | NotOnRecord
    snapshot: str
    milliseconds: float
    about: str | None = None
    turn: Turn | None = None
    query: Query | None = None  # what was searched for
    stages: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}), compare=False)  # milliseconds

    @property
    def trail(self) -> Trail:
        """What leads to this outcome once more."""
        return Trail(self.query or make_query(self.outcome.question), self.snapshot)


def respond(finder: Finder, question: str, previous: Turn | None = None, *, quotes: int = MOST) -> Response:
    """Answer a question from what the finder finds. Raises QuestionError as ``make_query`` does."""
    marks = [time.perf_counter()]
    aside, before = read_aside(question), _visible(previous, finder)
    if aside is not None and not aside.asked:
        return _talk(question, aside.kind, finder, before, marks[0])
    query, respelled = _spelled(question if aside is None else aside.asked, finder)
    if before is None and finder.snapshot.manifest.passages and is_hollow(query):
        return _talk(question, "unclear", finder, before, marks[0])
    asked, reading = read(replace(query, typed=question), before)
    marks.append(time.perf_counter())
    found = finder.find(asked.query)
    marks.append(time.perf_counter())
    outcome = prove(numbered(outcome_of(asked, found, quotes)), private=finder.private)
    outcome = outcome if aside is None else replace(outcome, aside=Aside(aside.kind))
    marks.append(time.perf_counter())
    stages = {stage: (end - start) * 1000 for stage, (start, end) in zip(_STAGES, pairwise(marks), strict=True)}
    about, taken = reading.about or ", ".join(respelled) or None, (marks[-1] - marks[0]) * 1000
    return Response(outcome, finder.snapshot.name, taken, about, remember(reading, outcome), asked.query, stages)


def _talk(question: str, kind: AsideKind, finder: Finder, previous: Turn | None, began: float) -> Response:
    """Reply to what asks nothing of the documents; what was asked before stays what the next question leans on."""
    outcome = without_search(question, kind, finder.snapshot, private=finder.private)
    return Response(outcome, finder.snapshot.name, (time.perf_counter() - began) * 1000, turn=previous)


def _spelled(question: str, finder: Finder) -> tuple[Query, tuple[str, ...]]:
    """Make a query of a question as the documents spell it, and tell which words were changed for that."""
    query = make_query(question, today())
    spelling = spell(question, query.language, finder.snapshot, private=finder.private)
    if spelling.changed:
        query = replace(make_query(spelling.text, today()), typed=question)
    return query, spelling.changed


def _visible(previous: Turn | None, finder: Finder) -> Turn | None:
    """Return the turn before, if its names don't come from what may no longer be seen."""
    hidden = frozenset[str]() if finder.private else finder.snapshot.store.private_ids
    return previous if previous is not None and hidden.isdisjoint(previous.documents) else None


def today() -> date:
    """Return the day at the operator's; nothing else of an answer knows the time."""
    return datetime.now().astimezone().date()
