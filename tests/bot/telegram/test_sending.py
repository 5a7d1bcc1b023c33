"""The windows in which messages go out. How a storm is weathered stands in test_running.py."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.telegram.sending import PATIENT, ChatLimits, Patience, RateWindow
from tests.botapi.patience import PATIENCE


async def test_no_more_than_so_many_in_any_span_of_time() -> None:
    window, taken = RateWindow(2, 0.05), []

    async def send() -> None:
        async with window.place():
            taken.append(time.monotonic())

    await asyncio.gather(*(send() for _ in range(6)))
    assert all(later - earlier >= 0.05 for earlier, later in zip(taken, taken[2:], strict=False))
    assert len(taken) == 6


async def test_what_is_under_way_counts_and_who_came_first_goes_first() -> None:
    window, order = RateWindow(1, 0.0), []
    arrived = asyncio.Event()

    async def send(number: int) -> None:
        async with window.place():
            order.append(number)
            if number == 0:
                await arrived.wait()

    sending = [asyncio.create_task(send(number)) for number in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert order == [0]
    arrived.set()
    await asyncio.gather(*sending)
    assert order == [0, 1, 2]
    assert not window.is_needed()


async def test_what_nobody_waits_for_goes_last_and_costs_nothing_while_it_waits() -> None:
    window, order, looks = RateWindow(1, 0.02), [], 0
    arrived, is_full = asyncio.Event(), window._is_full

    def counted() -> bool:
        nonlocal looks
        looks += 1
        return is_full()

    window._is_full = counted  # type: ignore[method-assign]

    async def send(name: str, *, patient: bool = False) -> None:
        PATIENT.set(patient)
        async with window.place():
            order.append(name)
            if name == "first":
                await arrived.wait()

    names = {"first": False, "report": True, "prompt": True, "answer": False, "other answer": False}
    sending = [asyncio.create_task(send(name, patient=patient)) for name, patient in names.items()]
    await asyncio.sleep(0.1)  # longer than the window: there is nothing to look at as long as the first is under way
    assert order == ["first"]
    assert looks < 10
    arrived.set()
    await asyncio.gather(*sending)
    assert order == ["first", "answer", "other answer", "report", "prompt"]


async def test_a_chat_that_is_quiet_is_forgotten() -> None:
    patience = Patience(ChatLimits(private=(1, 0.0)))
    for chat in range(1, 1010):
        async with patience._chat(chat):
            pass
    assert len(patience._chats) < 20


async def test_one_message_is_under_way_but_none_waits_long_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.sending._LONG", 0.1)
    patience, arrived, waited = Patience(None), asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        async with patience._slot():
            await arrived.wait()

    async def send() -> None:
        async with patience._slot():
            waited.set()

    hanging, sending = asyncio.create_task(hang()), asyncio.create_task(send())
    await asyncio.wait_for(waited.wait(), PATIENCE)
    assert not hanging.done()
    arrived.set()
    await asyncio.gather(hanging, sending)
    assert not patience._one.locked()
