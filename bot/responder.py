"""Question -> response: the read flow with the things that stay open, a snapshot and an encoder."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bot.answering.answer import answer
from bot.answering.attribution import attributed
from bot.answering.proof import prove
from bot.answering.quotes import MOST
from bot.answering.spoken import speak
from bot.lookups.why import DEPTH, Explanation, explain
from bot.questions.followup import Turn, emphasise, interpret, remember
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.encoder import Encoder, EncoderSpec
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.reranker import CrossEncoderReranker, Reranker
from embeddings.errors import ExpiredError, OnrecordError, SnapshotError
from embeddings.library.snapshot import CURRENT, Snapshot, current_name, open_current
from embeddings.retrieve import HITS, Retrieval, retrieve
from embeddings.search.query import Query, make_query

_LOG = logging.getLogger(__name__)
_Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Response:
    """What became of a question: the outcome, the snapshot that it rests on and the time it took.

    ``about`` says how a question that leant on the turn before it was read; ``turn`` is for the next one to lean on.
    """

    outcome: Answer | NotOnRecord
    snapshot: str
    milliseconds: float
    about: str | None = None
    turn: Turn | None = None
    query: Query | None = None  # what was searched for


@dataclass(slots=True)
class _Open:
    """A snapshot with the encoder that made it; ``readers`` are those who still need it open."""

    snapshot: Snapshot
    encoder: Encoder
    readers: int = 0


class Responder:
    """Answers questions from the live snapshot, and takes up a new one between two questions.

    Where a snapshot is given, it stays with that. ``respond`` may be called from several threads; each answer is made
    wholly of one snapshot. Raises SnapshotError where there is no usable snapshot for the settings' model.
    """

    def __init__(self, settings: Settings, snapshot: Snapshot | None = None) -> None:
        self._settings = settings
        self._pointer = None if snapshot is not None else settings.data / "index" / CURRENT
        self._seen = _stamp(self._pointer)
        self._lock = threading.Lock()  # of the readers' counts, and of what is open
        self._swapping = threading.Lock()
        self._old: _Open | None = None  # is closed when its last answer is done
        self.reranker = None if settings.reranker is None else CrossEncoderReranker(settings.reranker)
        self._now = _opened(snapshot or open_current(settings.data, model=settings.model), settings, None)

    @property
    def snapshot(self) -> Snapshot:
        """What would answer now. Another question may close it: hold it open with ``reading``."""
        return self._now.snapshot

    @property
    def encoder(self) -> Encoder:
        """What embeds questions now."""
        return self._now.encoder

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give the live snapshot, which stays open for as long as it is read."""
        with self._held() as held:
            yield held.snapshot

    def respond(
        self, question: str, previous: Turn | None = None, *, private: bool = False, quotes: int = MOST
    ) -> Response:
        """Answer a question, which may lean on the turn before, in at most so many quotes.

        Private documents answer only where ``private`` allows it.

        Raises QuestionError where it is empty or overlong.
        """
        started = time.perf_counter()
        with self._held() as held:
            response = respond(
                held.snapshot,
                held.encoder,
                question,
                previous,
                private=private,
                quotes=quotes,
                reranker=self.reranker,
            )
        return replace(response, milliseconds=(time.perf_counter() - started) * 1000)

    def retrieve(self, question: str, *, limit: int = HITS, private: bool = False) -> Retrieval:
        """Find the ``limit`` best passages. Raises QuestionError where the question is empty or overlong."""
        with self._held() as held:
            return _found(held, make_query(question, _today()), limit=limit, private=private, reranker=self.reranker)

    def explain(self, response: Response, *, private: bool = False) -> Explanation:
        """Tell why a response is what it is, by searching anew. Raises ExpiredError where another index is live."""
        query = response.query or make_query(response.outcome.question)
        with self._held() as held:
            if held.snapshot.name != response.snapshot:
                raise ExpiredError("The index has changed since that answer. Ask again.")
            proposed = _found(held, query, limit=DEPTH, private=private, reranker=self.reranker)
            found = replace(proposed, hits=proposed.hits[:HITS])
            if response.about is not None:
                found = emphasise(found, make_query(response.outcome.question).text)
            return explain(response.outcome, query, found, proposed.hits, response.snapshot)

    def refresh(self) -> None:
        """Take up the snapshot that is live now, where that is another one; every question does that, too.

        Who finds that another thread is at it waits for it: a question asked after a snapshot was published rests on
        it. One that can't be opened is told to the log, and the old one stays.
        """
        if self._pointer is None or _stamp(self._pointer) == self._seen:
            return
        with self._swapping:
            stamp = _stamp(self._pointer)
            if stamp == self._seen or self._old is not None:  # else there would be three: the next question tries again
                return
            try:
                self._swap()
            except Exception as error:  # noqa: BLE001  whatever is wrong with the new one, the old one can answer
                trace = None if isinstance(error, OnrecordError) else error
                name = self._now.snapshot.name
                _LOG.error("the new snapshot can't be used, and %s goes on answering: %s", name, error, exc_info=trace)
            self._seen = stamp  # not before: until then, others have to wait

    def close(self) -> None:
        """Let go of the snapshot."""
        self._now.snapshot.close()
        if self._old is not None:
            self._old.snapshot.close()

    def _swap(self) -> None:
        before = self._now
        if current_name(self._settings.data) == before.snapshot.name:
            return
        new = _opened(open_current(self._settings.data), self._settings, before.encoder)
        with self._lock:
            self._now = new
            self._old = before if before.readers else None
        if self._old is None:
            before.snapshot.close()
        _LOG.info("answering from snapshot %s now, no more from %s", new.snapshot.name, before.snapshot.name)

    @contextmanager
    def _held(self) -> Iterator[_Open]:
        self.refresh()
        with self._lock:
            held = self._now
            held.readers += 1
        try:
            yield held
        finally:
            with self._lock:
                held.readers -= 1
                last = held is self._old and not held.readers
                if last:
                    self._old = None
            if last:
                held.snapshot.close()


