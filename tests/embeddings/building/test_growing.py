"""Who embeds passages follows who writes them, and is told when there will be no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings.building.growing import Growing, WrittenRows
from embeddings.building.reuse import KeptRows
from embeddings.building.rows import SplitRows

ROWS = np.zeros(5, dtype=np.int64)
WRITTEN = WrittenRows(SplitRows(ROWS, np.ones(5, dtype=np.bool_), 5), KeptRows(ROWS, ROWS))


def test_each_row_is_passed_on_once_as_soon_as_it_is_told_of() -> None:
    growing = Growing()
    rows = growing.rows()
    growing.tell(2)
    assert list(next(rows)) == [1, 2]
    growing.tell(3)
    growing.tell(4)
    assert list(next(rows)) == [3, 4]

    def work() -> WrittenRows:
        growing.tell(5)
        return WRITTEN

    assert growing.write(work) is WRITTEN
    assert [list(some) for some in rows] == [[5]]
    assert growing.all_rows() is WRITTEN


def test_who_waits_goes_on_when_something_is_written() -> None:
    growing = Growing()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: [row for some in growing.rows() for row in some])
        growing.tell(3)
        growing.write(lambda: WRITTEN)
        assert waiting.result(60) == [1, 2, 3]


def test_where_writing_fails_nobody_waits_for_more() -> None:
    growing = Growing()
    growing.tell(2)

    def work() -> WrittenRows:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        growing.write(work)
    assert [list(some) for some in growing.rows()] == [[1, 2]]
    with pytest.raises(OSError, match="the disk is full"):
        growing.all_rows()
