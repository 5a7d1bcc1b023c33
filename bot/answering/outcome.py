"""A question, and what was found for it -> what is told, by what kind of question it is. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from math import inf

from bot.answering.answer import answer, refuse
from bot.answering.heard import hear
from bot.answering.material import Material, gather
from bot.answering.quotes import MOST
from bot.answering.reported import may_say, others_on, reports
from bot.answering.spoken import speak
from bot.answering.topics import topic_of
from bot.answering.twins import without_twins
from bot.answering.wishes import Wish, wish_of
from bot.questions.question import ReadQuestion
from bot.types import Answer, NotOnRecord
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion


def outcome_of(question: ReadQuestion, found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Choose from what was found, in at most so many quotes; what speakers are shown with has a measure of its own."""
    asked, left = question.query.speakers, without_twins(question, found)
    if found.hits and not left.hits:
        return refuse(found, found.hits)
    if asked is None or found.excluding:
        return _of_anything(question, found, left, most)
    among = None if found.of_speakers is None else without_twins(question, found.of_speakers)
    if asked.kind == "said":
        theirs = None if among is None else gather(question, among)
        return _of_somebody(asked, gather(question, left), theirs, most)
    return _of_anybody(asked, gather(question, among or left), found.keys, most)


def _of_anything(question: ReadQuestion, found: Found, left: Found, most: int) -> Answer | NotOnRecord:
    """Answer from the hits that are left; the others count for how sure that is, unless the best is none of these."""
    wish, ranks = wish_of(question, left), {hit.rank for hit in left.hits}
    among = found if left.hits[:1] == found.hits[:1] else left
    fitting = replace(wish, fits=lambda window: window.hit.rank in ranks and wish.fits(window))
    return answer(gather(question, among), most, fitting)


def _of_somebody(
    asked: SpeakerQuestion, material: Material, theirs: Material | None, most: int
) -> Answer | NotOnRecord:
    """Show what somebody said, or what tells of it; else refuse, and name who else spoke of it.

    Somebody else's words never answer what they said. ``theirs`` is what was found among their words, if any are known.
    """
    of_them = refuse(material.found, material.hits) if theirs is None else answer(theirs)
    among = theirs or material
    spoken = None if theirs is None else speak(hear(asked, material.found.keys, theirs), of_them)
    if spoken is not None:
        return spoken
    topic = topic_of(material.question, material.weights, asked.topic)
    on_topic = material.weighed_by(topic.weights) if topic.weights else material
    reported = answer(on_topic, most, Wish(reports(asked, topic, material), enough=inf if asked.topic else 0))
    if isinstance(reported, Answer):
        return reported
    refused = of_them if isinstance(of_them, NotOnRecord) else refuse(among.found, among.hits)
    typed = tuple(material.question.query.filters.labels())
    return replace(refused, excluding=typed, silent=asked.names, others=others_on(topic, material))


def _of_anybody(asked: SpeakerQuestion, material: Material, keys: Collection[str], most: int) -> Answer | NotOnRecord:
    """Show who said something or opposes somebody: the words of each, or else what tells of it.

    Where nothing of the kind is on record at all, nobody said it.
    """
    plain = answer(material, most)
    if isinstance(plain, NotOnRecord):
        return plain
    heard = hear(asked, keys, material)
    telling = answer(material, most, Wish(may_say(heard), enough=0))
    return speak(heard, telling) or telling
