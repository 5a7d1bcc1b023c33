"""German verbs that report, and what each says in English."""

from __future__ import annotations

import pytest

from embeddings.statements.german.verbs import ATTITUDES, SAYING, english_lemma


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [
        ("sagte", "say"),
        ("bestritt", "deny"),
        ("wies", "reject"),
        ("lehnt", "oppose"),
        ("mitgeteilt", "state"),
        ("mitteilte", "state"),
        ("warf", "accuse"),
        ("fordern", "demand"),
        ("ist gegen", "oppose"),
        ("kündigte an", "announce"),
        ("gab zu", "admit"),
        ("für", "support"),
        ("will", "want"),
        ("Hafen", ""),
        ("", ""),
    ],
)
def test_what_a_cue_says(cue: str, lemma: str) -> None:
    assert english_lemma(cue) == lemma


def test_forms() -> None:
    assert {verb.particle for verb in SAYING.finite["teilte"]} == {"mit"}
    assert {"sagten", "wiesen", "sagen"} <= SAYING.plural
    assert ATTITUDES.finite["lehnt"][0].infinitive == "ablehnen"
