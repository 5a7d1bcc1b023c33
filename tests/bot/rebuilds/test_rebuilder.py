"""A rebuild in a child process: here a script of the shell, which says and does what a test needs."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.rebuilds.last import LAST, LastRebuild, ended, last_rebuild, remember
from bot.rebuilds.rebuilder import COMMAND, Rebuilder
from bot.settings import Settings

FOREVER = "exec sleep 600"
PUBLISHES = f"""cat > "$ONRECORD_DATA/index/{LAST}" <<'END'
{{"at": "2026-01-02T03:04:05+00:00", "outcome": "published", "message": "Published it.", "seconds": 1.0}}
END
"""

Script = Callable[[str], list[str]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "index").mkdir()
    return Settings(data=tmp_path, seeds=tmp_path)


@pytest.fixture
def script(tmp_path: Path) -> Script:
    def write(lines: str) -> list[str]:
        path = tmp_path / "script"
        path.write_text(f"#!/bin/sh\n{lines}\n")
        return ["/bin/sh", str(path)]

    return write


class Heard:
    """What is told of a rebuild, line by line; ``then`` is done at each."""

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self.lines: list[str] = []
        self._then = then

    async def __call__(self, line: str) -> None:
        self.lines.append(line)
        self._then()


def test_the_command_is_the_bot_s_own() -> None:
    assert COMMAND[1:] == ("-m", "bot", "rebuild")


async def test_each_line_is_told_and_what_was_remembered_is_returned(settings: Settings, script: Script) -> None:
    heard = Heard()
    says = "echo nobody hears this\necho ' reading: 1 of 2 ' >&2\nprintf 'ends \\377' >&2\n"
    rebuilder = Rebuilder(settings, script(says + PUBLISHES))
    last = await rebuilder.run(heard)
    assert heard.lines == ["reading: 1 of 2", "ends \ufffd"]
    assert last == LastRebuild("2026-01-02T03:04:05+00:00", "published", "Published it.", 1.0)
    assert not rebuilder.is_running


async def test_what_was_remembered_before_is_not_what_came_of_it(settings: Settings, script: Script) -> None:
    before = remember(settings.data, ended("published", "Published the one before.", 1.0))
    last = await Rebuilder(settings, script("echo no room >&2\nexit 1")).run(Heard())
    assert (last.outcome, last.message) == ("failed", "no room")
    assert last_rebuild(settings.data) == before


async def test_one_that_says_nothing_was_stopped(settings: Settings, script: Script) -> None:
    last = await Rebuilder(settings, script("exit 1")).run(Heard())
    assert (last.outcome, last.message) == ("failed", "It was stopped.")


@pytest.mark.parametrize(("accept", "given"), [(False, ""), (True, "--accept")])
async def test_the_child_s_arguments_settings_and_standing(
    settings: Settings, script: Script, accept: bool, given: str
) -> None:
    standing: list[tuple[int, bool]] = []

    def look() -> None:
        child = int(heard.lines[0].partition(" ")[0])
        standing.append((os.getpriority(os.PRIO_PROCESS, child), os.getpgid(child) == child))
        if len(heard.lines) == 2:
            rebuilder.stop()

    heard = Heard(look)
    tells = 'echo "$$ $@, $ONRECORD_DATA" >&2\nread -r line || echo "nothing to read" >&2\nexec sleep 600'
    rebuilder = Rebuilder(settings, script(tells))
    await rebuilder.run(heard, accept=accept)
    assert heard.lines[0].partition(" ")[2] == f"{given}, {settings.data}"
    assert heard.lines[1] == "nothing to read"
    assert set(standing) == {(19, True)}  # it gives way, and what it starts can be ended with it


async def test_it_runs_until_it_is_stopped(settings: Settings, script: Script) -> None:
    rebuilder = Rebuilder(settings, script(f"echo begins >&2\n{FOREVER}"))
    seen: list[bool] = []

    def stop() -> None:
        seen.append(rebuilder.is_running)
        rebuilder.stop()

    last = await rebuilder.run(Heard(stop))
    assert (last.outcome, last.message, seen) == ("failed", "begins", [True])
    assert not rebuilder.is_running
    rebuilder.stop()  # there is nothing to stop


async def test_it_is_ended_gently(settings: Settings, script: Script) -> None:
    """A rebuild that is told to end (SIGTERM) may clear up."""
    traps = "trap 'echo cleared up >&2; exit' TERM\nsleep 600 2>/dev/null & echo begins >&2; wait"
    heard = Heard()
    rebuilder = Rebuilder(settings, script(traps))
    heard._then = lambda: rebuilder.stop() if heard.lines == ["begins"] else None
    assert (await rebuilder.run(heard)).message == "cleared up"


async def test_one_that_hangs_is_killed_with_all_that_it_started(settings: Settings, script: Script) -> None:
    hangs = "trap '' TERM\necho 'reading: 1 of 2' >&2\nsleep 600 & echo $! > \"$ONRECORD_DATA/child\"\nwait"
    impatient = settings.model_copy(update={"rebuild_patience": 0.01})  # minutes
    last = await Rebuilder(impatient, script(hangs)).run(Heard())
    assert last.outcome == "failed"
    assert last.message == (
        "The rebuild made no progress for 0.01 minutes and was ended; what was live still is, and the next may run. "
        "The last that it said: reading: 1 of 2. Where it is slow and does not hang, set ONRECORD_REBUILD_PATIENCE."
    )
    assert last.seconds >= 0.6
    assert last_rebuild(settings.data) == last
    async with asyncio.timeout(60):
        while lives(int((settings.data / "child").read_text())):  # noqa: ASYNC110  another process tells nobody
            await asyncio.sleep(0.01)


async def test_one_that_hangs_without_a_word(settings: Settings, script: Script) -> None:
    impatient = settings.model_copy(update={"rebuild_patience": 0.005})
    last = await Rebuilder(impatient, script(FOREVER)).run(Heard())
    assert "The last that it said: nothing." in last.message


async def test_one_that_hangs_after_it_was_done_was_done(settings: Settings, script: Script) -> None:
    impatient = settings.model_copy(update={"rebuild_patience": 0.005})
    assert (await Rebuilder(impatient, script(PUBLISHES + FOREVER)).run(Heard())).outcome == "published"


async def test_a_line_of_any_length_harms_nothing(settings: Settings, script: Script) -> None:
    heard = Heard()
    long = "head -c 300000 /dev/zero | tr '\\0' x >&2\necho >&2\necho the end >&2"
    assert (await Rebuilder(settings, script(long)).run(heard)).message == "the end"
    assert heard.lines[-1] == "the end"


async def test_one_that_nobody_hears_is_ended(settings: Settings, script: Script) -> None:
    def deaf() -> None:
        raise RuntimeError("the owner has blocked the bot")

    tells = f'echo $$ > "$ONRECORD_DATA/child"\necho begins >&2\n{FOREVER}'
    rebuilder = Rebuilder(settings, script(tells))
    with pytest.raises(RuntimeError, match="the owner has blocked the bot"):
        await rebuilder.run(Heard(deaf))
    assert not rebuilder.is_running
    assert not lives(int((settings.data / "child").read_text()))


async def test_one_after_the_other(settings: Settings, script: Script) -> None:
    rebuilder = Rebuilder(settings, script("echo one >&2"))
    assert [(await rebuilder.run(Heard())).message for _ in range(2)] == ["one", "one"]


def lives(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIG_DFL)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
