"""Work in blocks: whatever arrives, in whatever order, each thing is there once, or nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.building.blocks import DoneBlock, cut_blocks, do_block, proven
from embeddings.errors import RebuildError


def doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def test_a_block_bears_the_ids_of_what_it_holds() -> None:
    first, last = cut_blocks([("a", 1), ("b", 2), ("c", 3)], 2)
    assert (first.start, first.ids, first.items) == (0, ("a", "b"), [1, 2])
    assert (last.start, last.ids, last.items) == (2, ("c",), [3])
    assert do_block(doubled, first) == DoneBlock(0, ("a", "b"), [2, 4])


def test_nothing_is_no_block() -> None:
    assert cut_blocks([], 5) == []
    assert list(proven([], [])) == []


@given(st.integers(1, 40), st.integers(1, 12), st.data())
def test_in_any_order_and_more_than_once(count: int, size: int, data: st.DataObject) -> None:
    blocks = cut_blocks([(f"n{n}", n) for n in range(count)], size)
    done = [do_block(doubled, block) for block in blocks]
    again = data.draw(st.lists(st.sampled_from(done), max_size=4))
    arriving = data.draw(st.permutations([*done, *again]))
    passed = sorted(proven(blocks, arriving), key=lambda block: block.start)
    assert [one for block in passed for one in block.made] == [2 * n for n in range(count)]
    assert [one for block in passed for one in block.ids] == [f"n{n}" for n in range(count)]


@given(st.integers(1, 40), st.integers(1, 12), st.data())
def test_what_is_missing_is_counted(count: int, size: int, data: st.DataObject) -> None:
    blocks = cut_blocks([(f"n{n}", n) for n in range(count)], size)
    lost = data.draw(st.sampled_from(blocks))
    arriving = [do_block(doubled, block) for block in blocks if block is not lost]
    with pytest.raises(RebuildError, match=rf"^{len(lost.ids)} of {count} things? did not come back"):
        list(proven(blocks, arriving))


def test_what_was_not_asked_for_is_refused() -> None:
    blocks = cut_blocks([("a", 1), ("b", 2)], 2)
    (done,) = (do_block(doubled, block) for block in blocks)
    for wrong in (replace(done, start=7), replace(done, ids=("a", "c")), replace(done, made=[2])):
        with pytest.raises(RebuildError, match="is not what was asked for"):
            list(proven(blocks, [wrong]))


def test_two_things_of_one_id_are_not_sent() -> None:
    with pytest.raises(RebuildError, match="share an id"):
        cut_blocks([("a", 1), ("a", 2)], 1)
