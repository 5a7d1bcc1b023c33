"""Where the server may listen, and to whom."""

from __future__ import annotations

import pytest

from bot.serving.app import check_open, is_local
from bot.settings import Settings
from embeddings.errors import SettingsError


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *((host, True) for host in ("127.0.0.1", "127.8.9.1", "::1", "localhost")),
        *((host, False) for host in ("192.168.1.4", "::", "example.org", "localhost.example.org")),
    ],
)
def test_without_tokens_it_listens_to_this_machine_alone(host: str, local: bool) -> None:
    assert is_local(host) == local
    check_open(Settings(serve_listen=host))
    if local:
        check_open(Settings(serve_listen=host, serve_open=True))
    else:
        with pytest.raises(SettingsError, match="ONRECORD_SERVE_OPEN lets everyone ask who reaches the server"):
            check_open(Settings(serve_listen=host, serve_open=True))
