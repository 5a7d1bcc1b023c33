"""Questions about speakers, answered from statements: the speaker first, the quote as the proof.

What is shown is chosen by the rules of ``attribution``: a speaker is named only where the shown words say so.
No stance is invented: who "disagrees" is somebody whose own cue ("denied", "criticised") says that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.answer import answer, cite, nothing_relevant
from bot.answering.attribution import own_part, statement_in
from bot.answering.corroboration import same_words
from bot.answering.windows import WINDOW_CHARACTERS, sentences
from bot.questions.asked import OPPOSING, lemma_of
from bot.types import Answer, NotOnRecord, Quote
from embeddings.naming.names import normal_form
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion
from embeddings.text.passages import paragraph_of
from embeddings.text.terms import question_terms, terms
from embeddings.types import Hit, Span, Statement

_FIRST = 3  # passages, one of which must carry a statement that fits a who-question
_SPEAKERS, _QUOTES = 6, 4  # shown at most
_NEAR_ENOUGH = 0.5  # a further quote is shown if it holds at least this share of the best one's terms
_NEAR_ENOUGH_ALIKE = 0.7  # of several speakers, who are to speak to the same question
_NEAR_ENOUGH_TOPIC = 0.4  # where nobody opposed, who says what on the topic
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


def speak(found: Found) -> Answer | NotOnRecord | None:
    """Answer a question about speakers; None where it is none, or where ordinary answering does better."""
    asked, among = found.query.speakers, found.of_speakers
    if asked is None or among is None:
        return None
    outcome = answer(among)
    if asked.kind == "said":
        return _said(found, among, outcome, asked)
    if isinstance(outcome, NotOnRecord):
        return None
    said = list(_candidates(among, asked))
    if asked.kind == "who":
        return _speakers(among, outcome, said, asked, share=_NEAR_ENOUGH_ALIKE)
    return _disagree(among, outcome, said, asked, found.keys)


def _said(found: Found, among: Found, outcome: Answer | NotOnRecord, asked: SpeakerQuestion) -> Answer | NotOnRecord:
    """Show what the speakers said: the best on the topic, or the latest where there is none."""
    if isinstance(outcome, NotOnRecord) and (asked.topic or outcome.reason != "nothing_relevant"):
        return _of_nobody(found, asked.names) or outcome
    said = [one for one in _candidates(among, asked) if one.key in found.keys]
    said = [one for one in said if _fits(one, asked)] or said
    if asked.topic:
        said = _near_the_best(sorted(said, key=lambda one: -one.score))
    else:
        said.sort(key=lambda one: (one.date, -one.span[0]), reverse=True)
    if not said:
        return _of_nobody(found, asked.names) or nothing_relevant(among, among.hits)
    shown = _answer(outcome, _distinct(said)[:_QUOTES], among.hits)
    return replace(shown, by_speaker=shown.by_speaker and len(asked.names) > 1)


def _disagree(
    among: Found, outcome: Answer, said: Sequence[_Said], asked: SpeakerQuestion, keys: Collection[str]
) -> Answer | None:
    """Show who opposed by their own cue; where nobody did, who says what on the topic, the speaker among them."""
    others = [one for one in said if one.key not in keys]
    opposing = _speakers(among, outcome, others, replace(asked, cues=OPPOSING))
    return opposing or (_speakers(among, outcome, said, asked, share=_NEAR_ENOUGH_TOPIC) if others else None)


def _speakers(
    among: Found, outcome: Answer, said: Iterable[_Said], asked: SpeakerQuestion, *, share: float = _NEAR_ENOUGH
) -> Answer | None:
    """Return the best that each speaker said; None where nobody fits among the best passages."""
    said = sorted((one for one in said if _fits(one, asked)), key=lambda one: -one.score)
    if not any(one.hit.rank <= _FIRST for one in said):
        return None
    best: dict[str, _Said] = {}
    for one in _distinct(_near_the_best(said, share)):
        best.setdefault(one.key, one)
    return _answer(outcome, list(best.values())[:_SPEAKERS], among.hits) if best else None


def _of_nobody(found: Found, names: Sequence[str]) -> Answer | None:
    """Answer from words in which no statement was found, if they name the speaker; never from somebody else's."""
    outcome = answer(found)
    if not isinstance(outcome, Answer):
        return None
    surnames = {word for name in names for word in normal_form(name).split()[-1:]}
    best = outcome.quotes[0]
    return outcome if best.statement is None and surnames & {*normal_form(best.text).split()} else None


def _candidates(found: Found, asked: SpeakerQuestion) -> Iterator[_Said]:
    """Yield the statements of the passages found, each with the sentences that show it best."""
    topic = {term: found.weights[term] for term in question_terms(asked.topic) if term in found.weights}
    for hit in found.hits:
        keys = {record.statement: record.key for record in found.statements.get(hit.passage.id, ())}
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
        yield from ((first[0], last[1]) for first, last in pairwise(spans) if last[1] - first[0] <= WINDOW_CHARACTERS)


def _cues(span: Span, statements: Iterable[Statement]) -> int:
    spans = (statement.cue_span for statement in statements)
    return sum(cue is not None and span[0] <= cue[0] and cue[1] <= span[1] for cue in spans)


def _share(topic: dict[str, float], held: set[str], title: set[str]) -> float:
    """Return the share of the topic's terms, by weight, in some sentences; what the title says counts for half."""
    total = sum(topic.values())
    if not total:
        return 1.0
    return sum(w * (1.0 if term in held else 0.5) for term, w in topic.items() if term in held | title) / total


def _fits(one: _Said, asked: SpeakerQuestion) -> bool:
    if asked.cues:
        return _cued(one.statement, asked.cues)
    return asked.kind == "said" or lemma_of(one.statement.cue or "said") != ""


def _cued(statement: Statement, cues: frozenset[str]) -> bool:
    return lemma_of(statement.cue or "") in cues


def _near_the_best(said: Sequence[_Said], share: float = _NEAR_ENOUGH) -> list[_Said]:
    best = max((one.held for one in said), default=0.0)
    return [one for one in said if one.held >= max(_LEAST, share * best)]


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


def _answer(outcome: Answer | NotOnRecord, said: Sequence[_Said], hits: Sequence[Hit]) -> Answer:
    """Show statements in the place of what would have been shown without regard to who speaks."""
    places = list(dict.fromkeys(_place(one) for one in said))
    quotes = tuple(_quote(places.index(_place(one)) + 1, one) for one in said)
    citations = tuple(cite(number, hit, paragraph, quotes, hits) for number, (hit, paragraph) in enumerate(places, 1))
    several = len({one.key for one in said}) > 1
    return Answer(outcome.question, outcome.confidence, quotes, citations, several)


def _place(one: _Said) -> tuple[Hit, int]:
    """Return the passage and the paragraph that words stand in: what is quoted from two has two marks."""
    return one.hit, paragraph_of(one.hit.document, one.span[0])


def _quote(citation: int, one: _Said) -> Quote:
    return Quote(citation, _words(one), *one.span, one.statement)
