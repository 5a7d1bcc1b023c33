"""``onrecord statements``: every statement of the live snapshot, one a line."""

from __future__ import annotations

import json

import typer

from bot.live import open_live
from bot.render import clean
from bot.settings import Settings
from embeddings.types import Statement


def print_statements(settings: Settings, *, json: bool) -> None:
    """Print the statements, document by document, in reading order."""
    snapshot = open_live(settings)
    try:
        text, document_id = "", None
        for statement in snapshot.store.statements.everything():
            if statement.document_id != document_id:
                document_id = statement.document_id
                text = snapshot.store.documents([document_id], private=True)[document_id].text
            typer.echo(statement_json(statement) if json else statement_line(statement, text))
    finally:
        snapshot.close()


def statement_json(statement: Statement) -> str:
    """Return a statement as a line of JSON; offsets are the document's."""
    speaker = statement.speaker
    row = {
        "doc_id": statement.document_id,
        "quote": statement.quote,
        "speaker": None if speaker is None else [speaker.span],
        "speaker_text": None if speaker is None else speaker.as_written,
        "cue": statement.cue,
        "kind": statement.kind,
    }
    return json.dumps(row, ensure_ascii=False)


def statement_line(statement: Statement, text: str) -> str:
    """Return a statement as a line for people: document, speaker, cue, words."""
    words = " … ".join(text[start:end] for start, end in statement.quote)
    return clean(" ".join(f"{statement.document_id}: {_speaker(statement)}{words}".split()))


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker
    if speaker is None:
        return "(nobody is named): "
    resolved = "" if speaker.name in speaker.as_written else f" (“{speaker.as_written}”)"
    role = f", {speaker.role}" if speaker.role else ""
    cue = f", {statement.cue}" if statement.cue else ""
    return f"{speaker.name}{resolved}{role}{cue}: "