def respond(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    previous: Turn | None = None,
    *,
    private: bool = False,
    quotes: int = MOST,
    reranker: Reranker | None = None,
) -> Response:
    """Answer a question from a snapshot, by the encoder that made it. Raises QuestionError as ``make_query`` does."""
    started = time.perf_counter()
    typed = make_query(question, _today())
    if previous is not None and not private and not snapshot.store.private_ids.isdisjoint(previous.documents):
        previous = None  # its names come from what may no longer be seen
    read = interpret(typed.text, previous)
    query = typed if read.about is None else replace(make_query(read.query), filters=typed.filters, when=typed.when)
    outcome = None if read.about is not None else speak(question, query, snapshot, encoder, private=private)
    if outcome is None:
        found = retrieve(snapshot, encoder, query, private=private, reranker=reranker)
        outcome = answer(question, found if read.about is None else emphasise(found, typed.text), quotes)
    if isinstance(outcome, Answer):
        outcome = attributed(outcome, snapshot.store.statements)
    prove(outcome, private=private)
    milliseconds = (time.perf_counter() - started) * 1000
    return Response(outcome, snapshot.name, milliseconds, read.about, remember(read, outcome), query)


def _found(held: _Open, query: Query, *, limit: int, private: bool, reranker: Reranker | None) -> Retrieval:
    return retrieve(held.snapshot, held.encoder, query, limit=limit, private=private, reranker=reranker)


def _opened(snapshot: Snapshot, settings: Settings, encoder: Encoder | None) -> _Open:
    """Join a snapshot and its encoder, the one in use where that is it. Closes the snapshot where there is none."""
    try:
        return _Open(snapshot, _encoder(snapshot.manifest.encoder, settings, encoder))
    except BaseException:
        snapshot.close()
        raise


def _encoder(made_by: EncoderSpec, settings: Settings, encoder: Encoder | None) -> Encoder:
    if encoder is None or encoder.spec != made_by:
        encoder = load_encoder(made_by.model, settings.data, say=_LOG.warning)
    if encoder.spec != made_by:
        raise SnapshotError(
            f"The index was made by another build of the model {made_by.model!r} (weights {made_by.digest[:12]}, now "
            f"{encoder.spec.digest[:12]}). Build it anew: onrecord rebuild --full"
        )
    return encoder


def _stamp(pointer: Path | None) -> _Stamp:
    """Return what tells one CURRENT from the next, at the price of a look: it is replaced, never written to."""
    try:
        found = None if pointer is None else os.stat(pointer)  # noqa: PTH116  a third of Path.stat's time
    except OSError:
        return None
    return None if found is None else (found.st_ino, found.st_mtime_ns)


def _today() -> date:
    """Return the day at the operator's; nothing else of an answer knows the time."""
    return datetime.now().astimezone().date()
