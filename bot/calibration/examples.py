"""Cases asked of a library -> examples to fit to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.answering.confidence import features
from bot.answering.material import gather
from bot.answering.quotes import choose
from bot.calibration.fit import Example
from bot.evaluation.cases import Case
from bot.evaluation.matching import holds
from bot.questions.question import question_of
from embeddings.retrieve import Finder, Found
from embeddings.search.query import make_query


def ask(finder: Finder, cases: Iterable[Case], *, weight: float = 1.0, plain: bool = True) -> Iterator[Example]:
    """Ask each case and yield its example."""
    for case in cases:
        found = finder.find(make_query(case.question))
        yield from _example(found, case, answerable=case.answerable, weight=weight, plain=plain)


def ask_without(finder: Finder, cases: Iterable[Case], *, weight: float = 1.0, plain: bool = True) -> Iterator[Example]:
    """Ask each case as if the documents that are relevant to it were not there, which makes it unanswerable.

    Where one of the passages found holds an answer all the same, nobody knows, and the case is left out.
    """
    for case in cases:
        if case.answerable and case.relevant:
            query = make_query(case.question)
            found = replace(finder, without=case.relevant.keys()).find(query)
            if not any(holds(hit.passage.text, case.answers) for hit in found.hits):
                yield from _example(found, case, answerable=False, weight=weight, plain=plain)


def _example(found: Found, case: Case, *, answerable: bool, weight: float, plain: bool) -> Iterator[Example]:
    material = gather(question_of(found.query), found)
    choice = choose(material)
    if choice.windows:
        right = holds(choice.windows[0].text, case.answers) if answerable and case.answers else None
        yield Example(case.question, features(material, choice), answerable, right, weight, plain)
