from __future__ import annotations

import math

import pytest

from bot.answering.votes import Ballot, count_votes

FALK, OKAFOR, BAKER, BOAT = (frozenset({word}) for word in ("falk", "okafor", "baker", "boat"))


def test_each_document_has_a_vote() -> None:
    votes = count_votes([Ballot("a", 1.0, [(1.0, FALK, BAKER)]), Ballot("b", 0.1, [(1.0, FALK | OKAFOR, BOAT)])])
    assert votes.of_things({"falk"}) == pytest.approx(math.log(3))
    assert votes.of_things({"okafor"}) == pytest.approx(math.log(2))
    assert votes.of_things({"falk", "okafor"}) == votes.of_things({"falk"})


def test_passages_of_one_document_have_one_vote() -> None:
    votes = count_votes([Ballot("a", 1.0, [(1.0, FALK, BAKER)])] * 2)
    assert votes.of_things({"falk"}) == pytest.approx(math.log(2))


def test_the_best_sentence_with_a_thing_speaks_for_it() -> None:
    votes = count_votes([Ballot("a", 1.0, [(0.5, FALK, BAKER), (1.0, OKAFOR, BAKER), (0.5, OKAFOR, BOAT)])])
    assert votes.of_things({"falk"}) == pytest.approx(math.log1p(1 / 8))
    assert votes.of_things({"okafor"}) == pytest.approx(math.log(2))


def test_words_have_votes_by_the_worth_of_their_passages() -> None:
    votes = count_votes([Ballot("a", 1.0, [(1.0, FALK, BAKER)]), Ballot("b", 0.5, [(1.0, FALK, BOAT)])])
    assert votes.of_words({"baker"}) == pytest.approx(1 / 4)
    assert votes.of_words({"boat"}) == pytest.approx(1 / 8)
    assert votes.of_words({"baker", "boat"}) == pytest.approx(3 / 8)


def test_only_the_best_words_count() -> None:
    words = frozenset("abcdef")
    assert count_votes([Ballot("a", 1.0, [(1.0, frozenset(), words)])]).of_words(words) == 1.0


@pytest.mark.parametrize("ballots", [[], [Ballot("a", 1.0, [])], [Ballot("a", 1.0, [(0.0, FALK, BAKER)])]])
def test_where_nobody_votes_nothing_has_votes(ballots: list[Ballot]) -> None:
    votes = count_votes(ballots)
    assert votes.of_things({"falk"}) == 0.0
    assert votes.of_words({"baker"}) == 0.0
