"""The windows of a passage that may be quoted, one or two whole sentences each, and what is known of each."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.wanted import Kind, holds, wanted
from embeddings.retrieve import Retrieval
from embeddings.sentences import cut_span, paragraph_spans, sentence_spans
from embeddings.terms import STOPWORDS, terms
from embeddings.types import Hit, Span

LONGEST = 320  # characters of a window

_MARKS = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_NAME = re.compile(r"(?<=[\w,;’'\"“”)] )[A-Z][\w’'-]+")  # a capital inside a sentence
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_NUMBER = re.compile(r"(?<!\w)\d[\d,.]*\d|(?<!\w)\d")
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_POSSESSIVE = re.compile(r"['’]s$")


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
class _Asked:
    """What all windows of a question are compared with. ``votes`` says how much of the hits' weight names a thing."""

    kind: Kind | None
    text: str
    weights: Mapping[str, float]
    names: Sequence[str]
    votes: Mapping[str, float]
    documents: Mapping[str, int]


def windows(found: Retrieval) -> list[Window]:
    """Return every window of every hit, with its features."""
    asked = _asked(found)
    top = found.hits[0].scores.fused if found.hits else 0.0
    return [
        Window(hit, start, end, _features(hit, (start, end), asked) | {"passage": hit.scores.fused - top})
        for hit in found.hits
        for start, end in window_spans(hit)
    ]


def window_spans(hit: Hit) -> Iterator[Span]:
    """Yield each sentence of a passage, and each two neighbours of one paragraph, that are short enough."""
    text, passage = hit.document.text, hit.passage
    for first, last in paragraph_spans(passage.text):
        sentences = [
            piece
            for start, end in sentence_spans(text, passage.start + first, passage.start + last)
            for piece in _short_spans(text, start, end)
        ]
        yield from sentences
        for (start, _), (_, end) in pairwise(sentences):
            if end - start <= LONGEST:
                yield start, end


def _short_spans(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole; one that is too long, as a quotation of several can be, in parts."""
    if end - start <= LONGEST:
        return [(start, end)]
    unmarked = text[start:end].translate(_MARKS)
    inner = [(start + first, start + last) for first, last in sentence_spans(unmarked, 0, len(unmarked))]
    return [piece for first, last in inner for piece in cut_span(text, first, last, LONGEST)]


def _asked(found: Retrieval) -> _Asked:
    """Count what the passages name: a thing that many of the best ones name is likely to be what was asked for."""
    votes: defaultdict[str, float] = defaultdict(float)
    naming: defaultdict[str, set[str]] = defaultdict(set)
    shares = [math.exp(hit.scores.fused - found.hits[0].scores.fused) for hit in found.hits]
    for hit, share in zip(found.hits, shares, strict=True):
        for name in _things(hit.passage.text, _CAPITAL) | _things(hit.passage.text, _NUMBER):
            votes[name] += share / sum(shares)
            naming[name].add(hit.passage.document_id)
    text = found.query.text
    documents = {name: len(ids) for name, ids in naming.items()}
    return _Asked(wanted(text), text.lower(), found.weights, found.query.names, votes, documents)


def _features(hit: Hit, span: Span, asked: _Asked) -> dict[str, float]:
    start, end = span
    text, title = hit.document.text[start:end], (hit.document.title or "").lower()
    held, titled = {*terms(text)}, {*terms(title)}
    new = {
        thing
        for thing in _things(text, _NUMBER if asked.kind == "number" else _NAME)
        if thing not in asked.text and thing not in STOPWORDS
    }
    return {
        "overlap": _weight(asked, held),
        "overlap_with_title": _weight(asked, held | titled),
        "names_overlap": _names_weight(asked, held),
        "length": (end - start) / LONGEST,
        "position": (start - hit.passage.start) / 900,
        "opening": float(start < 400),
        "quotation": float("“" in text or '"' in text),
        "numbers": min(3, sum(number not in asked.text for number in _NUMBER.findall(text))) / 3,
        "asked_for": float(asked.kind is not None and holds(asked.kind, text)),
        "new_of_kind": float(bool(new) and asked.kind in ("person", "place", "number")),
        "new_of_any_kind": float(bool(new) and asked.kind is None),
        "full_name": float(bool(new) and asked.kind == "person" and _FULL_NAME.search(text) is not None),
        "voted": max((asked.votes.get(thing, 0.0) for thing in new), default=0.0),
        "voted_by_documents": math.log1p(max((asked.documents.get(thing, 0) for thing in new), default=0)),
        "new_in_title": float(any(thing in title for thing in new if len(thing) > 2)),
    }


def _things(text: str, pattern: re.Pattern[str]) -> set[str]:
    return {_POSSESSIVE.sub("", thing).lower() for thing in pattern.findall(text)}


def _weight(asked: _Asked, held: set[str]) -> float:
    total = sum(asked.weights.values()) or 1.0
    return sum(weight for term, weight in asked.weights.items() if term in held) / total


def _names_weight(asked: _Asked, held: set[str]) -> float:
    total = sum(asked.weights[name] for name in asked.names)
    if not total:
        return _weight(asked, held)
    return sum(asked.weights[name] for name in asked.names if name in held) / total
