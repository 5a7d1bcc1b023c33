"""A case asked of a bot -> what was seen: the outcome, the passages and where the right ones stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.cases import Case
from bot.evaluation.matching import holds
from bot.render import describe
from bot.responder import Responder
from bot.types import Answer, Citation
from embeddings.types import Document, Hit

DEPTH = 100  # passages that are searched for the relevant ones


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage with its scores by stage. ``rank`` is None where it was shown and stands beyond DEPTH.

    ``document_ids`` are its document's and those that hold a copy of it.
    """

    document_ids: tuple[str, ...]
    source: str
    paragraph: int
    text: str
    scores: Mapping[str, float | None]
    rank: int | None
    relevant: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """What became of a case.

    ``quotes`` are the shown ones, each with the number of its passage in ``shown``, counted from 1; where nothing was
    answered there are none, and ``shown`` are the nearest. ``document_rank`` is that of the first relevant document
    among the documents that were found, each counted once; None where it is not among them. ``overlooked`` is the
    best passage that would have been right and was not shown.
    """

    case: Case
    answered: bool
    confidence: float
    quotes: tuple[tuple[int, str], ...]
    shown: tuple[Seen, ...]
    overlooked: Seen | None
    document_rank: int | None
    passage_holds: bool
    milliseconds: float

    @property
    def quote_holds(self) -> bool:
        """Whether the first quote holds an answer."""
        return bool(self.quotes) and holds(self.quotes[0][1], self.case.answers)

    @property
    def any_quote_holds(self) -> bool:
        """Whether any quote holds an answer."""
        return any(holds(text, self.case.answers) for _, text in self.quotes)

    @property
    def judged(self) -> bool:
        """Whether it is known what a right outcome is."""
        return bool(self.case.answers) or not self.case.answerable


def observe(responder: Responder, case: Case) -> Observation:
    """Ask a case and look at what was shown and what was found."""
    response = responder.respond(case.question, private=True)
    found = responder.find(case.question, limit=DEPTH, private=True)
    outcome = response.outcome
    cited = {citation.passage.id for citation in outcome.citations}
    passages = [
        _seen(case, hit, paragraph=hit.passage.paragraph, rank=hit.rank, copies=[copy.document for copy in hit.copies])
        for hit in found.hits
    ]
    ranks = {hit.passage.id: hit.rank for hit in found.hits}
    hidden = [seen for seen, hit in zip(passages, found.hits, strict=True) if hit.passage.id not in cited]
    numbers = [citation.number for citation in outcome.citations]
    return Observation(
        case=case,
        answered=isinstance(outcome, Answer),
        confidence=outcome.confidence,
        quotes=tuple((numbers.index(quote.citation) + 1, quote.text) for quote in outcome.quotes),
        shown=tuple(
            _seen(case, shown, paragraph=shown.paragraph, rank=ranks.get(shown.passage.id), copies=shown.also_in)
            for shown in outcome.citations
        ),
        overlooked=_overlooked(case, hidden),
        document_rank=_document_rank(passages),
        passage_holds=bool(passages) and passages[0].holds,
        milliseconds=response.milliseconds,
    )


def _seen(
    case: Case, found: Hit | Citation, *, paragraph: int, rank: int | None, copies: Sequence[Document] = ()
) -> Seen:
    ids = (found.document.id, *(document.id for document in copies))
    relevant = any(identity in case.relevant for identity in ids)
    text, source = found.passage.text, describe(found.document)
    return Seen(ids, source, paragraph, text, found.scores.stages(), rank, relevant, holds(text, case.answers))


def _document_rank(passages: Sequence[Seen]) -> int | None:
    before: set[str] = set()
    for seen in passages:
        if seen.relevant:
            return len(before) + 1
        before.add(seen.document_ids[0])
    return None


def _overlooked(case: Case, hidden: Sequence[Seen]) -> Seen | None:
    """Return the best hidden passage of a relevant document, if one can be had one that holds an answer.

    Where no document was judged, holding an answer is enough.
    """
    if not case.answerable:
        return None
    right = [seen for seen in hidden if seen.relevant] if case.relevant else hidden
    held = [seen for seen in right if seen.holds]
    return next(iter(held or (right if case.relevant else [])), None)
