"""SentenceTransformer.encode and a flat FAISS index, by hand: the least that one would write."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from benchmarks.systems.measure import made_vectors, milliseconds, read_texts, run
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Matrix
from embeddings.encoding.packages import packaged_weights

MODEL = SentenceTransformer(str(packaged_weights(DEFAULT_MODEL).parent), device="cpu")


def build(collection: str, folder: str) -> int:
    texts = read_texts(collection)
    save(texts, MODEL.encode(texts, normalize_embeddings=True), folder)
    return len(texts)


def fill(collection: str, folder: str) -> None:
    texts = read_texts(collection)
    save(texts, made_vectors(texts), folder)


def save(texts: Sequence[str], vectors: Matrix, folder: str) -> None:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    Path(folder).mkdir(parents=True)
    faiss.write_index(index, f"{folder}/vectors.faiss")
    Path(folder, "texts.json").write_text(json.dumps(texts), encoding="utf-8")


def load(folder: str) -> Callable[[str], list[str]]:
    index = faiss.read_index(f"{folder}/vectors.faiss")
    texts = json.loads(Path(folder, "texts.json").read_text(encoding="utf-8"))

    def search(question: str) -> list[str]:
        _, rows = index.search(MODEL.encode([question], normalize_embeddings=True), 3)
        return [texts[row] for row in rows[0]]

    return search


def serve(folder: str, questions: Sequence[str]) -> dict[str, float]:
    return milliseconds(load(folder), questions)


def ask(folder: str, question: str) -> object:
    return load(folder)(question)


if __name__ == "__main__":
    run(build, fill, serve, ask)
