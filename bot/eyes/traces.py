"""Traces for OpenTelemetry: a request, what its answer was made of, and what became of it; never a word of either."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Tracer, set_span_in_context

from bot import __version__
from bot.eyes.logs import request_id
from bot.eyes.spans import measured_by
from bot.respond import Response
from bot.responder import Responder
from bot.types import Answer

NAME = "onrecord"


class Traces:
    """Makes spans: one for each answer, with its stages inside, below the one that is open."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def answered(self, response: Response) -> None:
        """Make the spans of an answer, which has just ended."""
        end = time.time_ns()
        at = end - int(response.milliseconds * 1e6)
        whole = self._tracer.start_span("respond", start_time=at)
        context = set_span_in_context(whole)
        for stage, milliseconds in response.stages.items():
            part = self._tracer.start_span(stage, context=context, start_time=at)
            at = min(end, at + int(milliseconds * 1e6))
            part.end(at)
        outcome = response.outcome
        answers = isinstance(outcome, Answer)
        whole.set_attribute("onrecord.outcome", "answered" if answers else "not_on_record")
        whole.set_attribute("onrecord.snapshot", response.snapshot)
        if not isinstance(outcome, Answer):
            whole.set_attribute("onrecord.reason", outcome.reason)
        whole.end(end)

    def span(self, name: str) -> AbstractContextManager[object]:
        """Measure what is done inside. Errors are told without their words, which may be somebody's."""
        known = {"onrecord.request": request_id.get()} if request_id.get() else {}
        return self._tracer.start_as_current_span(
            name, attributes=known, record_exception=False, set_status_on_exception=False
        )


@contextmanager
def traced(provider: TracerProvider, responder: Responder) -> Iterator[None]:
    """Trace what a responder answers, and what is marked around it."""
    traces = Traces(provider.get_tracer(NAME, __version__))
    responder.observers.append(traces.answered)
    try:
        with measured_by(traces.span):
            yield
    finally:
        responder.observers.remove(traces.answered)
        provider.shutdown()


def sending_to(url: str) -> TracerProvider:
    """Return what sends spans to a collector's address (OTLP over HTTP), in batches."""
    provider = TracerProvider(
        resource=Resource.create({"service.name": NAME, "service.version": __version__}), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
    return provider
