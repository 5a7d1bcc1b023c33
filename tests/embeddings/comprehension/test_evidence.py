from __future__ import annotations

import numpy as np
import pytest

from embeddings.comprehension.evidence import Evidence, read_evidence
from embeddings.comprehension.inputs import Input

SPANS = [(0, 3), (4, 9), (10, 12)]
GIVEN = Input([0, 8, 2, 2, 2, 5, 6, 7, 2], 4, 5, SPANS)


def logits(starts: list[float], ends: list[float], none: float = 0.0) -> np.ndarray:
    """Return logits of the input above: those of its passage, and of none; what is not passage would win."""
    found = np.full((9, 2), 50.0, dtype=np.float32)
    found[0] = none
    found[5:8, 0], found[5:8, 1] = starts, ends
    return found


def test_the_best_start_and_end() -> None:
    found = read_evidence([GIVEN], [(logits([1, 4, 0], [0, 1, 3], none=1.5), 2.0)])
    assert (found.answerable, found.span, found.score) == (2.0, (4, 12), 4 + 3 - 3)
    assert found.strength == 6.0


def test_no_end_before_its_start() -> None:
    found = read_evidence([GIVEN], [(logits([0, 0, 9], [8, 2, 1]), 0.0)])
    assert (found.span, found.score) == ((10, 12), 10.0)


def test_an_answer_is_no_longer_than_48_tokens() -> None:
    given = Input([0] * 60, 4, 5, [(at, at + 1) for at in range(54)])
    found = np.zeros((60, 2), dtype=np.float32)
    found[5, 0], found[5 + 47, 1], found[5 + 48, 1] = 5, 1, 3
    assert read_evidence([given], [(found, 0.0)]).span == (0, 48)


def test_a_passage_without_words_has_no_span() -> None:
    empty = Input([0, 2, 2, 2, 2], 3, 4, [])
    found = read_evidence([empty], [(np.full((5, 2), 2.0, dtype=np.float32), -3.0)])
    assert (found.answerable, found.span, found.score) == (-3.0, None, -4.0)


def test_the_part_with_the_strongest_evidence_speaks_for_the_passage() -> None:
    weak, strong = (logits([1, 0, 0], [1, 0, 0]), 0.5), (logits([0, 2, 0], [0, 2, 0]), -1.0)
    assert read_evidence([GIVEN, GIVEN], [weak, strong]) == Evidence(
        -1.0, (4, 9), 4.0, tuple(SPANS), (0.0, 2.0, 0.0), (0.0, 2.0, 0.0)
    )
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        read_evidence([GIVEN, GIVEN], [weak])


def test_the_likeliest_answer_within_some_words() -> None:
    found = read_evidence([GIVEN], [(logits([1, 4, 0], [0, 1, 3], none=1.5), 2.0)])
    assert found.within(0, 12) == (found.score, found.span)
    assert found.within(0, 9) == (4 + 1 - 3, (4, 9))
    assert found.within(1, 9) == (4 + 1 - 3, (4, 9)), "a token that is cut does not count"
    assert found.within(10, 12) == (0 + 3 - 3, (10, 12))
    assert found.within(5, 8) is None
