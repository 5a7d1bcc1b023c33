"""What is left of a question without what only frames it."""

from __future__ import annotations

import pytest

from embeddings.text.framing import unframed


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What does E-71 mean?", "what does E-71"),
        ("What does RBA stand for?", "what does RBA"),
        ("What does the statute say about the fee?", "what does the statute about the fee"),
        ("What is the meaning of E-71?", "what is E-71?"),
        ("Define E-71", "E-71"),
        ("According to the document, who won?", "who won?"),
        ("Please tell me who won", "who won"),
        ("Who won according to the IPU?", "who won according to the ipu?"),
        ("Who said it?", "who said it?"),
        ("What is the current price now?", "what is the price ?"),
        ("What does section 4.3 say?", "what does 4.3"),
        ("mean", "mean"),
        ("Explain", "explain"),
    ],
)
def test_framing_words_are_no_topic(question: str, left: str) -> None:
    assert " ".join(unframed(question).lower().split()) == left.lower()
