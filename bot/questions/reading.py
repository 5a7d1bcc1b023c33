"""A question as typed, after the turn before it -> the question that it is searched and answered by. Pure."""

from __future__ import annotations

from dataclasses import replace

import regex

from bot.questions.abroad import read_speakers
from bot.questions.core import Core, core_of
from bot.questions.followup import Interpretation, Turn, interpret
from bot.questions.question import ReadQuestion, question_of
from bot.questions.words import PERSONAL, is_person, kind_of
from embeddings.search.query import Query, SpeakerQuestion, make_query
from embeddings.text.terms import question_terms

_OWNING = regex.compile(  # "her view", and not "disagrees with her"
    r"(?i)\b(?:his|her|their)(?= (?:view|opinion|position|stance|thought|comment|reaction|response|statement|remark))"
)
_TEXT = regex.compile(
    r"(?i)what (?:does|do|did) (?P<text>.{1,80}?) (?:say|state|provide|specify|stipulate|mention|tell us|tell)"
    r" (?:about|on|regarding|concerning|of) (?P<topic>.+)"
)
_SOMEBODY = regex.compile(rf"(?i)\b(?:{'|'.join(word for word, kind in PERSONAL.items() if kind != 'thing')})\b")


def read(typed: Query, previous: Turn | None = None) -> tuple[ReadQuestion, Interpretation]:
    """Read a question, of which a query was made by itself, and what it leans on."""
    core = core_of(typed.text) if previous is None and not typed.filters else None
    if core is not None:
        return _by_its_core(core, typed)
    reading = interpret(typed.text, previous)
    if reading.about is None:
        asked = _speakers(typed)
        query = _of_a_text(typed) if asked is None else typed
    else:
        query = _leaning(typed, reading)
        asked = _leaning_speakers(typed, query, reading)
    return question_of(replace(query, speakers=asked)), reading


def _of_a_text(query: Query) -> Query:
    """Let the words for a text, of which it is asked what it says of something, find the passage, and no quote."""
    named = _TEXT.fullmatch(query.text)
    if named is None:
        return query
    topic = question_terms(named["topic"], query.language)
    carried = frozenset(question_terms(named["text"], query.language)).intersection(query.terms).difference(topic)
    return replace(query, carried=carried)


def _leaning(typed: Query, reading: Interpretation) -> Query:
    """Make a query of a question with what it leans on; its filters and its days are its own."""
    query = make_query(reading.query)
    own = question_terms(typed.text, query.language)
    carried = frozenset(query.terms).difference(own)
    return replace(query, filters=typed.filters, when=typed.when, typed=typed.typed, carried=carried)


def _by_its_core(core: Core, typed: Query) -> tuple[ReadQuestion, Interpretation]:
    """Read what a long question asks; what it leans on finds the passage, and no quote."""
    query = make_query(f"{core.asked} {core.before}".strip())
    carried = frozenset(query.terms).difference(question_terms(core.asked, query.language))
    speakers = _speakers(make_query(core.asked))
    query = replace(query, when=typed.when, typed=typed.typed, carried=carried, speakers=speakers)
    return question_of(query), replace(interpret(core.asked, None), about=core.asked)


def _speakers(query: Query) -> SpeakerQuestion | None:
    """Return what a question asks about speakers; from:"…" asks what they said, whatever else is asked."""
    asked, names = read_speakers(query.text, query.language), query.filters.speakers
    if asked is not None or not names:
        return asked
    return SpeakerQuestion("said", names, "" if query.text == " ".join(names) else query.text)


def _leaning_speakers(typed: Query, query: Query, reading: Interpretation) -> SpeakerQuestion | None:
    """Read whom "she" means, and let the topic be what was asked about before."""
    asked, names = read_speakers(_named(typed.text, reading), typed.language), query.filters.speakers
    if asked is None:
        return SpeakerQuestion("said", names, query.text) if names else None
    speakers = {term for name in asked.names for term in question_terms(name, query.language)}
    carried = [piece for piece in reading.carried if speakers.isdisjoint(question_terms(piece, query.language))]
    if asked.kind != "said":  # what somebody said can be denied by those who don't name them
        carried = [piece for piece in carried if not is_person(piece)] or carried
    return replace(asked, topic=" ".join([asked.topic, *carried]).strip())


def _named(text: str, reading: Interpretation) -> str:
    """Put the name of the only one who can be meant in the place of "she", "her" or "they"."""
    before = reading.leans_on
    named = [piece for piece in (*before.topic, *before.latest) if kind_of(piece) == "name"]
    meant = before.names or list(filter(is_person, named)) or named
    if len(meant) != 1:
        return text
    return _SOMEBODY.sub(lambda _: meant[0], _OWNING.sub(lambda _: f"{meant[0]}'s", text))
