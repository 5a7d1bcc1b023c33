"""What an aside stands beside."""

from __future__ import annotations

import pytest

from embeddings.statements.claim import around
from tests.embeddings.statements.trees import read, tree


@pytest.mark.parametrize(
    ("sentence", "opening", "words"),
    [
        ("By her count, the bridge is safe.", "By", ", the bridge is safe ."),
        ("The bridge is safe by her count.", "by", "The bridge is safe ."),
    ],
)
def test_around(sentence: str, opening: str, words: str) -> None:
    aside = next(token for token in tree(sentence) if token.text == opening)
    assert read(around(aside)) == words
