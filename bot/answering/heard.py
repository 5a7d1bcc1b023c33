"""The statements of what was found, each with the words that show it, and how much of a topic these hold. Pure.

What is shown is chosen by the rules of ``attribution``: a speaker is named only where the shown words say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.attribution import own_part, statement_in
from bot.answering.citations import Excerpt
from bot.answering.corroboration import same_words
from bot.answering.material import Material
from bot.answering.sentences import ReadPassage, likest, neighbours
from bot.answering.topics import Topic, telling, topic_of
from bot.questions.asked import lemma_of
from bot.questions.cued import own_cue
from bot.questions.tones import tone_of
from embeddings.library.statement_store import Record
from embeddings.search.likeness import likeness_within
from embeddings.search.query import SpeakerQuestion
from embeddings.types import Document, Hit, Span, Statement

_LIKEST, _UNLIKE = 0.9, 0.1  # what the likest words hold of a topic, and by how much less a cosine holds none of it
_FUSED = 0.5  # what the passage's fused score counts beside the share of the topic; set by hand


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that may be shown, with words that show it; ``held`` is the share of the topic in these.

    Who says it, and that they do, is no part of the topic. ``alone`` says that nothing else is said in the words.
    """

    statement: Statement
    key: str | None
    excerpt: Excerpt
    held: float
    alone: bool

    @property
    def score(self) -> float:
        """How well it answers; only differences mean anything."""
        return self.held + _FUSED * self.excerpt.hit.scores.fused

    @property
    def newest_first(self) -> tuple[str, int]:
        """What orders statements, descending: the newest first, and those of one document as they are read."""
        return self.excerpt.hit.document.date or "", -self.excerpt.span[0]


@dataclass(frozen=True, slots=True)
class Heard:
    """What is asked about speakers, and what was said of it in the material among which it is answered.

    ``keys`` are those of the speakers it names. ``most`` is how much of the topic the best sentences hold, whoever says
    them; nobody needs it where it is asked what somebody said.
    """

    asked: SpeakerQuestion
    keys: Collection[str]
    material: Material
    topic: Topic
    said: Sequence[Said]
    most: float


def hear(asked: SpeakerQuestion, keys: Collection[str], material: Material) -> Heard:
    """Take what was said from some material, for a question about speakers."""
    topic = topic_of(material.question, material.weights, asked.topic)
    most = 0.0 if asked.kind == "said" else most_held(material, topic)
    return Heard(asked, keys, material, topic, statements_of(material, topic, asked.cues), most)


def statements_of(material: Material, topic: Topic, cues: frozenset[str] = frozenset()) -> list[Said]:
    """Return the statements of the passages found, each with the sentences that show it best.

    Of two in one sentence, those made with one of the cues come first.
    """
    best: dict[Statement, Said] = {}
    most = likest(material.passages)
    for passage in material.passages:
        for one in _said_in(passage, material.records(passage.hit), cues, topic, most):
            before = best.get(one.statement)
            if before is None or (one.alone and one.held > before.held):
                best[one.statement] = one
    return list(best.values())


def most_held(material: Material, topic: Topic) -> float:
    """Return how much of a topic the best sentences hold, whoever says them, and if nobody does."""
    return max(
        (
            topic.held(passage.hit.document, span, aside)
            for passage in material.passages
            for aside in [telling(material.statements(passage.hit))]
            for spans in passage.spans()
            for span in (*spans, *neighbours(spans))
        ),
        default=0.0,
    )


def cued(document: Document, statement: Statement, cues: frozenset[str]) -> bool:
    """Return whether a statement was made with one of some cues, given as lemmas, or calls something what they tell.

    So was what says it of itself: "I am against the plan."
    """
    lemma = lemma_of(statement.cue or "")
    if not cues or lemma in cues:
        return bool(cues)
    words = " ".join(document.text[slice(*piece)] for piece in statement.quote)
    return tone_of(lemma, words) in cues or (statement.kind == "direct" and own_cue(words) in cues)


def distinct(said: Sequence[Said]) -> list[Said]:
    """Leave out what would show the same words twice."""
    kept: list[Said] = []
    for one in said:
        if not any(_repeats(one.excerpt, other.excerpt) for other in kept):
            kept.append(one)
    return kept


def _said_in(
    passage: ReadPassage, records: Iterable[Record], cues: frozenset[str], topic: Topic, most: float
) -> Iterator[Said]:
    """Yield the words of a passage that are somebody's, said with one of the cues where they hold such a statement.

    What one tells of another is the words of both: a letter quotes a councillor.
    """
    hit, keys = passage.hit, {record.statement: record.key for record in records}
    with_cue = [statement for statement in keys if cued(hit.document, statement, cues)]
    aside, retold = telling(keys), [one for one in keys if any(_is_within(one, other) for other in keys)]
    for span in _spans(passage, keys):
        outer = _stated(hit, span, with_cue, keys) or _stated(hit, span, keys, keys)
        inner = _stated(hit, span, retold, retold)
        held, alone = max(topic.held(hit.document, span, aside), _like(passage, span, most)), _cues(span, keys) < 2
        for statement in dict.fromkeys(filter(None, (outer, inner))):
            yield Said(statement, keys[statement], Excerpt(hit, span, statement), held, alone)


def _like(passage: ReadPassage, span: Span, most: float) -> float:
    """Return how much of a topic words in another language are taken to hold, which has none of its terms."""
    likeness = likeness_within(passage.likeness, span)
    return 0.0 if likeness is None else _LIKEST * max(0.0, 1 - (most - likeness) / _UNLIKE)


def _stated(hit: Hit, span: Span, statements: Iterable[Statement], every: Iterable[Statement]) -> Statement | None:
    return statement_in(hit.document, span, statements, every, stances=True)


def _spans(passage: ReadPassage, statements: Collection[Statement]) -> Iterator[Span]:
    """Yield each sentence of a passage, and each two neighbours of one paragraph that are short enough.

    Where several speak in one sentence, also the part of each.
    """
    for spans in passage.spans():
        yield from spans
        parts = {own_part(span, statement, statements) for span in spans for statement in statements}
        yield from sorted(part for part in parts if part is not None and part not in spans)
        yield from neighbours(spans)


def _cues(span: Span, statements: Iterable[Statement]) -> int:
    """Count the cues in a span: how often somebody says something."""
    spans = (statement.cue_span for statement in statements)
    return sum(cue is not None and span[0] <= cue[0] and cue[1] <= span[1] for cue in spans)


def without_retold(said: Sequence[Said]) -> list[Said]:
    """Leave out what somebody only tells of another: a letter holds the words of those whom it quotes."""
    return [one for one in said if not any(_is_retold(one, other) for other in said)]


def _is_retold(one: Said, other: Said) -> bool:
    """Whether what fits is within the other's words, and these are within what the one wrote."""
    return one.key != other.key and _is_within(other.statement, one.statement) and other.held >= one.held


def _is_within(inner: Statement, outer: Statement) -> bool:
    """Whether somebody's words are all within those of another."""
    if inner.speaker == outer.speaker or inner.document_id != outer.document_id:
        return False
    (start, end), (low, high) = _extent(inner), _extent(outer)
    return low <= start and end <= high and (low, high) != (start, end)


def _extent(statement: Statement) -> Span:
    return statement.quote[0][0], statement.quote[-1][1]


def _repeats(one: Excerpt, other: Excerpt) -> bool:
    if one.hit.document.id == other.hit.document.id:
        return one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return same_words(one.text, other.text)
