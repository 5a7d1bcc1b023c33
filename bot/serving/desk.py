"""What every door asks: the one Responder, its library and its statements. Forms in, rows of the contract out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.answering.citations import nearest
from bot.answering.outcome import outcome_of
from bot.answering.proof import prove
from bot.contract.checks import check_row
from bot.contract.output import citation_row, document_row, speaker_row
from bot.questions.followup import Turn
from bot.questions.question import question_of
from bot.respond import Response
from bot.responder import Responder
from bot.serving.forms import Narrowed, Question, SearchFor, StatementsOf, WordsToCheck
from bot.types import Answer, NotOnRecord
from embeddings.library.open_library import OpenLibrary
from embeddings.retrieve import HITS
from embeddings.search.query import make_query
from embeddings.text.passages import page_of, paragraph_of
from embeddings.types import Document, Statement

Row = dict[str, Any]
_TURNS = 2000  # conversations whose last turn is remembered, so that it need not be answered again


class Desk:
    """May be asked from several threads; each reply rests on one snapshot alone."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self._turns: OrderedDict[tuple[object, ...], Turn | None] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, asked: Question, *, private: bool) -> Response:
        """Answer a question, after the ones before it. Raises QuestionError as the responder does."""
        before = self._turn(tuple(asked.earlier), private=private)
        question = asked.filtered(asked.question, asked.speaker)
        response = self.responder.respond(question, before, private=private, quotes=asked.quotes)
        self._remember((*asked.earlier, question), response, private=private)
        return response

    def search(self, asked: SearchFor, *, private: bool) -> Row:
        """Find passages; ``outcome`` tells whether they answer, by the measure that answers are shown by."""
        last = asked.offset + asked.limit
        query = make_query(asked.filtered(asked.query, asked.speaker), datetime.now().astimezone().date())
        with self.responder.finding(private=private) as finder:
            found = finder.find(query, max(HITS, last + 1))
            outcome = outcome_of(question_of(query), found.first(HITS))
            cited = nearest(found.hits)
            prove(NotOnRecord(query.typed, 0.0, "nothing_relevant", cited), private=private)
            return {
                "query": asked.query,
                **_status(outcome, bool(found.hits)),
                "results": [citation_row(citation) for citation in cited[asked.offset : last]],
                "next_offset": last if len(cited) > last else None,
                "snapshot": finder.snapshot.name,
            }

    def check(self, asked: WordsToCheck, *, private: bool) -> Row:
        """Tell whether words have been said. Raises QuestionError where there are none, or too many."""
        return check_row(self.responder.check(asked.words, asked.said_by, private=private))

    def statements(self, asked: StatementsOf, *, private: bool) -> Row:
        """List what somebody has on record, the newest first."""
        with self.responder.reading() as snapshot:
            store = snapshot.store.statements
            known = store.speakers(asked.speaker, private=private)
            said = [record.statement for record in store.of_speakers([one.key for one in known], private=private)]
            documents = snapshot.store.documents({one.document_id for one in said}, private=private)
            left = [one for one in said if _passes(documents[one.document_id], asked)]
            left.sort(key=lambda one: documents[one.document_id].date or "", reverse=True)
            last = asked.offset + asked.limit
            return {
                "speaker": asked.speaker,
                **_told(None if left else _refused(snapshot, said)),
                "speakers": [{"name": one.name, "statements": one.statements} for one in known],
                "total": len(left),
                "statements": [statement_row(one, documents[one.document_id]) for one in left[asked.offset : last]],
                "next_offset": last if len(left) > last else None,
                "snapshot": snapshot.name,
            }

    def document(self, identity: str, start: int, length: int, *, private: bool) -> Row | None:
        """Return a document with a slice of its text, and who says what in that; None where there is none to see."""
        with self.responder.reading() as snapshot:
            document = snapshot.store.documents([identity], private=private).get(identity)
            return None if document is None else _document_in_full(snapshot, document, start, length, private=private)

    def _turn(self, questions: tuple[str, ...], *, private: bool) -> Turn | None:
        """Return what a next question may lean on; what is no longer remembered is answered once more."""
        before: Turn | None = None
        for count in range(1, len(questions) + 1):
            key = (self.responder.snapshot.name, private, *questions[:count])
            with self._lock:
                known = key in self._turns
                if known:
                    self._turns.move_to_end(key)
                    before = self._turns[key]
            if not known:
                response = self.responder.respond(questions[count - 1], before, private=private)
                self._remember(questions[:count], response, private=private)
                before = response.turn
        return before

    def _remember(self, questions: Sequence[str], response: Response, *, private: bool) -> None:
        with self._lock:
            self._turns[response.snapshot, private, *questions] = response.turn
            while len(self._turns) > _TURNS:
                self._turns.popitem(last=False)


def statement_row(statement: Statement, document: Document) -> Row:
    """Return a statement with where it stands; its words may be in several pieces, each an exact slice."""
    first = statement.quote[0][0]
    return {
        "pieces": [{"text": document.text[start:end], "start": start, "end": end} for start, end in statement.quote],
        "speaker": speaker_row(statement),
        "paragraph": paragraph_of(document, first),
        "page": page_of(document, first),
        "document": document_row(document),
    }


def _status(outcome: Answer | NotOnRecord, any_found: bool) -> Mapping[str, str | None]:
    """Return whether what was found answers. Passages that don't are nearest ones, and no answer."""
    answers = isinstance(outcome, Answer) and any_found
    return _told(None if answers else getattr(outcome, "reason", "nothing_relevant"))


def _refused(snapshot: OpenLibrary, said: Sequence[Statement]) -> str:
    """Return why none of what was said is left."""
    if said:
        return "filtered_out"
    return "nothing_relevant" if snapshot.manifest.documents else "empty_index"


def _told(refused: str | None) -> Mapping[str, str | None]:
    return {"outcome": "answered" if refused is None else "not_on_record", "reason": refused}


def _passes(document: Document, asked: Narrowed) -> bool:
    date = document.date or ""
    whole = date + "-12-31"[len(date) - 4 :] if date else ""  # of a year, or a month, the last day counts
    return (
        (asked.publisher is None or asked.publisher.casefold() in (document.publisher or "").casefold())
        and (asked.after is None or date >= asked.after)
        and (asked.before is None or (bool(date) and whole < asked.before))
    )


def _document_in_full(snapshot: OpenLibrary, document: Document, start: int, length: int, *, private: bool) -> Row:
    end = min(len(document.text), start + length)
    store = snapshot.store
    links = store.also_in(document.id)
    others = store.documents([link.document_id for link in links], private=private)
    return {
        "document": document_row(document),
        "origins": dict(document.origins),
        "left_out": list(document.left_out),
        "text": document.text[start:end],
        "start": min(start, end),
        "end": end,
        "length": len(document.text),
        "next_offset": end if end < len(document.text) else None,
        "statements": [
            statement_row(record.statement, document) for record in store.statements.at(document.id, start, end)
        ],
        "also_in": [
            document_row(others[link.document_id]) | {"same": link.same} for link in links if link.document_id in others
        ],
        "snapshot": snapshot.name,
    }
