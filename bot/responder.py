"""The read flow with the things that stay open: a snapshot and an encoder."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.answering.material import gather
from bot.answering.numbering import numbered
from bot.answering.outcome import outcome_of
from bot.answering.proof import prove
from bot.answering.quotes import MOST
from bot.checking.check import check
from bot.checking.checked import Checked
from bot.checking.claim import read_claim
from bot.checking.find import find_claim
from bot.live import live_name, live_stamp, open_live
from bot.lookups.why import DEPTH, Explanation, explain
from bot.questions.followup import Turn
from bot.questions.question import question_of
from bot.render import Style
from bot.respond import Response, Trail, respond, today
from bot.settings import Settings
from embeddings.beside import beside
from embeddings.comprehension.load import load_reader
from embeddings.encoding.encoder import Encoder, EncoderSpec
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.reranker import load_reranker
from embeddings.errors import ExpiredError, IndexGoneError, OnrecordError, SnapshotError
from embeddings.library.open_library import OpenLibrary
from embeddings.retrieve import HITS, Finder, Found
from embeddings.search.query import make_query

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckResponse:
    """What became of pasted words: the verdict, the snapshot that it rests on and the time it took."""

    checked: Checked
    snapshot: str
    milliseconds: float


@dataclass(slots=True, eq=False)
class _Open:
    """A snapshot with the encoder that made it; ``readers`` are those who still need it open."""

    snapshot: OpenLibrary
    encoder: Encoder
    readers: int = 0


class Responder:
    """Answers questions from the live snapshot, and takes up a new one between two questions.

    Where a snapshot is given, it stays with that. ``respond`` may be called from several threads; each answer is made
    wholly of one snapshot. Raises SnapshotError where there is no usable snapshot for the settings' model.
    """

    def __init__(self, settings: Settings, snapshot: OpenLibrary | None = None) -> None:
        self._settings = settings
        self._stays, self._settled = snapshot is not None, False
        self._seen = None if self._stays else live_stamp(settings)
        self._lock = threading.Lock()  # of the readers' counts, and of what is open
        self._swapping = threading.Lock()
        self.observers: list[Callable[[Response], None]] = []  # each is told of every response
        self._old: list[_Open] = []  # each is closed when its last answer is done
        self.reranker = load_reranker(settings.reranker)
        snapshot = snapshot or open_live(settings, model=settings.model)
        with beside(lambda _: load_reader(settings.reader, settings.data)) as reader:
            self._now = _opened(snapshot, settings, None)
        try:
            self.comprehension = reader()
        except BaseException:
            self.close()
            raise

    @property
    def citation(self) -> Style:
        """How quotes are cited."""
        return self._settings.citation

    @property
    def snapshot(self) -> OpenLibrary:
        """What would answer now. Another question may close it: hold it open with ``reading``."""
        return self._now.snapshot

    @property
    def encoder(self) -> Encoder:
        """What embeds questions now."""
        return self._now.encoder

    @contextmanager
    def reading(self) -> Iterator[OpenLibrary]:
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
            response = respond(self._finder(held, private=private), question, previous, quotes=quotes)
        response = replace(response, milliseconds=(time.perf_counter() - started) * 1000)
        for observer in self.observers:
            observer(response)
        return response

    def check(self, text: str, speaker: str | None = None, *, private: bool = False) -> CheckResponse:
        """Tell whether words have been said, where, and by whom; a ``speaker`` is who is claimed to have said them.

        Raises QuestionError where there are no words, or too many.
        """
        started = time.perf_counter()
        claim = read_claim(text, speaker)
        with self.reading() as snapshot:
            checked = prove(check(find_claim(snapshot, claim, private=private), claim), private=private)
        return CheckResponse(checked, snapshot.name, (time.perf_counter() - started) * 1000)

    def find(self, question: str, *, limit: int = HITS, private: bool = False) -> Found:
        """Find the ``limit`` best passages. Raises QuestionError where the question is empty or overlong."""
        with self._held() as held:
            return self._finder(held, private=private).find(make_query(question, today()), limit)

    @contextmanager
    def finding(self, *, private: bool = False) -> Iterator[Finder]:
        """Give what finds passages in the live snapshot, which stays open meanwhile."""
        with self._held() as held:
            yield self._finder(held, private=private)

    def explain(self, trail: Trail, *, private: bool = False) -> Explanation:
        """Tell why an outcome is what it is, by finding it anew. Raises ExpiredError where another index is live."""
        with self._held() as held:
            if held.snapshot.name != trail.snapshot:
                raise ExpiredError("The index has changed since that answer. Ask again.")
            finder = self._finder(held, private=private)
            question = question_of(trail.query)
            found, proposed = finder.find(trail.query), finder.find(trail.query, DEPTH)
            outcome = prove(numbered(outcome_of(question, found)), private=private)
            return explain(outcome, gather(question, found), proposed.hits, trail.snapshot)

    def refresh(self) -> None:
        """Take up the snapshot that is live now, where that is another one; every question does that, too.

        Who finds that another thread is at it waits for it: a question asked after a snapshot was published rests on
        it, or on a newer one. One that can't be opened is told to the log, and the old one stays.
        """
        if self._stays or live_stamp(self._settings, self._seen) == self._seen:
            return
        with self._swapping:
            # Another may have been published meanwhile.
            while (stamp := live_stamp(self._settings, self._seen)) != self._seen:
                if not self._try_to_swap():
                    return
                self._seen = stamp  # not before: until then, others have to wait
                if self._settled:
                    self.settle()

    def _try_to_swap(self) -> bool:
        """Return False where that has to be tried again, by the next question."""
        try:
            self._swap()
        except IndexGoneError:
            return False
        except Exception as error:  # noqa: BLE001  whatever is wrong with the new one, the old one can answer
            trace = None if isinstance(error, OnrecordError) else error
            name = self._now.snapshot.name
            _LOG.error("the new snapshot can't be used, and %s goes on answering: %s", name, error, exc_info=trace)
        return True

    def settle(self) -> None:
        """Let the garbage collector look through what is loaded no more: one question in a hundred waited for it.

        This is for who goes on answering; after each swap it looks once, for what is left of the old snapshot.
        """
        self._settled = True
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """Let go of the snapshot."""
        for opened in (self._now, *self._old):
            opened.snapshot.close()

    def _finder(self, held: _Open, *, private: bool) -> Finder:
        return Finder(held.snapshot, held.encoder, self.reranker, private, comprehension=self.comprehension)

    def _swap(self) -> None:
        before = self._now
        if live_name(self._settings) == before.snapshot.name:
            return
        new = _opened(open_live(self._settings), self._settings, before.encoder)
        with self._lock:
            self._now = new
            is_read = before.readers > 0
            self._old += [before] if is_read else []
        if not is_read:
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
                last = held in self._old and not held.readers
                if last:
                    self._old.remove(held)
            if last:
                held.snapshot.close()


def _opened(snapshot: OpenLibrary, settings: Settings, encoder: Encoder | None) -> _Open:
    """Join a snapshot and its encoder, the one in use where that is it. Closes the snapshot where there is none."""
    try:
        return _Open(snapshot, _encoder(snapshot.manifest.encoder, settings, encoder))
    except BaseException:
        snapshot.close()
        raise


def _encoder(made_by: EncoderSpec, settings: Settings, encoder: Encoder | None) -> Encoder:
    if encoder is None or encoder.spec != made_by:
        encoder = load_encoder(made_by.model, settings.data, precision=made_by.precision, say=_LOG.warning)
    if encoder.spec != made_by:
        raise SnapshotError(
            f"The index was made by another build of the model {made_by.model!r} ({_build(made_by)}, now "
            f"{_build(encoder.spec)}). Build it anew: onrecord rebuild --full"
        )
    return encoder


def _build(made_by: EncoderSpec) -> str:
    return f"weights {made_by.digest[:12]} in {made_by.weights}, computed in {made_by.precision}"
