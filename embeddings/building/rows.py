"""Documents -> the rows of a library file: passages first, then statements, a few documents at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.building.reuse import before, kept_statements, splits_alike, states_alike
from embeddings.building.stages import More, Stages
from embeddings.library.snapshot import Snapshot
from embeddings.library.writing import LibraryWriter
from embeddings.statements.registry import Text
from embeddings.statements.turns import with_turns
from embeddings.types import Document, Passage


@dataclass(frozen=True, slots=True)
class SplitRows:
    """What is known of the passages that were written, in their order.

    ``unchanged`` are their rows in the live snapshot where the whole document is as it was, else 0; ``public`` is
    whether they count for what all share; ``missing`` is of how many documents statements have to be extracted.
    """

    unchanged: NDArray[np.int64]
    public: NDArray[np.bool_]
    missing: int


def write_passages(
    library: LibraryWriter,
    documents: Iterable[Document],
    known: Snapshot | None,
    stages: Stages,
    tell: Callable[[int], None] = lambda _: None,
) -> SplitRows:
    """Write documents and their passages: as the live snapshot has them, where the words are the same.

    ``tell`` is told how many passages are written.
    """
    rows, public, missing = array("q"), array("b"), 0
    for some in _blocks(documents, stages.together):
        old = {one.id: before(known, one) for one in some}
        for one, passages, held in _split(some, old, known, stages):
            library.add(one, passages)
            tell(library.passages)
            rows.extend(held)
            public.extend([one.visibility == "public"] * len(passages))
        missing += len(some) if not states_alike(known) else sum(one is None for one in old.values())
    counted = np.array(public, dtype=np.bool_)
    return SplitRows(np.array(rows, dtype=np.int64), counted if counted.any() else np.ones_like(counted), missing)


def write_statements(
    library: LibraryWriter, documents: Iterable[Document], known: Snapshot | None, stages: Stages, more: More
) -> int:
    """Write the statements of documents whose passages are written; return how many there are."""
    private = False
    for some in _blocks(documents, stages.together):
        held = {one.id for one in some if states_alike(known) and before(known, one)}
        missing = [_text_of(one) for one in some if one.id not in held]
        found = stages.statements(missing, more) if missing else {}
        for one in some:
            is_kept = known is not None and one.id in held
            said = kept_statements(known, one.id) if is_kept else with_turns(one, found[one.id])
            library.statements.add(one.id, said, private=one.visibility == "private")
            private |= one.visibility == "private"
    return library.statements.finish(private=private)


def _split(
    some: Sequence[Document], old: Mapping[str, Document | None], known: Snapshot | None, stages: Stages
) -> Iterator[tuple[Document, Sequence[Passage], Sequence[int]]]:
    """Yield documents with their passages, and what rows these have where nothing at all is changed, else 0."""
    kept = {one.id: _passages(known, one) if old[one.id] else {} for one in some}
    fresh = [one for one in some if not kept[one.id]]
    made = iter(stages.split(fresh) if fresh else ())
    for one in some:
        held = kept[one.id]
        passages = list(held.values()) or next(made)
        yield one, passages, list(held) if held and old[one.id] == one else [0] * len(passages)


def _passages(known: Snapshot | None, document: Document) -> dict[int, Passage]:
    return known.store.passages_of(document.id) if known is not None and splits_alike(known) else {}


def _text_of(document: Document) -> Text:
    """Return what statements are extracted from, with its language where that was detected when it was read."""
    is_detected = ("language", "detected") in document.origins
    return document.id, document.text, document.language if is_detected else None


def _blocks(documents: Iterable[Document], together: int) -> Iterator[list[Document]]:
    """Yield documents that have together so many characters, or are one."""
    some, size = list[Document](), 0
    for one in documents:
        some.append(one)
        size += len(one.text)
        if size >= together:
            yield some
            some, size = [], 0
    if some:
        yield some
