"""Questions about speakers, answered from statements: the speaker first, the quote as the proof.

What is shown is chosen by the rules of ``attribution``: a speaker is named only where the shown words say so.
No stance is invented: who "disagrees" is somebody whose own cue ("denied", "criticised") says that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.answer import answer, cite
from bot.answering.attribution import attributed, own_part, statement_in
from bot.answering.corroboration import same_words
from bot.answering.windows import LONGEST, sentences
from bot.questions.asked import OPPOSING, Asked, lemma_of, read_question
from bot.types import Answer, NotOnRecord, Quote
from embeddings.encoding.encoder import Encoder
from embeddings.library.snapshot import Snapshot
from embeddings.naming.names import normal_form
from embeddings.retrieve import Retrieval, retrieve
from embeddings.search.query import Query
from embeddings.text.passages import paragraph_of
from embeddings.text.terms import question_terms, terms
from embeddings.types import Hit, Span, Statement

_HITS = 12  # passages whose statements are looked at
_FIRST = 3  # of them, one must carry a statement that fits a who-question
_SPEAKERS, _QUOTES = 6, 4  # shown at most
_WORTH = 0.5  # a further quote is shown if it holds at least this share of the best one's terms
_WORTH_ALIKE = 0.7  # of several speakers, who are to speak to the same question
_LEAST = 0.25  # of the topic's terms, by weight, that the best statement must hold
_FUSED = 0.5  # what the passage counts beside the words


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement that may be shown, with the span of its document that shows it; ``held`` is the topic's share."""

    statement: Statement
    key: str
    hit: Hit
    span: Span
    held: float

    @property
    def score(self) -> float:
        return self.held + _FUSED * self.hit.scores.fused

    @property
    def date(self) -> str:
        return self.hit.document.date or ""


def speak(
    question: str, query: Query, snapshot: Snapshot, encoder: Encoder, *, private: bool = False
) -> Answer | NotOnRecord | None:
    """Answer a question about speakers; None where it is none, or where ordinary answering does better."""
    asked = read_question(query.text)
    names = query.filters.speakers
    if asked is None and names:
        asked = Asked("said", None, "" if query.text == " ".join(names) else query.text)
    if asked is None:
        return None
    if asked.kind == "said":
        return _said(question, query, asked, snapshot, encoder, private=private)
    if asked.kind == "disagrees":
        return _disagree(question, query, asked, snapshot, encoder, private=private)
    return _who(question, query, asked, snapshot, encoder, private=private)


def _said(
    question: str, query: Query, asked: Asked, snapshot: Snapshot, encoder: Encoder, *, private: bool
) -> Answer | NotOnRecord | None:
    names = (asked.speaker,) if asked.speaker else query.filters.speakers
    keys = _keys(snapshot, names, private=private)
    if not keys:
        return None
    topic = question_terms(asked.topic) if asked.topic else query.terms
    narrowed = replace(
        query,
        terms=topic,
        names=tuple(name for name in query.names if name in topic),
        filters=replace(query.filters, speakers=names),
    )
    found = retrieve(snapshot, encoder, narrowed, limit=_HITS, private=private)
    outcome = answer(question, found)
    if isinstance(outcome, NotOnRecord) and (asked.topic or outcome.reason != "nothing_relevant"):
        return _of_nobody(question, query, names, snapshot, encoder, private=private) or outcome
    said = [one for one in _candidates(found, snapshot, asked) if one.key in keys]
    said = [one for one in said if _fits(one, asked)] or said
    if asked.topic:
        said = _worth(sorted(said, key=lambda one: -one.score))
    else:
        said.sort(key=lambda one: (one.date, -one.span[0]), reverse=True)
    if not said:
        return _of_nobody(question, query, names, snapshot, encoder, private=private) or _nothing(question, found)
    shown = _answer(question, outcome.confidence, _distinct(said)[:_QUOTES], found.hits)
    return replace(shown, by_speaker=shown.by_speaker and len(names) > 1)


def _who(
    question: str, query: Query, asked: Asked, snapshot: Snapshot, encoder: Encoder, *, private: bool
) -> Answer | None:
    found = retrieve(snapshot, encoder, query, limit=_HITS, private=private)
    return _speakers(question, found, _candidates(found, snapshot, asked), asked, worth=_WORTH_ALIKE)


def _disagree(
    question: str, query: Query, asked: Asked, snapshot: Snapshot, encoder: Encoder, *, private: bool
) -> Answer | None:
    """Show who opposed by their own cue; where nobody did, who says what on the topic, the speaker among them."""
    keys = _keys(snapshot, (asked.speaker or "",), private=private)
    found = retrieve(snapshot, encoder, query, limit=_HITS, private=private)
    said = list(_candidates(found, snapshot, asked))
    others = [one for one in said if one.key not in keys]
    opposing = _speakers(question, found, others, replace(asked, cues=OPPOSING))
    return opposing or (_speakers(question, found, said, asked, worth=0.4) if others else None)


def _speakers(
    question: str, found: Retrieval, said: Iterable[_Said], asked: Asked, *, worth: float = _WORTH
) -> Answer | None:
    """Return the best that each speaker said; None where the question is refused, or nobody fits among the best."""
    outcome = answer(question, found)
    said = sorted((one for one in said if _fits(one, asked)), key=lambda one: -one.score)
    if isinstance(outcome, NotOnRecord) or not any(one.hit.rank <= _FIRST for one in said):
        return None
    best: dict[str, _Said] = {}
    for one in _distinct(_worth(said, worth)):
        best.setdefault(one.key, one)
    return _answer(question, outcome.confidence, list(best.values())[:_SPEAKERS], found.hits) if best else None


