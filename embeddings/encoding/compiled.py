"""A compiled encoder: the model's own weights run by OpenVINO, without torch. Made by ``export.py``.

<data>/models/<name>/      manifest.json, model.xml, model.bin, words.npy, tokenizer.json; int8.xml and int8.bin where
                           the model can be run in 8 bits; pieces.npy, scores.npy and frame.json where the vocabulary
                           is large

What serves questions keeps little of that in memory: weights in half precision, of the table of words the rows of the
question, and of the vocabulary its pieces.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from embeddings.encoding.batches import run_batches
from embeddings.encoding.encoder import EncoderSpec, Matrix, Progress, Vector, no_progress, unit
from embeddings.encoding.pieces import FRAME, SparingTokenizer
from embeddings.encoding.ready import let_go, ready_network
from embeddings.encoding.runtime import has_bf16, openvino, read_a_tensor, runtime
from embeddings.encoding.tokenizer import WholeTokenizer, library_tokenizer
from embeddings.encoding.words import open_word_table
from embeddings.errors import ModelError
from embeddings.files import file_digest
from embeddings.owner import write_file

FORMAT = 3
MANIFEST, NETWORK, WEIGHTS, TOKENIZER = "manifest.json", "model.xml", "model.bin", "tokenizer.json"
INT8 = "int8.xml"
WORDS, WORD_VECTORS = "words.npy", "word_vectors"  # a file, and the input of the network that takes its rows
_STRETCH = 32  # texts that are tokenised at a time: who hands them over one by one has the first begun soon
_BATCH = 4  # of one length: no faster with more of them, and two batches run side by side
_STEP = 8  # lengths are filled up to a multiple of it, as the runtime makes code for every length, and keeps that


@dataclass(frozen=True, slots=True)
class CompiledManifest:
    """What a compiled encoder is, and the ``precisions`` that it was found to be right in.

    ``refused`` says why a model could not be compiled; then there are no files.
    """

    format: int
    runtime: str
    spec: EncoderSpec
    longest: int  # tokens
    inputs: tuple[str, ...]
    digests: dict[str, str]
    precisions: tuple[str, ...] = ()
    refused: str | None = None


_UNREADABLE = re.compile(r"[^A-Za-z0-9.-]+")
_MANIFEST = TypeAdapter(CompiledManifest)


class CompiledEncoder:
    """Text -> unit vectors, by OpenVINO. May be used from several threads.

    With ``kept``, the network is taken from that file, and put there, as the runtime has made it ready. Who embeds
    ``many`` texts has it made ready for that, too, which else is done when they are given.
    """

    def __init__(
        self, folder: Path, manifest: CompiledManifest, kept: Path | None = None, *, many: bool = False
    ) -> None:
        self.spec, self._digests, self._kept = manifest.spec, manifest.digests, kept
        self._folder, self._inputs, self._longest = folder, manifest.inputs, manifest.longest
        self._words = open_word_table(folder / WORDS) if WORD_VECTORS in manifest.inputs else None
        sparing = FRAME in manifest.digests
        self._tokenizer: SparingTokenizer | WholeTokenizer = (
            SparingTokenizer(folder, manifest.longest) if sparing else self._whole_tokenizer()
        )
        self._network = self._compile("LATENCY")
        self._ahead = self._compile("THROUGHPUT") if many else None  # for the first texts, as it takes much memory
        self._thread = threading.local()
        read_a_tensor()

    def encode_query(self, text: str) -> Vector:
        """Return one unit vector, shape (dimension,)."""
        return self._encode(self.spec.query_prompt + text)

    def encode_sentence(self, text: str) -> Vector:
        """Return the unit vector of a short passage, shape (dimension,): nothing is made ready for many of them."""
        return self._encode(self.spec.passage_prompt + text)

    def _encode(self, text: str) -> Vector:
        is_first = not hasattr(self._thread, "request")
        if is_first:
            self._thread.request = self._network.create_infer_request()
        request = self._thread.request
        request.infer(self._feed([self._tokenizer.numbers(text)]))
        if is_first:
            let_go()
        vector: Vector = unit(request.get_output_tensor(0).data[0])
        return vector

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, dimension). What comes first is begun before the rest is there.

        Only texts of one length share a batch, so that a vector rests on its text alone.
        """
        tokenizer, found = self._whole_tokenizer(), list[tuple[list[int], Matrix]]()
        network, self._ahead = self._ahead or self._compile("THROUGHPUT"), None
        batches = ((rows, self._feed(tokens)) for rows, tokens in self._batches(texts, tokenizer))
        for rows, made in run_batches(network, batches):
            found.append((rows, unit(made)))
            progress(len(rows))
        vectors = np.zeros((sum(len(rows) for rows, _ in found), self.spec.dimension), dtype=np.float32)
        while found:
            rows, made = found.pop()
            vectors[rows] = made
        return vectors

    def _batches(self, texts: Iterable[str], tokenizer: WholeTokenizer) -> Iterator[tuple[list[int], list[list[int]]]]:
        """Yield rows and their tokens, as soon as there are enough of one length; at last what is left, longest first.

        What is left goes alone: a batch of each size would be code of its own.
        """
        waiting: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        start, coming = 0, iter(texts)
        while stretch := [self.spec.passage_prompt + text for text in islice(coming, _STRETCH)]:
            for row, tokens in enumerate(tokenizer.many(stretch), start=start):
                alike = waiting[self._length(tokens)]
                alike.append((row, tokens))
                if len(alike) == _BATCH:
                    yield [one for one, _ in alike], [one for _, one in alike]
                    alike.clear()
            start += len(stretch)
        for length in sorted(waiting, reverse=True):
            yield from (([row], [tokens]) for row, tokens in waiting[length])

    def _whole_tokenizer(self) -> WholeTokenizer:
        return WholeTokenizer(library_tokenizer(self._folder / TOKENIZER, self.spec.model), self._longest)

    def _feed(self, tokens: Sequence[list[int]]) -> dict[str, NDArray[Any]]:
        ids = np.zeros((len(tokens), max(map(self._length, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, found in enumerate(tokens):
            ids[row, : len(found)] = found
            mask[row, : len(found)] = 1
        known: dict[str, NDArray[Any]] = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
        }
        if self._words is not None:
            known[WORD_VECTORS] = self._words.vectors(ids)
        return {name: known[name] for name in self._inputs}

    def _length(self, tokens: list[int]) -> int:
        return min(-(-len(tokens) // _STEP) * _STEP, self._longest)

    def _compile(self, hint: str) -> Any:  # noqa: ANN401  the library has no types
        """Make the network ready: in 8 bits, what is no product is computed in f32, as it then is on every machine."""
        precision = self.spec.precision
        path = self._folder / (INT8 if precision == "int8" else NETWORK)
        computed = "bf16" if precision == "bf16" and has_bf16() else "f32"
        made_of = (self._digests[name] for name in (path.name, path.with_suffix(".bin").name))
        read = partial(openvino().Core().read_model, path)
        return ready_network(read, made_of, hint=hint, computed=computed, kept=self._kept)


def compiled_folder(data: Path, model: str) -> Path:
    """Return where the compiled form of a model is kept: one folder a name, whatever the name holds."""
    readable = _UNREADABLE.sub("-", model)[-60:].strip("-.")
    return data / "models" / f"{readable}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def ready_file(data: Path, name: str, precision: str) -> Path:
    """Return where a network is kept as it is ready to run: beside the folders of the models, as it isn't one's own."""
    return data / "models" / f"{name}-{precision}.ready"


def read_manifest(folder: Path) -> CompiledManifest:
    """Read a manifest and compare the files with it. Raises ModelError where anything differs."""
    try:
        manifest = _MANIFEST.validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise ModelError(f"there is no compiled model in {folder}") from None
    except ValidationError as error:
        raise ModelError(f"{folder / MANIFEST} can't be read ({error.error_count()} errors)") from None
    ours = runtime()
    if (manifest.format, manifest.runtime) != (FORMAT, ours):
        raise ModelError(f"{folder} was made by format {manifest.format} of {manifest.runtime}, not {FORMAT} of {ours}")
    for name, expected in manifest.digests.items():
        if not (folder / name).is_file() or file_digest(folder / name) != expected:
            raise ModelError(f"{folder / name} is missing or damaged")
    return manifest


def write_manifest(folder: Path, manifest: CompiledManifest) -> None:
    """Write the manifest, last of the files."""
    write_file(folder / MANIFEST, _MANIFEST.dump_json(manifest, indent=2) + b"\n")
