"""LangChain's FAISS store over its HuggingFace embeddings, as its documentation sets it up."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_community.vectorstores import FAISS

from benchmarks.systems.measure import made_vectors, milliseconds, read_texts, run
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.packages import packaged_weights

EMBEDDINGS = HuggingFaceEmbeddings(model_name=str(packaged_weights(DEFAULT_MODEL).parent))


def build(collection: str, folder: str) -> int:
    texts = read_texts(collection)
    FAISS.from_texts(texts, EMBEDDINGS).save_local(folder)
    return len(texts)


def fill(collection: str, folder: str) -> None:
    texts = read_texts(collection)
    FAISS.from_embeddings(list(zip(texts, made_vectors(texts).tolist(), strict=True)), EMBEDDINGS).save_local(folder)


def load(folder: str) -> FAISS:
    return FAISS.load_local(folder, EMBEDDINGS, allow_dangerous_deserialization=True)


def serve(folder: str, questions: Sequence[str]) -> dict[str, float]:
    store = load(folder)
    return milliseconds(lambda question: store.similarity_search(question, k=3), questions)


def ask(folder: str, question: str) -> object:
    return load(folder).similarity_search(question, k=3)


if __name__ == "__main__":
    run(build, fill, serve, ask)
