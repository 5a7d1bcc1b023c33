from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.runs import RUN, runs_of, shared_share, sketch_of

WORDS = st.lists(st.sampled_from(["the", "mill", "by", "river", "burned", "\ud800"]), max_size=40)


def test_runs() -> None:
    assert runs_of("a b c d e f".split()) == {tuple("abcde"), tuple("bcdef")}
    assert runs_of("a b c d".split()) == frozenset()


@given(WORDS)
def test_a_sketch_knows_as_many_runs_as_there_are(words: list[str]) -> None:
    assert len(sketch_of(words, 1000)) == len(runs_of(words))


@given(WORDS, st.integers(1, 50))
def test_a_smaller_sketch_holds_the_lowest_of_a_larger_one(words: list[str], size: int) -> None:
    assert sorted(sketch_of(words, size)) == sorted(sketch_of(words, 1000))[:size]


@pytest.mark.parametrize(("changed", "share"), [(0, 1.0), (20, 0.8), (100, 0.33), (400, 0.0)])
def test_the_share_is_close_to_that_of_all_runs(changed: int, share: float) -> None:
    one = [f"word{number}" for number in range(400)]
    other = [*(f"other{number}" for number in range(changed)), *one[changed:]]
    assert shared_share(sketch_of(one, 96), sketch_of(other, 96), 96) == pytest.approx(share, abs=0.3)
    both = runs_of(one) | runs_of(other)
    exact = len(runs_of(one) & runs_of(other)) / len(both)
    assert shared_share(sketch_of(one, 999), sketch_of(other, 999), 999) == pytest.approx(exact)


def test_nothing_shares_nothing() -> None:
    assert shared_share(sketch_of([], 9), sketch_of(["a"] * (RUN - 1), 9), 9) == 0
