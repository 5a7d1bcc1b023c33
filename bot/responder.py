"""Question -> response: the read flow with the things that stay open, a snapshot and an encoder."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from bot.answer import Answer, NotOnRecord, answer, prove
from bot.attribution import attributed
from bot.settings import Settings
from bot.spoken import speak
from embeddings.encoders import load_encoder
from embeddings.errors import SnapshotError
from embeddings.query import make_query
from embeddings.retrieve import retrieve
from embeddings.snapshot import open_current

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Response:
    """What became of a question: the outcome, the snapshot that it rests on and the time it took."""

    outcome: Answer | NotOnRecord
    snapshot: str
    milliseconds: float


class Responder:
    """Answers questions from one open snapshot. ``respond`` may be called from several threads.

    Raises SnapshotError where there is no usable snapshot for the settings' model.
    """

    def __init__(self, settings: Settings) -> None:
        self.snapshot = open_current(settings.data, model=settings.model)
        self._encoder = load_encoder(settings.model, settings.data, say=_LOG.warning)
        self._compare_encoder()

    def respond(self, question: str) -> Response:
        """Answer one question. Raises QuestionError where it is empty or overlong."""
        started = time.perf_counter()
        query = make_query(question)
        outcome = speak(question, query, self.snapshot, self._encoder)
        if outcome is None:
            outcome = answer(question, retrieve(self.snapshot, self._encoder, query))
        if isinstance(outcome, Answer):
            outcome = attributed(outcome, self.snapshot.store.statements)
        return Response(prove(outcome), self.snapshot.name, (time.perf_counter() - started) * 1000)

    def close(self) -> None:
        """Let go of the snapshot."""
        self.snapshot.close()

    def _compare_encoder(self) -> None:
        made_by, ours = self.snapshot.manifest.encoder, self._encoder.spec
        if made_by != ours:
            self.close()
            raise SnapshotError(
                f"The index was made by another build of the model {ours.model!r} (weights {made_by.digest[:12]}, now "
                f"{ours.digest[:12]}). Build it anew: onrecord rebuild --full"
            )
