"""How like a question the sentences of a passage in another language are: no words meet there that would tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Final

from embeddings.encoding.encoder import Encoder
from embeddings.search.query import is_foreign
from embeddings.search.spoken import Spoken, means_of
from embeddings.text.language import base_language
from embeddings.text.notes import spans_of
from embeddings.types import Hit, Span

COMPARED: Final = 5  # passages, the best: among them most answers are

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


def likeness_within(likeness: Likeness, span: Span) -> float | None:
    """Return the mean cosine of the sentences within a span, None where none was compared."""
    within = [cosine for (start, end), cosine in likeness.items() if span[0] <= start and end <= span[1]]
    return mean(within) if within else None
