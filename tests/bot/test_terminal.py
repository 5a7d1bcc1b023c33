"""What a stranger named, or wrote, reaches the terminal as plain text: no command prints a control character."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from rich.console import Console

from bot.__main__ import main
from bot.commands.repl import converse
from bot.responder import Responder
from bot.settings import Settings

EVIL: Final = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
NAMES: Final = (f"good{EVIL}\nleft out: nothing.md", f"bad{EVIL}\nleft out: nothing.xyz", f"good{EVIL}\rcopy.md")
WORDS: Final = f'---\ntitle: "The mill \\e[2J \\x9b31m"\n---\nThe mill {EVIL} burned down, Ann Lee said.\n'
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in NAMES:
        (seeds / name).write_text(WORDS, encoding="utf-8")
    (tmp_path / f"new{EVIL}.txt").write_text(f"New {EVIL}\n\nIt {EVIL} was built anew.", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")

    def onrecord(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["onrecord", *arguments])
        with pytest.raises(SystemExit):
            main()
        printed = capsys.readouterr()
        return printed.out + printed.err

    onrecord("rebuild")
    return onrecord


def is_plain(printed: str) -> bool:
    return all(one.isprintable() or one in "\n\t\ufffd" for one in printed)


@pytest.mark.parametrize(
    "arguments",
    [
        ("rebuild", "--full"),
        ("rebuild", "--full", "--strict"),
        ("status",),
        ("doctor",),
        ("sources",),
        ("statements",),
        ("show", "good"),
        ("show", f"good{EVIL}"),
        ("show", NAMES[0]),
        ("add", f"new{EVIL}.txt"),
        ("add", f"seeds/{NAMES[0]}"),
        ("add", f"none{EVIL}.txt"),
        ("add", f"seeds/{NAMES[1]}"),
        ("ask", "Did the mill burn down?"),
        ("ask", "--why", "Did the mill burn down?"),
        ("ask", EVIL),
        ("rollback", EVIL),
        ("evaluate", f"none{EVIL}"),
    ],
    ids=ascii,
)
def test_no_command_prints_what_is_no_text(run: Run, arguments: tuple[str, ...]) -> None:
    printed = run(*arguments)
    assert printed
    assert is_plain(printed), ascii(printed)
    assert not any(line.startswith("left out: nothing") for line in printed.splitlines())


def test_sources_that_fail(run: Run) -> None:
    Path("seeds/sources.toml").write_text('[[source]]\nfeed = "http://127.0.0.1/\\u009b\\u0007"\n', encoding="utf-8")
    for command in ("rebuild", "sources", "status", "doctor"):
        assert is_plain(run(command))


def test_the_repl(run: Run) -> None:
    del run  # it has built the index
    printed = io.StringIO()
    responder = Responder(Settings(model="hashing"))
    lines = ["/sources", "Did the mill burn down?", "/why", "/who Ann Lee", f"/who {EVIL}", EVIL, f"{'a' * 3000}{EVIL}"]
    try:
        converse(lines, responder, Console(file=printed, markup=False, highlight=False, emoji=False))
    finally:
        responder.close()
    assert "The mill" in printed.getvalue()
    assert is_plain(printed.getvalue()), ascii(printed.getvalue())
