from __future__ import annotations

import pytest

from embeddings.types import Document, Scores


def test_when_a_document_was_fetched_is_among_its_origins() -> None:
    origins = (("date", "front matter"), ("fetched", "2026-11-24T22:00:00+00:00"))
    assert Document("a", "x", "a.txt", origins=origins).fetched == "2026-11-24T22:00:00+00:00"
    assert Document("a", "x", "a.txt", date="2017").fetched is None


@pytest.mark.parametrize(
    ("scores", "order", "stages"),
    [
        (Scores(0.5, None, 0.8), 0.8, {"dense": 0.5, "keyword": None, "fused": 0.8}),
        (Scores(None, 7.0, 0.8, 0.1), 0.1, {"dense": None, "keyword": 7.0, "fused": 0.8, "rerank": 0.1}),
        (Scores(None, 7.0, 0.8, 0.0), 0.0, {"dense": None, "keyword": 7.0, "fused": 0.8, "rerank": 0.0}),
    ],
)
def test_hits_are_ordered_by_the_last_stage_that_read_them(
    scores: Scores, order: float, stages: dict[str, float | None]
) -> None:
    assert scores.order == order
    assert scores.stages() == stages
