"""Question -> response: the read flow with the things that stay open, a snapshot and an encoder."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answer import Answer, NotOnRecord, answer
from bot.attribution import attributed
from bot.followup import Turn, emphasise, interpret, remember
from bot.proof import prove
from bot.settings import Settings
from bot.spoken import speak
from bot.why import DEPTH, Explanation, explain
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.reranker import CrossEncoderReranker
from embeddings.errors import SnapshotError
from embeddings.query import Query, make_query
from embeddings.retrieve import HITS, Retrieval, retrieve
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
    query: Query | None = None  # what was searched for


class Responder:
    """Answers questions from one open snapshot, the live one unless another is given.

    ``respond`` may be called from several threads. Raises SnapshotError where there is no usable snapshot for the
    settings' model.
    """

    def __init__(self, settings: Settings, snapshot: Snapshot | None = None) -> None:
        self.snapshot = snapshot or open_current(settings.data, model=settings.model)
        self.encoder = load_encoder(settings.model, settings.data, say=_LOG.warning)
        self.reranker = None if settings.reranker is None else CrossEncoderReranker(settings.reranker)
        self._compare_encoder()

    def respond(self, question: str, previous: Turn | None = None, *, private: bool = False) -> Response:
        """Answer a question, which may lean on the turn before; from private documents only where that is allowed.

        Raises QuestionError where it is empty or overlong.
        """
        started = time.perf_counter()
        typed = make_query(question, _today())
        if previous is not None and not private and not self.snapshot.store.private_ids.isdisjoint(previous.documents):
            previous = None  # its names come from what may no longer be seen
        read = interpret(typed.text, previous)
        query = typed if read.about is None else replace(make_query(read.query), filters=typed.filters, when=typed.when)
        outcome = (
            None if read.about is not None else speak(question, query, self.snapshot, self.encoder, private=private)
        )
        if outcome is None:
            found = self._find(query, private=private)
            outcome = answer(question, found if read.about is None else emphasise(found, typed.text))
        if isinstance(outcome, Answer):
            outcome = attributed(outcome, self.snapshot.store.statements)
        prove(outcome, private=private)
        milliseconds = (time.perf_counter() - started) * 1000
        return Response(outcome, self.snapshot.name, milliseconds, read.about, remember(read, outcome), query)

    def retrieve(self, question: str, *, limit: int = HITS, private: bool = False) -> Retrieval:
        """Find the ``limit`` best passages. Raises QuestionError where the question is empty or overlong."""
        return self._find(make_query(question, _today()), limit=limit, private=private)

    def explain(self, response: Response, *, private: bool = False) -> Explanation:
        """Tell why a response is what it is, by searching anew; it is for the snapshot that answered."""
        query = response.query or make_query(response.outcome.question)
        proposed = self._find(query, limit=DEPTH, private=private)
        found = replace(proposed, hits=proposed.hits[:HITS])
        if response.about is not None:
            found = emphasise(found, make_query(response.outcome.question).text)
        return explain(response.outcome, query, found, proposed.hits, response.snapshot)

    def close(self) -> None:
        """Let go of the snapshot."""
        self.snapshot.close()

    def _find(self, query: Query, *, limit: int = HITS, private: bool) -> Retrieval:
        return retrieve(self.snapshot, self.encoder, query, limit=limit, private=private, reranker=self.reranker)

    def _compare_encoder(self) -> None:
        made_by, ours = self.snapshot.manifest.encoder, self.encoder.spec
        if made_by != ours:
            self.close()
            raise SnapshotError(
                f"The index was made by another build of the model {ours.model!r} (weights {made_by.digest[:12]}, now "
                f"{ours.digest[:12]}). Build it anew: onrecord rebuild --full"
            )


def _today() -> date:
    """Return the day at the operator's; nothing else of an answer knows the time."""
    return datetime.now().astimezone().date()
