"""What machines that keep a server running ask it: alive, ready, counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from embeddings.errors import SnapshotError
from tests.bot.serving.conftest import AUTHORIZED, served


def test_alive_and_ready_need_no_token(private_library: Path) -> None:
    with served(private_library) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        assert client.get("/readyz").json()["status"] == "ready"
        assert client.get("/metrics").status_code == 401


def test_what_can_not_answer_is_not_ready(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise SnapshotError("gone: /secret")

    monkeypatch.setattr("bot.responder.Responder.find", broken)
    reply = client.get("/readyz")
    assert (reply.status_code, "secret" in reply.text) == (503, False)
    assert client.get("/healthz").status_code == 200


def test_questions_are_counted_without_their_words(private_library: Path) -> None:
    with served(private_library) as client:
        for question in ("Who denied that the bridge would be pulled down?", "Who won the olympiad in Batumi?"):
            client.post("/api/ask", json={"question": question}, headers=AUTHORIZED)
        client.get("/nothing", headers=AUTHORIZED)
        text = client.get("/metrics", headers=AUTHORIZED).text
    assert 'onrecord_questions_total{outcome="answered",reason=""} 1.0' in text
    assert 'onrecord_questions_total{outcome="not_on_record",reason="nothing_relevant"} 1.0' in text
    assert 'onrecord_stage_seconds_count{stage="find"} 2.0' in text
    assert 'onrecord_request_seconds_count{path="/api/",status="200"} 2.0' in text
    assert 'onrecord_request_seconds_count{path="other",status="404"} 1.0' in text
    assert "onrecord_snapshot_age_seconds" in text
    assert "Batumi" not in text
