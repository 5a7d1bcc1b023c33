"""Ours: a whole rebuild (read, split, embed, index for both searches, verify, publish) and whole answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.systems.measure import milliseconds, peak_memory_mb, read_texts, run
from bot.render import to_text
from bot.responder import Responder
from bot.settings import Settings
from embeddings.comprehension.load import OWN, load_reader
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoders import load_encoder
from embeddings.rebuild import Recipe, rebuild
from embeddings.search.query import make_query


def build(collection: str, folder: str) -> int:
    data = Path(folder)
    seeds = Path(collection).parent
    return rebuild(seeds, data, Recipe(DEFAULT_MODEL, lambda model: load_encoder(model, data, many=True))).passages


def embed(collection: str, folder: str) -> Callable[[], int]:
    """Return what embeds the texts and does nothing else."""
    texts, encoder = read_texts(collection), load_encoder(DEFAULT_MODEL, Path(folder), many=True)
    return lambda: len(encoder.encode_passages(texts))


def serve(folder: str, questions: Sequence[str]) -> dict[str, float]:
    responder = Responder(Settings(data=Path(folder)))
    responder.settle()  # as whatever serves does
    embedding = milliseconds(lambda question: responder.encoder.encode_query(make_query(question).text), questions)
    answer = milliseconds(lambda question: to_text(responder.respond(question).outcome), questions)
    memory = peak_memory_mb()
    unread = Responder(Settings(data=Path(folder), reader="off"))
    unread.settle()
    without = milliseconds(lambda question: to_text(unread.respond(question).outcome), questions)
    answer |= {"memory_mb": memory} | {f"unread_{name}": value for name, value in without.items()}
    return answer | {f"embedding_{name}": value for name, value in embedding.items()}


def ask(folder: str, question: str) -> object:
    return Responder(Settings(data=Path(folder))).respond(question)


if __name__ == "__main__":
    if sys.argv[1] in ("build", "embed", "fill"):
        load_encoder(DEFAULT_MODEL, Path(sys.argv[3]))  # compiled once in a data folder's life, so not timed
    if sys.argv[1] == "fill":
        load_reader(OWN, Path(sys.argv[3]))  # as onrecord rebuild does: it is made ready once, too
    run(build, build, serve, ask, embed)
