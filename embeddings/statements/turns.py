"""Turns of a chat or an e-mail -> statements: who wrote words is who says them."""

from __future__ import annotations

from embeddings.types import Document, Speaker, Statement


def written_statements(document: Document) -> list[Statement]:
    """Return a statement for each piece that somebody wrote, direct and without a cue, in their order."""
    found = []
    for turn in document.turns:
        name = document.text[slice(*turn.writer)]
        speaker = Speaker(name, name, turn.writer)
        found += [Statement(document.id, (piece,), speaker, None, None, "direct") for piece in turn.words]
    return found
