"""The tokens' file: made once, for its owner alone, read again when it changes, and told of where it is wrong."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.serving.tokens import FILE, Caller, Tokens
from embeddings.errors import SettingsError

_LONG = "x" * 20


def test_the_first_token_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "new")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    name, token = tokens.path.read_text().splitlines()[-1].split()
    assert tokens.caller(f"Bearer {token}") == Caller(name)
    assert Tokens(tmp_path / "new").caller(f"bearer {token}") == Caller(name)
    assert len(token) == 43


def test_a_line_that_is_removed_is_void_at_once(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    (tmp_path / FILE).write_text(f"ann {_LONG}1\nben {_LONG}2 private\n")
    assert tokens.caller(f"Bearer {_LONG}2") == Caller("ben", private=True)
    (tmp_path / FILE).write_text(f"ann {_LONG}1\n")
    os.utime(tmp_path / FILE, ns=(1, 1))
    assert tokens.caller(f"Bearer {_LONG}2") is None
    (tmp_path / FILE).unlink()
    assert tokens.caller(f"Bearer {_LONG}1") is None


@pytest.mark.parametrize("line", ["ann", "ann short", f"ann {_LONG} secret", f"ann {_LONG} private too"])
def test_a_line_that_is_none_is_told_without_its_words(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(f"\n# a remark\n{line}\n")
    with pytest.raises(SettingsError, match=r"serve.tokens, line 3: a name, a token of at least 20") as raised:
        Tokens(tmp_path)
    assert _LONG not in str(raised.value)


def test_a_file_that_is_spoilt_while_it_serves_changes_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text(f"ann {_LONG}\n")
    tokens = Tokens(tmp_path)
    (tmp_path / FILE).write_text("spoilt")
    os.utime(tmp_path / FILE, ns=(1, 1))
    assert tokens.caller(f"Bearer {_LONG}") == Caller("ann")
    assert "the tokens stay as they were" in caplog.text
