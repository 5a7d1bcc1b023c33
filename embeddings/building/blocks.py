"""Work in blocks with ids, done elsewhere: each thing is done, once, or nothing is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.errors import RebuildError
from embeddings.text.wording import many

Work = Callable[[Sequence[Any]], Sequence[Any]]  # things -> what is made of each, in their order


@dataclass(frozen=True, slots=True)
class WorkBlock:
    """Some of the things that are to be done; ``start`` is the place of the first among all of them."""

    start: int
    ids: tuple[str, ...]
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class DoneBlock:
    """What was made of a block: as many things as it has ids."""

    start: int
    ids: tuple[str, ...]
    made: Sequence[Any]


def cut_blocks(items: Sequence[tuple[str, Any]], size: int) -> list[WorkBlock]:
    """Cut (id, thing) into blocks of ``size``. Raises RebuildError where an id is not the only one of its kind."""
    if len({identity for identity, _ in items}) != len(items):
        raise RebuildError("Two things that are to be done share an id, so that nobody could tell which is missing.")
    parts = ((start, items[start : start + size]) for start in range(0, len(items), size))
    return [WorkBlock(start, tuple(one for one, _ in part), [item for _, item in part]) for start, part in parts]


def do_block(work: Work, block: WorkBlock) -> DoneBlock:
    """Do what a block holds."""
    return DoneBlock(block.start, block.ids, work(block.items))


def proven(blocks: Sequence[WorkBlock], arriving: Iterable[DoneBlock]) -> Iterator[DoneBlock]:
    """Pass on what arrives, in any order, each block once: a machine that is lost may have done one before another did.

    Raises RebuildError where a block is not what was asked for and, at the end, where any is missing: the unique ids
    that were passed on are then all that there are.
    """
    left = {block.start: block for block in blocks}
    done: set[int] = set()
    for one in arriving:
        if one.start in done:
            continue
        asked = left.pop(one.start, None)
        if asked is None or one.ids != asked.ids or len(one.made) != len(asked.ids):
            raise RebuildError(f"What came back for {many(len(one.ids), 'thing')} is not what was asked for.")
        done.add(one.start)
        yield one
    if left:
        missing = sum(len(block.ids) for block in left.values())
        total = sum(len(block.ids) for block in blocks)
        raise RebuildError(f"{missing:,} of {many(total, 'thing')} did not come back. Nothing was built; try again.")
