"""Passages -> posting lists on the disk, a block of them at a time: what is held in memory is no more for many.

The terms of a block are counted and put aside. When all are, it is known how many passages hold each term, and so where
its postings stand. Those of passages that an older index holds come from there.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.library.keywords import LENGTHS, POSTING, POSTINGS, KeywordIndex, PostingList
from embeddings.owner import open_file
from embeddings.text.passages import Titled
from embeddings.text.terms import terms

_TALLIED: Final = np.dtype([("term", "<i8"), ("row", "<i4"), ("count", "u1"), ("in_title", "?")])
_AT_ONCE: Final = 1_000_000  # postings
_ASIDE, _FRESH = "tallied.npy", "fresh.npy"

Vocabulary = Mapping[str, PostingList]  # in the order of the postings, which is that of the terms
_Tallied = NDArray[np.void]
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeptPostings:
    """Passages that an older index holds: the rows that they are to have, and those that they have there.

    ``vocabulary`` is that of the older index.
    """

    index: KeywordIndex
    vocabulary: Vocabulary
    new: _Numbers
    old: _Numbers


def write_keywords(folder: Path, passages: Iterable[Titled], kept: KeptPostings | None = None) -> Vocabulary:
    """Index passages, rows 1, 2, 3, …; return the terms and where their postings stand.

    Those that are ``kept`` are not among ``passages``; what is written is the same, whether any are.
    """
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    lengths = array("f")
    rows = count(1) if kept is None else _others(kept.new)
    aside, fresh = folder / _ASIDE, folder / (POSTINGS if kept is None else _FRESH)
    try:
        blocks = _put_aside(aside, _counted(zip(rows, passages, strict=False), numbers, lengths))
        vocabulary = _sorted(fresh, blocks, list(numbers))
    finally:
        aside.unlink(missing_ok=True)
    if kept is None:
        np.save(folder / LENGTHS, np.frombuffer(lengths, dtype=np.float32))
        return vocabulary
    try:
        np.save(folder / LENGTHS, _all_lengths(np.frombuffer(lengths, dtype=np.float32), kept))
        return _merged(folder / POSTINGS, fresh, vocabulary, kept)
    finally:
        fresh.unlink(missing_ok=True)


def write_counted(folder: Path, passages: Iterable[tuple[int, Mapping[str, int], Collection[str]]]) -> Vocabulary:
    """Write the same index of passages whose terms are counted: row, how often each stands there, those of the title.

    The rows are 1, 2, 3, … in any order.
    """
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    tallied, lengths = [np.empty(0, dtype=_TALLIED)], dict[int, int]()
    for row, counts, titled in passages:
        tallies = [(numbers[term], row, times, term in titled) for term, times in counts.items()]
        tallied.append(np.array(tallies, dtype=_TALLIED))
        lengths[row] = sum(counts.values())
    np.save(folder / LENGTHS, np.array([lengths[row] for row in sorted(lengths)], dtype=np.float32))
    whole = np.concatenate(tallied)
    return _sorted(folder / POSTINGS, [whole[np.lexsort((whole["row"], whole["term"]))]], list(numbers))


def _others(taken: _Numbers) -> Iterator[int]:
    """Yield 1, 2, 3, … without those that are taken."""
    row = 1
    for other in np.sort(taken):
        yield from range(row, int(other))
        row = int(other) + 1
    yield from count(row)


def _counted(
    passages: Iterable[tuple[int, Titled]], numbers: Mapping[str, int], lengths: array[float]
) -> Iterator[_Tallied]:
    """Yield the postings of some passages after the other, by term and row, and add to the lengths."""
    spoken, titled = array("q"), array("q")
    for row, (title, text, language) in passages:
        in_title, in_text = ([numbers[term] << 32 | row for term in terms(part, language)] for part in (title, text))
        spoken.extend(in_title + in_text)
        titled.extend(in_title)
        lengths.append(len(in_title) + len(in_text))
        if len(spoken) >= _AT_ONCE:
            yield _tallied(spoken, titled)
            spoken, titled = array("q"), array("q")
    if spoken:
        yield _tallied(spoken, titled)


def _tallied(spoken: array[int], titled: array[int]) -> _Tallied:
    keys, counts = np.unique(np.frombuffer(spoken, dtype=np.int64), return_counts=True)
    tallied = np.empty(len(keys), dtype=_TALLIED)
    tallied["term"], tallied["row"], tallied["count"] = keys >> 32, keys & 0xFFFFFFFF, np.minimum(counts, 255)
    tallied["in_title"] = np.isin(keys, np.frombuffer(titled, dtype=np.int64))
    return tallied


def _put_aside(path: Path, blocks: Iterable[_Tallied]) -> list[_Tallied]:
    """Write blocks to a file, and return them as they are mapped from there."""
    sizes = []
    with open_file(path) as file:
        for block in blocks:
            block.tofile(file)
            sizes.append(len(block))
    starts = (_TALLIED.itemsize * (sum(sizes[:number])) for number in range(len(sizes)))
    return [np.memmap(path, _TALLIED, "r", start, (size,)) for start, size in zip(starts, sizes, strict=True)]


def _sorted(path: Path, blocks: Sequence[_Tallied], words: Sequence[str]) -> dict[str, PostingList]:
    """Write postings in the order of their terms and rows, so that the same passages make the same file.

    Each block is in the order of its terms and rows, and holds rows above those of the one before.
    """
    ordered = sorted(range(len(words)), key=words.__getitem__)
    counts = np.zeros(len(words), dtype=np.int64)
    for block in blocks:
        counts += np.bincount(block["term"], minlength=len(words))
    firsts = np.zeros(len(words), dtype=np.int64)
    firsts[ordered] = np.cumsum(counts[ordered]) - counts[ordered]
    postings, following = _new(path, int(counts.sum())), firsts.copy()
    for block in blocks:
        found, starts, sizes = np.unique(block["term"], return_index=True, return_counts=True)
        at = np.repeat(following[found] - starts, sizes) + np.arange(len(block))
        postings[at] = _postings(block)
        following[found] += sizes
    return {words[number]: PostingList(int(firsts[number]), int(counts[number])) for number in ordered}


def _merged(path: Path, fresh: Path, vocabulary: Vocabulary, kept: KeptPostings) -> dict[str, PostingList]:
    """Write the postings of the passages that are kept and of the fresh ones, those of some terms after the other."""
    words = sorted(kept.vocabulary.keys() | vocabulary.keys())
    before, others = kept.index.postings, np.load(fresh, mmap_mode="r")
    by_old = np.argsort(kept.old, kind="stable")
    new, reached = kept.new[by_old], np.searchsorted(kept.old[by_old], np.arange(len(kept.index.lengths) + 2))
    ends = [
        np.cumsum([its[word].count if word in its else 0 for word in words]) for its in (kept.vocabulary, vocabulary)
    ]
    times = np.diff(reached)
    moved = sum(int(times[before["row"][at : at + _AT_ONCE]].sum()) for at in range(0, len(before), _AT_ONCE))
    written, found, at = _new(path, moved + len(others)), dict[str, PostingList](), 0
    for first, last in _cut(ends[0] + ends[1]):
        old, its = (_slice(before, ends[0], first, last), _slice(others, ends[1], first, last))
        tallied = np.concatenate([_moved(old, new, reached), its])
        tallied = tallied[np.lexsort((tallied["row"], tallied["term"]))]
        written[at : at + len(tallied)] = _postings(tallied)
        counts = np.bincount(tallied["term"], minlength=last)[first:]
        starts = at + np.cumsum(counts) - counts
        lists = zip(words[first:last], starts.tolist(), counts.tolist(), strict=True)
        found |= {word: PostingList(start, size) for word, start, size in lists if size}
        at += len(tallied)
    return found


def _count(vocabulary: Vocabulary, word: str) -> int:
    found = vocabulary.get(word)
    return 0 if found is None else found.count


def _cut(ends: _Numbers) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of terms that have together as many postings as are worked on at once, or of one."""
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        yield first, last
        first = last


