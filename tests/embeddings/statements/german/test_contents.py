"""What is said beside a German cue."""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna Holz sagte, dass der Hafen teuer ist.", "der Hafen teuer ist"),
        ("Anna Holz sagte, die Stadt werde zahlen.", "die Stadt werde zahlen"),
        ("Anna Holz sagte, bis Ostern werde gebaut.", "bis Ostern werde gebaut"),
        ("Anna Holz sagte, man prüfe den Fall.", "man prüfe den Fall"),
        ("Anna Holz versprach, den Hafen zu öffnen.", "den Hafen zu öffnen"),
        ("Anna Holz sagte: Der Hafen bleibt.", "Der Hafen bleibt"),
        ("Anna Holz sprach von einem „Schlag ins Gesicht“.", "„Schlag ins Gesicht“"),
        ("Er nahm Anna Holz in Schutz: „Sie hat recht.“", "„Sie hat recht.“"),
    ],
)
def test_what_is_said(read_german: Read, text: str, words: str) -> None:
    assert [one.words for one in read_german(text)] == [(words,)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holz sagte, nachdem sie gegessen habe.",
        "Anna Holz sagte nichts, um niemanden zu verletzen.",
        "Anna Holz fragte, ob der Hafen teuer sei.",
        "Anna Holz nahm den „Bote“ mit.",
        "Anna Holz sagte der „Rundschau“ am Montag ab.",
    ],
)
def test_nothing_is_said(read_german: Read, text: str) -> None:
    assert read_german(text) == []
