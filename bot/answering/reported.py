"""Which windows may answer a question about speakers where no statement does: those that tell of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.attribution import statement_in
from bot.answering.called import called, describes, is_description, is_named, is_named_in_full, may_be
from bot.answering.heard import most_held, statements_of
from bot.answering.spoken import LEAST, NEAR_ENOUGH_ALIKE, is_of_question, tells_of, who_speaks
from bot.answering.topics import telling, topic_of
from bot.answering.windows import Window, windows
from bot.questions.asked import opposes, tells
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion
from embeddings.types import Statement

Fits = Callable[[Window], bool]

_OTHERS = 6  # who spoke of it, named at most


def may_say(asked: SpeakerQuestion, found: Found) -> Fits:
    """Return which windows may tell who says something, or who opposes somebody.

    They hold what was said about as well as the best do, and are not the words of somebody whom the question names.
    Of somebody's opponents they are those that speak of opposition, where any do.
    """
    topic, keys, names = topic_of(found, asked.topic), found.keys, [called(name) for name in asked.names]
    least = NEAR_ENOUGH_ALIKE * most_held(found, topic)

    def fits(window: Window) -> bool:
        statements = [record.statement for record in found.statements.get(window.hit.passage.id, ())]
        if topic.held(window.hit.document, (window.start, window.end), telling(statements)) < least:
            return False
        said = _statement(found, window)
        if said is None:
            return True
        theirs = _key(found, window, said) in keys or tells_of(window.hit.document, said, names)
        return not theirs and not is_of_question(said, found.query.typed)

    return _opposed(asked, found, fits) if asked.kind == "disagrees" else fits


def _opposed(asked: SpeakerQuestion, found: Found, fits: Fits) -> Fits:
    """Return those of the windows that speak of opposition; where there are none, those on the topic do.

    Without a topic, they stand in a passage that names the one opposed.
    """
    fitting = [window for window in windows(found) if fits(window)]
    near = fitting if asked.topic else [window for window in fitting if _names_in_passage(window, asked)]
    chosen = [window for window in near if opposes(window.text)] or (fitting if asked.topic else [])
    places = {(window.hit.rank, window.start, window.end) for window in chosen}
    return lambda window: (window.hit.rank, window.start, window.end) in places


def _names_in_passage(window: Window, asked: SpeakerQuestion) -> bool:
    text = f"{window.hit.document.title or ''}\n{window.hit.passage.text}"
    return any(is_named(text, called(name)) for name in asked.names)


def reports(asked: SpeakerQuestion, found: Found) -> Fits:
    """Return which windows may tell what somebody said: they name them and the topic, and hold nobody else's words."""
    topic = topic_of(found, asked.topic)

    def fits(window: Window) -> bool:
        if topic.held(window.hit.document, (window.start, window.end)) < LEAST:
            return False
        said = _statement(found, window)
        if said is None:
            return tells(window.text) and any(_names(window, name) for name in asked.names)
        known, who = _key(found, window, said) in found.keys, who_speaks(window.hit.document, said)
        return any(_is_by(said, name, known=known) or is_named_in_full(who, called(name)) for name in asked.names)

    return fits


def on_topic(asked: SpeakerQuestion, found: Found) -> Found:
    """Return the same as if the topic alone had been asked for: who is to have said it is looked for in other ways."""
    topic = topic_of(found, asked.topic).weights
    terms, names = ([term for term in of if term in topic] for of in (found.query.terms, found.query.names))
    query = replace(found.query, terms=tuple(terms), names=tuple(names))
    return replace(found, query=query, weights=topic) if topic else found


def others_on(asked: SpeakerQuestion, found: Found) -> tuple[str, ...]:
    """Return who else spoke of what somebody is asked about, the best first; nobody where any topic would do."""
    topic = topic_of(found, asked.topic)
    said = sorted(statements_of(found, topic), key=lambda one: -one.score) if topic.weights else []
    best = max((one.held for one in said), default=0.0)
    near = [one.statement.speaker for one in said if one.held >= max(LEAST, NEAR_ENOUGH_ALIKE * best)]
    return tuple(dict.fromkeys(speaker.name for speaker in near if speaker is not None))[:_OTHERS]


def _names(window: Window, name: str) -> bool:
    if is_description(name):
        return describes(name, window.text)
    return is_named(window.text, called(name), f"{window.hit.document.title or ''}\n{window.hit.passage.text}")


def _is_by(said: Statement, name: str, *, known: bool) -> bool:
    if said.speaker is None:
        return False
    speaker = said.speaker
    if is_description(name):
        return known or describes(name, f"{speaker.name} {speaker.as_written} {speaker.role or ''}")
    return known and may_be(called(name), speaker)


def _statement(found: Found, window: Window) -> Statement | None:
    records = found.statements.get(window.hit.passage.id, ())
    return statement_in(window.hit.document, (window.start, window.end), [record.statement for record in records])


def _key(found: Found, window: Window, said: Statement) -> str | None:
    records = found.statements.get(window.hit.passage.id, ())
    return next((record.key for record in records if record.statement == said), None)
