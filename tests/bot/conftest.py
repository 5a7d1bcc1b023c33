"""Commands as scripts see them: what is printed where, and the exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.__main__ import main
from bot.settings import Settings
from bot.state.database import Database
from bot.state.opening import open_state
from tests.samples import Clock


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """What it complained of: one sentence, nothing else, no traceback."""
        assert self.out == ""
        assert self.err.startswith("onrecord: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("onrecord: ").rstrip("\n")


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, which is quick."""

    def command(*arguments: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return command


@pytest.fixture
def clock() -> Clock:
    """Tell the time that the test sets."""
    return Clock()


Opener = Callable[[], Database]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Give what opens one state, as often as it is called; as another process would."""
    address: SecretStr | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    settings = Settings(data=tmp_path, state=address)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(open_state(settings)))


@pytest.fixture
def database(open_database: Opener) -> Database:
    """One state."""
    return open_database()
