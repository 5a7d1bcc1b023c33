"""Order in a lane, freedom between lanes."""

from __future__ import annotations

import asyncio

from bot.telegram.updates.lanes import Lanes


async def test_a_lane_keeps_its_order_and_does_not_hold_up_another() -> None:
    done: list[str] = []
    gate, overtaken, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(item: str) -> None:
        if item == "a1":
            await gate.wait()
        done.append(item)
        {2: overtaken, 4: finished}.get(len(done), asyncio.Event()).set()

    lanes = Lanes(work)
    for item in ("a1", "a2", "b1", "b2"):
        lanes.add(item[0], item)
    await overtaken.wait()
    assert done == ["b1", "b2"]
    gate.set()
    await finished.wait()
    assert done == ["b1", "b2", "a1", "a2"]
    assert await lanes.finish(1) == 0


async def test_what_is_in_hand_is_finished_and_the_rest_is_left() -> None:
    begun, done = asyncio.Event(), []

    async def work(item: int) -> None:
        begun.set()
        await asyncio.sleep(0.01)
        done.append(item)

    lanes = Lanes(work)
    for item in (1, 2, 3):
        lanes.add("a", item)
    await begun.wait()
    assert await lanes.finish(5) == 2
    assert done == [1]


async def test_what_takes_too_long_is_left_too() -> None:
    begun = asyncio.Event()

    async def work(item: int) -> None:
        begun.set()
        await asyncio.Event().wait()

    lanes = Lanes(work)
    lanes.add("a", 1)
    await begun.wait()
    assert await lanes.finish(0.01) == 1
