"""Metrics: the last rebuild, errors by room, a port of its own; the dashboard asks only for what there is."""

from __future__ import annotations

import json
import logging
import re
import socket
import urllib.request
from pathlib import Path

import pytest

from bot.eyes.metrics import Metrics
from bot.rebuilds.last import LAST
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME

DASHBOARD = Path(__file__).parents[3] / "deploy" / "grafana.json"


@pytest.fixture
def metrics(library: Path, responder: Responder) -> Metrics:
    return Metrics(Settings(data=library, model=NAME), responder)


def test_errors_are_counted_by_room(metrics: Metrics) -> None:
    logging.getLogger("bot.telegram.errors").error("an update could not be handled")
    logging.getLogger("bot.telegram.errors").warning("nothing bad")
    assert 'onrecord_errors_total{room="bot.telegram"} 1.0' in metrics.text().decode()


def test_what_came_of_the_last_rebuild_is_told(tmp_path: Path, responder: Responder) -> None:
    (tmp_path / "index").mkdir()
    row = {"at": "2026-11-23T07:54:00+00:00", "outcome": "refused", "message": "", "seconds": 1.0}
    (tmp_path / "index" / LAST).write_text(json.dumps(row))
    text = Metrics(Settings(data=tmp_path), responder).text().decode()
    assert 'onrecord_last_rebuild{outcome="refused"} 1.0' in text
    assert 'onrecord_last_rebuild{outcome="published"} 0.0' in text
    assert "onrecord_last_rebuild_timestamp_seconds 1.79" in text


def test_what_waits_is_told_where_something_can(library: Path, responder: Responder) -> None:
    assert "onrecord_waiting" not in Metrics(Settings(data=library), responder).text().decode()
    assert "onrecord_waiting 7.0" in Metrics(Settings(data=library), responder, lambda: 7).text().decode()


def test_a_port_of_its_own_answers(metrics: Metrics, responder: Responder) -> None:
    responder.respond("What does the repair cost?")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server, thread = metrics.listen("127.0.0.1", port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
            assert b"onrecord_questions_total" in reply.read()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_dashboard_asks_for_what_there_is(metrics: Metrics, responder: Responder) -> None:
    responder.respond("What does the repair cost?")
    metrics.requested("/api/ask", 200, 0.1)
    logging.getLogger("bot.telegram.errors").error("x")
    told = Metrics(Settings(data=Path("nowhere")), responder, lambda: 0).text().decode() + metrics.text().decode()
    board = json.loads(DASHBOARD.read_text())
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    names = {name for expression in asked for name in re.findall(r"onrecord_\w+", expression)}
    assert len(names) >= 6
    assert [name for name in names if name not in told] == []
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
