"""A link to a private document ends for whoever may no longer see it, whether token or person on Telegram."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.linked import telegram_reader, token_reader
from bot.sealed import Seal
from bot.serving.readers import may_still_read
from bot.serving.tokens import Tokens
from bot.settings import Settings
from bot.state.access import Access
from bot.state.sqlite import SqliteDatabase
from tests.bot.serving.conftest import SECRET, TOKEN, served
from tests.bot.serving.test_pages import find


def test_a_token_reads_as_long_as_its_line_says_so(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    (tmp_path / "serve.tokens").write_text(f"reader {TOKEN}\neditor {SECRET} private\n")
    tokens = Tokens(tmp_path)
    may = [may_still_read(token_reader(name), settings, tokens) for name in ("reader", "editor", "nobody")]
    assert may == [False, True, False]
    (tmp_path / "serve.tokens").write_text(f"editor {SECRET}\n")
    assert not may_still_read(token_reader("editor"), settings, tokens)
    assert not may_still_read(token_reader("editor"), settings, None)


@pytest.mark.parametrize("rule", ["pairing", "open", "listed"])
def test_a_person_reads_as_long_as_they_are_let_in_by_name(tmp_path: Path, rule: str) -> None:
    settings = Settings(data=tmp_path, access=rule, allowed_users=frozenset({3}))
    with closing(SqliteDatabase(tmp_path)) as database:
        access = Access(database)
        access.pair(1, "Olga", access.new_code())
        access.allow(2, "Sam")
        may = [may_still_read(telegram_reader(user), settings, None) for user in (1, 2, 3, 4, None)]
        assert may == ([True, False, True, False, False] if rule == "listed" else [True, True, False, False, False])
        access.deny(2, "Sam")
        access.deny(3, "Mina")
        assert not any(may_still_read(telegram_reader(user), settings, None) for user in (2, 3))


@pytest.mark.parametrize("reader", ["", "telegram", "telegram x", "telegram ²", "token ", "owner 1"])
def test_whoever_is_nobody_reads_nothing(tmp_path: Path, reader: str) -> None:
    (tmp_path / "serve.tokens").write_text(f"editor {SECRET} private\n")
    assert not may_still_read(reader, Settings(data=tmp_path), Tokens(tmp_path))


def test_a_page_that_was_meant_for_somebody_is_closed_with_their_access(private_library: Path) -> None:
    hidden, seal = find(private_library, "Minutes"), Seal(private_library)
    editor, reader = (seal.key(hidden, (0, 5), token_reader(name)) for name in ("editor", "reader"))
    with served(private_library) as stranger:
        assert "Grace Oduya" in stranger.get(f"/source/{editor}").text
        closed = stranger.get(f"/source/{reader}")
        assert closed.status_code == 410
        assert "Grace" not in closed.text
