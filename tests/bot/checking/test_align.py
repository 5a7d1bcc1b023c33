"""Edit distance by words: against a slow one that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.checking.align import Text, ends, table, trace

WORDS = st.lists(st.sampled_from("abc"), max_size=8)


def slow(pasted: Sequence[str], text: Sequence[str]) -> int:
    """Return the least distance of the pasted words from any run of a text."""
    runs = [text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    return min(distance(pasted, run) for run in runs)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    if not one or not other:
        return len(one) + len(other)
    same = one[-1] == other[-1]
    ways = (distance(one[:-1], other), distance(one, other[:-1]), distance(one[:-1], other[:-1]) - same)
    return 1 + min(ways)


@given(WORDS.map(lambda words: words[:5]), WORDS.map(lambda words: words[:6]))
def test_the_distance_is_the_least(pasted: list[str], text: list[str]) -> None:
    assert table(pasted, Text(text))[-1].min() == slow(pasted, text)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8), WORDS, st.sets(st.integers(1, 7), max_size=2))
def test_a_way_costs_what_the_table_says(pasted: list[str], words: list[str], gaps: set[int]) -> None:
    text = Text(words, frozenset({2}))
    costs = table(pasted, text, gaps)
    for end in ends(costs):
        steps = trace(costs, pasted, text, end)
        assert all(step.same == (pasted[step.pasted] == words[step.recorded]) for step in steps)
        changed = sum(not step.same for step in steps) + len(pasted) - len(steps)
        left_out = sum(
            place not in text.silent
            for one, other in pairwise(steps)
            for place in range(one.recorded + 1, other.recorded)
            if gaps.isdisjoint(range(one.pasted + 1, other.pasted + 1))
        )
        assert changed <= costs[-1].min() <= changed + left_out or not steps


def test_an_ellipsis_leaves_out_what_it_likes() -> None:
    text = Text("we will never ever do it".split())
    assert table("we do it".split(), text)[-1].min() == 1  # "we" put in for "ever"
    assert table("we do it".split(), text, {1})[-1].min() == 0


def test_what_is_silent_is_passed_over() -> None:
    said = "we measured it mensah said twice".split()
    assert table("measured it twice".split(), Text(said))[-1].min() > 0
    assert table("measured it twice".split(), Text(said, frozenset({3, 4})))[-1].min() == 0
