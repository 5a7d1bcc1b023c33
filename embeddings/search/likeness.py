"""How like a question the sentences of a passage in another language are: no words meet there that would tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf
from statistics import mean
from typing import Final

from embeddings.encoding.encoder import Encoder
from embeddings.search.query import is_foreign
from embeddings.search.spoken import Spoken, means_of
from embeddings.text.language import base_language
from embeddings.text.notes import spans_of
from embeddings.types import Hit, Span

COMPARED: Final = 5  # passages, the best: among them most answers are
_BEHIND: Final = 80.0  # of the fused score, for a cosine; of 20 to 200 it ordered most of XQuAD's passages rightly

Likeness = Mapping[Span, float]  # of a document's characters, a sentence's


def likeness_of(encoder: Encoder, spoken: Spoken, hits: Sequence[Hit]) -> dict[str, Likeness]:
    """Return the cosine of each sentence of the best hits in another language, by the passage's id.

    None is returned for passages in the question's language, nor where the model does not tell languages apart: it
    reads one alone.
    """
    known = means_of(spoken.model)
    return {
        hit.passage.id: _likeness(encoder, spoken, hit)
        for hit in hits[:COMPARED]
        if is_foreign(spoken.language, base_language(hit.document.language))
        and {spoken.language, base_language(hit.document.language)} <= known.keys()
    }


def _likeness(encoder: Encoder, spoken: Spoken, hit: Hit) -> Likeness:
    asked, text = spoken.in_language(base_language(hit.document.language)), hit.document.text
    spans = [span for spans in spans_of(hit.document, hit.passage.start, hit.passage.end) for span in spans]
    return {(start, end): float(asked @ encoder.encode_sentence(text[start:end])) for start, end in spans}


def by_likeness(hits: Sequence[Hit], likeness: Mapping[str, Likeness]) -> list[Hit]:
    """Put those of the compared hits behind whose likest sentence is less like the question than the likest of all."""
    compared, others = hits[:COMPARED], hits[COMPARED:]
    likest = max((cosine for its in likeness.values() for cosine in its.values()), default=0.0)
    floor = others[0].scores.fused if others else -inf

    def behind(hit: Hit) -> Hit:
        its = likeness.get(hit.passage.id)
        if not its:
            return hit
        fused = max(floor, hit.scores.fused - _BEHIND * (likest - max(its.values())))
        return replace(hit, scores=replace(hit.scores, fused=min(fused, hit.scores.fused)))

    ordered = sorted(map(behind, compared), key=lambda hit: (-hit.scores.fused, hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate((*ordered, *others), start=1)]


def likeness_within(likeness: Likeness, span: Span) -> float | None:
    """Return the mean cosine of the sentences within a span, None where none was compared."""
    within = [cosine for (start, end), cosine in likeness.items() if span[0] <= start and end <= span[1]]
    return mean(within) if within else None
