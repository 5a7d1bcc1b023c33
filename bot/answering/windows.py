"""The windows of a passage that may be quoted, one or two whole sentences each, and what is known of each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.answering.votes import Ballot, Votes, count_votes
from bot.questions.wanted import KINDS, Kind, capitals, counted, counts, holds, names, numbers, wanted
from embeddings.retrieve import Found
from embeddings.text.passages import units_within
from embeddings.text.sentences import cut_span, sentence_spans
from embeddings.text.terms import STOPWORDS, terms
from embeddings.types import Hit, Span

WINDOW_CHARACTERS = 320  # at most

_MARKS = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
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

    @property
    def text(self) -> str:
        """The exact words."""
        return self.hit.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is known of a sentence by itself.

    ``things`` are what it names that the question does not; ``new`` are those of them that could be the answer;
    ``words`` are its terms that the question does not have. ``before`` are the terms of the sentence before, where
    this one leans on it ("She …", "The bill …").
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


@dataclass(frozen=True, slots=True)
class _Compared:
    """What all windows of a question are compared with."""

    kind: Kind | None
    text: str
    lower: str
    terms: frozenset[str]
    counted: set[str]
    weights: Mapping[str, float]
    names: Sequence[str]


def windows(found: Found) -> list[Window]:
    """Return every window of every hit, with its features: each sentence, and each two neighbours of one paragraph."""
    if not found.hits:
        return []
    asked, top = _compared(found), found.hits[0].scores.order
    paragraphs = [_paragraphs(hit, asked) for hit in found.hits]
    titles = [frozenset(terms(hit.document.title or "")) for hit in found.hits]
    votes = count_votes(
        Ballot(
            hit.document.id,
            math.exp(hit.scores.order - top),
            [(_weight(asked, part.terms | titled), part.things, part.words) for part in chain(*found_in)],
        )
        for hit, titled, found_in in zip(found.hits, titles, paragraphs, strict=True)
    )
    return [
        Window(
            hit,
            parts[0].start,
            parts[-1].end,
            _features(hit, parts, titled, asked, votes) | of_hit,
            frozenset().union(*(part.things | part.words for part in parts)),
        )
        for hit, titled, found_in in zip(found.hits, titles, paragraphs, strict=True)
        for of_hit in ({"passage": hit.scores.order - top, "dense": hit.scores.dense or 0.0},)
        for parts in _runs(found_in)
    ]


def sentences(hit: Hit) -> Iterator[list[Span]]:
    """Yield the sentences of each paragraph of a passage, or its row of a table; none longer than a window may be."""
    text = hit.document.text
    for spans in units_within(hit.document, hit.passage.start, hit.passage.end):
        yield [piece for start, end in spans for piece in _short_spans(text, start, end)]


def _runs(paragraphs: Iterable[list[_Sentence]]) -> Iterator[list[_Sentence]]:
    for found in paragraphs:
        yield from ([sentence] for sentence in found)
        yield from ([one, other] for one, other in pairwise(found) if other.end - one.start <= WINDOW_CHARACTERS)


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
        kind=wanted(text),
        text=text,
        lower=text.lower(),
        terms=STOPWORDS.union(terms(text)),
        counted=counted(text),
        weights=found.weights,
        names=found.query.names,
    )


def _paragraphs(hit: Hit, asked: _Compared) -> list[list[_Sentence]]:
    found: list[list[_Sentence]] = []
    before: frozenset[str] = frozenset()
    for spans in sentences(hit):
        found.append([])
        for span in spans:
            found[-1].append(_sentence(hit, span, asked, before))
            before = found[-1][-1].terms
    return found


def _sentence(hit: Hit, span: Span, asked: _Compared, before: frozenset[str]) -> _Sentence:
    text = hit.document.text[slice(*span)]
    held, numbered, named = frozenset(terms(text)), numbers(text), capitals(text)
    candidates = numbered if asked.kind == "number" else names(text)
    return _Sentence(
        start=span[0],
        end=span[1],
        terms=held,
        words=frozenset(word for word in held - asked.terms if len(word) > 2),
        things=_new(named | numbered, asked),
        new=_new(candidates, asked),
        before=before if _LEANING.match(text) else frozenset(),
        numbers=sum(number not in asked.lower for number in numbered),
        asked_for=asked.kind is not None and holds(asked.kind, text, asked.text),
        counted=counts(text, asked.counted),
        full_name=asked.kind == "person" and _FULL_NAME.search(text) is not None,
        quotation="“" in text or '"' in text,
    )


def _new(found: set[str], asked: _Compared) -> frozenset[str]:
    return frozenset(thing for thing in found if thing not in asked.lower and thing not in STOPWORDS)


def _features(
    hit: Hit, parts: Sequence[_Sentence], titled: frozenset[str], asked: _Compared, votes: Votes
) -> dict[str, float]:
    first, last = parts[0], parts[-1]
    held, new, things, words = (
        first.terms | last.terms,
        first.new | last.new,
        first.things | last.things,
        first.words | last.words,
    )
    title = (hit.document.title or "").lower()
    with_title = _weight(asked, held | titled)
    return {
        "overlap": _weight(asked, held),
        "overlap_with_title": with_title,
        "carried_over": _weight(asked, held | titled | first.before) - with_title,
        "names_overlap": _names_weight(asked, held),
        "length": (last.end - first.start) / WINDOW_CHARACTERS,
        "position": (first.start - hit.passage.start) / 900,
        "opening": float(first.start < 400),
        "quotation": float(any(part.quotation for part in parts)),
        "numbers": min(3, sum(part.numbers for part in parts)) / 3,
        **{f"holds_{kind}": float(kind == asked.kind and any(part.asked_for for part in parts)) for kind in KINDS},
        "counted": float(any(part.counted for part in parts)),
        "new_name": float(bool(new) and asked.kind in ("person", "place", "country", "state")),
        "new_of_any_kind": float(bool(new) and asked.kind is None),
        "full_name": float(bool(new) and any(part.full_name for part in parts)),
        "new_words": math.log1p(len(words)),
        "voted_things": votes.of_things(things),
        "voted_words": votes.of_words(words),
        "new_in_title": float(any(thing in title for thing in new if len(thing) > 2)),
    }


def _weight(asked: _Compared, held: frozenset[str]) -> float:
    total = sum(asked.weights.values()) or 1.0
    return sum(weight for term, weight in asked.weights.items() if term in held) / total


def _names_weight(asked: _Compared, held: frozenset[str]) -> float:
    total = sum(asked.weights[name] for name in asked.names)
    if not total:
        return _weight(asked, held)
    return sum(asked.weights[name] for name in asked.names if name in held) / total
