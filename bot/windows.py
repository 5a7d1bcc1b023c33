"""The windows of a passage that may be quoted, one or two whole sentences each, and what is known of each."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.wanted import KINDS, Kind, holds, names, numbers, things, wanted
from embeddings.retrieve import Retrieval
from embeddings.sentences import cut_span, paragraph_spans, sentence_spans
from embeddings.terms import STOPWORDS, terms
from embeddings.types import Hit, Span

LONGEST = 320  # characters of a window

_MARKS = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Window:
    """One or two sentences of a hit's passage; offsets are the document's."""

    hit: Hit
    start: int
    end: int
    features: Mapping[str, float]

    @property
    def text(self) -> str:
        """The exact words."""
        return self.hit.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is known of a sentence by itself; ``new`` are the things it names that the question does not."""

    start: int
    end: int
    terms: frozenset[str]
    new: frozenset[str]
    numbers: int
    asked_for: bool
    full_name: bool
    quotation: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all windows of a question are compared with. ``votes`` says how much of the hits' weight names a thing."""

    kind: Kind | None
    text: str
    weights: Mapping[str, float]
    names: Sequence[str]
    votes: Mapping[str, float]
    documents: Mapping[str, int]


def windows(found: Retrieval) -> list[Window]:
    """Return every window of every hit, with its features: each sentence, and each two neighbours of one paragraph."""
    if not found.hits:
        return []
    asked, top = _asked(found), found.hits[0].scores.order
    return [
        Window(hit, parts[0].start, parts[-1].end, _features(hit, parts, titled, asked) | {"passage": gap})
        for hit, titled, gap in (
            (hit, {*terms(hit.document.title or "")}, hit.scores.order - top) for hit in found.hits
        )
        for parts in _runs([[_sentence(hit, span, asked) for span in spans] for spans in sentences(hit)])
    ]


def sentences(hit: Hit) -> Iterator[list[Span]]:
    """Yield the sentences of each paragraph of a passage, none longer than a window may be."""
    text, passage = hit.document.text, hit.passage
    for first, last in paragraph_spans(text):  # of the document: a passage may be a part of one
        if first < passage.end and passage.start < last:
            spans = sentence_spans(text, max(first, passage.start), min(last, passage.end))
            yield [piece for start, end in spans for piece in _short_spans(text, start, end)]


def _runs(paragraphs: Iterable[list[_Sentence]]) -> Iterator[list[_Sentence]]:
    for found in paragraphs:
        yield from ([sentence] for sentence in found)
        yield from ([one, other] for one, other in pairwise(found) if other.end - one.start <= LONGEST)


def _short_spans(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole; one that is too long, as a quotation of several can be, in parts."""
    if end - start <= LONGEST:
        return [(start, end)]
    unmarked = text[start:end].translate(_MARKS)
    inner = [(start + first, start + last) for first, last in sentence_spans(unmarked, 0, len(unmarked))]
    pieces = [piece for first, last in inner for piece in cut_span(text, first, last, LONGEST)]
    return pieces or cut_span(text, start, end, LONGEST)  # nothing but marks


def _asked(found: Retrieval) -> _Asked:
    """Count what the passages name: a thing that many of the best ones name is likely to be what was asked for."""
    votes: defaultdict[str, float] = defaultdict(float)
    naming: defaultdict[str, set[str]] = defaultdict(set)
    shares = [math.exp(hit.scores.order - found.hits[0].scores.order) for hit in found.hits]
    for hit, share in zip(found.hits, shares, strict=True):
        for name in things(hit.passage.text):
            votes[name] += share / sum(shares)
            naming[name].add(hit.passage.document_id)
    text = found.query.text
    documents = {name: len(ids) for name, ids in naming.items()}
    return _Asked(wanted(text), text.lower(), found.weights, found.query.names, votes, documents)


def _sentence(hit: Hit, span: Span, asked: _Asked) -> _Sentence:
    text = hit.document.text[slice(*span)]
    found = numbers(text) if asked.kind == "number" else names(text)
    return _Sentence(
        start=span[0],
        end=span[1],
        terms=frozenset(terms(text)),
        new=frozenset(thing for thing in found if thing not in asked.text and thing not in STOPWORDS),
        numbers=sum(number not in asked.text for number in numbers(text)),
        asked_for=asked.kind is not None and holds(asked.kind, text),
        full_name=asked.kind == "person" and _FULL_NAME.search(text) is not None,
        quotation="“" in text or '"' in text,
    )


def _features(hit: Hit, parts: Sequence[_Sentence], titled: set[str], asked: _Asked) -> dict[str, float]:
    held, new = {*parts[0].terms, *parts[-1].terms}, {*parts[0].new, *parts[-1].new}
    title = (hit.document.title or "").lower()
    return {
        "overlap": _weight(asked, held),
        "overlap_with_title": _weight(asked, held | titled),
        "names_overlap": _names_weight(asked, held),
        "length": (parts[-1].end - parts[0].start) / LONGEST,
        "position": (parts[0].start - hit.passage.start) / 900,
        "opening": float(parts[0].start < 400),
        "quotation": float(any(part.quotation for part in parts)),
        "numbers": min(3, sum(part.numbers for part in parts)) / 3,
        **{f"holds_{kind}": float(kind == asked.kind and any(part.asked_for for part in parts)) for kind in KINDS},
        "new_name": float(bool(new) and asked.kind in ("person", "place")),
        "new_of_any_kind": float(bool(new) and asked.kind is None),
        "full_name": float(bool(new) and any(part.full_name for part in parts)),
        "voted": max((asked.votes.get(thing, 0.0) for thing in new), default=0.0),
        "voted_by_documents": math.log1p(max((asked.documents.get(thing, 0) for thing in new), default=0)),
        "new_in_title": float(any(thing in title for thing in new if len(thing) > 2)),
    }


def _weight(asked: _Asked, held: set[str]) -> float:
    total = sum(asked.weights.values()) or 1.0
    return sum(weight for term, weight in asked.weights.items() if term in held) / total


def _names_weight(asked: _Asked, held: set[str]) -> float:
    total = sum(asked.weights[name] for name in asked.names)
    if not total:
        return _weight(asked, held)
    return sum(asked.weights[name] for name in asked.names if name in held) / total
