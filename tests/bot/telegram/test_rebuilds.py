"""Rebuilds on Telegram: real child processes, told of in one message."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.rebuilds.last import LAST, last_rebuild
from bot.rebuilds.rebuilder import Rebuilder
from bot.responder import Responder
from bot.settings import Settings, environment_of
from bot.telegram.admin import REBUILDING, RUNNING
from bot.telegram.rebuilds import rebuild_unasked, watch
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.lock import locked
from embeddings.library.snapshot import current_name
from embeddings.rebuild import Recipe, rebuild
from tests.bot.telegram.test_admin import owned, say
from tests.botapi.chats import Chat
from tests.botapi.patience import PATIENCE, until
from tests.botapi.records import Message

NEW = "---\ntitle: The new ferry\npublisher: River Post\n---\nThe ferry Lotus sails at noon on Mondays.\n"
ASKED = "When does the ferry Lotus sail?"


async def ended(chat: Chat, report: Message) -> str:
    """Wait until a report says what came of its rebuild."""
    while report.text.startswith(REBUILDING):
        await chat.wait_for_edit(report)
    return report.text


async def test_the_owner_rebuilds_and_the_bot_answers_from_it(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, app, olga, chat):
        (settings.seeds / "ferry.md").write_text(NEW, encoding="utf-8")
        chat.send(olga, "/rebuild")
        report = await chat.wait_for_reply()
        chat.send(olga, "/rebuild")
        assert (await chat.wait_for_reply()).text == RUNNING
        assert (await ended(chat, report)).startswith(f"Published {current_name(settings.data)}: 2 documents, ")
        assert "sails at noon" in await say(chat, olga, ASKED)
        assert not app.bot_data.rebuilder.is_running


async def test_what_the_gate_refuses_can_be_published_with_a_button(settings: Settings, responder: Responder) -> None:
    golden = {"question": "Who denied that the bridge had been closed?", "answers": ["Rithy Sok"]}
    (settings.seeds / "golden.jsonl").write_text(json.dumps(golden), encoding="utf-8")
    (settings.seeds / "bridge.md").write_text(NEW, encoding="utf-8")
    before = current_name(settings.data)
    async with owned(settings, responder) as (_, _, olga, chat):
        chat.send(olga, "/rebuild")
        report = await chat.wait_for_reply()
        assert "golden questions" in await ended(chat, report)
        assert current_name(settings.data) == before
        assert report.buttons == ["Publish anyway"]
        chat.press(report, "Publish anyway", olga)
        assert (await ended(chat, await chat.wait_for_reply())).startswith("Published ")
        assert current_name(settings.data) != before
        assert await say(chat, olga, "/rollback") == f"{before} is live now. /rebuild goes on from here."
        assert f"live: {before}, built " in await say(chat, olga, "/status")
        assert await say(chat, olga, "/rollback nothing") != ""


async def test_a_rebuild_that_was_missed_is_caught_up_once(settings: Settings, responder: Responder) -> None:
    long_ago = (datetime.now(UTC) - timedelta(days=3)).isoformat(timespec="seconds")
    path = settings.data / "index" / LAST
    path.write_text(json.dumps({"at": long_ago, "outcome": "published", "message": "", "seconds": 1.0}))
    (settings.seeds / "ferry.md").write_text(NEW, encoding="utf-8")
    before = current_name(settings.data)
    scheduled = settings.model_copy(update={"rebuild_schedule": "0 3 * * * UTC"})
    async with owned(scheduled, responder) as (_, app, _, _):
        await until(lambda: current_name(settings.data) != before)
        await until(lambda: not app.bot_data.rebuilder.is_running)
        assert app.job_queue is not None
        assert [job.name for job in app.job_queue.jobs()] == ["rebuild"]


async def test_the_watch_waits_until_documents_have_settled(settings: Settings, responder: Responder) -> None:
    before = current_name(settings.data)
    async with owned(settings, responder) as (_, app, _, _):
        watching = asyncio.create_task(watch(app, settings.seeds, settled=200))
        while current_name(settings.data) == before:  # a change before the watch has begun is none
            (settings.seeds / "ferry.md").write_text(NEW, encoding="utf-8")
            await asyncio.wait([watching], timeout=2)
        await until(lambda: not app.bot_data.rebuilder.is_running)
        watching.cancel()


async def test_a_change_during_another_rebuild_is_taken_up_after_it(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, app, _, _):
        with locked(settings.data):
            (settings.seeds / "ferry.md").write_text(NEW, encoding="utf-8")
            waiting = asyncio.create_task(rebuild_unasked(app, "a test"))
            await asyncio.sleep(0.5)
            assert not app.bot_data.rebuilder.is_running
        before = current_name(settings.data)
        async with asyncio.timeout(PATIENCE):
            await waiting
        assert current_name(settings.data) != before


async def test_the_owner_is_told_of_the_same_trouble_once(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, app, olga, chat):
        (settings.seeds / "bridge.md").unlink()
        await rebuild_unasked(app, "a test")
        told = await chat.wait_for_reply()
        assert "FAILED  counts: 0 documents" in told.text
        assert told.buttons == ["Publish anyway"]
        await rebuild_unasked(app, "a test")
        assert (await say(chat, olga, "/rollback nothing")).startswith("There is no snapshot 'nothing'.")


async def test_a_folder_that_can_not_be_watched_is_said(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with owned(settings, responder) as (_, app, _, _):
        await watch(app, settings.seeds / "nowhere")
    assert "nowhere' can't be watched" in caplog.text


HANGS = """#!/bin/sh
echo "reading: 1 of 2 (50 %)" >&2
sleep 600 &
echo $! > "$ONRECORD_DATA/child"
wait
"""


async def test_a_rebuild_that_hangs_is_ended_and_told_of_and_the_next_one_runs(
    settings: Settings, responder: Responder, tmp_path: Path
) -> None:
    hangs = tmp_path / "hangs"
    hangs.write_text(HANGS)
    hangs.chmod(0o700)
    impatient = settings.model_copy(update={"rebuild_patience": 0.02})
    async with owned(impatient, responder) as (_, app, _, chat):
        app.bot_data.rebuilder = Rebuilder(impatient, [str(hangs)])
        await rebuild_unasked(app, "a test")
        told = (await chat.wait_for_reply()).text
        assert told.startswith("The rebuild made no progress for 0.02 minutes and was ended; what was live still is")
        assert "The last that it said: reading: 1 of 2 (50 %)." in told
        assert not app.bot_data.rebuilder.is_running
        await until(lambda: not _lives(int((settings.data / "child").read_text())))
        last = last_rebuild(settings.data)
        assert last is not None
        assert last.message == told
        assert (await Rebuilder(settings).run(_nobody)).outcome == "unchanged"


async def _nobody(_: str) -> None:
    pass


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False


def test_a_child_reads_the_same_settings_but_no_secret() -> None:
    settings = Settings(model="hashing", telegram_token="1:secret", allowed_users=frozenset({7}), keep_snapshots=3)
    environment = environment_of(settings)
    assert environment["ONRECORD_MODEL"] == "hashing"
    assert environment["ONRECORD_ALLOWED_USERS"] == "7"
    assert environment["ONRECORD_KEEP_SNAPSHOTS"] == "3"
    assert "1:secret" not in environment.values()


async def test_a_bot_that_nobody_asks_takes_up_a_new_snapshot(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.rebuilds._LOOKED_FOR", 0.05)
    before = responder.snapshot.name
    async with owned(settings, responder):
        (settings.seeds / "ferry.md").write_text(NEW, encoding="utf-8")
        build = partial(rebuild, settings.seeds, settings.data, Recipe("hashing", lambda _: HashingEncoder()))
        await asyncio.to_thread(build)
        await until(lambda: responder.snapshot.name != before)
        assert responder.snapshot.name == current_name(settings.data)
