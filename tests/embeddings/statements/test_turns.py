from __future__ import annotations

from bot.answering.attribution import statement_in
from embeddings.statements.turns import written_statements
from embeddings.types import Document, WrittenTurn

TEXT = "Ann Lee: It was old."
DOCUMENT = Document("d", TEXT, "d", turns=(WrittenTurn((0, 7), ((9, len(TEXT)),)),))


def test_a_writer_is_the_speaker_of_what_they_wrote() -> None:
    (statement,) = written_statements(DOCUMENT)
    assert (statement.kind, statement.cue, statement.quote) == ("direct", None, ((9, len(TEXT)),))
    assert statement_in(DOCUMENT, (0, len(TEXT)), [statement]) is statement


def test_a_document_without_turns_has_none() -> None:
    assert written_statements(Document("d", TEXT, "d")) == []
