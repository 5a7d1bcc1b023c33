"""Found -> what is told: who said it, where that is asked and answers best, or else the best quotes. Pure."""

from __future__ import annotations

from bot.answering.answer import answer
from bot.answering.quotes import MOST
from bot.answering.spoken import speak
from bot.types import Answer, NotOnRecord
from embeddings.retrieve import Found


def outcome_of(found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Choose from what was found, in at most so many quotes; what speakers are shown with has a measure of its own."""
    return speak(found) or answer(found, most)
