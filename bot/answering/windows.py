"""The windows of passages that may be quoted, one or two whole sentences each, and what is known of each."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Final

from bot.answering.comprehended import of_words
from bot.answering.sentences import ReadPassage, Sentence, likest
from bot.answering.votes import Ballot, Votes, count_votes
from bot.questions.question import ReadQuestion
from bot.questions.wanted import KINDS
from embeddings.search.likeness import likeness_within
from embeddings.search.query import is_foreign
from embeddings.text.language import base_language
from embeddings.text.notes import LONGEST
from embeddings.text.outline import section_number
from embeddings.text.passages import LIMIT, OPENING, is_question, part_at
from embeddings.types import Document, Hit, Span

_CONTENTS: Final = re.compile(r"(?:\.{3}|\. \. \.|…|_{3})\s?\d{1,4}\s?\Z")  # "2.1 Place ........ 4"

_LABEL: Final = 120  # characters, more than which no label has

_UNLIKE: Final = -0.1  # by how much words that were not compared are less like a question than the likest
_HOLDS: Final = {kind: f"holds_{kind}" for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Window:
    """One or two sentences of a hit's passage; offsets are the document's.

    ``new`` are the things and words that the question does not have.
    """

    hit: Hit
    start: int
    end: int
    features: Mapping[str, float]
    new: frozenset[str] = frozenset()
    asked: str = ""  # the question that the text puts before them, and that they reply to

    @property
    def text(self) -> str:
        """The exact words."""
        return self.hit.document.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where they stand."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class _Compared:
    """What all windows are compared with: a question, the weights of its terms, and the best passage's score.

    ``likest`` is the cosine of the likest sentence in another language. ``shares`` are those that were worked out
    before: windows mostly hold the same few terms.
    """

    question: ReadQuestion
    weights: Mapping[str, float]
    terms: frozenset[str]
    best: float
    likest: float = 0.0
    shares: dict[frozenset[str], float] = field(default_factory=dict)

    def behind(self, hit: Hit) -> float:
        """How far a hit's score is from the best one's: 0 for the best, negative for the others."""
        return hit.scores.order - self.best

    def share(self, held: frozenset[str]) -> float:
        """Return the share of the question's terms, by weight, that are held."""
        if held not in self.shares:
            total = sum(self.weights.values()) or 1.0
            self.shares[held] = sum(weight for term, weight in self.weights.items() if term in held) / total
        return self.shares[held]


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage with what all its windows have: features, its title, and the terms of that which are asked for."""

    passage: ReadPassage
    features: Mapping[str, float]
    title: str  # in lower case
    titled: frozenset[str]


def windows_of(
    passages: Sequence[ReadPassage], question: ReadQuestion, weights: Mapping[str, float]
) -> tuple[Window, ...]:
    """Return every window of passages, best passage first: each sentence, and each two neighbours of one paragraph.

    They bear their features. Questions are none, but where it is asked what was asked.
    """
    if not passages:
        return ()
    asked = _Compared(question, weights, frozenset(weights), passages[0].hit.scores.order, likest(passages))
    votes = count_votes(_ballot(passage, asked) for passage in passages)
    return tuple(window for passage in passages for window in _windows(passage, asked, votes))


def _windows(passage: ReadPassage, asked: _Compared, votes: Votes) -> Iterator[Window]:
    hit, title = passage.hit, (passage.hit.document.title or "").lower()
    place = _Place(passage, _of_passage(passage, asked), title, asked.terms & passage.titled)
    for words in _candidates(passage.paragraphs):
        if _may_answer(words, hit.document, asked.question):
            known = {**place.features, **_features(place, words, asked, votes)}
            yield Window(hit, words.start, words.end, known, words.things | words.words, words.reply_to)


def _may_answer(words: Sentence, document: Document, question: ReadQuestion) -> bool:
    """Whether words may answer: no question does, no contents, no heading without what is asked for, no label."""
    text, part = document.text[words.start : words.end], part_at(document, words.start)
    if _is_label(words.span, document):
        return False
    if is_question(text):
        return question.of_questions
    if text[-2:].rstrip()[-1:].isdecimal() and _CONTENTS.search(text):
        return False
    if part is None or part.kind != "heading" or words.asked_for or question.section is not None:
        return True
    return any(map(str.isdigit, text.removeprefix(section_number(text))))


def _is_label(span: Span, document: Document) -> bool:
    """Whether words say who speaks below, and at most when: "00:12 Ama Mensah"."""
    start, end = span
    if not document.turns or end - start > _LABEL:
        return False
    number = bisect_left(document.turns, end, key=lambda turn: turn.words[0][0])
    below = document.turns[number] if number < len(document.turns) else None
    if below is None or below.writer is None or document.text[end : below.words[0][0]].strip():
        return False
    first, last = below.writer
    rest = document.text[start:first] + document.text[last:end]
    return start <= first and last <= end and not any(map(str.isalpha, rest))


def _candidates(paragraphs: Iterable[Sequence[Sentence]]) -> Iterator[Sentence]:
    for sentences in paragraphs:
        yield from sentences
        near = ((one, other) for one, other in pairwise(sentences) if other.end - one.start <= LONGEST)
        yield from (one.joined(other) for one, other in near)


def _ballot(passage: ReadPassage, asked: _Compared) -> Ballot:
    titled = asked.terms & passage.titled
    found = [
        (asked.share((asked.terms & sentence.terms) | titled), sentence.things, sentence.words)
        for sentence in chain(*passage.paragraphs)
    ]
    return Ballot(passage.hit.document.id, math.exp(asked.behind(passage.hit)), found)


def _of_passage(passage: ReadPassage, asked: _Compared) -> dict[str, float]:
    """Return the features that all windows of a passage share; what was not read or is not foreign has no others."""
    hit, nothing = passage.hit, dict.fromkeys(_HOLDS.values(), 0.0)
    near = {"passage": asked.behind(hit), "dense": hit.scores.dense or 0.0}
    return {**nothing, **near, **_of_foreign(hit, asked), "foreign_words": 0.0, **of_words(None, 0, 0)}


def _features(place: _Place, words: Sentence, asked: _Compared, votes: Votes) -> dict[str, float]:
    passage, kind = place.passage, asked.question.kind
    met = asked.terms & words.terms
    titled = met | place.titled
    with_title = asked.share(titled)
    carried = asked.terms & words.before
    return {
        "overlap": asked.share(met),
        "overlap_with_title": with_title,
        "carried_over": asked.share(titled | carried) - with_title if carried else 0.0,
        "position": (words.start - passage.hit.passage.start) / LIMIT,
        "opening": float(words.start < OPENING),
        **({} if kind is None else {_HOLDS[kind]: float(words.asked_for)}),
        "counted": float(words.counted),
        "new_name": float(bool(words.new) and kind in ("person", "place", "country", "state")),
        "full_name": float(bool(words.new) and words.full_name),
        "new_words": math.log1p(len(words.words)),
        "voted_things": votes.of_things(words.things),
        "voted_words": votes.of_words(words.words),
        "new_in_title": float(any(thing in place.title for thing in words.new if len(thing) > 2)),
        **(_foreign_words(passage, words.span, asked) if place.features["foreign"] else {}),
        **(_read_words(passage, words, asked) if passage.evidence is not None else {}),
    }


def _read_words(passage: ReadPassage, words: Sentence, asked: _Compared) -> dict[str, float]:
    """Return what was read of words, and of lesser records beside them."""
    lesser = [_within(one, passage.hit) for one in _lesser(words, passage, asked)]
    return of_words(passage.evidence, *_within(words, passage.hit), lesser)


def _within(words: Sentence, hit: Hit) -> Span:
    """Return where words stand in the passage."""
    return words.start - hit.passage.start, words.end - hit.passage.start


def _lesser(words: Sentence, passage: ReadPassage, asked: _Compared) -> Iterator[Sentence]:
    """Yield the records beside one that have less of the question, where none that has as much is read better."""
    if not words.record:
        return
    share = asked.share(words.terms | words.before)
    records = [one for one in chain(*passage.paragraphs) if one.record]
    shares = [asked.share(one.terms | one.before) for one in records]
    like = [_read_alone(one, passage) for one, held in zip(records, shares, strict=True) if held == share]
    if _read_alone(words, passage) >= max(like):
        yield from (one for one, held in zip(records, shares, strict=True) if held < share)


def _read_alone(words: Sentence, passage: ReadPassage) -> float:
    return of_words(passage.evidence, *_within(words, passage.hit))["read_words"]


def _of_foreign(hit: Hit, asked: _Compared) -> dict[str, float]:
    """Return what stands for the words of a passage in another language than the question's: they don't meet."""
    foreign = float(is_foreign(asked.question.language, base_language(hit.document.language)))
    dense = hit.scores.dense or 0.0
    return {"foreign": foreign, "foreign_passage": foreign * asked.behind(hit), "foreign_dense": foreign * dense}


def _foreign_words(passage: ReadPassage, span: Span, asked: _Compared) -> dict[str, float]:
    """Return by how much words in another language are less like the question than the likest."""
    likeness = likeness_within(passage.likeness, span) if asked.likest else asked.likest
    return {"foreign_words": _UNLIKE if likeness is None else likeness - asked.likest}
