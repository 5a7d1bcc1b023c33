"""An open snapshot's folder -> the rows of its collections, in the order of their keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any, Final

import numpy as np

from embeddings.library.keywords import KeywordIndex, PostingList
from embeddings.library.milvus.passages import place_of
from embeddings.library.milvus.schema import BODY, day_of, last_day_of, token_of, with_vector
from embeddings.library.milvus.server import Row, digest_of
from embeddings.library.snapshot import Snapshot
from embeddings.library.store import columns_of
from embeddings.text.language import base_language
from embeddings.types import Document

_AT_ONCE: Final = 1000


def passage_rows(live: Snapshot, *, public: bool = False) -> Iterator[Row]:
    """Yield a row for each passage, or for those of public documents."""
    said = live.store.statements.rows_by_passage()
    keys = {row: columns[-1] for row, _, _, columns in live.store.statements.kept()}
    documents = {identity: _facts_of(one) for identity, one in live.store.documents(private=not public).items()}
    words = _Words(live.keywords, live.store.vocabulary())
    rows = [(row, one) for row, one in live.store.every_passage() if one.document_id in documents]
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        for (row, passage), vector in zip(some, live.vectors([row for row, _ in some]), strict=True):
            held, titled = words(row)
            its = said.get(row, [])
            yield documents[passage.document_id] | {
                "row": row,
                "body": json.dumps(astuple(passage)),
                "terms": held,
                "titled": titled,
                "said": its,
                "speakers": sorted({digest_of(keys[one]) for one in its if keys[one]}),
                "vector": vector.tolist(),
            }


def statement_rows(live: Snapshot) -> Iterator[Row]:
    """Yield a row for each statement."""
    hidden = live.store.private_ids
    for row, first, last, columns in live.store.statements.kept():
        document_id, key = columns[0], columns[-1]
        yield with_vector(
            {
                "row": row,
                "document": digest_of(document_id),
                "speaker": digest_of(key) if key else "",
                "public": document_id not in hidden,
                "first": first,
                "last": last,
                "body": json.dumps(columns),
            }
        )


def term_rows(live: Snapshot) -> Iterator[Row]:
    """Yield a row for each term."""
    for row, (term, found) in enumerate(live.store.vocabulary().items()):
        body = json.dumps((term, live.keywords.count(found), live.public_keywords.count(found)))
        yield with_vector({"row": row, "name": digest_of(term), "place": place_of(term[0], len(term)), "body": body})


def record_rows(live: Snapshot, facts: Mapping[str, Any]) -> Iterator[Row]:
    """Yield everything else in pieces that Milvus takes, ``facts`` first: what a reader has to know of all."""
    number = 0
    for kind, name, body in _records(live, facts):
        written = json.dumps(body)
        for at in range(0, len(written), BODY):
            piece = {"row": number, "kind": kind, "name": name, "body": written[at : at + BODY]}
            yield with_vector(piece)
            number += 1


def _records(live: Snapshot, facts: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    store = live.store
    yield "manifest", "", facts
    for file in store.files().values():
        yield "file", digest_of(file.path), astuple(file)
    for document in store.documents(private=True).values():
        name = digest_of(document.id)
        yield "document", name, columns_of(document)
        kind = "fact" if document.visibility == "public" else "hidden"
        yield kind, name, (document.id, document.title, document.date, document.language)
        if links := store.also_in(document.id):
            yield "copies", name, (document.id, [(link.document_id, link.same) for link in links])
    for kind, private in (("speaker", True), ("heard", False)):
        for form, speakers in store.statements.speakers_by_form(private=private).items():
            yield kind, digest_of(form), (form, [astuple(one) for one in speakers])


def _facts_of(document: Document) -> Row:
    """Return what filters ask of a document, as every passage of it has it."""
    return {
        "document": digest_of(document.id),
        "outlet": digest_of(document.publisher) if document.publisher is not None else "",
        "language": digest_of(code) if (code := base_language(document.language)) is not None else "",
        "public": document.visibility == "public",
        "first_day": day_of(document.date),
        "last_day": last_day_of(document.date),
    }


class _Words:
    """The postings of a keyword index, passage by passage."""

    def __init__(self, keywords: KeywordIndex, vocabulary: Mapping[str, PostingList]) -> None:
        self._tokens = [token_of(term) for term in vocabulary]
        lists = vocabulary.values()
        order = np.argsort(keywords.postings["row"], kind="stable")
        self._terms = np.repeat(np.arange(len(lists)), [found.count for found in lists])[order]
        self._postings = keywords.postings[order]

    def __call__(self, row: int) -> tuple[str, str]:
        """Return the terms of a passage, each as often as it stands there, and those of its title, as tokens."""
        first, end = np.searchsorted(self._postings["row"], [row, row + 1])
        some = [
            (self._tokens[term], int(posting["count"]), bool(posting["in_title"]))
            for term, posting in zip(self._terms[first:end].tolist(), self._postings[first:end], strict=True)
        ]
        held = (token for token, count, _ in some for _ in range(count))
        return " ".join(held), " ".join(token for token, _, in_title in some if in_title)


def rows_by_part(live: Snapshot, facts: Mapping[str, Any]) -> dict[str, Iterable[Row]]:
    """Return the rows of each collection of a snapshot."""
    parts: dict[str, Iterable[Row]] = {
        "passages": passage_rows(live),
        "terms": term_rows(live),
        "statements": statement_rows(live),
        "records": record_rows(live, facts),
    }
    return parts | ({"public": passage_rows(live, public=True)} if live.store.private_ids else {})
