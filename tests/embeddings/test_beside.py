from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from embeddings.beside import OutrunError, beside, is_beside


def test_both_are_done_at_once() -> None:
    here, there = threading.Event(), threading.Event()

    def work(_: Callable[[], None]) -> str:
        there.set()
        assert here.wait(60)
        return "done"

    with beside(work) as result:
        assert there.wait(60)  # each waits for the other: one after the other, neither would end
        here.set()
        assert result() == "done"


def test_what_the_work_raises_is_raised_where_it_is_waited_for() -> None:
    def work(_: Callable[[], None]) -> None:
        raise ValueError("a bad document")

    with pytest.raises(ValueError, match="a bad document"), beside(work) as result:
        result()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_the_work_ends_where_what_is_beside_it_fails(error: type[BaseException]) -> None:
    ended: list[type[BaseException]] = []

    def work(go_on: Callable[[], None]) -> None:
        try:
            while True:
                go_on()
                threading.Event().wait(0.001)
        except OutrunError as stopped:
            ended.append(type(stopped))
            raise

    with pytest.raises(error), beside(work):
        raise error
    assert ended == [OutrunError]


def test_whether_work_is_done_beside_is_told_until_it_has_ended() -> None:
    end = threading.Event()
    assert not is_beside()
    with beside(lambda _: end.wait(60)) as result:
        assert is_beside()
        end.set()
        assert result()
        assert not is_beside()
    assert not is_beside()


def test_what_is_done_beside_has_nothing_beside_it() -> None:
    with beside(lambda _: is_beside()) as result:
        assert not result()
