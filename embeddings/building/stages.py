"""What does the work that grows with the library: this process, or other machines in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.sources.reading import ReadAhead
from embeddings.statements.registry import Text, statements_of
from embeddings.text.notes import noted_passages
from embeddings.types import Document, Passage, Statement

More = Callable[[int], None]  # told how many more are done


def split_here(documents: Sequence[Document]) -> Iterable[list[Passage]]:
    """Return the passages of each document, in their order."""
    return map(noted_passages, documents)


def embed_here(encoder: Encoder, texts: Iterable[tuple[str, str]], more: More) -> Matrix:
    """Return the vectors of texts, each given with its id, in their order, shape (number of texts, dimension)."""
    return encoder.encode_passages((text for _, text in texts), more)


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a build that may be done elsewhere, each for all that it is given.

    ``ahead`` reads files, where this process is not to; ``split`` makes passages, ``statements`` tells who said what,
    ``embed`` makes vectors as the encoder would. Of text, each is given about ``together`` characters at a time. All
    else is done here, whoever does these.
    """

    ahead: ReadAhead | None = None
    split: Callable[[Sequence[Document]], Iterable[list[Passage]]] = split_here
    statements: Callable[[Iterable[Text], More], dict[str, list[Statement]]] = statements_of
    embed: Callable[[Encoder, Iterable[tuple[str, str]], More], Matrix] = embed_here
    together: int = 2_000_000


HERE: Final = Stages()
