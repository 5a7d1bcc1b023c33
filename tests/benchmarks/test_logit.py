from __future__ import annotations

import numpy as np
import pytest

from benchmarks.logit import Choice, fit_choices

FIRST = Choice(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([True, False]))


def test_what_right_candidates_have_weighs_and_what_others_have_weighs_against_them() -> None:
    first, second = fit_choices([FIRST] * 20)
    assert first == pytest.approx(-second, abs=1e-3)
    assert first > 0


def test_questions_without_a_right_candidate_are_left_out() -> None:
    none = Choice(np.array([[9.0, 9.0], [9.0, -9.0]]), np.array([False, False]))
    assert fit_choices([FIRST, none]) == fit_choices([FIRST])


def test_what_is_given_is_not_learnt_again() -> None:
    given = Choice(FIRST.columns, FIRST.right, 1.0, np.array([50.0, -50.0]))
    assert fit_choices([given] * 20) == pytest.approx([0.0, 0.0], abs=1e-3)


def test_a_question_counts_its_share() -> None:
    against = Choice(FIRST.columns, ~FIRST.right)
    assert fit_choices([FIRST, against]) == pytest.approx([0.0, 0.0], abs=1e-3)
    heavy = Choice(FIRST.columns, FIRST.right, 3.0)
    assert fit_choices([heavy, against])[0] > 0
