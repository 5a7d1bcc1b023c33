"""A new snapshot -> news for standing questions: answers from passages that were never looked at before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from bot.contract.output import as_json
from bot.respond import Response, respond
from bot.state.standing import News, StandingQuestion, StandingStore
from bot.types import Answer
from embeddings.errors import QuestionError
from embeddings.retrieve import Finder
from embeddings.text.runs import RUN, shared_share, sketch_of
from embeddings.text.verbatim import words_said

_QUOTES: Final = 10  # of one question in one snapshot
_SKETCH: Final = 24  # runs that words are known by
_COPY: Final = 0.7  # of the runs, that a copy shares


def look(finder: Finder, standing: StandingStore, may_see_private: Iterable[int]) -> int:
    """Ask all standing questions of a snapshot's new passages; return how many news there are.

    ``may_see_private`` are the ids of the questions whose askers may see private documents, which ``finder`` finds.
    """
    snapshot = finder.snapshot
    if standing.looked == snapshot.name:
        return 0
    numbers = snapshot.passages.numbers()
    new = standing.unseen(numbers)
    found: list[News] = []
    if new and standing.looked is not None:
        allowed, only = set(may_see_private), frozenset(numbers[one] for one in new)
        for question in standing.everything():
            asked = replace(finder, only=only, private=question.id in allowed)
            found += [] if question.muted else news(asked, question, standing.known(question.id))
    standing.look(snapshot.name, new, found)
    standing.prune(numbers)
    return len(found)


def news(finder: Finder, question: StandingQuestion, known: Iterable[tuple[str, str]]) -> list[News]:
    """Return what answers a question and is no copy of what is known."""
    try:
        response = respond(finder, question.question, quotes=_QUOTES)
    except QuestionError:
        return []
    told = [(words, _read(sketch)) for words, sketch in known]
    fresh: list[News] = []
    for one in _apart(response, question):
        mine = _read(one.sketch)
        if not any(_is_copy(one.words, mine, words, sketch) for words, sketch in told):
            fresh.append(one)
            told.append((one.words, mine))
    return fresh


def _apart(response: Response, question: StandingQuestion) -> Iterator[News]:
    """Yield each quote of an answer as an answer of its own."""
    outcome = response.outcome
    for quote in outcome.quotes:
        citation = next(one for one in outcome.citations if one.number == quote.citation)
        alone = Answer(
            outcome.question, outcome.confidence, (replace(quote, citation=1),), (replace(citation, number=1),)
        )
        forms = [word.form for word in words_said(quote.text)]
        digest = hashlib.sha256("\0".join(forms).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        sketch = sorted(sketch_of(forms, _SKETCH)) if len(forms) >= RUN else []
        yield News(question.id, digest, json.dumps(sketch), as_json(replace(response, outcome=alone)))


def _read(sketch: str) -> frozenset[int]:
    return frozenset(json.loads(sketch))


def _is_copy(words: str, sketch: frozenset[int], other: str, known: frozenset[int]) -> bool:
    return words == other or bool(sketch and known and shared_share(sketch, known, _SKETCH) >= _COPY)
