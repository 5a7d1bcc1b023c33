"""A passage as it is read for a question: its sentences, and what each of them holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from types import MappingProxyType
from typing import NamedTuple

from bot.answering.comprehended import is_record
from bot.questions.question import ReadQuestion
from bot.questions.wanted import counts, holds
from embeddings.comprehension.evidence import Evidence
from embeddings.search.likeness import Likeness
from embeddings.text.language import base_language
from embeddings.text.notes import LONGEST, Noted, notes_of
from embeddings.text.outline import headings_above
from embeddings.text.passages import part_at, question_before
from embeddings.text.terms import has_same_terms, stopwords_of, terms
from embeddings.types import Hit, Span

_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
LEANING = re.compile(r"[“\"'‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|The)\b")


class Sentence(NamedTuple):
    """What is known of a sentence, or of two in a row, without the passage around them; offsets are the document's.

    ``things`` are what they name that the question does not; ``new`` are those of them that could be the answer;
    ``words`` are the terms that the question does not have. ``before`` are the terms of the sentence before, where
    they lean on it ("She …", "The bill …"); those of its heading, for a ``record``.
    """

    start: int
    end: int
    terms: frozenset[str]
    words: frozenset[str]
    things: frozenset[str]
    new: frozenset[str]
    before: frozenset[str]
    asked_for: bool
    counted: bool
    full_name: bool
    reply_to: str = ""
    record: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end

    def joined(self, other: Sentence) -> Sentence:
        """Return this and the one that follows it as one."""
        return Sentence(
            start=self.start,
            end=other.end,
            terms=self.terms | other.terms,
            words=self.words | other.words,
            things=self.things | other.things,
            new=self.new | other.new,
            before=self.before,
            asked_for=self.asked_for or other.asked_for,
            counted=self.counted or other.counted,
            full_name=self.full_name or other.full_name,
            reply_to=self.reply_to,
        )


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A hit as it is read: the terms of its title, and the sentences of each paragraph, or of each row of a table.

    ``evidence`` tells what of it answers, where that was asked; ``likeness`` how like the question its sentences are,
    where it is in another language.
    """

    hit: Hit
    titled: frozenset[str]
    paragraphs: Sequence[Sequence[Sentence]]
    evidence: Evidence | None = None
    likeness: Likeness = field(default_factory=lambda: MappingProxyType({}))

    def spans(self) -> Iterator[list[Span]]:
        """Yield where the sentences of each paragraph stand."""
        for sentences in self.paragraphs:
            yield [sentence.span for sentence in sentences]


def read_passage(
    hit: Hit, question: ReadQuestion, evidence: Evidence | None = None, likeness: Likeness = MappingProxyType({})
) -> ReadPassage:
    """Read a passage for a question; none of its sentences is longer than what may be shown."""
    found: list[list[Sentence]] = []
    before: frozenset[str] = frozenset()
    for noted in notes_of(hit.document, hit.passage, question.language).paragraphs:
        found.append([])
        replied_to = question_before(hit.document, noted[0].start) if noted else ""
        for one in noted:
            sentence = _sentence(hit, one, question, before)
            before = sentence.terms
            if len(noted) == 1:
                sentence = _as_record(sentence, hit, question.language)
            found[-1].append(_replying(sentence, replied_to, question.language, first=one is noted[0]))
    return ReadPassage(hit, frozenset(terms(hit.document.title or "", question.language)), found, evidence, likeness)


def likest(passages: Iterable[ReadPassage]) -> float:
    """Return the cosine of the sentence that is most like the question, of those in another language; 0 of none."""
    return max(chain.from_iterable(passage.likeness.values() for passage in passages), default=0.0)


def neighbours(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield each two sentences in a row that are short enough to be shown together."""
    return ((first[0], last[1]) for first, last in pairwise(spans) if last[1] - first[0] <= LONGEST)


def _sentence(hit: Hit, noted: Noted, question: ReadQuestion, before: frozenset[str]) -> Sentence:
    text, kind = hit.document.text[noted.start : noted.end], question.kind
    return Sentence(
        start=noted.start,
        end=noted.end,
        terms=noted.terms,
        words=frozenset([word for word in noted.terms - question.terms if len(word) > 2]),
        things=_new(noted.capitals | noted.numbers, question),
        new=_new(noted.numbers if kind == "number" else noted.names, question),
        before=before if LEANING.match(text) else frozenset(),
        asked_for=kind is not None and holds(kind, text, question.text, base_language(hit.document.language)),
        counted=_may_count(noted, question) and counts(text, question.counted),
        full_name=kind == "person" and _FULL_NAME.search(text) is not None,
    )


def _may_count(noted: Noted, question: ReadQuestion) -> bool:
    """Whether a sentence has the word for what is to be counted, as far as its terms are those of English words."""
    return not (has_same_terms(question.language, None) and question.counted.isdisjoint(noted.terms))


def _as_record(sentence: Sentence, hit: Hit, language: str | None) -> Sentence:
    """Return a paragraph of one sentence as what it is: a record says nothing without its heading."""
    document = hit.document
    if not is_record(document.text[slice(*sentence.span)], part_at(document, sentence.start)):
        return sentence
    heading = headings_above(document, sentence.start)[-1:]
    return sentence._replace(before=frozenset(terms(" ".join(heading), language)), record=True)


def _replying(sentence: Sentence, replied_to: str, language: str | None, *, first: bool) -> Sentence:
    """Return a sentence that replies to a question: found by the question's words too, the first one above all."""
    if not replied_to:
        return sentence
    put = frozenset(terms(replied_to, language))
    if not first:
        return sentence._replace(before=sentence.before | put, reply_to=replied_to)
    return sentence._replace(terms=sentence.terms | put, reply_to=replied_to)


def _new(found: Collection[str], question: ReadQuestion) -> frozenset[str]:
    lower, stopwords = question.lower, stopwords_of(question.language)
    return frozenset([thing for thing in found if thing not in lower and thing not in stopwords])
