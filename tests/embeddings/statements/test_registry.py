"""Each document is read by the extractor of its language, or by none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from embeddings.statements import registry
from embeddings.statements.extract import extract_statements
from embeddings.statements.registry import extractor_for, statements_of

FRENCH = "« La loi n’est pas bonne », a dit Awa Diop à la radio, et le maire est de cet avis."


@pytest.mark.parametrize("language", ["en", "EN", "en-GB"])
def test_english_has_an_extractor(language: str) -> None:
    assert extractor_for(language) is extract_statements


@pytest.mark.parametrize("language", ["km", "fr", "", None])
def test_other_languages_have_none(language: str | None) -> None:
    assert extractor_for(language) is None


def test_documents_keep_their_statements_whatever_stands_between_them() -> None:
    done: list[int] = []
    english = "Ama Mensah said that the bridge was safe."
    texts = [("a", english, None), ("b", FRENCH, None), ("c", english, "en"), ("d", "", None)]
    found = statements_of(texts, done.append)
    assert {identity: len(statements) for identity, statements in found.items()} == {"a": 1, "b": 0, "c": 1, "d": 0}
    assert [statement.document_id for statement in found["c"]] == ["c"]
    assert sum(done) == 4


def test_statements_depend_on_the_text_alone() -> None:
    texts = [
        ("a", "Ama Mensah said that the bridge was safe.", None),
        ("b", "It rained. “We waited,” said Kofi Boateng.", None),
    ]
    together = statements_of(texts)
    assert together == statements_of(texts[:1]) | statements_of(texts[1:])
    assert all(together.values())


def test_a_language_that_was_detected_is_not_detected_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(registry, "detect_language", asked.append)
    said = "Ama Mensah said that the bridge was safe."
    assert len(statements_of([("a", said, "en")])["a"]) == 1
    assert statements_of([("b", FRENCH, "fr")]) == {"b": []}
    assert not asked


def test_serving_does_not_load_the_parser() -> None:
    code = (
        "import sys, bot.commands.ask, bot.commands.repl, bot.telegram.app\n"
        "print(sorted({'spacy', 'thinc', 'torch'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
