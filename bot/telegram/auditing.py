"""Who asked what on Telegram, and what they were shown: kept where ONRECORD_AUDIT says so."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.checking.checked import Checked
from bot.linked import TELEGRAM
from bot.telegram.access import reader_of
from bot.telegram.context import Shared
from bot.types import Answer, NotOnRecord
from embeddings.types import Document


def outcome_name(outcome: Answer | NotOnRecord) -> str:
    """Return what came of a question, in a word."""
    return "answered" if isinstance(outcome, Answer) else outcome.reason


def cited(outcome: Answer | NotOnRecord | Checked) -> list[Document]:
    """Return the documents that are shown with what came of a question or a check."""
    return [one.document for one in outcome.citations]


def note(shared: Shared, update: Update, asked: str, outcome: str, shown: Iterable[Document] = ()) -> None:
    """Keep that somebody asked something, what came of it, and which documents they were shown."""
    note_reader(shared, reader_of(update), asked, outcome, shown)


def note_reader(shared: Shared, reader: str, asked: str, outcome: str, shown: Iterable[Document] = ()) -> None:
    """Keep the same of a reader."""
    if shared.audit is not None:
        documents = dict.fromkeys(one.id for one in shown)
        shared.audit.note(reader or TELEGRAM, asked, outcome, list(documents))
