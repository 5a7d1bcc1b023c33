"""A list that is quoted: on lines without gaps, how many items there are, and what of it was not shown."""

from __future__ import annotations

from bot.locale import _, ngettext
from bot.render.facts import clean
from bot.types import Answer, Quote
from embeddings.types import Document


def quoted_words(quote: Quote) -> str:
    """Return the words of a quote as they are shown: the items of a list stand one below the other."""
    return clean(quote.text) if quote.listed is None else _closed(quote.text)


def count_line(quote: Quote) -> str:
    """Say how many items a list has, and how many of them are not shown; "" where there is no list."""
    listed = quote.listed
    if listed is None:
        return ""
    left, total = listed.items - listed.shown, _("{count} in all", count=listed.items)
    return f"{ngettext('and {count} more', 'and {count} more', left)}, {total}" if left else total


def rest_of(quote: Quote, document: Document) -> str:
    """Return what follows of a list that is shown in part, "" where nothing does."""
    return "" if quote.listed is None else _closed(document.text[quote.end : quote.listed.end])


def rests_of(answer: Answer) -> list[str]:
    """Return what follows of each list of an answer that is shown in part."""
    documents = {citation.number: citation.document for citation in answer.citations}
    return list(filter(None, (rest_of(quote, documents[quote.citation]) for quote in answer.quotes)))


def _closed(text: str) -> str:
    """Return lines without gaps; the names of a table's columns, which each row has above it, stand once."""
    lines = [line for line in clean(text).splitlines() if line.strip()]
    return "\n".join(one for place, one in enumerate(lines) if not (" | " in one and one in lines[:place]))
