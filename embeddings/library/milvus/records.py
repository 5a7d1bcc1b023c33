"""The documents of a library in Milvus, what is said in them, and who says it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from embeddings.library.milvus.passages import MilvusPassages
from embeddings.library.milvus.schema import collection_of
from embeddings.library.milvus.server import MilvusServer, Row, digest_of, one_of
from embeddings.library.register import KnownSpeaker
from embeddings.library.statement_store import Record, record_of
from embeddings.library.store import document_of
from embeddings.naming.names import shorter_forms
from embeddings.naming.scripts import sounds_like
from embeddings.types import Document, Link, Statement

_AT_ONCE: Final = 100  # statements that are asked for together
_TEXTS: Final = 20  # and documents, which may be long
_Fact = tuple[str, str | None, str | None, str | None]  # a document's id, title, date and language


class MilvusRecords:
    """The documents of one snapshot, which are kept in pieces: a text may be longer than Milvus takes one."""

    def __init__(
        self, server: MilvusServer, snapshot: str, passages: MilvusPassages, publishers: Sequence[str], said: int
    ) -> None:
        self._server, self._publishers = server, publishers
        self._collection = collection_of(snapshot, "records")
        self._sayings = MilvusSayings(server, snapshot, passages, self, said)

    @property
    def statements(self) -> MilvusSayings:
        """What is said in them."""
        return self._sayings

    @cached_property
    def private_ids(self) -> frozenset[str]:
        """The ids of the private documents."""
        return frozenset(identity for identity, *_ in self.every("hidden").values())

    def documents(self, ids: Iterable[str] | None = None, *, private: bool = False) -> dict[str, Document]:
        """Return the documents with these ids, or all of them; private ones only where ``private`` is allowed."""
        found = self.every("document") if ids is None else self.named(["document"], ids)
        documents = map(document_of, found.values())
        return {one.id: one for one in documents if private or one.visibility == "public"}

    def newest(self) -> Iterator[Document]:
        """Yield the public documents, the newest first, those without a date last."""
        yield from sorted(self.documents().values(), key=lambda one: (one.date or "", one.id), reverse=True)

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of these documents, empty where they have none."""
        return {identity: title or "" for identity, title, _, _ in self._facts(ids)}

    def dates(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Return the dates of these documents, None where they have none."""
        return {identity: date for identity, _, date, _ in self._facts(ids)}

    def also_in(self, document_id: str) -> list[Link]:
        """Return the documents with the same words, or nearly, as one has; the earliest first, undated ones last."""
        found = self.named(["copies"], [document_id]).values()
        return [Link(other, bool(same)) for _, others in found for other, same in others]

    def duplicates(self) -> list[tuple[str, str, bool]]:
        """Return each two documents that are linked, by id, and whether their words are the same; these come first."""
        found = self.every("copies").values()
        pairs = {(min(one, other), max(one, other), bool(same)) for one, others in found for other, same in others}
        return sorted(pairs, key=lambda pair: (not pair[2], pair[:2]))

    def publishers(self) -> list[str]:
        """Return the names of the publishers."""
        return list(self._publishers)

    def named(self, kinds: Sequence[str], names: Iterable[str]) -> dict[str, Any]:
        """Return what goes by these names, of some kinds of records, by the digests of the names."""
        wanted, found = list(dict.fromkeys(names)), dict[str, Any]()
        for at in range(0, len(wanted), _TEXTS):
            where = f"{one_of('kind', kinds)} and {one_of('name', map(digest_of, wanted[at : at + _TEXTS]))}"
            found |= _whole(self._server.query(self._collection, where, ["row", "name", "body"]))
        return found

    def every(self, kind: str) -> dict[str, Any]:
        """Return all records of one kind, by the digests of their names, in the order in which they were written."""
        return _whole(self._server.every(self._collection, one_of("kind", [kind]), ["row", "name", "body"]))

    def _facts(self, ids: Iterable[str]) -> list[_Fact]:
        return [tuple(one) for one in self.named(["fact", "hidden"], ids).values()]


class MilvusSayings:
    """The statements of one snapshot."""

    def __init__(
        self, server: MilvusServer, snapshot: str, passages: MilvusPassages, records: MilvusRecords, count: int
    ) -> None:
        self._server, self._passages, self._records, self._count = server, passages, records, count
        self._collection = collection_of(snapshot, "statements")

    def count(self) -> int:
        """Return how many statements there are."""
        return self._count

    def everything(self) -> Iterator[Statement]:
        """Yield every statement, document by document, in reading order."""
        for row in self._server.every(self._collection, "row >= 0", ["row", "body"]):
            yield _record(row).statement

    def at(self, document_id: str, start: int, end: int) -> list[Record]:
        """Return the statements of a document whose quote reaches into ``start:end``, in reading order."""
        return self._where(f"{_of(document_id)} and first < {int(end)} and last > {int(start)}")

    def of_document(self, document_id: str) -> list[Record]:
        """Return the statements of a document, in reading order."""
        return self._where(_of(document_id))

    def of_passages(self, rows: Sequence[int]) -> dict[int, list[Record]]:
        """Return the statements that reach into each of these passages; a passage without any is left out."""
        said = self._passages.said_in(rows)
        wanted = sorted({number for its in said.values() for number in its})
        known: dict[int, Record] = {}
        for at in range(0, len(wanted), _AT_ONCE):
            where = one_of("row", wanted[at : at + _AT_ONCE])
            known |= {row["row"]: _record(row) for row in self._server.query(self._collection, where, ["row", "body"])}
        return {number: [known[one] for one in its] for number, its in said.items() if its}

    def of_speakers(self, keys: Sequence[str], *, private: bool = False) -> list[Record]:
        """Return what these speakers said, in reading order; in private documents only where that is allowed."""
        if not keys:
            return []
        return self._where(one_of("speaker", map(digest_of, keys)) + ("" if private else " and public == true"))

    def speakers(self, name: str, *, private: bool = False) -> list[KnownSpeaker]:
        """Return who goes by a name, those with most on record first; a surname may be several people's."""
        forms = [*shorter_forms(name), *sounds_like(name)]
        kind = "speaker" if private or not self._records.private_ids else "heard"
        found = self._records.named([kind], forms)
        first: list[Any] = next((found[digest_of(form)][1] for form in forms if digest_of(form) in found), [])
        return [KnownSpeaker(*one) for one in first]

    def kept(self) -> list[tuple[int, int, int, Sequence[Any]]]:
        """Return every statement as it is kept: its row, where it begins and ends, and the columns of ``record_of``."""
        rows = self._server.every(self._collection, "row >= 0", ["row", "first", "last", "body"])
        return sorted((row["row"], row["first"], row["last"], json.loads(row["body"])) for row in rows)

    def _where(self, where: str) -> list[Record]:
        rows = self._server.every(self._collection, where, ["row", "body"])
        return [_record(row) for row in sorted(rows, key=lambda row: row["row"])]


def _whole(rows: Iterable[Row]) -> dict[str, Any]:
    """Put together what was written in pieces, by the names."""
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["row"]):
        pieces[row["name"]].append(row["body"])
    return {name: json.loads("".join(some)) for name, some in pieces.items()}


def _of(document_id: str) -> str:
    return one_of("document", [digest_of(document_id)])


def _record(row: Row) -> Record:
    values: list[Any] = json.loads(row["body"])
    return record_of(values)
