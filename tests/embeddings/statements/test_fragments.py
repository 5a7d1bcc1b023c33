"""Whose quoted words are that no clause reports: each way out of a rule by a sentence."""

from __future__ import annotations

import pytest

from embeddings.statements.fragments import whose
from tests.embeddings.statements.trees import tree


@pytest.mark.parametrize(
    ("sentence", "quoted", "link"),
    [
        # a verb above them
        ("Ama Mensah replied under a banner of winter without bridges.", "winter without bridges", None),
        ("Ama Mensah replied under a banner of a winter without bridges.", "a winter without bridges",
         ("replied", "Mensah")),
        # what something is called
        ("The firm calls the sentence nonsense.", "nonsense", ("calls", "firm")),
        ("The firm called The Bell is closed.", "The Bell", None),
        ("The sentence was called nonsense.", "nonsense", None),
        # an aside that says whose they are
        ("Pensioners pay because half of them would be entitled, as the engineer Ama Mensah puts it.",
         "because half of them would be entitled", ("puts", "Mensah")),
        ("The game ended in a draw by mutual confusion, in the words of Ama Mensah.", "by mutual confusion",
         ("words", "Mensah")),
        # a reason
        ("Ama Mensah will keep the bench because it is comfortable.", "because it is comfortable", ("keep", "Mensah")),
        ("The bench will be kept because it is comfortable.", "because it is comfortable", None),
        ("The bench stays because it is comfortable.", "because it is comfortable", None),
        ("Ama Mensah read because it is comfortable.", "because it is comfortable", None),
        ("Ama Mensah will not go because it is comfortable.", "because it is comfortable", None),
        ("Ama Mensah will keep the bench because we sit.", "because we sit", ("keep", "Mensah")),
        ("Ama Mensah will keep the bench in the garden.", "in the garden", None),
    ],
)  # fmt: skip
def test_whose_quoted_words_are(sentence: str, quoted: str, link: tuple[str, str] | None) -> None:
    doc, start = tree(sentence), sentence.index(quoted)
    words = [token for token in doc if start <= token.idx < start + len(quoted)]
    found = whose(words)
    assert (None if found is None else (found[0].text, found[1].text)) == link
