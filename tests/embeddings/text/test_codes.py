"""A code with a hyphen and without are one."""

from __future__ import annotations

import pytest

from embeddings.text.codes import other_forms


@pytest.mark.parametrize(
    ("term", "question", "forms"),
    [
        ("e107", "What does E107 mean?", ["107"]),
        ("107", "What does E-107 mean?", ["e107"]),
        ("e", "What does E-107 mean?", []),
        ("107", "Who has 107 boats?", []),
        ("107", "What is error E 107?", ["e107"]),
        ("2023", "What came in 2023?", []),
    ],
)
def test_the_other_form_of_a_code(term: str, question: str, forms: list[str]) -> None:
    assert list(other_forms(term, question)) == forms
