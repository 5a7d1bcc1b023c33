"""Dates as Telegram shows them: in the reader's own zone and language."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.render.facts import short
from bot.render.model import Moment, Run

_DAY = len("2017-10-18")
# A day without a clock time is the same day for readers from UTC-10 to UTC+13:59 at ten o'clock UTC; at noon it would
# be the next one in New Zealand.
_HOUR_OF_A_DAY = 10
_LAST = 2**31 - 1  # Telegram reads a moment as a positive 32-bit number


def date_run(date: str | None, *, italic: bool = False) -> Run:
    """Return a date as a run: as a moment where it is one or a whole day, else as it is written."""
    written = short(date or "no date")
    return Run(written[:_DAY] if (moment := _moment(date)) else written, italic=italic, moment=moment)


def _moment(date: str | None) -> Moment | None:
    if date is None or len(date) < _DAY:
        return None
    try:
        read = datetime.fromisoformat(date)
    except ValueError:
        return None
    exact = read.tzinfo is not None and len(date) > _DAY
    when = read if exact else read.replace(hour=_HOUR_OF_A_DAY, minute=0, second=0, tzinfo=UTC)
    unix = int(when.timestamp())
    return Moment(unix, "Dt" if exact else "D") if 0 < unix <= _LAST else None
