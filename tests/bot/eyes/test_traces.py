"""Traces, kept in memory: each answer is a span with its stages inside, below its request, and holds no words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.eyes.logs import request_id
from bot.eyes.spans import span
from bot.eyes.traces import sending_to, traced
from bot.responder import Responder
from bot.settings import Settings
from tests.bot.serving.conftest import served

ASKED = "What does the repair cost?"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def provider(exporter: InMemorySpanExporter) -> Iterator[TracerProvider]:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield provider
    provider.shutdown()


def named(spans: Sequence[ReadableSpan], name: str) -> ReadableSpan:
    (found,) = (one for one in spans if one.name == name)
    return found


def times(one: ReadableSpan) -> tuple[int, int]:
    assert one.start_time is not None
    assert one.end_time is not None
    return one.start_time, one.end_time


def parent(spans: Sequence[ReadableSpan], name: str) -> str | None:
    above = named(spans, name).parent
    return None if above is None else next(one.name for one in spans if one.context.span_id == above.span_id)


def test_an_answer_has_its_stages_inside(
    provider: TracerProvider, exporter: InMemorySpanExporter, responder: Responder
) -> None:
    with traced(provider, responder):
        response = responder.respond(ASKED)
        responder.respond("What is the capital of France?")
        whole = exporter.get_finished_spans()
    answered, refused = whole[: len(whole) // 2], whole[len(whole) // 2 :]
    stages = list(response.stages)
    assert [one.name for one in answered] == [*stages, "respond"]
    assert [parent(answered, stage) for stage in stages] == ["respond"] * len(stages)
    respond = named(answered, "respond")
    assert respond.attributes == {"onrecord.outcome": "answered", "onrecord.snapshot": response.snapshot}
    assert (named(refused, "respond").attributes or {})["onrecord.outcome"] == "not_on_record"
    moments = [time for stage in stages for time in times(named(answered, stage))]
    assert moments == sorted(moments)
    start, end = times(respond)
    assert start <= moments[0]
    assert moments[-1] <= end
    assert (end - start) / 1e6 == pytest.approx(response.milliseconds, abs=0.01)


def test_what_is_marked_around_it_holds_it_and_names_its_request(
    provider: TracerProvider, exporter: InMemorySpanExporter, responder: Responder
) -> None:
    mark = request_id.set("update 7")
    with traced(provider, responder):
        with span("update"):
            responder.respond(ASKED)
            with span("render"):
                pass
        with pytest.raises(ValueError, match="hush"), span("update 2"):
            raise ValueError("hush")
        spans = exporter.get_finished_spans()
    request_id.reset(mark)
    assert (parent(spans, "respond"), parent(spans, "render"), parent(spans, "update")) == ("update", "update", None)
    assert named(spans, "update").attributes == {"onrecord.request": "update 7"}
    failed = named(spans, "update 2")
    assert failed.events == ()
    assert "hush" not in failed.to_json()
    responder.respond(ASKED)
    assert len(exporter.get_finished_spans()) == len(spans)  # nothing is measured behind it


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_a_request_over_http_is_one_trace_without_its_words(
    provider: TracerProvider, exporter: InMemorySpanExporter, library: Path, path: str
) -> None:
    body = {"question": ASKED} if path == "/api/ask" else {"messages": [{"role": "user", "content": ASKED}]}
    with served(library, serve_open=True) as client:
        responder = client.app.state.responder  # type: ignore[attr-defined]
        with traced(provider, responder):
            reply = client.post(path, json=body)
            spans = exporter.get_finished_spans()
    assert {one.context.trace_id for one in spans} == {named(spans, "request").context.trace_id}
    assert (parent(spans, "respond"), parent(spans, "render")) == ("request", "request")
    assert named(spans, "request").attributes == {"onrecord.request": reply.headers["x-request-id"]}
    assert not any("repair" in one.to_json() or "crowns" in one.to_json() for one in spans)


def test_a_collector_is_sent_to_at_its_address() -> None:
    provider = sending_to("http://127.0.0.1:9/v1/traces")
    assert provider.resource.attributes["service.name"] == "onrecord"
    provider.shutdown()
    with pytest.raises(ValueError, match="traces_url"):
        Settings(traces_url="127.0.0.1:4318")
