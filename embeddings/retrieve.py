"""The read flow: query -> dense and keyword search -> candidates -> fusion -> copies joined -> hits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.encoder import Encoder
from embeddings.encoding.reranker import Reranker
from embeddings.library.calibration import Calibration
from embeddings.library.snapshot import Snapshot
from embeddings.search.allowed import Rows, allowed_rows
from embeddings.search.copies import group_copies, joined
from embeddings.search.fusion import Candidates, fuse
from embeddings.search.query import Query
from embeddings.text.dates import WEIGHT, fit
from embeddings.text.passages import embedded_text
from embeddings.types import Hit, Scores

HITS = 10  # passages that an answer is chosen from
_RERANKED = 30  # passages that a reranker reads
_PROPOSED = 50  # passages that each of the searches proposes


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a query: hits, best first, and how rare each of its terms is in the library (idf).

    ``passages`` is how many there were to choose from: among more of them, a likeness means less.
    """

    query: Query
    weights: Mapping[str, float]
    hits: tuple[Hit, ...]
    passages: int
    excluding: tuple[str, ...] = ()  # the filters that left nothing
    calibration: Calibration | None = None  # of the snapshot


def retrieve(
    snapshot: Snapshot,
    encoder: Encoder,
    query: Query,
    *,
    limit: int = HITS,
    private: bool = False,
    reranker: Reranker | None = None,
    without: Collection[str] = (),
) -> Retrieval:
    """Find the ``limit`` best passages; copies of one count as one. ``private`` says whether private ones may be.

    A reranker reads the best of them again, and has the last word on their order. The documents ``without`` are taken
    not to be there.
    """
    passages = len(snapshot.keywords_of(private=private))
    allowed = allowed_rows(snapshot, query.filters, private=private)
    if allowed.excluding:
        return Retrieval(query, {}, (), passages, allowed.excluding)
    found = candidates(snapshot, encoder, query, _left(snapshot, allowed.rows, without), private=private)
    fused = fuse(found, query) + _dated(snapshot, found, query)
    order = sorted(range(len(found.rows)), key=lambda place: (-fused[place], found.rows[place]))
    groups = group_copies(
        [found.passages[place].text for place in order], limit if reranker is None else max(limit, _RERANKED)
    )
    groups = [[order[place] for place in group] for group in groups]
    documents = snapshot.store.documents(
        (found.passages[place].document_id for group in groups for place in group), private=private
    )

    def hit(place: int, rank: int) -> Hit:
        passage = found.passages[place]
        return Hit(passage, documents[passage.document_id], _scores(found, place, float(fused[place])), rank)

    hits = [joined([hit(place, rank) for place in group]) for rank, group in enumerate(groups, start=1)]
    if reranker is not None:
        hits = _reranked(hits, query, reranker)[:limit]
    return Retrieval(query, found.weights, tuple(hits), passages, calibration=snapshot.manifest.calibration)


def _left(snapshot: Snapshot, rows: Rows | None, without: Collection[str]) -> Rows | None:
    if not without:
        return rows
    every = np.array(snapshot.index.rows, dtype=np.int64) if rows is None else rows
    return np.setdiff1d(every, snapshot.store.rows_of_documents(without))


def _dated(snapshot: Snapshot, found: Candidates, query: Query) -> NDArray[np.float64]:
    """Prefer what is of the days that are asked about."""
    if query.when is None:
        return np.zeros(len(found.rows))
    dates = snapshot.store.dates({passage.document_id for passage in found.passages})
    return WEIGHT * np.array([fit(query.when, dates[one.document_id], one.text) for one in found.passages], dtype=float)


def _reranked(hits: Sequence[Hit], query: Query, reranker: Reranker) -> list[Hit]:
    """Order the best hits by what the reranker makes of them; the others follow as they were."""
    read = hits[:_RERANKED]
    scores = reranker.scores(query.text, [embedded_text(hit.document, hit.passage) for hit in read])
    scored = [
        replace(hit, scores=replace(hit.scores, rerank=float(score))) for hit, score in zip(read, scores, strict=True)
    ]
    ordered = [*sorted(scored, key=lambda hit: (-hit.scores.order, hit.rank)), *hits[_RERANKED:]]
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]


def candidates(
    snapshot: Snapshot, encoder: Encoder, query: Query, allowed: Rows | None = None, *, private: bool = False
) -> Candidates:
    """Let both searches propose passages, of those allowed, and give each of them its cosine.

    Terms are weighed among the passages that may be seen at all, whatever filters leave of them.
    """
    keywords = snapshot.keywords_of(private=private)
    vector = encoder.encode_query(query.text)
    dense = dict(snapshot.index.search(vector, _PROPOSED, allowed=allowed))
    lists = snapshot.store.postings(query.terms)
    keyword = dict(keywords.search(lists.values(), _PROPOSED, allowed=allowed))
    missing = [row for row in keyword if row not in dense]
    dense |= zip(missing, map(float, snapshot.index.vectors(missing) @ vector), strict=True)
    rows = sorted(dense)
    passages = snapshot.store.passages(rows)
    return Candidates(
        rows=rows,
        passages=[passages[row] for row in rows],
        dense=np.array([dense[row] for row in rows], dtype=np.float32),
        keyword=np.array([keyword.get(row, 0.0) for row in rows], dtype=np.float32),
        held={term: keywords.held(found, rows) for term, found in lists.items()},
        weights={term: keywords.weight(lists.get(term)) for term in query.terms},
    )


def _scores(found: Candidates, place: int, fused: float) -> Scores:
    keyword = float(found.keyword[place])
    return Scores(float(found.dense[place]), keyword or None, fused)