def _slice(postings: NDArray[np.void], ends: _Numbers, first: int, last: int) -> _Tallied:
    """Return the postings of some terms, each with the place of its term."""
    start = int(ends[first - 1]) if first else 0
    counts = np.diff(ends[first:last], prepend=start)
    some = postings[start : int(ends[last - 1])]
    tallied = np.empty(len(some), dtype=_TALLIED)
    tallied["term"] = np.repeat(np.arange(first, last), counts)
    for name in POSTING.names or ():
        tallied[name] = some[name]
    return tallied


def _moved(tallied: _Tallied, new: _Numbers, reached: _Numbers) -> _Tallied:
    """Return the postings of the passages that are kept, under their new rows: some go to several, others to none."""
    starts, ends = reached[tallied["row"]], reached[tallied["row"] + 1]
    counts = ends - starts
    moved = np.repeat(tallied, counts)
    moved["row"] = new[np.repeat(ends - np.cumsum(counts), counts) + np.arange(len(moved))]
    return moved


def _postings(tallied: _Tallied) -> NDArray[np.void]:
    postings = np.empty(len(tallied), dtype=POSTING)
    for name in POSTING.names or ():
        postings[name] = tallied[name]
    return postings


def _all_lengths(fresh: NDArray[np.float32], kept: KeptPostings) -> NDArray[np.float32]:
    lengths = np.empty(len(fresh) + len(kept.new), dtype=np.float32)
    others = np.ones(len(lengths), dtype=np.bool_)
    others[kept.new - 1] = False
    lengths[others], lengths[kept.new - 1] = fresh, kept.index.lengths[kept.old - 1]
    return lengths


def _new(path: Path, size: int) -> NDArray[np.void]:
    return np.lib.format.open_memmap(path, mode="w+", dtype=POSTING, shape=(size,))
