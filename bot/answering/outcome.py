"""Found -> what is told: who said it, where that is asked and answers best, or else the best quotes. Pure."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from bot.answering.answer import answer, refuse
from bot.answering.quotes import MOST
from bot.answering.reported import may_say, on_topic, others_on, reports
from bot.answering.spoken import speak
from bot.answering.twins import without_twins
from bot.answering.wishes import Wish, wish_of
from bot.types import Answer, NotOnRecord
from embeddings.retrieve import Found
from embeddings.search.query import SpeakerQuestion


def outcome_of(found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Choose from what was found, in at most so many quotes; what speakers are shown with has a measure of its own."""
    asked, left = found.query.speakers, without_twins(found)
    if found.hits and not left.hits:
        return refuse(found, found.hits)
    if asked is None or found.excluding:
        return _of_anything(found, left, most)
    if asked.kind == "said":
        return _of_somebody(asked, left, most)
    among = without_twins(found.of_speakers or found)
    if isinstance(plain := answer(among, most), NotOnRecord):
        return plain
    fitting = answer(among, most, Wish(may_say(asked, replace(among, keys=found.keys)), enough=0))
    return speak(asked, found.keys, among, fitting) or fitting


def _of_anything(found: Found, left: Found, most: int) -> Answer | NotOnRecord:
    """Answer from the hits that are left; the others count for how sure that is, unless the best is none of these."""
    wish = wish_of(left)
    if left.hits[:1] != found.hits[:1]:
        return answer(left, most, wish)
    ranks = {hit.rank for hit in left.hits}
    return answer(found, most, replace(wish, fits=lambda window: window.hit.rank in ranks and wish.fits(window)))


def _of_somebody(asked: SpeakerQuestion, found: Found, most: int) -> Answer | NotOnRecord:
    """Show what somebody said, or what tells of it; else refuse, and name who else spoke of it.

    Somebody else's words never answer what they said.
    """
    among = None if found.of_speakers is None else without_twins(found.of_speakers)
    of_them = refuse(found, found.hits) if among is None else answer(among)
    spoken = None if among is None else speak(asked, found.keys, among, of_them)
    if spoken is not None:
        return spoken
    reported = answer(on_topic(asked, found), most, Wish(reports(asked, found), enough=inf if asked.topic else 0))
    if isinstance(reported, Answer):
        return reported
    refused = of_them if isinstance(of_them, NotOnRecord) else refuse(among or found, (among or found).hits)
    typed = tuple(found.query.filters.labels())
    return replace(refused, excluding=typed, silent=asked.names, others=others_on(asked, found))
