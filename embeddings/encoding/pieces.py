"""A tokenizer with a vocabulary on the disk, for one text at a time.

The library's tokenizer of the unigram kind (Kudo 2018) takes 290 MB for the 250,000 pieces of XLM-R. A text is cut in
the same way by a tokenizer that knows only the pieces that stand somewhere in it, and that one is made in no time.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.tokenizer import bare, ends
from embeddings.owner import write_file

PIECES, SCORES, FRAME = "pieces.npy", "scores.npy", "frame.json"
_SCORE: Final = np.dtype([("number", "<i4"), ("score", "<f8")])


class SparingTokenizer:
    """Text -> the numbers of its pieces, as the whole tokenizer gives them. May be used from several threads."""

    def __init__(self, folder: Path, longest: int) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        frame = json.loads((folder / FRAME).read_text(encoding="utf-8"))
        self._before, self._after = frame["before"], frame["after"]
        self._room = longest - len(self._before) - len(self._after)
        self._always: list[tuple[str, float]] = [(piece, score) for piece, _, score in frame["always"]]
        self._numbers = [number for _, number, _ in frame["always"]]
        self._unknown = frame["unknown"]
        self._tokenizer = Tokenizer.from_str(json.dumps(frame["tokenizer"]))
        self._tokenizer.model = self._model([])
        self._special = re.compile("|".join(re.escape(piece) for piece in frame["special"]) or r"(?!)")
        self._longest = frame["longest"]
        self._pieces: NDArray[np.bytes_] = np.load(folder / PIECES, mmap_mode="r", allow_pickle=False)
        self._scores = np.load(folder / SCORES, mmap_mode="r", allow_pickle=False)
        self._lock = threading.Lock()  # of the tokenizer's model

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, with those that begin and end every text."""
        found = self._standing_in(text)
        scores = self._scores[found]
        known = [(self._pieces[place].decode(), float(row["score"])) for place, row in zip(found, scores, strict=True)]
        numbers = [*self._numbers, *scores["number"].tolist()]
        with self._lock:
            self._tokenizer.model = self._model(known)
            ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return [*self._before, *(numbers[number] for number in ids[: self._room]), *self._after]

    def _model(self, known: list[tuple[str, float]]) -> Any:  # noqa: ANN401  the library has no types
        from tokenizers.models import Unigram  # noqa: PLC0415

        return Unigram([*self._always, *known], unk_id=self._unknown)

    def _standing_in(self, text: str) -> NDArray[np.int64]:
        """Return the places of all pieces that stand somewhere in a text."""
        parts = [self._tokenizer.normalizer.normalize_str(part) for part in self._special.split(text)]
        words = {word for part in parts for word, _ in self._tokenizer.pre_tokenizer.pre_tokenize_str(part)}
        cut = {
            word[start:end].encode()
            for word in words
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        }
        wanted = np.array([piece for piece in cut if len(piece) <= self._pieces.itemsize], dtype=self._pieces.dtype)
        at = np.searchsorted(self._pieces, wanted)
        at[at == len(self._pieces)] = 0
        return np.unique(at[self._pieces[at] == wanted])


def write_pieces(tokenizer: Any, folder: Path) -> bool:  # noqa: ANN401  the library has no types
    """Write what a sparing tokenizer reads, where there can be one for this tokenizer; tell whether there can."""
    whole = json.loads(tokenizer.to_str())
    special = [token["content"] for token in whole["added_tokens"]]
    if not _can_be_spared(whole["model"], special):
        return False
    vocabulary = {piece: (number, score) for number, (piece, score) in enumerate(whole["model"]["vocab"])}
    unknown, _ = whole["model"]["vocab"][whole["model"]["unk_id"]]
    lowest = min(vocabulary, key=lambda piece: vocabulary[piece][1])  # what is unknown is scored by it
    always = list(dict.fromkeys([*special, unknown, lowest]))
    rest = sorted((piece.encode(), vocabulary[piece]) for piece in vocabulary.keys() - set(always))
    np.save(folder / PIECES, np.array([piece for piece, _ in rest]))
    np.save(folder / SCORES, np.array([known for _, known in rest], dtype=_SCORE))
    model = whole["model"] | {"vocab": [(piece, vocabulary[piece][1]) for piece in always]}
    nothing = dict.fromkeys(("post_processor", "truncation", "padding"))
    before, after = ends(bare(type(tokenizer).from_str(tokenizer.to_str())))
    frame = {
        "before": before,
        "after": after,
        "special": special,
        "longest": max(map(len, vocabulary)),
        "always": [(piece, *vocabulary[piece]) for piece in always],
        "unknown": always.index(unknown),
        "tokenizer": whole | nothing | {"model": model | {"unk_id": always.index(unknown)}},
    }
    write_file(folder / FRAME, json.dumps(frame))
    return True


def _can_be_spared(model: dict[str, Any], special: Sequence[str]) -> bool:
    """Tell whether pieces that don't stand in a text have no say in how it is cut."""
    if model["type"] != "Unigram" or model["unk_id"] is None or model.get("byte_fallback"):
        return False
    known = {piece for piece, _ in model["vocab"]}
    return len(known) == len(model["vocab"]) and known.issuperset(special)
