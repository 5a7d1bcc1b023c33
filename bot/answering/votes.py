"""What the best sentences agree on: a thing that many of them name is likely to be what was asked for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_SHARPNESS = 3  # how much more a sentence counts that has more of the question's words
_WORDS = 4  # of a window, those with the most votes


@dataclass(frozen=True, slots=True)
class Ballot:
    """One passage: its document, how much it counts beside the best one, in [0, 1], and its sentences.

    Of each sentence: the share of the question's words that it has, the things it names, and its other words.
    """

    document: str
    weight: float
    sentences: Sequence[tuple[float, frozenset[str], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Votes:
    """How many documents name a thing, each by its best sentence, and the weight of the passages with a word."""

    things: Mapping[str, float]
    words: Mapping[str, float]
    most: float  # that a single word has

    def of_things(self, things: Iterable[str]) -> float:
        """Return how many documents name the one that most of them name, as a logarithm."""
        return math.log1p(max([self.things.get(thing, 0.0) for thing in things], default=0.0))

    def of_words(self, words: Iterable[str]) -> float:
        """Return the votes of the four with the most, beside those of the best of all, in [0, 1]."""
        best = sorted([self.words.get(word, 0.0) for word in words], reverse=True)[:_WORDS]
        return sum(best) / _WORDS / self.most


def count_votes(ballots: Iterable[Ballot]) -> Votes:
    """Count what passages name, by their weight and by the sentence that names it."""
    words = defaultdict[str, float](float)
    documents: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for ballot in ballots:
        named, said = _best(ballot)
        for thing, votes in named.items():
            documents[thing][ballot.document] = max(votes, documents[thing].get(ballot.document, 0.0))
        for word, votes in said.items():
            words[word] += votes * ballot.weight
    things = {thing: sum(votes.values()) for thing, votes in documents.items()}
    return Votes(things, words, max(words.values(), default=0.0) or 1.0)


def _best(ballot: Ballot) -> tuple[dict[str, float], dict[str, float]]:
    """Let the best sentence with a thing or a word speak for its passage."""
    named: dict[str, float] = {}
    said: dict[str, float] = {}
    for share, things, words in sorted(ballot.sentences, key=lambda sentence: sentence[0]):
        votes = share**_SHARPNESS
        named |= dict.fromkeys(things, votes)
        said |= dict.fromkeys(words, votes)
    return named, said
