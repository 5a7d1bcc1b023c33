"""Question + passages -> the words that answer, by OpenVINO, without torch."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.evidence import Evidence, Logits, read_evidence
from embeddings.comprehension.graph import build_graph
from embeddings.comprehension.inputs import PAD, Input, make_inputs
from embeddings.comprehension.weights import FOLDER, Card, Tensors, read_weights
from embeddings.encoding.compiled import ready_file
from embeddings.encoding.int8 import FOLDER as RANGES_FOLDER
from embeddings.encoding.int8 import Range, quantise, read_ranges
from embeddings.encoding.packages import packaged_weights
from embeddings.encoding.processor import flags_of, preferred
from embeddings.encoding.ready import let_go, ready_network
from embeddings.encoding.tokenizer import library_tokenizer
from embeddings.encoding.words import WordTable, open_word_tensor
from embeddings.files import file_digest

RANGES: Final = "reader.npz"  # in which its numbers lie, by which it is run in 8 bits
_CODE: Final = (Path(__file__).with_name("graph.py"), RANGES_FOLDER.with_name("int8.py"))  # what makes the network
_AT_ONCE = 3  # rows that are handed over together: as many as are read for a question
_CORES = 2  # for each row that is read at the same time, as what reads one more takes 26 MB
_STEP = 32  # lengths are filled up to a multiple of it, as the runtime makes code for every length, and keeps that
_WORDS = "embeddings.word_embeddings.weight"


class Comprehension(Protocol):
    """Reads passages for a question. ``digest`` tells one model from another: what is made of evidence rests on it.

    ``languages`` are those it was taught, by their codes; none where that isn't known.
    """

    digest: str
    languages: Sequence[str]

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        """Return what each passage, given as its document's title and its text, has for the question."""


class CompiledComprehension:
    """The trained network. The same question and passages give the same evidence; may be used from several threads."""

    def __init__(
        self,
        card: Card,
        tensors: Tensors,
        words: WordTable,
        tokenizer: Any,  # noqa: ANN401  the library has no types
        network: Any,  # noqa: ANN401
    ) -> None:
        self.digest, self._words, self._tokenizer = card.digest, words, tokenizer
        self.languages: Sequence[str] = card.languages
        self._positions = _array(tensors, "trunk.embeddings.position_embeddings.weight")
        self._kinds = _array(tensors, "trunk.embeddings.token_type_embeddings.weight")
        self._network = network
        self._thread = threading.local()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        """Return what each passage, given as its document's title and its text, has for the question."""
        inputs = self.inputs(question, passages)
        every = [given for of_passage in inputs for given in of_passage]
        logits = iter([one for at in range(0, len(every), _AT_ONCE) for one in self._logits(every[at : at + _AT_ONCE])])
        return [read_evidence(of_passage, [next(logits) for _ in of_passage]) for of_passage in inputs]

    def inputs(self, question: str, passages: Sequence[tuple[str, str]]) -> list[list[Input]]:
        """Return the rows of each passage."""
        return make_inputs(self._tokenizer, question, passages)

    def _logits(self, rows: Sequence[Input]) -> list[Logits]:
        """Return what the network says of each row, the longest begun first."""
        is_first = not hasattr(self._thread, "requests")
        if is_first:
            self._thread.requests = [self._network.create_infer_request() for _ in range(_AT_ONCE)]
        requests = self._thread.requests[: len(rows)]
        for request, given in sorted(zip(requests, rows, strict=True), key=lambda pair: -len(pair[1].tokens)):
            request.start_async(self.feed(given))
        found = [_told(request) for request in requests]
        if is_first:
            let_go()
        return found

    def feed(self, given: Input) -> dict[str, NDArray[np.float32]]:
        """Return what the network takes for a row."""
        length = -(-len(given.tokens) // _STEP) * _STEP
        tokens, after = np.full((1, length), PAD, np.int64), np.ones((1, length), np.int64)
        mask = np.zeros((1, length), dtype=np.float32)
        tokens[0, : len(given.tokens)] = given.tokens
        mask[0, : len(given.tokens)] = 1
        after[0, : given.question] = 0
        return {"states": self._words.vectors(tokens) + self._positions[:length] + self._kinds[after], "mask": mask}


def load_comprehension(
    folder: Path = FOLDER, *, int8: bool | None = None, data: Path | None = None
) -> CompiledComprehension:
    """Load the model of a folder, ours by default; in 8 bits where told to, or else where the processor is fast at it.

    As it is ready to run, it is kept in the folder ``data``, where one is given.

    Raises ModelError where it, or the package whose words it reads, is missing or damaged.
    """
    card, tensors = read_weights(folder)
    package = packaged_weights(card.words)
    tokenizer = library_tokenizer(package.with_name("tokenizer.json"), card.words)
    wanted = preferred(flags_of(), bf16=False, among=("int8",)) == "int8" if int8 is None else int8
    ranges = read_ranges(folder / RANGES, card.digest) if wanted else None
    files = _CODE if ranges is None else (*_CODE, folder / RANGES)
    network = ready_network(
        partial(_make, card, tensors, ranges),
        (card.digest, *map(file_digest, files)),
        hint="LATENCY",
        streams=streams_of(os.cpu_count() or 1),
        computed="f32",
        kept=None if data is None else ready_file(data, "reader", "f32" if ranges is None else "int8"),
    )
    return CompiledComprehension(card, tensors, open_word_tensor(package, _WORDS), tokenizer, network)


def streams_of(cores: int) -> int:
    """Return how many rows are read at the same time on so many cores, the others after them."""
    return max(1, min(_AT_ONCE, cores // _CORES))


def _told(request: Any) -> Logits:  # noqa: ANN401  the library has no types
    request.wait()
    spans, whole = (request.get_output_tensor(number).data[0] for number in range(2))
    return spans.copy(), float(whole[0])


def _make(card: Card, tensors: Tensors, ranges: Sequence[Range] | None) -> Any:  # noqa: ANN401
    """Build the network: in 8 bits where the ranges of its numbers are given, else in full precision."""
    graph = build_graph(tensors, card.layers, card.heads)
    if ranges is not None:
        quantise(graph, ranges)
    return graph


def _array(tensors: Tensors, name: str) -> NDArray[np.float32]:
    return np.asarray(tensors[name], dtype=np.float32)
