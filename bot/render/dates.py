"""Dates as Telegram shows them: in the reader's own zone and language; else in the language that is spoken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.locale import _, language
from bot.render.facts import outlets, short
from bot.render.model import Moment, Run
from bot.types import Quote
from embeddings.types import Document

_DAY, _MONTH = len("2017-10-18"), len("2017-10")
# A day without a clock time is the same day for readers from UTC-10 to UTC+13:59 at ten o'clock UTC; at noon it would
# be the next one in New Zealand.
_HOUR_OF_A_DAY = 10
_LAST = 2**31 - 1  # Telegram reads a moment as a positive 32-bit number


def told_of(document: Document) -> list[str]:
    """Return who published a document, and when, in the language that is spoken, as far as that is known."""
    return [*outlets(document), *([date_words(document.date)] if document.date else [])]


def date_runs(date: str | None, *, italic: bool = False) -> list[Run]:
    """Return a date behind a comma, as a moment where it is one or a whole day; nothing where there is none."""
    if not date:
        return []
    return [Run(", ", italic=italic), replace(date_run(date), italic=italic)]


def date_run(date: str) -> Run:
    """Return a date as a run: as a moment where it is one or a whole day."""
    return Run(date_words(date), moment=_moment(date))


def date_words(date: str) -> str:
    """Return a date, ISO 8601, in the language that is spoken: "October 18, 2017"; what is none as it is written."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415  it takes a while, and a terminal has no use for it

    try:
        if len(date) == _MONTH:
            return format_skeleton("yMMMM", datetime.fromisoformat(f"{date}-01"), locale=language())
        if len(date) >= _DAY:
            return format_date(datetime.fromisoformat(date), "long", locale=language())
    except ValueError:
        pass  # no date that we know
    return short(date)


def earlier_words(quote: Quote, document: Document) -> str:
    """Return what stands before a quote that a newer one has replaced, with its date; "" before others."""
    return _("earlier, {date}:").format(date=date_words(document.date or "")) if quote.earlier else ""


def _moment(date: str) -> Moment | None:
    if len(date) < _DAY:
        return None
    try:
        read = datetime.fromisoformat(date)
    except ValueError:
        return None
    exact = read.tzinfo is not None and len(date) > _DAY
    when = read if exact else read.replace(hour=_HOUR_OF_A_DAY, minute=0, second=0, tzinfo=UTC)
    unix = int(when.timestamp())
    return Moment(unix, "Dt" if exact else "D") if 0 < unix <= _LAST else None
