"""The read flow: query -> dense and keyword search -> candidates -> fusion -> hits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.allowed import Rows, allowed_rows
from embeddings.calibration import Calibration
from embeddings.encoding.encoder import Encoder
from embeddings.fusion import Candidates, fuse
from embeddings.keywords import PostingList
from embeddings.query import Query
from embeddings.snapshot import Snapshot
from embeddings.types import Hit, Scores

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
    snapshot: Snapshot, encoder: Encoder, query: Query, *, limit: int = 10, without: Collection[str] = ()
) -> Retrieval:
    """Find the ``limit`` best passages, as if the documents ``without`` were not there."""
    allowed = allowed_rows(snapshot, query.filters)
    if allowed.excluding:
        return Retrieval(query, {}, (), snapshot.manifest.passages, allowed.excluding)
    found = candidates(snapshot, encoder, query, _left(snapshot, allowed.rows, without))
    fused = fuse(found, query)
    order = sorted(range(len(found.rows)), key=lambda place: (-fused[place], found.rows[place]))[:limit]
    documents = snapshot.store.documents(found.passages[place].document_id for place in order)
    hits = tuple(
        Hit(passage, documents[passage.document_id], _scores(found, place, float(fused[place])), rank)
        for rank, (place, passage) in enumerate(((place, found.passages[place]) for place in order), start=1)
    )
    return Retrieval(query, found.weights, hits, snapshot.manifest.passages, calibration=snapshot.manifest.calibration)


def candidates(snapshot: Snapshot, encoder: Encoder, query: Query, allowed: Rows | None = None) -> Candidates:
    """Let both searches propose passages, of those allowed, and give each of them its cosine."""
    vector = encoder.encode_query(query.text)
    dense = dict(snapshot.index.search(vector, _PROPOSED, allowed=allowed))
    lists = snapshot.store.postings(query.terms)
    keyword = dict(snapshot.keywords.search(lists.values(), _PROPOSED, allowed=allowed))
    missing = [row for row in keyword if row not in dense]
    dense |= zip(missing, map(float, snapshot.index.vectors(missing) @ vector), strict=True)
    rows = sorted(dense)
    passages = snapshot.store.passages(rows)
    return Candidates(
        rows=rows,
        passages=[passages[row] for row in rows],
        dense=np.array([dense[row] for row in rows], dtype=np.float32),
        keyword=np.array([keyword.get(row, 0.0) for row in rows], dtype=np.float32),
        held={term: snapshot.keywords.held(found, rows) for term, found in lists.items()},
        weights=_weights(snapshot, query, lists),
    )


def _left(snapshot: Snapshot, rows: Rows | None, without: Collection[str]) -> Rows | None:
    if not without:
        return rows
    every = np.array(snapshot.index.rows, dtype=np.int64) if rows is None else rows
    return np.setdiff1d(every, snapshot.store.rows_of_documents(without))


def _scores(found: Candidates, place: int, fused: float) -> Scores:
    keyword = float(found.keyword[place])
    return Scores(float(found.dense[place]), keyword or None, fused)


def _weights(snapshot: Snapshot, query: Query, lists: Mapping[str, PostingList]) -> dict[str, float]:
    """Weigh each term by its rarity.

    A term that stands nowhere weighs as one that stands once: in a small library it need not be rare.
    """
    once = PostingList(0, 1)
    return {term: snapshot.keywords.weight(lists.get(term, once)) for term in query.terms}
