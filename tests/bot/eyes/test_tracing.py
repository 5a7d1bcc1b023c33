"""Traces where a setting wants them: nothing else loads what they need, and its absence is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider

from bot import extras
from bot.eyes import traces
from bot.eyes.tracing import tracing
from bot.responder import Responder
from bot.settings import Settings
from embeddings.errors import UsageError


def test_without_the_setting_nothing_is_traced(responder: Responder) -> None:
    before = list(responder.observers)
    with tracing(Settings(), responder):
        assert responder.observers == before
    code = "import sys, bot.eyes.tracing; print('opentelemetry.sdk' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert ran.stdout.strip() == "False"


def test_with_it_answers_are_traced(responder: Responder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def sending(url: str) -> TracerProvider:
        asked.append(url)
        return TracerProvider()

    monkeypatch.setattr(traces, "sending_to", sending)
    before = list(responder.observers)
    with tracing(Settings(traces_url="http://127.0.0.1:9/v1/traces"), responder):
        assert len(responder.observers) == len(before) + 1
    assert responder.observers == before
    assert asked == ["http://127.0.0.1:9/v1/traces"]


def test_its_absence_is_told(responder: Responder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_LIBRARIES", {"otel": ("no_such_library",)})
    with pytest.raises(UsageError, match=r"ONRECORD_TRACES_URL needs .*'onrecord\[otel\]'"):
        tracing(Settings(traces_url="http://127.0.0.1:9/v1/traces"), responder)
