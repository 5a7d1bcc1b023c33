"""Questions about speakers, answered from statements: the speaker first, the quote as the proof. Pure.

What is shown is chosen by the rules of ``attribution``: a speaker is named only where the shown words say so.
No stance is invented: who "disagrees" is somebody whose own cue ("denied", "criticised") says that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.attribution import own_part, statement_in
from bot.answering.citations import Excerpt, cite
from bot.answering.corroboration import same_words
from bot.answering.windows import WINDOW_CHARACTERS, sentences
from bot.questions.asked import OPPOSING, lemma_of
from bot.types import Answer, NotOnRecord
from embeddings.library.statement_store import Record
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion
from embeddings.text.terms import question_terms, terms
from embeddings.types import Document, Hit, Span, Statement

# Set by hand; each has an example in the tests that fails beyond it.
_FIRST = 3  # passages, one of which must carry a statement that fits a who-question
_SPEAKERS, _QUOTES = 6, 4  # shown at most
_NEAR_ENOUGH = 0.5  # a further quote is shown if it holds at least this share of the best one's terms
_NEAR_ENOUGH_ALIKE = 0.7  # of several speakers, who are to speak to the same question
_NEAR_ENOUGH_TOPIC = 0.4  # where nobody opposed, who says what on the topic
_LEAST = 0.25  # of the topic's terms, by weight, that the best statement must hold
_FUSED = 0.5  # what the passage's fused score counts beside the share of the topic
_IN_TITLE = 0.5  # what a term of the topic counts that only the title has


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement that may be shown, with words that show it; ``held`` is the share of the topic in these.

    ``alone`` says that nothing else is said in them.
    """

    statement: Statement
    key: str | None
    excerpt: Excerpt
    held: float
    alone: bool

    @property
    def score(self) -> float:
        return self.held + _FUSED * self.excerpt.hit.scores.fused

    @property
    def newest_first(self) -> tuple[str, int]:
        return self.excerpt.hit.document.date or "", -self.excerpt.span[0]


def speak(asked: SpeakerQuestion, keys: Collection[str], among: Found, outcome: Answer | NotOnRecord) -> Answer | None:
    """Answer a question about speakers from what was found ``among`` them; None where ordinary answering does better.

    ``keys`` are those of the speakers it names, and ``outcome`` is what would be told without regard to who speaks.
    """
    if asked.kind == "said":
        return _said(asked, keys, among, outcome)
    if isinstance(outcome, NotOnRecord):
        return None
    said = list(_candidates(among, asked))
    if asked.kind == "who":
        return _each(asked, among, outcome, said, share=_NEAR_ENOUGH_ALIKE)
    return _against(asked, keys, among, outcome, said)


def _said(asked: SpeakerQuestion, keys: Collection[str], among: Found, outcome: Answer | NotOnRecord) -> Answer | None:
    """Show what the speakers said: the best on the topic, or the latest where there is none."""
    if _is_final(outcome, asked):
        return None
    theirs = [one for one in _candidates(among, asked) if one.key in keys]
    theirs = [one for one in theirs if _fits(one, asked)] or theirs
    if asked.topic:
        theirs = _near_the_best(sorted(theirs, key=lambda one: -one.score), _NEAR_ENOUGH)
    else:
        theirs.sort(key=lambda one: one.newest_first, reverse=True)
    shown = _told(outcome, _distinct(theirs)[:_QUOTES], among.hits)
    return shown and replace(shown, by_speaker=shown.by_speaker and len(asked.names) > 1)


def _is_final(outcome: Answer | NotOnRecord, asked: SpeakerQuestion) -> bool:
    """Whether a refusal stands: whatever somebody said at all need not be like the question."""
    return isinstance(outcome, NotOnRecord) and bool(asked.topic or outcome.reason != "nothing_relevant")


def _against(
    asked: SpeakerQuestion, keys: Collection[str], among: Found, outcome: Answer, said: Sequence[_Said]
) -> Answer | None:
    """Show who opposed by their own cue; where nobody did, who says what on the topic, the speaker among them."""
    others = [one for one in said if one.key not in keys]
    if not others:
        return None
    opposing = _each(replace(asked, cues=OPPOSING), among, outcome, others, share=_NEAR_ENOUGH)
    return opposing or _each(asked, among, outcome, said, share=_NEAR_ENOUGH_TOPIC)


