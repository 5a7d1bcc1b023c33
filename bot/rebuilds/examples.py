"""Questions for somebody who does not know a library: made of its statements and facts, and answered by it.

Only public documents give any, as everybody may be shown them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

import regex

from bot.respond import respond
from bot.settings import Settings
from bot.types import Answer
from embeddings.comprehension.load import load_reader
from embeddings.library.open_library import OpenLibrary
from embeddings.rebuild import Examples, Load
from embeddings.retrieve import Finder
from embeddings.text.sentences import sentence_spans
from embeddings.types import Document, Span, Statement

MOST: Final = 2
_TRIED: Final = 12  # of a kind
_SURE: Final = 0.5  # confidence of an answer that is worth an example
_LONGEST: Final = 90  # characters of a question
_SAID: Final = {  # by the language of the document
    "en": "What did {name} say about {topic}?",
    "de": "Was sagte {name} über {topic}?",
    "es": "¿Qué dijo {name} sobre {topic}?",
    "fr": "Qu'a dit {name} sur {topic} ?",
    "ru": "Что говорит {name} о теме «{topic}»?",
    "uk": "Що каже {name} про «{topic}»?",
    "km": "តើ {name} បាននិយាយអ្វីអំពី {topic}?",
}
_SAID_AT_ALL: Final = {"en": "What did {name} say?", "de": "Was sagte {name}?", "es": "¿Qué dijo {name}?"}
_THE: Final = regex.compile(r"\bthe (\p{Ll}{4,24}+)(?=[.,;:!?”\"]| (?:is|are|was|were|has|had|will|would|could)\b|\Z)")
_TITLED: Final = regex.compile(r"\p{Lu}[\p{L}\p{M}]{3,24}+")
_NAME: Final = regex.compile(
    r"(?!The |A |An )\p{Lu}[\p{L}\p{M}'’.-]*+(?: (?:of|de|van|von|bin|al|\p{Lu}[\p{L}\p{M}'’.-]*+)){1,4}"
)
_SUBJECT: Final = (
    r"((?:The|An?)(?: \p{L}[\p{L}'’-]{1,20}+){1,3}?|(?!The |An? |When |While |After |Before )\p{Lu}[\p{L}'’-]{2,20}+"
    r"(?: (?:of|the|\p{Lu}[\p{L}'’-]{1,20}+)){0,4}?)"
)
_DONE: Final = (
    "built|founded|opened|closed|created|signed|launched|published|established|completed|abolished|adopted|demolished"
    "|discovered|renovated|installed"
)
_NO_NOUN: Final = regex.compile(r"\A(?:\S+ ){1,4}?\p{Ll}+(?:ly|ed) (?:costs|was|were|will)\b")
_WHEN: Final = regex.compile(rf"\A{_SUBJECT} (was|were) ({_DONE}) (?:in|on) (?=[^.]{{0,20}}\b[12]\d{{3}}\b)")
_COST: Final = regex.compile(rf"\A{_SUBJECT} (costs|will cost) (?=[^.]{{0,20}}\d)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the span of the document that it should be answered from."""

    question: str
    document: str
    span: Span


def make_examples(settings: Settings) -> Examples:
    """Return what chooses the examples of a snapshot."""

    def examples(snapshot: OpenLibrary, load: Load) -> tuple[str, ...]:
        if not snapshot.manifest.passages:
            return ()
        encoder = load(snapshot.manifest.encoder.model)
        return examples_of(Finder(snapshot, encoder, comprehension=load_reader(settings.reader, settings.data)))

    return examples


def examples_of(finder: Finder) -> tuple[str, ...]:
    """Return up to two questions that are answered from where they were made of: of a statement and of a fact first."""
    newest = finder.snapshot.store.newest
    said = _answered(finder, _of_statements(finder.snapshot, newest()))
    facts = _answered(finder, _of_facts(newest()))
    plain = _answered(finder, _of_statements(finder.snapshot, newest(), _SAID_AT_ALL))
    chosen = [*islice(said, 1), *islice(facts, 1)]
    for more in (said, facts, plain):
        chosen += islice(more, MOST - len(chosen))
    return tuple(dict.fromkeys(one.question for one in chosen))


def _answered(finder: Finder, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that are answered as they should be, of as many as may be tried."""
    for one in islice(candidates, _TRIED):
        outcome = respond(finder, one.question).outcome
        if isinstance(outcome, Answer) and outcome.aside is None and outcome.confidence >= _SURE:
            first = outcome.quotes[0]
            cited = next(cited.document.id for cited in outcome.citations if cited.number == first.citation)
            if cited == one.document and first.start < one.span[1] and one.span[0] < first.end:
                yield one


def _of_statements(
    snapshot: OpenLibrary, newest: Iterable[Document], forms: Mapping[str, str] = _SAID
) -> Iterator[Candidate]:
    """Yield what somebody with a full name said, about something that their document speaks of more than once."""
    asked: set[str] = set()
    for document in newest:
        for record in snapshot.store.statements.of_document(document.id):
            said = record.statement
            if said.speaker is None or said.speaker.name in asked or not _NAME.fullmatch(said.speaker.name):
                continue
            topic = _topic(document, said) or forms is not _SAID
            form = forms.get((document.language or "en")[:2])
            question = form.format(name=said.speaker.name, topic=topic) if form and topic else ""
            if question and len(question) <= _LONGEST:
                asked.add(said.speaker.name)
                yield Candidate(question, document.id, (said.quote[0][0], said.quote[-1][1]))
                break  # one of a document


def _topic(document: Document, said: Statement) -> str:
    """Return what a statement names that its document speaks of most: a noun with its article, a name of the title."""
    words = " ".join(document.text[start:end] for start, end in said.quote)
    text, titled = document.text.casefold(), document.title or ""
    speaker = said.speaker.name if said.speaker is not None else ""
    found = [f"the {noun}" for noun in _THE.findall(words)]
    found += [name for name in _TITLED.findall(words) if name in titled and name not in speaker]
    counted = {one: text.count(one.casefold().removeprefix("the ")) for one in dict.fromkeys(found)}
    best = max(counted, key=lambda one: (counted[one], len(one)), default="")
    return best if counted.get(best, 0) > 1 else ""


def _of_facts(newest: Iterable[Document]) -> Iterator[Candidate]:
    """Yield when something was done, and what something costs, as English documents tell it."""
    for document in newest:
        if document.language not in (None, "en"):
            continue
        for start, end in sentence_spans(document.text, document.body_start, len(document.text)):
            question = _asked(document.text[start:end])
            if question and len(question) <= _LONGEST:
                yield Candidate(question, document.id, (start, end))
                break


def _asked(sentence: str) -> str:
    if _NO_NOUN.search(sentence[:_LONGEST]):
        return ""
    if when := _WHEN.match(sentence):
        return f"When {when[2]} {_within(when[1])} {when[3]}?"
    if cost := _COST.match(sentence):
        return f"How much {'does' if cost[2] == 'costs' else 'will'} {_within(cost[1])} cost?"
    return ""


def _within(subject: str) -> str:
    """Return a subject as it stands within a sentence: a name keeps its capital."""
    return subject[0].lower() + subject[1:] if subject.startswith(("The ", "A ", "An ")) else subject
