from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.contract.output import as_json
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.encoding.reranker import CrossEncoderReranker
from embeddings.errors import ModelError
from embeddings.library.snapshot import Snapshot
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from tests.models import make_tiny_reranker

ASKED = "What will the repair of the bridge cost?"  # those about speakers are answered from statements
QUESTION = "Who denied that the bridge would be pulled down?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_tiny_reranker(tmp_path_factory.mktemp("reranker"))


class Backwards:
    """Prefers what was ranked last."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        assert question == QUESTION
        self.read = list(passages)
        return np.arange(len(passages), dtype=np.float32)


def test_the_reranker_has_the_last_word(snapshot: Snapshot) -> None:
    query, reranker = make_query(QUESTION), Backwards()
    plain = Finder(snapshot, HashingEncoder()).find(query).hits
    hits = Finder(snapshot, HashingEncoder(), reranker=reranker).find(query).hits
    assert [hit.document.id for hit in hits] == [hit.document.id for hit in reversed(plain)]
    assert [hit.rank for hit in hits] == [*range(1, len(plain) + 1)]
    assert [hit.scores.rerank for hit in hits] == [*map(float, reversed(range(len(plain))))]
    assert {hit.scores.fused for hit in hits} == {hit.scores.fused for hit in plain}
    assert reranker.read[0].startswith("The bridge at Alder Creek\n")  # the title gives context
    assert len(Finder(snapshot, HashingEncoder(), reranker=reranker).find(query, limit=1).hits) == 1


def test_scores_of_a_real_cross_encoder(model: str) -> None:
    reranker = CrossEncoderReranker(model)
    scores = reranker.scores("who?", ["the bridge", "a ferry", "the bridge"])
    assert scores.shape == (3,)
    assert scores[0] == pytest.approx(scores[2], abs=1e-6)
    assert abs(scores[0] - scores[1]) > 1e-6
    assert reranker.scores("who?", []).shape == (0,)


@pytest.fixture
def reranking(library: Path, model: str) -> Iterator[Responder]:
    opened = Responder(Settings(data=library, model=NAME, reranker=model))
    yield opened
    opened.close()


def test_by_setting(reranking: Responder, responder: Responder) -> None:
    response = reranking.respond(ASKED)
    assert isinstance(response.outcome, Answer)
    row = json.loads(as_json(response))
    assert [*row["citations"][0]["scores"]] == ["dense", "keyword", "fused", "rerank"]
    assert [*json.loads(as_json(responder.respond(ASKED)))["citations"][0]["scores"]] == [
        "dense",
        "keyword",
        "fused",
    ]
    assert "rerank" in reranking.explain(response.trail).rows[0].stages


def test_no_such_reranker(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError) as caught:
        CrossEncoderReranker(str(tmp_path))
    assert str(caught.value).startswith(f"The reranker {str(tmp_path)!r} can't be loaded (")
    assert str(caught.value).endswith(
        "ONRECORD_RERANKER takes the name of a sentence-transformers CrossEncoder or a folder that holds one; unset it "
        "to do without."
    )


def test_a_reranker_of_several_scores(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="gives 3 scores a passage, and one was expected"):
        CrossEncoderReranker(make_tiny_reranker(tmp_path, labels=3))
