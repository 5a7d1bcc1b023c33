"""The library's tokenizer with its whole vocabulary. That of a packaged model is loaded once, whoever asks for it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from embeddings.encoding.packages import PACKAGES

_SHARED: Final[dict[str, Any]] = {}
_LOADING: Final = threading.Lock()


class WholeTokenizer:
    """Text -> the numbers of its pieces, as many as a model takes."""

    def __init__(self, library: Any, longest: int) -> None:  # noqa: ANN401  the library has no types
        self.library = library
        self._before, self._after = ends(library)
        self._room = longest - len(self._before) - len(self._after)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, with those that begin and end every text."""
        return self.many([text])[0]

    def many(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of each text's pieces."""
        found = self.library.encode_batch_fast(texts, add_special_tokens=False)
        return [[*self._before, *encoding.ids[: self._room], *self._after] for encoding in found]


def library_tokenizer(path: Path, model: str) -> Any:  # noqa: ANN401  the library has no types
    """Return a model's tokenizer, which cuts nothing off and fills nothing up, from a file.

    A package is one for all, and so is its tokenizer (8 MB), from whichever of its files is asked for first.
    """
    if model not in PACKAGES:
        return _loaded(path)
    with _LOADING:
        if model not in _SHARED:
            _SHARED[model] = _loaded(path)
        return _SHARED[model]


def _loaded(path: Path) -> Any:  # noqa: ANN401  the library has no types
    from tokenizers import Tokenizer  # noqa: PLC0415

    return bare(Tokenizer.from_file(str(path)))


def bare(tokenizer: Any) -> Any:  # noqa: ANN401  the library has no types
    """Have a tokenizer cut nothing off, and fill nothing up."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def ends(tokenizer: Any) -> tuple[list[int], list[int]]:  # noqa: ANN401  the library has no types
    """Return the numbers that a bare tokenizer begins every text with, and those that it ends it with."""
    inner = tokenizer.encode("a", add_special_tokens=False).ids
    whole = tokenizer.encode("a").ids
    start = next(place for place in range(len(whole)) if whole[place : place + len(inner)] == inner)
    return whole[:start], whole[start + len(inner) :]
