from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from embeddings.statements.extract import extract_statements
from embeddings.types import Statement


@dataclass(frozen=True)
class Said:
    """A statement as its reader sees it."""

    words: tuple[str, ...]
    speaker: str | None
    written: str | None
    role: str | None
    cue: str | None
    kind: str


def said(text: str, statement: Statement) -> Said:
    who = statement.speaker
    return Said(
        words=tuple(text[start:end] for start, end in statement.quote),
        speaker=who.name if who else None,
        written=who.as_written if who else None,
        role=who.role if who else None,
        cue=statement.cue,
        kind=statement.kind,
    )


Read = Callable[[str], list[Said]]


@pytest.fixture(scope="session")
def read() -> Read:
    def read_text(text: str) -> list[Said]:
        (statements,) = extract_statements([("d", text)])
        return [said(text, statement) for statement in statements]

    return read_text