def _of_nobody(
    question: str, query: Query, names: Sequence[str], snapshot: Snapshot, encoder: Encoder, *, private: bool
) -> Answer | None:
    """Answer from words in which no statement was found, if they name the speaker; never from somebody else's."""
    outcome = answer(question, retrieve(snapshot, encoder, query, private=private))
    if not isinstance(outcome, Answer):
        return None
    surnames = {word for name in names for word in normal_form(name).split()[-1:]}
    best = attributed(outcome, snapshot.store.statements).quotes[0]
    return outcome if best.statement is None and surnames & {*normal_form(best.text).split()} else None


def _nothing(question: str, found: Retrieval) -> NotOnRecord:
    nearest = tuple(cite(number, hit, hit.passage.paragraph, (), ()) for number, hit in enumerate(found.hits[:3], 1))
    return NotOnRecord(question, 0.0, "nothing_relevant", nearest, tuple(found.query.filters.labels()))


def _keys(snapshot: Snapshot, names: Sequence[str], *, private: bool) -> set[str]:
    return {known.key for name in names for known in snapshot.store.statements.speakers(name, private=private)}


def _candidates(found: Retrieval, snapshot: Snapshot, asked: Asked) -> Iterator[_Said]:
    """Yield the statements of the passages found, each with the sentences that show it best."""
    topic = {term: found.weights[term] for term in question_terms(asked.topic) if term in found.weights}
    for hit in found.hits:
        records = snapshot.store.statements.at(hit.document.id, hit.passage.start, hit.passage.end)
        keys = {record.statement: record.key for record in records}
        fitting = [statement for statement in keys if asked.cues and _cued(statement, asked.cues)]
        best: dict[Statement, _Said] = {}
        title = {*terms(hit.document.title or "")}
        for span in _spans(hit, keys):
            statement = statement_in(hit.document, span, fitting, keys) or statement_in(hit.document, span, keys)
            key = keys[statement] if statement is not None else None
            if statement is None or key is None or (statement in best and _cues(span, keys) > 1):
                continue  # a sentence by itself is better than one with what else was said
            held = _share(topic, {*terms(hit.document.text[slice(*span)])}, title)
            one = _Said(statement, key, hit, span, held)
            if statement not in best or held > best[statement].held:
                best[statement] = one
        yield from best.values()


def _spans(hit: Hit, statements: Collection[Statement]) -> Iterator[Span]:
    """Yield each sentence of a passage, and each two neighbours of one paragraph that are short enough.

    Where several speak in one sentence, also the part of each.
    """
    for spans in sentences(hit):
        yield from spans
        parts = {own_part(span, statement, statements) for span in spans for statement in statements}
        yield from sorted(part for part in parts if part is not None and part not in spans)
        yield from ((first[0], last[1]) for first, last in pairwise(spans) if last[1] - first[0] <= LONGEST)


def _cues(span: Span, statements: Iterable[Statement]) -> int:
    spans = (statement.cue_span for statement in statements)
    return sum(cue is not None and span[0] <= cue[0] and cue[1] <= span[1] for cue in spans)


def _share(topic: dict[str, float], held: set[str], title: set[str]) -> float:
    """Return the share of the topic's terms, by weight, in some sentences; what the title says counts for half."""
    total = sum(topic.values())
    if not total:
        return 1.0
    return sum(w * (1.0 if term in held else 0.5) for term, w in topic.items() if term in held | title) / total


def _fits(one: _Said, asked: Asked) -> bool:
    if asked.cues:
        return _cued(one.statement, asked.cues)
    return asked.kind == "said" or lemma_of(one.statement.cue or "said") != ""


def _cued(statement: Statement, cues: frozenset[str]) -> bool:
    return lemma_of(statement.cue or "") in cues


def _worth(said: Sequence[_Said], worth: float = _WORTH) -> list[_Said]:
    best = max((one.held for one in said), default=0.0)
    return [one for one in said if one.held >= max(_LEAST, worth * best)]


def _distinct(said: Sequence[_Said]) -> list[_Said]:
    """Leave out what would show the same words twice."""
    kept: list[_Said] = []
    for one in said:
        if not any(_repeats(one, other) for other in kept):
            kept.append(one)
    return kept


def _repeats(one: _Said, other: _Said) -> bool:
    if one.hit.document.id == other.hit.document.id:
        return one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return same_words(_words(one), _words(other))


def _words(one: _Said) -> str:
    return one.hit.document.text[slice(*one.span)]


def _answer(question: str, confidence: float, said: Sequence[_Said], found: Sequence[Hit]) -> Answer:
    places = list(dict.fromkeys(_place(one) for one in said))
    quotes = tuple(_quote(places.index(_place(one)) + 1, one) for one in said)
    citations = tuple(cite(number, hit, paragraph, quotes, found) for number, (hit, paragraph) in enumerate(places, 1))
    return Answer(question, confidence, quotes, citations, by_speaker=len({one.key for one in said}) > 1)


def _place(one: _Said) -> tuple[Hit, int]:
    """Return the passage and the paragraph that words stand in: what is quoted from two has two marks."""
    return one.hit, paragraph_of(one.hit.document, one.span[0])


def _quote(citation: int, one: _Said) -> Quote:
    return Quote(citation, _words(one), *one.span, one.statement)
