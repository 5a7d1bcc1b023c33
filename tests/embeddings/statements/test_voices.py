"""Who speaks for others."""

from __future__ import annotations

import pytest

from embeddings.statements.voices import voice_of

SPEAKS: list[tuple[str, str, str | None]] = [
    ("The Guild, in the person of Mr Kofi Boateng, asks for more.", "The Guild", "Kofi Boateng"),
    ("The Chamber, in a letter signed by its chair, Ama Mensah, objects.", "The Chamber, in a letter", "Ama Mensah"),
    ("The masters, through their syndic, M. Kofi Boateng, say so.", "The masters", "Kofi Boateng"),
    ("The ringers, led by Mr Kofi Boateng, say so.", "The ringers", "Kofi Boateng"),
    ("The Women's League, led by Ama Mensah, says so.", "The Women's League", None),
    ("Ama Mensah, represented by Kofi Boateng, said so.", "Ama Mensah", None),
    ("The masters, through the Northmoor Trust, say so.", "The masters", None),
    ("The masters say so.", "The masters", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "voice"), SPEAKS)
def test_who_speaks_for_others_is_named(text: str, written: str, voice: str | None) -> None:
    assert voice_of(text, (0, len(written))) == voice
