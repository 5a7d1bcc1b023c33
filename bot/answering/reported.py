"""Which windows may answer a question about speakers where no statement does: those that tell of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.answering.called import called, describes, is_description, is_named, is_named_in_full, may_be
from bot.answering.heard import Heard, statements_of
from bot.answering.material import Material
from bot.answering.present import present_holder
from bot.answering.spoken import LEAST, NEAR_ENOUGH_ALIKE, is_of_question, tells_of, who_speaks
from bot.answering.topics import Topic, telling
from bot.answering.windows import Window
from bot.questions.asked import REPLYING, opposes, tells
from bot.questions.cued import has_cue, is_deed, means_what_was_told, opposite
from embeddings.search.query import SpeakerQuestion
from embeddings.text.passages import is_question
from embeddings.text.terms import terms
from embeddings.types import Statement

Fits = Callable[[Window], bool]

_NEAR_ENOUGH_BEFORE = 0.4  # of the best words, where a text speaks of what it named before; set by hand
_OTHERS = 6  # who spoke of it, named at most


def may_say(heard: Heard) -> Fits:
    """Return which windows may tell who says something, or who opposes somebody.

    They hold what was said about as well as the best do, and are not the words of somebody whom the question names.
    Of somebody's opponents they are those that speak of opposition, where any do; so with any other way of saying it.
    """
    fits = _holding(heard, NEAR_ENOUGH_ALIKE)
    if heard.asked.kind == "disagrees":
        return _opposed(heard.asked, heard.material, fits)
    return _cued(heard, fits) if heard.asked.cues else fits


def _holding(heard: Heard, share: float, *, with_names: bool = False) -> Fits:
    """Return which windows hold a share of what the best words do, and are not those of somebody asked about.

    Who says it is no part of that, but ``with_names``.
    """
    material, names = heard.material, [called(name) for name in heard.asked.names]
    least = share * heard.most

    def fits(window: Window) -> bool:
        aside = () if with_names else telling(material.statements(window.hit))
        if heard.topic.held(window.hit.document, window.span, aside) < least:
            return False
        said = material.statement(window.hit, window.span)
        if said is None:
            return True
        theirs = _key(material, window, said) in heard.keys or tells_of(window.hit.document, said, names)
        return not theirs and not is_of_question(said, material.question.query.typed)

    return fits


def _cued(heard: Heard, fits: Fits) -> Fits:
    """Return those of the windows that tell of such a saying, else those that don't tell of the contrary.

    What is named before it needs less of the topic: "Mr Lee rejected the plan."
    """
    cues = heard.asked.cues
    chosen = (_replies(heard) if cues == REPLYING else []) or _telling_so(heard, fits)
    if chosen or not heard.topic.weights:
        return _among(chosen)
    return lambda window: fits(window) and not _is_contrary(window, cues)


def _telling_so(heard: Heard, fits: Fits) -> list[Window]:
    less = _holding(heard, _NEAR_ENOUGH_BEFORE, with_names=True)
    told = [window for window in heard.material.windows if has_cue(window.text, heard.asked.cues)]
    return list(filter(fits, told)) or [one for one in told if means_what_was_told(one.text) and less(one)]


def _is_contrary(window: Window, cues: frozenset[str]) -> bool:
    """Whether a window tells of the other side, or asks where it is asked who replied."""
    other = opposite(cues)
    return has_cue(window.text, other) if other else cues == REPLYING and is_question(window.text)


def _replies(heard: Heard) -> list[Window]:
    """Return the windows that reply to a question on the topic."""
    total, language = sum(heard.topic.weights.values()), heard.topic.language

    def held(window: Window) -> float:
        asked = {*terms(window.asked, language)}
        return sum(weight for term, weight in heard.topic.weights.items() if term in asked)

    return [one for one in heard.material.windows if one.asked and held(one) >= NEAR_ENOUGH_ALIKE * total]


def _among(chosen: Iterable[Window]) -> Fits:
    places = {(window.hit.rank, window.start, window.end) for window in chosen}
    return lambda window: (window.hit.rank, window.start, window.end) in places


def _opposed(asked: SpeakerQuestion, material: Material, fits: Fits) -> Fits:
    """Return those of the windows that speak of opposition; where there are none, those on the topic do.

    Without a topic, they stand in a passage that names the one opposed.
    """
    fitting = [window for window in material.windows if fits(window)]
    near = fitting if asked.topic else [window for window in fitting if _names_in_passage(window, asked)]
    chosen = [window for window in near if opposes(window.text)] or (fitting if asked.topic else [])
    return _among(chosen)


def _names_in_passage(window: Window, asked: SpeakerQuestion) -> bool:
    text = f"{window.hit.document.title or ''}\n{window.hit.passage.text}"
    return any(is_named(text, called(name)) for name in asked.names)


def reports(asked: SpeakerQuestion, topic: Topic, material: Material) -> Fits:
    """Return which windows may tell what somebody said: they name them and the topic, and hold nobody else's words."""

    def fits(window: Window) -> bool:
        if topic.held(window.hit.document, window.span) < LEAST:
            return False
        if is_deed(asked) and not has_cue(window.text, asked.cues):
            return False
        said = material.statement(window.hit, window.span)
        if said is None:
            return tells(window.text) and any(_names(window, name) for name in asked.names)
        known, who = _key(material, window, said) in material.found.keys, who_speaks(window.hit.document, said)
        return any(_is_by(said, name, known=known) or _is_told_of(who, name) for name in asked.names)

    return _at_present(asked, topic, material, fits)


def _at_present(asked: SpeakerQuestion, topic: Topic, material: Material, fits: Fits) -> Fits:
    """Return those of the windows in which who holds an office at present speaks, where any do."""
    holder = present_holder(asked.names[0], material) if len(asked.names) == 1 else None
    if holder is None:
        return fits
    theirs = [
        window
        for window in material.windows
        if holder.says(material.statement(window.hit, window.span))
        and topic.held(window.hit.document, window.span) >= LEAST
    ]
    return _among(theirs) if theirs else fits


def others_on(topic: Topic, material: Material) -> tuple[str, ...]:
    """Return who else spoke of what somebody is asked about, the best first; nobody where any topic would do."""
    said = sorted(statements_of(material, topic), key=lambda one: -one.score) if topic.weights else []
    best = max((one.held for one in said), default=0.0)
    near = [one.statement.speaker for one in said if one.held >= max(LEAST, NEAR_ENOUGH_ALIKE * best)]
    return tuple(dict.fromkeys(speaker.name for speaker in near if speaker is not None))[:_OTHERS]


def _names(window: Window, name: str) -> bool:
    if is_description(name):
        return describes(name, window.text)
    return is_named(window.text, called(name), f"{window.hit.document.title or ''}\n{window.hit.passage.text}")


def _is_told_of(who: str, name: str) -> bool:
    return describes(name, who) if is_description(name) else is_named_in_full(who, called(name))


def _is_by(said: Statement, name: str, *, known: bool) -> bool:
    if said.speaker is None:
        return False
    speaker = said.speaker
    if is_description(name):
        return known or describes(name, f"{speaker.name} {speaker.as_written} {speaker.role or ''}")
    return known and may_be(called(name), speaker)


def _key(material: Material, window: Window, said: Statement) -> str | None:
    return next((record.key for record in material.records(window.hit) if record.statement == said), None)
