"""Outcome -> plain text | Telegram HTML. Escaping and length live here, and nowhere else.

``model`` says what a message is made of, ``markup`` writes it as Telegram's HTML and measures it, ``split`` chooses
what fits: whole blocks, so that marked-up text is never cut.

May import the values of an answer and nothing that finds them; every edge imports this.
"""

from bot.render.answers import Message, more_messages, to_html, to_message
from bot.render.cite import Style, cite
from bot.render.facts import (
    about_line,
    clean,
    describe,
    location,
    outlet_and_date,
    short,
    shown_quotes,
    speaker_line,
    title,
)
from bot.render.listings import listing_html, listing_text, sources_html
from bot.render.lists import rests_of
from bot.render.plain import to_text
from bot.render.source import source_messages
from bot.render.split import LIMIT

__all__ = [
    "LIMIT",
    "Message",
    "Style",
    "about_line",
    "cite",
    "clean",
    "describe",
    "listing_html",
    "listing_text",
    "location",
    "more_messages",
    "outlet_and_date",
    "rests_of",
    "short",
    "shown_quotes",
    "source_messages",
    "sources_html",
    "speaker_line",
    "title",
    "to_html",
    "to_message",
    "to_text",
]
