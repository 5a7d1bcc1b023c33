"""Question -> response: the read flow with the things that stay open, a snapshot and an encoder."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace

from bot.answer import Answer, NotOnRecord, answer
from bot.attribution import attributed
from bot.followup import Turn, emphasise, interpret, remember
from bot.proof import prove
from bot.quotes import MOST
from bot.settings import Settings
from bot.spoken import speak
from embeddings.encoding.encoders import load_encoder
from embeddings.errors import SnapshotError
from embeddings.query import make_query
from embeddings.retrieve import Retrieval, retrieve
from embeddings.snapshot import Snapshot, open_current

_LOG = logging.getLogger(__name__)


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


class Responder:
    """Answers questions from one open snapshot, the live one unless another is given.

    ``respond`` may be called from several threads. Raises SnapshotError where there is no usable snapshot for the
    settings' model.
    """

    def __init__(self, settings: Settings, snapshot: Snapshot | None = None) -> None:
        self.snapshot = snapshot or open_current(settings.data, model=settings.model)
        self.encoder = load_encoder(settings.model, settings.data, say=_LOG.warning)
        self._compare_encoder()

    def respond(self, question: str, previous: Turn | None = None, *, quotes: int = MOST) -> Response:
        """Answer a question, which may lean on the turn before, in at most so many quotes.

        Raises QuestionError where it is empty or overlong.
        """
        started = time.perf_counter()
        typed = make_query(question)
        read = interpret(typed.text, previous)
        query = typed if read.about is None else replace(make_query(read.query), filters=typed.filters)
        outcome = None if read.about is not None else speak(question, query, self.snapshot, self.encoder)
        if outcome is None:
            found = retrieve(self.snapshot, self.encoder, query)
            outcome = answer(question, found if read.about is None else emphasise(found, typed.text), quotes)
        if isinstance(outcome, Answer):
            outcome = attributed(outcome, self.snapshot.store.statements)
        prove(outcome)
        milliseconds = (time.perf_counter() - started) * 1000
        return Response(outcome, self.snapshot.name, milliseconds, read.about, remember(read, outcome))

    def retrieve(self, question: str, *, limit: int = 10) -> Retrieval:
        """Find the ``limit`` best passages. Raises QuestionError where the question is empty or overlong."""
        return retrieve(self.snapshot, self.encoder, make_query(question), limit=limit)

    def close(self) -> None:
        """Let go of the snapshot."""
        self.snapshot.close()

    def _compare_encoder(self) -> None:
        made_by, ours = self.snapshot.manifest.encoder, self.encoder.spec
        if made_by != ours:
            self.close()
            raise SnapshotError(
                f"The index was made by another build of the model {ours.model!r} (weights {made_by.digest[:12]}, now "
                f"{ours.digest[:12]}). Build it anew: onrecord rebuild --full"
            )
