"""What a question is about, and how much of it some words hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.questions.question import ReadQuestion
from embeddings.retrieve import Found
from embeddings.text.passages import question_before
from embeddings.text.terms import question_terms, terms
from embeddings.types import Document, Span, Statement

_IN_TITLE = 0.5  # what a term counts that only the title has


@dataclass(frozen=True, slots=True)
class Topic:
    """Terms with their weights, and the language in which texts are read for them."""

    weights: Mapping[str, float]
    language: str | None

    def held(self, document: Document, span: Span, without: Iterable[Span] = ()) -> float:
        """Return the share of the terms, by weight, in a span of a document, some spans aside; 1 of no terms at all.

        What only the title has, or the question that the words reply to, counts for half.
        """
        total = sum(self.weights.values())
        if not total:
            return 1.0
        text = "".join(document.text[slice(*piece)] for piece in _left(span, without))
        around = f"{document.title or ''} {question_before(document, span[0])}"
        said, title = ({*terms(text, self.language)} for text in (text, around))
        counted = {term: 1.0 if term in said else _IN_TITLE for term in self.weights if term in said | title}
        return sum(self.weights[term] * count for term, count in counted.items()) / total


def topic_of(question: ReadQuestion, weights: Mapping[str, float], words: str) -> Topic:
    """Return the topic that some words of a question name, weighed as they were searched for."""
    wanted = question_terms(words, question.language) if words else ()
    return Topic({term: weights[term] for term in wanted if term in weights}, question.language)


def about(topic: Topic, found: Found) -> Found:
    """Return what was found as if only the terms of a topic had been asked for; as it is where it has none."""
    if not topic.weights:
        return found
    query = found.query
    terms, names = (tuple(term for term in of if term in topic.weights) for of in (query.terms, query.names))
    return replace(found, query=replace(query, terms=terms, names=names), weights=topic.weights)


def telling(statements: Collection[Statement]) -> list[Span]:
    """Return where it stands who says something, and that they do: these words are not what is said."""
    spans = [statement.cue_span for statement in statements if statement.cue_span is not None]
    return sorted({*spans, *(statement.speaker.span for statement in statements if statement.speaker is not None)})


def _left(span: Span, without: Iterable[Span]) -> list[Span]:
    """Return what is left of a span without some others, which are in order."""
    pieces, at = [], span[0]
    for start, end in without:
        if start < span[1] and end > at:
            pieces.append((at, max(at, start)))
            at = end
    return [*pieces, (at, max(at, span[1]))]
