"""What somebody backs, opposes or wants, told by a German verb, is no word of theirs."""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    ("text", "cue", "held"),
    [
        ("Der Verein lehnt den Hafen ab.", "lehnt", "den Hafen"),
        ("Der Verein ist gegen den Hafen.", "ist gegen", "den Hafen"),
        ("Der Verein sprach sich für den Hafen aus.", "für", "den Hafen"),
        ("Der Verein will den Hafen schließen.", "will", "den Hafen schließen"),
        ("Der Verein hat den Hafen begrüßt.", "begrüßt", "den Hafen"),
    ],
)
def test_what_somebody_holds_is_no_word_of_theirs(read_german: Read, text: str, cue: str, held: str) -> None:
    (said,) = read_german(text)
    assert (said.speaker, said.cue, said.kind, said.words) == ("Verein", cue, "stance", (held,))


@pytest.mark.parametrize(
    "text",
    [
        "Der Verein ist für den Hafen zuständig.",
        "Der Verein lehnt den Hafen nicht ab.",
        "Dem Verein will man den Hafen nehmen.",
        "Der Verein will „Nordlicht“.",
        "Das Landgericht Ulm hat einen Mann verurteilt.",
    ],
)
def test_others_hold_nothing(read_german: Read, text: str) -> None:
    assert read_german(text) == []
