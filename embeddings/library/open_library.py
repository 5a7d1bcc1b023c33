"""What the search and the answers know of a library: the one interface that each way of keeping it fulfils.

A passage goes by its number, from 1, in the order in which documents were read: numbers of one snapshot mean nothing in
another. Terms go by their strings, and filters by a ``Condition``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from embeddings.encoding.encoder import Matrix, Vector
from embeddings.library.condition import Condition
from embeddings.library.keywords import Held
from embeddings.library.manifest import Manifest
from embeddings.library.register import KnownSpeaker
from embeddings.library.statement_store import Record
from embeddings.types import Document, Link, Passage, Statement

Scored = list[tuple[int, float]]  # numbers of passages with their scores, the best first


class Passages(Protocol):
    """The passages of a library: which there are, what is near to a vector, what holds which terms."""

    def size(self, *, private: bool) -> int:
        """Return how many passages there are, those of private documents among them or not."""

    def languages(self, *, private: bool) -> Sequence[str]:
        """Return the codes of the languages that passages are in, in order."""

    def counts(self, terms: Iterable[str], *, private: bool) -> dict[str, int]:
        """Return how many passages hold each of these terms; those that stand nowhere are left out."""

    def terms_between(self, letters: Iterable[str], shortest: int, longest: int) -> Sequence[str]:
        """Return the terms of all passages that begin with one of some letters and have so many, in order."""

    def any(self, condition: Condition) -> bool:
        """Tell whether any passage fulfils a condition."""

    def nearest(self, vector: Vector, limit: int, condition: Condition) -> Scored:
        """Return at most ``limit`` passages that fulfil a condition, with their cosines, the nearest first."""

    def best(self, terms: Sequence[str], limit: int, condition: Condition) -> Scored:
        """Return at most ``limit`` passages that fulfil a condition and hold any of the terms, with their BM25."""

    def holding(self, groups: Sequence[Iterable[str]], condition: Condition, limit: int | None = None) -> list[int]:
        """Return the passages that fulfil a condition and hold a term of each group, ascending, the first of them."""

    def held(self, forms: Mapping[str, Sequence[str]], numbers: Sequence[int]) -> dict[str, Held]:
        """Return for each key which of these passages hold a term of its value."""

    def of(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """Return the passages that have these numbers."""

    def languages_of(self, numbers: Sequence[int]) -> list[str | None]:
        """Return the languages of these passages, None where they are not known."""

    def vectors(self, numbers: Sequence[int]) -> Matrix:
        """Return the vectors of these passages, shape (n, dimension)."""

    def numbers(self) -> dict[str, int]:
        """Return the number of every passage, by its id."""


class Sayings(Protocol):
    """The statements of a library: who said what."""

    def count(self) -> int:
        """Return how many statements there are."""

    def everything(self) -> Iterator[Statement]:
        """Yield every statement, document by document, in reading order."""

    def at(self, document_id: str, start: int, end: int) -> list[Record]:
        """Return the statements of a document whose quote reaches into ``start:end``, in reading order."""

    def of_document(self, document_id: str) -> list[Record]:
        """Return the statements of a document, in reading order."""

    def of_passages(self, rows: Sequence[int]) -> dict[int, list[Record]]:
        """Return the statements that reach into each of these passages; a passage without any is left out."""

    def of_speakers(self, keys: Sequence[str], *, private: bool = False) -> list[Record]:
        """Return what these speakers said, in reading order; in private documents only where that is allowed."""

    def speakers(self, name: str, *, private: bool = False) -> list[KnownSpeaker]:
        """Return who goes by a name, those with most on record first; a surname may be several people's."""


class Records(Protocol):
    """The documents of a library, and what is known of them."""

    @property
    def statements(self) -> Sayings:
        """What is said in them."""

    @property
    def private_ids(self) -> frozenset[str]:
        """The ids of the private documents."""

    def documents(self, ids: Iterable[str] | None = None, *, private: bool = False) -> dict[str, Document]:
        """Return the documents with these ids, or all of them; private ones only where ``private`` is allowed."""

    def newest(self) -> Iterator[Document]:
        """Yield the public documents, the newest first, those without a date last; few are held at a time."""

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of these documents, empty where they have none."""

    def dates(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Return the dates of these documents, None where they have none."""

    def also_in(self, document_id: str) -> list[Link]:
        """Return the documents with the same words, or nearly, as one has; the earliest first, undated ones last."""

    def duplicates(self) -> list[tuple[str, str, bool]]:
        """Return each two documents that are linked, by id, and whether their words are the same; these come first."""

    def publishers(self) -> list[str]:
        """Return the names of the publishers."""


class OpenLibrary(Protocol):
    """An open snapshot of a library, wherever it is kept. Nothing in it changes, or is removed while it is open."""

    @property
    def name(self) -> str:
        """The name it was published under."""

    @property
    def manifest(self) -> Manifest:
        """What it is made of."""

    @property
    def passages(self) -> Passages:
        """Its passages."""

    @property
    def store(self) -> Records:
        """Its documents and statements."""

    def close(self) -> None:
        """Let go of it."""