def _each(
    asked: SpeakerQuestion, among: Found, outcome: Answer, said: Iterable[_Said], *, share: float
) -> Answer | None:
    """Show the best that each speaker said; None where nobody fits among the best passages."""
    fitting = sorted((one for one in said if _fits(one, asked)), key=lambda one: -one.score)
    if not any(one.excerpt.hit.rank <= _FIRST for one in fitting):
        return None
    best: dict[str | None, _Said] = {}
    for one in _distinct(_near_the_best(fitting, share)):
        best.setdefault(one.key, one)
    return _told(outcome, list(best.values())[:_SPEAKERS], among.hits)


def _candidates(among: Found, asked: SpeakerQuestion) -> Iterator[_Said]:
    """Yield the statements of the passages found, each with the sentences that show it best."""
    language = among.query.language
    topic = {term: among.weights[term] for term in question_terms(asked.topic, language) if term in among.weights}
    for hit in among.hits:
        best: dict[Statement, _Said] = {}
        for one in _said_in(hit, among.statements.get(hit.passage.id, ()), asked.cues, topic, language):
            before = best.get(one.statement)
            if before is None or (one.alone and one.held > before.held):
                best[one.statement] = one
        yield from best.values()


def _said_in(
    hit: Hit, records: Iterable[Record], cues: frozenset[str], topic: Mapping[str, float], language: str | None
) -> Iterator[_Said]:
    """Yield the words of a passage that are somebody's, said with one of the cues where they hold such a statement."""
    keys = {record.statement: record.key for record in records}
    cued = [statement for statement in keys if _cued(statement, cues)]
    for span in _spans(hit, keys):
        statement = statement_in(hit.document, span, cued, keys) or statement_in(hit.document, span, keys)
        if statement is not None:
            excerpt, alone = Excerpt(hit, span, statement), _cues(span, keys) < 2
            yield _Said(statement, keys[statement], excerpt, _held(topic, hit.document, span, language), alone)


def _spans(hit: Hit, statements: Collection[Statement]) -> Iterator[Span]:
    """Yield each sentence of a passage, and each two neighbours of one paragraph that are short enough.

    Where several speak in one sentence, also the part of each.
    """
    for spans in sentences(hit):
        yield from spans
        parts = {own_part(span, statement, statements) for span in spans for statement in statements}
        yield from sorted(part for part in parts if part is not None and part not in spans)
        yield from ((first[0], last[1]) for first, last in pairwise(spans) if last[1] - first[0] <= WINDOW_CHARACTERS)


def _cues(span: Span, statements: Iterable[Statement]) -> int:
    """Count the cues in a span: how often somebody says something."""
    spans = (statement.cue_span for statement in statements)
    return sum(cue is not None and span[0] <= cue[0] and cue[1] <= span[1] for cue in spans)


def _held(topic: Mapping[str, float], document: Document, span: Span, language: str | None) -> float:
    """Return the share of the topic's terms, by weight, in a span; what only the title has counts for half."""
    total = sum(topic.values())
    if not total:
        return 1.0
    said, title = ({*terms(text, language)} for text in (document.text[slice(*span)], document.title or ""))
    held = {term: 1.0 if term in said else _IN_TITLE for term in topic if term in said | title}
    return sum(topic[term] * counted for term, counted in held.items()) / total


def _fits(one: _Said, asked: SpeakerQuestion) -> bool:
    """Whether it was said in the way that is asked for; what was never said, or only perhaps, answers no "who"."""
    if asked.cues:
        return _cued(one.statement, asked.cues)
    return asked.kind == "said" or lemma_of(one.statement.cue or "said") != ""


def _cued(statement: Statement, cues: frozenset[str]) -> bool:
    return lemma_of(statement.cue or "") in cues


def _near_the_best(said: Sequence[_Said], share: float) -> list[_Said]:
    best = max((one.held for one in said), default=0.0)
    return [one for one in said if one.held >= max(_LEAST, share * best)]


def _distinct(said: Sequence[_Said]) -> list[_Said]:
    """Leave out what would show the same words twice."""
    kept: list[_Said] = []
    for one in said:
        if not any(_repeats(one.excerpt, other.excerpt) for other in kept):
            kept.append(one)
    return kept


def _repeats(one: Excerpt, other: Excerpt) -> bool:
    if one.hit.document.id == other.hit.document.id:
        return one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return same_words(one.text, other.text)


def _told(outcome: Answer | NotOnRecord, said: Sequence[_Said], hits: Sequence[Hit]) -> Answer | None:
    """Show statements in the place of what would have been shown without regard to who speaks; None where none is."""
    if not said:
        return None
    shown = [one.excerpt for one in said]
    cited = list(dict.fromkeys(one.cited for one in shown))
    several = len({one.key for one in said}) > 1
    return Answer(outcome.question, outcome.confidence, *cite(shown, cited, hits), several)
