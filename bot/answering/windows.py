"""The windows of a passage that may be quoted, one or two whole sentences each, and what is known of each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from bot.answering.votes import Ballot, Votes, count_votes
from bot.questions.wanted import KINDS, Kind, capitals, counted, counts, holds, names, numbers, wanted
from embeddings.retrieve import Found
from embeddings.search.query import is_foreign
from embeddings.text.language import base_language
from embeddings.text.passages import is_question, question_before, units_within
from embeddings.text.sentences import cut_span, sentence_spans
from embeddings.text.terms import stopwords_of, terms
from embeddings.types import Hit, Span

WINDOW_CHARACTERS = 320  # at most
_PASSAGE_CHARACTERS = 900  # of a long one: in these, a window's position is told
_OPENING = 400  # characters: what begins within them opens its document

_MARKS = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_OF_QUESTIONS = re.compile(r"(?i)\b(?:ask(?:s|ed|ing)?|questions?|wonder(?:s|ed)?)\b")
_LEANING = re.compile(r"[“\"'‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|The)\b")


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


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of a sentence, or of two in a row, without the passage around them.

    ``things`` are what they name that the question does not; ``new`` are those of them that could be the answer;
    ``words`` are the terms that the question does not have. ``before`` are the terms of the sentence before, where
    they lean on it ("She …", "The bill …").
    """

    start: int
    end: int
    terms: frozenset[str]
    words: frozenset[str]
    things: frozenset[str]
    new: frozenset[str]
    before: frozenset[str]
    numbers: int
    asked_for: bool
    counted: bool
    full_name: bool
    quotation: bool
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A hit as it is read: the terms of its title, how far its score is from the best one's, its paragraphs."""

    hit: Hit
    titled: frozenset[str]
    behind: float  # 0 for the best, negative for the others
    paragraphs: Sequence[Sequence[_Words]]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What all windows of a question are compared with."""

    kind: Kind | None
    language: str | None
    stopwords: frozenset[str]
    text: str
    lower: str
    terms: frozenset[str]
    counted: set[str]
    weights: Mapping[str, float]
    names: Sequence[str]
    of_questions: bool  # it asks what was asked


def windows(found: Found) -> list[Window]:
    """Return every window of every hit, with its features: each sentence, and each two neighbours of one paragraph."""
    if not found.hits:
        return []
    asked, best = _compared(found), found.hits[0].scores.order
    passages = [_read(hit, hit.scores.order - best, asked) for hit in found.hits]
    votes = count_votes(_ballot(passage, asked) for passage in passages)
    return [
        Window(
            passage.hit,
            words.start,
            words.end,
            _features(passage, words, asked, votes),
            words.things | words.words,
            words.reply_to,
        )
        for passage in passages
        for words in _windows(passage.paragraphs)
        if asked.of_questions or not is_question(passage.hit.document.text[words.start : words.end])
    ]


def sentences(hit: Hit) -> Iterator[list[Span]]:
    """Yield the sentences of each paragraph of a passage, or its row of a table; none longer than a window may be."""
    text = hit.document.text
    for spans in units_within(hit.document, hit.passage.start, hit.passage.end):
        yield [piece for start, end in spans for piece in _short_spans(text, start, end)]


def _windows(paragraphs: Iterable[Sequence[_Words]]) -> Iterator[_Words]:
    for sentences in paragraphs:
        yield from sentences
        pairs = (_joined(one, other) for one, other in pairwise(sentences))
        yield from (both for both in pairs if both.end - both.start <= WINDOW_CHARACTERS)


def _joined(one: _Words, other: _Words) -> _Words:
    return _Words(
        start=one.start,
        end=other.end,
        terms=one.terms | other.terms,
        words=one.words | other.words,
        things=one.things | other.things,
        new=one.new | other.new,
        before=one.before,
        numbers=one.numbers + other.numbers,
        asked_for=one.asked_for or other.asked_for,
        counted=one.counted or other.counted,
        full_name=one.full_name or other.full_name,
        quotation=one.quotation or other.quotation,
        reply_to=one.reply_to,
    )


def _short_spans(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole; one that is too long, as a quotation of several can be, in parts."""
    if end - start <= WINDOW_CHARACTERS:
        return [(start, end)]
    unmarked = text[start:end].translate(_MARKS)
    inner = [(start + first, start + last) for first, last in sentence_spans(unmarked, 0, len(unmarked))]
    pieces = [piece for first, last in inner for piece in cut_span(text, first, last, WINDOW_CHARACTERS)]
    return pieces or cut_span(text, start, end, WINDOW_CHARACTERS)  # nothing but marks


def _compared(found: Found) -> _Compared:
    text = found.query.text
    return _Compared(
        kind=wanted(text, found.query.language),
        language=found.query.language,
        stopwords=stopwords_of(found.query.language),
        text=text,
        lower=text.lower(),
        terms=stopwords_of(found.query.language).union(terms(text, found.query.language)),
        counted=counted(text),
        weights=found.weights,
        names=found.query.names,
        of_questions=_OF_QUESTIONS.search(text) is not None,
    )


