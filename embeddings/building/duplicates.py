"""Documents with the same words, or nearly: linked when the index is built, for the doctor and ``onrecord show``.

Passages that are copies are found at question time: see copies.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from embeddings.text.runs import shared_share, sketch_of
from embeddings.types import Document, Link

LEAST = 0.6  # of the runs of two documents, that both must hold
_SHORTEST = 30  # words, or characters where words are not spaced: shorter texts are duplicates only if all is the same
_MOST = 20  # links of one document, the earliest others
_SKETCH = 96  # runs that a text is known by


def link_duplicates(documents: Sequence[Document]) -> dict[str, list[Link]]:
    """Return the documents with the same words as each has, or nearly, by id; those without any are left out.

    The earliest come first, those without a date last.
    """
    ordered = sorted(documents, key=lambda document: (document.date or "~", document.id))
    place = {document.id: number for number, document in enumerate(ordered)}
    groups = _with_same_words(ordered)
    near = _near([group[0] for group in groups])
    found: dict[str, list[Link]] = {}
    for number, group in enumerate(groups):
        others = [Link(one.id, same=False) for other in near[number] for one in groups[other][: _MOST + 1]]
        for document in group:
            same = [Link(copy.id, same=True) for copy in group[: _MOST + 1] if copy is not document]
            found[document.id] = sorted([*same, *others], key=lambda link: place[link.document_id])[:_MOST]
    return {identity: links for identity, links in found.items() if links}


def _with_same_words(documents: Sequence[Document]) -> list[list[Document]]:
    same: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        same[" ".join(document.text.split())].append(document)
    return list(same.values())


def _near(documents: Sequence[Document]) -> Mapping[int, list[int]]:
    """Return the places of the documents that share most of their runs with each, by its own place."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in _pairs(documents):
        near[one].append(other)
        near[other].append(one)
    return near


def _pairs(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two documents that share most of their runs."""
    holding: defaultdict[int, list[int]] = defaultdict(list)
    sketches: list[frozenset[int]] = []
    for number, document in enumerate(documents):
        sketches.append(_sketch(document))
        shared = Counter(other for run in sketches[number] for other in holding[run])
        for other, count in shared.items():
            likely = count >= LEAST / 2 * len(sketches[number])
            if likely and shared_share(sketches[other], sketches[number], _SKETCH) >= LEAST:
                yield other, number
        for run in sketches[number]:
            if len(holding[run]) < _MOST:  # a run that everybody has tells nothing
                holding[run].append(number)


def _sketch(document: Document) -> frozenset[int]:
    if document.question:
        return frozenset()
    text = document.text[document.body_start :].casefold()
    words: Sequence[str] = text.split()
    words = words if len(words) * 20 > len(text) else "".join(words)
    return frozenset() if len(words) < _SHORTEST else sketch_of(words, _SKETCH)
