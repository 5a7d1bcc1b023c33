"""Question + passages -> the words that answer, by OpenVINO, without torch."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.evidence import Evidence, Logits, read_evidence
from embeddings.comprehension.graph import build_graph
from embeddings.comprehension.inputs import Input, make_inputs
from embeddings.comprehension.weights import FOLDER, Card, Tensors, read_weights
from embeddings.comprehension.words import WordRows
from embeddings.encoding.compiled import CompiledEncoder, openvino
from embeddings.encoding.e5 import e5_tokenizer
from embeddings.encoding.e5_file import read_e5_pieces
from embeddings.encoding.encoder import Encoder
from embeddings.encoding.packages import packaged_weights

_AT_ONCE = 16  # inputs in a batch


class CompiledComprehension:
    """The trained network. The same question and passages give the same evidence; may be used from several threads."""

    def __init__(self, card: Card, tensors: Tensors, words: WordRows, tokenizer: Any) -> None:  # noqa: ANN401
        self._words, self._tokenizer = words, tokenizer
        self._positions = _array(tensors, "trunk.embeddings.position_embeddings.weight")
        self._kinds = _array(tensors, "trunk.embeddings.token_type_embeddings.weight")
        graph = build_graph(tensors, card.layers, card.heads)
        width = self._positions.shape[1]
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(width),  # one scale a token, in 8 bits where the processor has them
        }
        self._network = openvino().Core().compile_model(graph, "CPU", settings)
        self._thread = threading.local()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        """Return what each passage, given as its document's title and its text, has for the question."""
        inputs = make_inputs(self._tokenizer, question, passages)
        every = [given for of_passage in inputs for given in of_passage]
        logits = iter([one for at in range(0, len(every), _AT_ONCE) for one in self._logits(every[at : at + _AT_ONCE])])
        return [read_evidence(of_passage, [next(logits) for _ in of_passage]) for of_passage in inputs]

    def _logits(self, inputs: Sequence[Input]) -> Iterator[Logits]:
        if not hasattr(self._thread, "request"):
            self._thread.request = self._network.create_infer_request()
        request = self._thread.request
        request.infer(self._feed(inputs))
        spans, whole = (request.get_output_tensor(number).data for number in range(2))
        yield from ((row.copy(), float(value)) for row, value in zip(spans, whole[:, 0], strict=True))

    def _feed(self, inputs: Sequence[Input]) -> dict[str, NDArray[np.float32]]:
        longest = max(len(given.tokens) for given in inputs)
        tokens, after = np.ones((2, len(inputs), longest), dtype=np.int64)
        mask = np.zeros((len(inputs), longest), dtype=np.float32)
        for row, given in enumerate(inputs):
            tokens[row, : len(given.tokens)] = given.tokens
            mask[row, : len(given.tokens)] = 1
            after[row, : given.question] = 0
        return {"states": self._words(tokens) + self._positions[:longest] + self._kinds[after], "mask": mask}


def load_comprehension(encoder: Encoder | None = None, folder: Path = FOLDER) -> CompiledComprehension:
    """Load the model of a folder, ours by default. It shares the tokenizer of an encoder that reads the same words.

    Raises ModelError where it, or the package of those words, is missing or damaged.
    """
    card, tensors = read_weights(folder)
    words = packaged_weights(card.words)
    if isinstance(encoder, CompiledEncoder) and encoder.spec.model == card.words:
        tokenizer = encoder.tokenizer
    else:
        tokenizer = e5_tokenizer(read_e5_pieces(words))  # 280 MB
    return CompiledComprehension(card, tensors, WordRows(words), tokenizer)


def _array(tensors: Tensors, name: str) -> NDArray[np.float32]:
    return np.asarray(tensors[name], dtype=np.float32)
