"""A question and a passage, and what of the passage answers it: what the reading model is trained on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import question_terms, terms
from embeddings.types import Span

HIGH = 0.5  # overlap from which a question counts as one that repeats the passage's words


@dataclass(frozen=True, slots=True)
class Pair:
    """``span`` is the answer in characters of the passage; None where it has none, or where nobody marked it."""

    source: str
    question: str
    title: str
    passage: str
    answerable: bool
    span: Span | None = None
    group: str = ""  # the document: passages of another are no answer


def overlap(question: str, passage: str) -> float:
    """Return the share of the question's terms that the passage has."""
    asked = question_terms(question)
    return len(set(asked) & set(terms(passage))) / max(1, len(asked))


def crop(pair: Pair, chance: random.Random, least: int = 250, most: int = 900) -> Pair:
    """Keep as many whole sentences as fit a length drawn by chance, with the answer somewhere among them."""
    sentences = sentence_spans(pair.passage, 0, len(pair.passage))
    length = chance.randint(least, most)
    if len(pair.passage) <= length or not sentences:
        return pair
    kept = [at for at, span in enumerate(sentences) if pair.span and _meets(span, pair.span)]
    first = last = chance.randrange(len(sentences))
    if kept:
        first, last = kept[0], kept[-1]
    while True:
        ways = [(first - 1, last)] * (first > 0) + [(first, last + 1)] * (last + 1 < len(sentences))
        ways = [(one, two) for one, two in ways if sentences[two][1] - sentences[one][0] <= length]
        if not ways:
            break
        first, last = chance.choice(ways)
    start, end = sentences[first][0], sentences[last][1]
    span = (pair.span[0] - start, pair.span[1] - start) if pair.span else None
    return replace(pair, passage=pair.passage[start:end], span=span)


def without_answer(pair: Pair) -> Pair | None:
    """Take the answer's sentences out: the rest is on the matter and does not answer. None where little is left."""
    if pair.span is None:
        return None
    words = pair.passage[pair.span[0] : pair.span[1]]
    sentences = sentence_spans(pair.passage, 0, len(pair.passage))
    kept = [pair.passage[start:end] for start, end in sentences if not _meets((start, end), pair.span)]
    rest = " ".join(kept)
    if len(rest) < 150 or words.casefold() in rest.casefold():
        return None
    return replace(pair, source=f"{pair.source}, answer taken out", passage=rest, answerable=False, span=None)


def of_others(
    source: str, pairs: Sequence[Pair], nearest: Iterable[Sequence[int]], passages: Sequence[Pair]
) -> list[Pair]:
    """Ask each question of the first of its nearest passages that is of another document and lacks the answer."""
    found = []
    for pair, near in zip(pairs, nearest, strict=True):
        words = pair.passage[slice(*pair.span)].casefold() if pair.span else None
        for at in near:
            other = passages[at]
            if other.group != pair.group and not (words and words in other.passage.casefold()):
                found.append(replace(other, source=source, question=pair.question, answerable=False, span=None))
                break
    return found


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
