"""The read flow: query -> dense and keyword search -> fusion -> hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.allowed import allowed_rows
from embeddings.encoder import Encoder
from embeddings.keywords import PostingList
from embeddings.query import Query
from embeddings.snapshot import Snapshot
from embeddings.types import Hit, Scores

DENSE_WEIGHT, KEYWORD_WEIGHT = 0.5, 0.5
_CANDIDATES = 50  # of each search


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


def retrieve(snapshot: Snapshot, encoder: Encoder, query: Query, *, limit: int = 10) -> Retrieval:
    """Find the ``limit`` best passages.

    Both searches propose candidates, every candidate gets its cosine, and the scores are added: BM25 as a
    share of the best BM25, so that both lie in [0, 1].
    """
    allowed = allowed_rows(snapshot, query.filters)
    lists = snapshot.store.postings(query.terms)
    if allowed.excluding:
        return Retrieval(query, _weights(snapshot, query, lists), (), snapshot.manifest.passages, allowed.excluding)
    vector = encoder.encode_query(query.text)
    dense = dict(snapshot.index.search(vector, _CANDIDATES, allowed=allowed.rows))
    keyword = dict(snapshot.keywords.search(lists.values(), _CANDIDATES, allowed=allowed.rows))
    missing = [row for row in keyword if row not in dense]
    dense |= zip(missing, map(float, snapshot.index.vectors(missing) @ vector), strict=True)
    best = max(keyword.values(), default=1.0)
    scores = {
        row: Scores(cosine, keyword.get(row), DENSE_WEIGHT * cosine + KEYWORD_WEIGHT * keyword.get(row, 0.0) / best)
        for row, cosine in dense.items()
    }
    rows = sorted(scores, key=lambda row: (-scores[row].fused, row))[:limit]
    passages = snapshot.store.passages(rows)
    documents = snapshot.store.documents(passage.document_id for passage in passages.values())
    hits = tuple(
        Hit(passages[row], documents[passages[row].document_id], scores[row], rank)
        for rank, row in enumerate(rows, start=1)
    )
    return Retrieval(query, _weights(snapshot, query, lists), hits, snapshot.manifest.passages)


def _weights(snapshot: Snapshot, query: Query, lists: Mapping[str, PostingList]) -> dict[str, float]:
    """Weigh each term by its rarity.

    A term that stands nowhere weighs as one that stands once: in a small library it need not be rare.
    """
    once = PostingList(0, 1)
    return {term: snapshot.keywords.weight(lists.get(term, once)) for term in query.terms}
