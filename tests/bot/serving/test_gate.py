"""What every request passes: tokens, hosts, fair use, size and time; nothing is told to who may not ask."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.bot.serving.conftest import AUTHORIZED, TRUSTED, served

ASK = {"question": "What does the repair cost?"}


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic cmVhZGVy", "Bearer wrong", "Bearer \xff", f"Bearer {'a' * 5000}"]
)
def test_who_has_no_token_is_told_nothing(client: TestClient, header: str | None) -> None:
    del client.headers["authorization"]
    headers = {} if header is None else {b"authorization": header.encode("latin-1")}
    reply = client.post("/api/ask", json=ASK, headers=headers)
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer TOKEN" in reply.json()["detail"]


def test_fair_use_is_counted_for_each_token(private_library: Path) -> None:
    with served(private_library, serve_per_minute=2) as client:
        codes = [client.post("/api/ask", json=ASK, headers=AUTHORIZED).status_code for _ in range(3)]
        other = client.post("/api/ask", json=ASK, headers=TRUSTED)
        assert (codes, other.status_code) == ([200, 200, 429], 200)
        refused = client.post("/api/ask", json=ASK, headers=AUTHORIZED)
        assert 1 <= int(refused.headers["retry-after"]) <= 30
        assert client.get("/openapi.json", headers=AUTHORIZED).status_code == 200


def test_without_tokens_only_its_own_name_is_answered(private_library: Path) -> None:
    with served(private_library, serve_open=True) as client:
        assert client.post("/api/ask", json=ASK).status_code == 200
        for host in ("localhost:8090", "[::1]:8090", "127.0.0.1"):
            assert client.post("/api/ask", json=ASK, headers={"host": host}).status_code == 200
        for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1].evil.example"):
            reply = client.post("/api/ask", json=ASK, headers={"host": host})
            assert (reply.status_code, "name alone" in reply.json()["detail"]) == (421, True), host


def test_without_tokens_nothing_private_is_shown(private_library: Path) -> None:
    with served(private_library, serve_open=True) as client:
        reply = client.post("/api/ask", json={"question": "Who said that the dam at Brokk leaks?"}, headers=TRUSTED)
        assert "Grace" not in reply.text


def test_a_body_that_lies_about_its_size_is_cut_off(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(70):
            yield b" " * 1024

    reply = client.post("/api/ask", content=pieces(), headers={"content-type": "application/json"})
    assert reply.status_code == 413


def test_what_takes_too_long_is_given_up(private_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serving.desk.Desk.ask", lambda *_, **__: time.sleep(0.5))
    with served(private_library, serve_seconds=0.05) as client:
        reply = client.post("/api/ask", json=ASK, headers=AUTHORIZED)
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "10")
        assert "took too long" in reply.json()["detail"]


def test_every_reply_has_an_id_that_the_log_has_too(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bot")
    reply = client.post("/api/ask", json=ASK)
    assert len(reply.headers["x-request-id"]) == 16
    assert reply.headers["cache-control"] == "no-store"
    line = next(one for one in caplog.messages if "/api/ask" in one)
    assert "200" in line
    assert "reader" in line
    assert "repair" not in caplog.text  # what people ask is not logged


def test_pages_of_other_origins_may_ask_only_where_they_are_named(private_library: Path) -> None:
    asking = {"origin": "https://desk.example", "access-control-request-method": "POST"}
    with served(private_library) as client:
        assert "access-control-allow-origin" not in client.options("/api/ask", headers=asking).headers
    with served(private_library, serve_cors={"https://desk.example"}) as client:
        allowed = client.options("/api/ask", headers=asking).headers
        assert allowed["access-control-allow-origin"] == "https://desk.example"
        others = client.options("/api/ask", headers={**asking, "origin": "https://evil.example"})
        assert "access-control-allow-origin" not in others.headers
