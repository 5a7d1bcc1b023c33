"""Counts and times for Prometheus: questions and what came of them, stages, the snapshot's age, rebuilds, errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.rebuilds.last import last_rebuild
from bot.respond import Response
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer

_BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
_REBUILDS = ("published", "unchanged", "refused", "failed")
MEDIA = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What is counted of one process. Holds numbers alone: nothing of who or what was asked."""

    def __init__(self, settings: Settings, responder: Responder, waiting: Callable[[], int] | None = None) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "onrecord_questions", "Questions, by what came of them.", ["outcome", "reason"], registry=self.registry
        )
        self._seconds = _histogram("onrecord_answer_seconds", "Seconds an answer took.", [], self.registry)
        self._stages = _histogram("onrecord_stage_seconds", "Seconds a stage took.", ["stage"], self.registry)
        self._requests = _histogram("onrecord_request_seconds", "HTTP requests.", ["path", "status"], self.registry)
        self._errors = Counter(
            "onrecord_errors", "Errors that were logged, by the room they came from.", ["room"], registry=self.registry
        )
        self.registry.register(_Library(settings, responder))
        if waiting is not None:
            gauge = Gauge("onrecord_waiting", "Updates that wait to be answered.", registry=self.registry)
            gauge.set_function(waiting)
        responder.observers.append(self.answered)
        logging.getLogger("bot").addHandler(_Errors(self._errors))

    def answered(self, response: Response) -> None:
        """Count an answer."""
        outcome = response.outcome
        if isinstance(outcome, Answer):
            labels = "answered", ""
        else:
            labels = ("talk", "") if outcome.is_talk else ("not_on_record", outcome.reason)
        self._questions.labels(*labels).inc()
        self._seconds.observe(response.milliseconds / 1000)
        for stage, milliseconds in response.stages.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def requested(self, path: str, status: int, seconds: float) -> None:
        """Count a request, by the door it came to: paths themselves are strangers' words."""
        known = ("/api/", "/v1/", "/mcp", "/source/", "/healthz", "/readyz", "/metrics")
        door = next((one for one in known if path.startswith(one)), "other")
        self._requests.labels(door, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Return all of it as Prometheus reads it."""
        return generate_latest(self.registry)

    def listen(self, host: str, port: int) -> tuple[WSGIServer, Thread]:
        """Answer Prometheus on a port of its own, from a thread of its own."""
        return start_http_server(port, host, self.registry)


class _Library(Collector):
    """What is live and what came of the last rebuild, looked up when it is asked for."""

    def __init__(self, settings: Settings, responder: Responder) -> None:
        self._settings, self._responder = settings, responder

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        with self._responder.reading() as snapshot:
            held = snapshot.manifest
        age = (datetime.now(UTC) - datetime.fromisoformat(held.built_at)).total_seconds()
        yield _gauge("onrecord_snapshot_age_seconds", "Age of the live index.", age)
        yield _gauge("onrecord_passages", "Passages of the live index.", held.passages)
        last = last_rebuild(self._settings.data)
        results = GaugeMetricFamily("onrecord_last_rebuild", "1 for what came of the last rebuild.", labels=["outcome"])
        for outcome in _REBUILDS:
            results.add_metric([outcome], float(last is not None and last.outcome == outcome))
        yield results
        if last is not None:
            at = datetime.fromisoformat(last.at).timestamp()
            yield _gauge("onrecord_last_rebuild_timestamp_seconds", "When the last rebuild ended.", at)


class _Errors(logging.Handler):
    """Counts what is logged as an error."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.ERROR)
        self._counter = counter

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        room = ".".join(record.name.split(".")[:2])
        self._counter.labels(room).inc()


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def _histogram(name: str, says: str, labels: list[str], registry: CollectorRegistry) -> Histogram:
    return Histogram(name, says, labels, buckets=_BUCKETS, registry=registry)