def _read(hit: Hit, behind: float, asked: _Compared) -> _Passage:
    found: list[list[_Words]] = []
    before: frozenset[str] = frozenset()
    for spans in sentences(hit):
        found.append([])
        question = question_before(hit.document, spans[0][0]) if spans else ""
        for span in spans:
            sentence = _sentence(hit, span, asked, before)
            before = sentence.terms
            found[-1].append(_replying(sentence, question, asked, first=span is spans[0]))
    return _Passage(hit, frozenset(terms(hit.document.title or "", asked.language)), behind, found)


def _replying(sentence: _Words, question: str, asked: _Compared, *, first: bool) -> _Words:
    """Return a sentence that replies to a question: found by the question's words too, the first one above all."""
    if not question:
        return sentence
    put = frozenset(terms(question, asked.language))
    if not first:
        return replace(sentence, before=sentence.before | put, reply_to=question)
    return replace(sentence, terms=sentence.terms | put, reply_to=question)


def _ballot(passage: _Passage, asked: _Compared) -> Ballot:
    found = [
        (_weight(asked, sentence.terms | passage.titled), sentence.things, sentence.words)
        for sentence in chain(*passage.paragraphs)
    ]
    return Ballot(passage.hit.document.id, math.exp(passage.behind), found)


def _sentence(hit: Hit, span: Span, asked: _Compared, before: frozenset[str]) -> _Words:
    text = hit.document.text[slice(*span)]
    held, numbered, named = frozenset(terms(text, asked.language)), numbers(text), capitals(text)
    candidates = numbered if asked.kind == "number" else names(text)
    return _Words(
        start=span[0],
        end=span[1],
        terms=held,
        words=frozenset(word for word in held - asked.terms if len(word) > 2),
        things=_new(named | numbered, asked),
        new=_new(candidates, asked),
        before=before if _LEANING.match(text) else frozenset(),
        numbers=sum(number not in asked.lower for number in numbered),
        asked_for=asked.kind is not None and holds(asked.kind, text, asked.text, base_language(hit.document.language)),
        counted=counts(text, asked.counted),
        full_name=asked.kind == "person" and _FULL_NAME.search(text) is not None,
        quotation="“" in text or '"' in text,
    )


def _new(found: set[str], asked: _Compared) -> frozenset[str]:
    return frozenset(thing for thing in found if thing not in asked.lower and thing not in asked.stopwords)


def _features(passage: _Passage, words: _Words, asked: _Compared, votes: Votes) -> dict[str, float]:
    hit, title = passage.hit, (passage.hit.document.title or "").lower()
    with_title = _weight(asked, words.terms | passage.titled)
    return {
        "overlap": _weight(asked, words.terms),
        "overlap_with_title": with_title,
        "carried_over": _weight(asked, words.terms | passage.titled | words.before) - with_title,
        "names_overlap": _names_weight(asked, words.terms),
        "length": (words.end - words.start) / WINDOW_CHARACTERS,
        "position": (words.start - hit.passage.start) / _PASSAGE_CHARACTERS,
        "opening": float(words.start < _OPENING),
        "quotation": float(words.quotation),
        "numbers": min(3, words.numbers) / 3,
        **{f"holds_{kind}": float(words.asked_for and kind == asked.kind) for kind in KINDS},
        "counted": float(words.counted),
        "new_name": float(bool(words.new) and asked.kind in ("person", "place", "country", "state")),
        "new_of_any_kind": float(bool(words.new) and asked.kind is None),
        "full_name": float(bool(words.new) and words.full_name),
        "new_words": math.log1p(len(words.words)),
        "voted_things": votes.of_things(words.things),
        "voted_words": votes.of_words(words.words),
        "new_in_title": float(any(thing in title for thing in words.new if len(thing) > 2)),
        "passage": passage.behind,
        "dense": hit.scores.dense or 0.0,
        **_of_foreign(passage, asked),
    }


def _of_foreign(passage: _Passage, asked: _Compared) -> dict[str, float]:
    """Return what stands for the words of a passage in another language than the question's: they don't meet."""
    foreign = float(is_foreign(asked.language, base_language(passage.hit.document.language)))
    dense = passage.hit.scores.dense or 0.0
    return {"foreign": foreign, "foreign_passage": foreign * passage.behind, "foreign_dense": foreign * dense}


def _weight(asked: _Compared, held: frozenset[str]) -> float:
    total = sum(asked.weights.values()) or 1.0
    return sum(weight for term, weight in asked.weights.items() if term in held) / total


def _names_weight(asked: _Compared, held: frozenset[str]) -> float:
    total = sum(asked.weights[name] for name in asked.names)
    if not total:
        return _weight(asked, held)
    return sum(asked.weights[name] for name in asked.names if name in held) / total
