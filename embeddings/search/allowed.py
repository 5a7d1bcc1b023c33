"""Filters -> the passages that they leave. Each is looked up by itself, so that a refusal can say which one it was."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from embeddings.library.snapshot import Snapshot
from embeddings.search.filters import Filters
from embeddings.text.terms import spaced_words, terms, terms_in

Rows = NDArray[np.int64]

_QUOTES = str.maketrans("“”‘’", "\"\"''")
_END = " ,.;:!?…"  # stops that typographers put inside quotation marks


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rows that filters leave, ascending, None where they are all; ``excluding`` names what left none."""

    rows: Rows | None = None
    excluding: tuple[str, ...] = ()


def allowed_rows(snapshot: Snapshot, filters: Filters, *, private: bool = False) -> Allowed:
    """Look up which passages the filters leave; those of private documents only where ``private`` is allowed.

    A filter that leaves nothing but private passages leaves none.
    """
    public = None if private or not snapshot.store.private_ids else snapshot.store.public_rows
    if not filters:
        return Allowed(public)
    found = {label: _rows(snapshot, alone, private=private) for label, alone in filters.labels().items()}
    if public is not None:
        found = {label: _both(rows, public) for label, rows in found.items()}
    left = reduce(_both, found.values())
    if len(left):
        return Allowed(left)
    emptied = tuple(label for label, rows in found.items() if not len(rows))
    return Allowed(left, emptied or tuple(found))


def _both(some: Rows, others: Rows) -> Rows:
    return np.intersect1d(some, others, assume_unique=True)


def _rows(snapshot: Snapshot, alone: Filters, *, private: bool) -> Rows:
    store = snapshot.store
    if alone.speakers:
        known = [speaker.key for name in alone.speakers for speaker in store.statements.speakers(name, private=private)]
        return np.array(store.statements.passages_of(list(dict.fromkeys(known))), dtype=np.int64)
    if alone.outlets:
        wanted = [f" {' '.join(terms(name))} " for name in alone.outlets]
        publishers = [name for name in store.publishers() if any(w in f" {' '.join(terms(name))} " for w in wanted)]
        return np.array(store.rows_of_publishers(publishers), dtype=np.int64)
    if alone.phrases:
        return _rows_with(snapshot, alone.phrases[0])
    return np.array(store.rows_between(alone.after, alone.before), dtype=np.int64)


def _rows_with(snapshot: Snapshot, phrase: str) -> Rows:
    """Return the passages that hold a phrase, or whose title does: word for word, but for case and white space."""
    holding = _rows_by_word(snapshot, phrase)
    if not holding or not all(map(len, holding)):
        return np.zeros(0, dtype=np.int64)
    candidates = reduce(_both, sorted(holding, key=len))
    exact = re.compile(rf"(?<!\w){re.escape(_plain(phrase).strip(_END))}(?!\w)")
    passages = snapshot.store.passages(int(row) for row in candidates)
    titles = snapshot.store.titles({passage.document_id for passage in passages.values()})
    return np.array(
        sorted(
            row
            for row, passage in passages.items()
            if exact.search(_plain(passage.text)) or exact.search(_plain(titles[passage.document_id]))
        ),
        dtype=np.int64,
    )


def _rows_by_word(snapshot: Snapshot, phrase: str) -> list[Rows]:
    """Return for each word the passages that hold it, in the form that it has in each language."""
    forms = [terms_in(word, snapshot.store.rows_by_language) for word in dict.fromkeys(spaced_words(phrase))]
    known = snapshot.store.postings(sorted(set().union(*forms)))
    nowhere = np.zeros(0, dtype=np.int64)
    return [
        reduce(np.union1d, (snapshot.keywords.rows(known[form]) for form in its if form in known), nowhere)
        for its in forms
    ]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())
