"""Documents that are copies of one another, or nearly: found when the index is built, by what runs of words they share.

Each text is known by a few dozen of its runs, those with the lowest digests (bottom-k sketches: Cohen and Kaplan 2007),
which are as good as drawn at random from all and the same in every copy.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from embeddings.types import Document, Link

LEAST = 0.6  # of the runs of two documents, that both must hold
_RUN = 5  # words, or characters where words are not spaced
_SHORTEST = 30  # of them: shorter texts are copies only if all is the same
_MOST = 20  # links of one document, the earliest others
_SKETCH = 96  # runs that a text is known by


def find_copies(documents: Sequence[Document]) -> dict[str, list[Link]]:
    """Return the documents with the same words as each has, or nearly, by id; those without any are left out.

    The earliest come first, those without a date last.
    """
    ordered = sorted(documents, key=lambda document: (document.date or "~", document.id))
    place = {document.id: number for number, document in enumerate(ordered)}
    same: defaultdict[str, list[Document]] = defaultdict(list)
    for document in ordered:
        same[" ".join(document.text.split())].append(document)
    groups = list(same.values())
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in _near([group[0] for group in groups]):
        near[one].append(other)
        near[other].append(one)
    found: dict[str, list[Link]] = {}
    for number, group in enumerate(groups):
        others = [document for other in near[number] for document in groups[other][: _MOST + 1]]
        for document in group if others or len(group) > 1 else ():
            links = [Link(copy.id, same=True) for copy in group[: _MOST + 1] if copy is not document]
            links += [Link(copy.id, same=False) for copy in others]
            found[document.id] = sorted(links, key=lambda link: place[link.document_id])[:_MOST]
    return found


def _near(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two documents that share most of their runs."""
    holding: defaultdict[int, list[int]] = defaultdict(list)
    sketches: list[frozenset[int]] = []
    for number, document in enumerate(documents):
        sketches.append(frozenset() if document.question else _sketch(document.text[document.body_start :]))
        shared = Counter(other for run in sketches[number] for other in holding[run])
        for other, count in shared.items():
            if count >= LEAST / 2 * len(sketches[number]) and _alike(sketches[other], sketches[number]):
                yield other, number
        for run in sketches[number]:
            if len(holding[run]) < _MOST:  # a run that everybody has tells nothing
                holding[run].append(number)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    lowest = sorted(one | other)[:_SKETCH]
    return len(one & other & {*lowest}) >= LEAST * len(lowest)


def _sketch(text: str) -> frozenset[int]:
    words: Sequence[str] = text.casefold().split()
    words = words if len(words) * 20 > len(text) else [*"".join(words)]
    if len(words) < _SHORTEST:
        return frozenset()
    digests = {zlib.crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(len(words) - _RUN + 1)}
    return frozenset(nsmallest(_SKETCH, digests))
