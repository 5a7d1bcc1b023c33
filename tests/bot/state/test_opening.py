from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.state.opening import has_state, open_state
from bot.state.sqlite import NAME
from embeddings.errors import UsageError


def test_it_is_a_file_unless_it_is_said_to_be_elsewhere(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert not has_state(settings)
    with closing(open_state(settings)) as state:
        assert not state.is_shared
    assert has_state(settings)
    assert (tmp_path / NAME).is_file()


@pytest.mark.postgres
def test_it_is_where_the_settings_say(tmp_path: Path, postgres: SecretStr) -> None:
    settings = Settings(data=tmp_path, state=postgres)
    assert has_state(settings)
    with closing(open_state(settings)) as state:
        assert state.is_shared
    assert list(tmp_path.iterdir()) == []
    assert postgres.get_secret_value() not in repr(settings)


def test_without_the_extra_the_line_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.extras._LIBRARIES", {"postgres": ("no_such_library",)})
    with pytest.raises(UsageError, match=r"ONRECORD_STATE needs .+pip install 'onrecord\[postgres\]'"):
        open_state(Settings(data=tmp_path, state=SecretStr("postgresql:///x")))
