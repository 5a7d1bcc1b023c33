"""A quote with its attribution as plain text to pass on: in words, as a note of Chicago's manual, or as APA has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from bot.render.facts import clean, published, short, shortened, speaker_line, title
from bot.types import Citation, Quote

Style = Literal["words", "apa", "chicago"]
_MONTHS: Final = (  # of English, in which both styles are
    "January February March April May June July August September October November December".split()
)
_STOPS: Final = ".,;: "
Form = Callable[[str, Quote, Citation, str], str]  # the words, what they stand in, and the link


def cite(quote: Quote, citation: Citation, style: Style = "words", *, limit: int | None = None) -> str:
    """Return a quote as it is cited, in at most ``limit`` UTF-16 units: then the link goes, and the quote is cut."""
    words, form = " ".join(clean(quote.text).split()), _FORMS[style]
    link = short(citation.document.url or "")
    whole = form(words, quote, citation, link)
    if limit is None or _units(whole) <= limit:
        return whole
    for kept in (link, ""):
        room = limit - _units(form("", quote, citation, kept))
        if room > limit // 2:
            return form(shortened(words, room), quote, citation, kept)
    tail = shortened(f" – {_facts(quote, citation)}", limit // 2)
    return f"“{shortened(words, limit - 2 - _units(tail))}”{tail}"


def _in_words(words: str, quote: Quote, citation: Citation, link: str) -> str:
    return f"“{words}” – {_facts(quote, citation)} {link}".rstrip()


def _facts(quote: Quote, citation: Citation) -> str:
    speaker = "" if quote.statement is None else "".join(speaker_line(quote.statement)[:2])
    known = (speaker, title(citation.document), *published(citation.document))
    return ", ".join(short(fact) for fact in known if fact)


def _apa(words: str, quote: Quote, citation: Citation, link: str) -> str:
    document = citation.document
    by, year, day = _maker(citation), _year(document.date), _day(document.date)
    named = f"“{by}”" if by == title(document) else by
    where = f"para. {citation.paragraph}" if citation.page is None else f"p. {citation.page}"
    inside = ", ".join([f"as cited in {named}" if (said := _speaker(quote)) else named, year, where])
    listed = [
        f"{by}.",
        f"({f'{year}, {day}' if day else year}).",
        *([f"{title(document)}."] if by != named[1:-1] else []),
    ]
    listed += [f"{short(document.publisher)}."] if document.publisher and document.publisher != by else []
    return " ".join([f"“{words}” ({f'{said}, ' if said else ''}{inside}).", *listed, link]).rstrip()


def _chicago(words: str, quote: Quote, citation: Citation, link: str) -> str:
    document = citation.document
    ended = words if words[-1:] in ("?", "!", "…") else f"{words.rstrip(_STOPS)},"
    said, author = _speaker(quote), short(document.author or "")
    facts = [author, f"“{title(document)}”", short(document.publisher or "") if document.publisher != author else ""]
    day = _day(document.date)
    facts += [f"{day}, {_year(document.date)}" if day else _year(document.date) if document.date else ""]
    facts += ["" if citation.page is None else str(citation.page), link]
    known = ", ".join(filter(None, facts)).replace("”, ", ",” ")
    return f"{f'{said}, ' if said else ''}“{ended}” {'quoted in ' if said else ''}{known}."


def _speaker(quote: Quote) -> str:
    return "" if quote.speaker is None else short(quote.speaker.name)


def _maker(citation: Citation) -> str:
    document = citation.document
    return short(document.author or document.publisher or "") or title(document)


def _year(day: str | None) -> str:
    return day[:4] if day and day[:4].isdigit() else "n.d."


def _day(day: str | None) -> str:
    """Return "October 18" or "October"; "" where a date names no month."""
    try:
        read = date.fromisoformat(day[:10] if day and len(day) >= 10 else f"{(day or '')[:7]}-01")
    except ValueError:
        return ""
    month = _MONTHS[read.month - 1]
    return f"{month} {read.day}" if day and len(day) >= 10 else month


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_FORMS: Final[dict[Style, Form]] = {"words": _in_words, "apa": _apa, "chicago": _chicago}
