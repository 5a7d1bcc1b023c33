"""Sentences in another language are compared with the question, by a model whose vectors are worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoding.encoder import EncoderSpec, Matrix, Progress, Vector, no_progress
from embeddings.search import spoken
from embeddings.search.likeness import COMPARED, by_likeness, likeness_of, likeness_within
from embeddings.search.spoken import Spoken, means_of
from tests.samples import make_document, make_hit

MODEL = "two"
TEXT = "Die Fähre fährt um zwölf Uhr. Der Markt beginnt um sechs."
FERRY, MARKET = (0, 29), (30, 57)


class Topics:
    """Text -> whether it is about the ferry or the market; it counts what it was given."""

    spec = EncoderSpec(model=MODEL, revision="1", digest="topics", dimension=2)

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode_query(self, text: str) -> Vector:
        return np.array([1.0, 0.0] if "ferry" in text or "Fähre" in text else [0.0, 1.0], np.float32)

    def encode_sentence(self, text: str) -> Vector:
        self.read.append(text)
        return self.encode_query(text)

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        rows = [self.encode_query(text) for text in texts]
        progress(len(rows))
        return np.stack(rows)


@pytest.fixture(autouse=True)
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    same = np.zeros(2, "<f2")  # neither is put aside
    np.savez(tmp_path / f"{MODEL}.npz", allow_pickle=False, en=same, de=same)
    monkeypatch.setattr(spoken, "FOLDER", tmp_path)
    means_of.cache_clear()
    yield
    means_of.cache_clear()


def asked(language: str | None = "en", model: str = MODEL) -> Spoken:
    return Spoken(Topics().encode_query("When does the ferry sail?"), language, model)


def test_each_sentence_has_its_cosine() -> None:
    hit = make_hit(make_document(TEXT, language="de"))
    assert likeness_of(Topics(), asked(), [hit]) == {hit.passage.id: {FERRY: 1.0, MARKET: 0.0}}


@pytest.mark.parametrize(
    ("language", "spoken_in", "model"),
    [("en", "en", MODEL), (None, "en", MODEL), ("km", "en", MODEL), ("de", None, MODEL), ("de", "en", "another")],
)
def test_what_can_be_told_otherwise_or_not_at_all_is_not_read(
    language: str | None, spoken_in: str | None, model: str
) -> None:
    encoder = Topics()
    assert likeness_of(encoder, asked(spoken_in, model), [make_hit(make_document(TEXT, language=language))]) == {}
    assert encoder.read == []


def test_only_the_best_passages_are_read() -> None:
    hits = [make_hit(make_document(TEXT, id=str(at), language="de"), rank=at) for at in range(1, COMPARED + 3)]
    encoder = Topics()
    assert len(likeness_of(encoder, asked(), hits)) == COMPARED
    assert len(encoder.read) == 2 * COMPARED


def test_words_are_as_like_as_the_sentences_within_them() -> None:
    likeness = {FERRY: 1.0, MARKET: 0.0}
    assert likeness_within(likeness, FERRY) == 1.0
    assert likeness_within(likeness, (FERRY[0], MARKET[1])) == 0.5
    assert likeness_within(likeness, (1, 10)) is None


def test_the_hit_with_the_likest_sentence_comes_first_and_none_falls_behind_what_was_not_compared() -> None:
    hits = [make_hit(make_document(TEXT, id=str(at), language="de"), rank=at) for at in range(1, COMPARED + 2)]
    hits = [replace(hit, scores=replace(hit.scores, fused=20.0 - at)) for at, hit in enumerate(hits)]
    ids = [hit.passage.id for hit in hits]
    likeness = {ids[0]: {FERRY: 0.81}, ids[1]: {FERRY: 0.85, MARKET: 0.7}, ids[2]: {FERRY: 0.2}}
    found = by_likeness(hits, likeness)
    assert [hit.document.id for hit in found] == ["2", "4", "1", "5", "3", "6"]
    assert [hit.scores.fused for hit in found] == pytest.approx([19.0, 17.0, 16.8, 16.0, 15.0, 15.0])
    assert [hit.rank for hit in found] == [1, 2, 3, 4, 5, 6]
    assert by_likeness(hits, {}) == hits
