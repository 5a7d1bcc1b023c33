"""Measure in which ranges the numbers within a network lie, by which it is run in 8 bits.

    python -m benchmarks.fit_int8 DATA MODEL FOLDER...
    python -m benchmarks.fit_int8 reader

DATA keeps the compiled model; passages are drawn from the documents in each FOLDER, beside the questions in
``parallel.toml``. The reading model is shown the documents in ``written/`` with their questions. Then the model has to
be compiled anew: ``onrecord rebuild --full``.
"""

from __future__ import annotations

import itertools
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.comprehension.written import read_written, written_pairs
from embeddings.comprehension.comprehension import RANGES, load_comprehension
from embeddings.comprehension.graph import build_graph
from embeddings.comprehension.weights import FOLDER as WEIGHTS_FOLDER
from embeddings.comprehension.weights import read_weights
from embeddings.encoding.compiled import NETWORK, CompiledEncoder, compiled_folder, read_manifest
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.int8 import FOLDER, Array, Range, taken_by_products, write_ranges
from embeddings.encoding.runtime import openvino
from embeddings.readers.folder import read_documents
from embeddings.text.passages import embedded_text, split_passages

HERE = Path(__file__).parent
PASSAGES = 840  # of all folders together
PAIRS = 60  # of each file of what was written


class Watched:
    """A network, and the ranges of what its large products took so far."""

    def __init__(self, network: Any) -> None:  # noqa: ANN401  the library has no types
        every = taken_by_products(network)
        self._first = len(network.outputs)
        network.add_outputs([taken.source for taken in every])
        settings = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"}
        self._request = openvino().Core().compile_model(network, "CPU", settings).create_infer_request()
        self._seen: list[list[tuple[Array, Array, Array, int]]] = [[] for _ in every]

    def feed(self, inputs: Mapping[str, NDArray[Any]], mask: NDArray[Any]) -> None:
        self._request.infer(inputs)
        for place, seen in enumerate(self._seen):
            values = self._request.get_output_tensor(self._first + place).data[mask.astype(bool)]
            seen.append((values.min(axis=0), values.max(axis=0), values.mean(axis=0), len(values)))

    def ranges(self) -> tuple[Range, ...]:
        return tuple(_range(seen) for seen in self._seen)


def _range(seen: Sequence[tuple[Array, Array, Array, int]]) -> Range:
    low, high, mean, count = zip(*seen, strict=True)
    return Range(np.min(low, axis=0), np.max(high, axis=0), np.average(mean, axis=0, weights=count).astype(np.float32))


class WatchedEncoder(CompiledEncoder):
    def watch(self, texts: Sequence[str]) -> tuple[Range, ...]:
        watched = Watched(openvino().Core().read_model(self._folder / NETWORK))
        for _, tokens in self._batches(texts, self._whole_tokenizer()):
            inputs = self._feed(tokens)
            watched.feed(inputs, inputs["attention_mask"])
        return watched.ranges()


def encoder(data: Path, model: str, folders: Sequence[Path]) -> None:
    load_encoder(model, data, say=print)
    folder = compiled_folder(data, model)
    watched = WatchedEncoder(folder, read_manifest(folder))
    texts = [text for one in folders for text in _drawn(one, PASSAGES // len(folders))]
    asked = tomllib.loads((HERE / "parallel.toml").read_text(encoding="utf-8"))
    texts += itertools.chain.from_iterable(questions.splitlines() for questions in asked.values())
    FOLDER.mkdir(exist_ok=True)
    write_ranges(FOLDER / f"{model}.npz", watched.spec.digest, watched.watch(texts))
    print(f"{len(texts)} texts")


def _drawn(folder: Path, count: int) -> list[str]:
    documents, _ = read_documents(folder)
    texts = [embedded_text(document, passage) for document in documents for passage in split_passages(document)]
    return texts[:: max(1, len(texts) // count)][:count]


def reader() -> None:
    card, tensors = read_weights()
    model, watched = load_comprehension(int8=False), Watched(build_graph(tensors, card.layers, card.heads))
    pairs = list(_pairs())
    for question, title, passage in pairs:
        for given in itertools.chain(*model.inputs(question, [(title, passage)])):
            inputs = model.feed(given)
            watched.feed(inputs, inputs["mask"])
    write_ranges(WEIGHTS_FOLDER / RANGES, card.digest, watched.ranges())
    print(f"{len(pairs)} questions")


def _pairs() -> Iterator[tuple[str, str, str]]:
    for path in sorted((HERE / "written").glob("*.jsonl")):
        every = [pair for row in read_written(path) for pair in written_pairs(row)]
        for pair in every[:: max(1, len(every) // PAIRS)][:PAIRS]:
            yield pair.question, pair.title, pair.passage


if __name__ == "__main__":
    if sys.argv[1:] == ["reader"]:
        reader()
    else:
        encoder(Path(sys.argv[1]), sys.argv[2], [Path(name) for name in sys.argv[3:]])
