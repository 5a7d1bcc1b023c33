"""Found -> what is told: who said it, where that is asked and answers best, or else the best quotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answering.answer import answer, refuse
from bot.answering.quotes import MOST
from bot.answering.spoken import speak
from bot.types import Answer, NotOnRecord
from embeddings.naming.names import normal_form
from embeddings.retrieve import Found


def outcome_of(found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Choose from what was found, in at most so many quotes; what speakers are shown with has a measure of its own."""
    asked, among = found.query.speakers, found.of_speakers
    if asked is None or among is None:
        return answer(found, most)
    of_them = answer(among)
    spoken = speak(asked, found.keys, among, of_them)
    if spoken is not None:
        return spoken
    plain = answer(found, most)
    if asked.kind != "said" or names_any(plain, asked.names):
        return plain
    return of_them if isinstance(of_them, NotOnRecord) else refuse(among, among.hits)


def names_any(outcome: Answer | NotOnRecord, names: Iterable[str]) -> bool:
    """Return whether the first quote is nobody's words, and names one of these: it may say what they said.

    Somebody else's words never answer what they said.
    """
    if isinstance(outcome, NotOnRecord) or outcome.quotes[0].statement is not None:
        return False
    surnames = {word for name in names for word in normal_form(name).split()[-1:]}
    return not surnames.isdisjoint(normal_form(outcome.quotes[0].text).split())
