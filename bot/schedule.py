"""When the index is rebuilt: a line of cron, with a time zone. The only door to APScheduler."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.util import astimezone

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NUMBERED = re.compile(r"(\d)(?:-(\d))?(?:/(\d))?")
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
EXPECTED = 'a line of cron, and a time zone if it is not that of the machine, was expected: "15 3 * * * Europe/Berlin"'


def read_schedule(line: str) -> Any:  # noqa: ANN401  the library has no types
    """Return the trigger of a schedule. Raises ValueError where it is none.

    As in cron, 0 and 7 are Sunday, and where day and weekday are both given, either will do.
    """
    fields = line.split()
    if len(fields) not in (5, 6):
        raise ValueError(EXPECTED)
    zone = _zone(fields[5]) if len(fields) == 6 else None
    minute, hour, day, month, weekday = fields[:5]
    days = [("*", _weekdays(weekday)), (day, "*")] if "*" not in (day[0], weekday[0]) else [(day, _weekdays(weekday))]
    try:
        triggers = [
            CronTrigger(minute=minute, hour=hour, day=on, month=month, day_of_week=of, timezone=astimezone(zone))
            for on, of in days
        ]
    except ValueError as error:
        raise ValueError(f"{EXPECTED} ({error})") from None
    trigger = triggers[0] if len(triggers) == 1 else OrTrigger(triggers)
    if trigger.get_next_fire_time(None, _ANY_DAY) is None:
        raise ValueError(f"there is no such day; {EXPECTED}")
    return trigger


def next_run(line: str, after: datetime) -> datetime | None:
    """Return the first time of a schedule after a moment (with its zone), None where there is none any more."""
    found = read_schedule(line).get_next_fire_time(None, after + timedelta(microseconds=1))
    return found if isinstance(found, datetime) else None


def was_missed(line: str, last: datetime | None, now: datetime) -> bool:
    """Tell whether a run was due between the last one and now."""
    due = next_run(line, last) if last is not None else None
    return due is not None and due <= now


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {name!r}; {EXPECTED}") from None


def _weekdays(field: str) -> str:
    """Write cron's numbers of days, Sunday first, as names, which the library can't mistake."""
    return ",".join(_names(part) for part in field.split(","))


def _names(part: str) -> str:
    match = _NUMBERED.fullmatch(part)
    if match is None:
        return part
    first, last, step = int(match[1]), int(match[2] or match[1]), int(match[3] or 1)
    if not first <= last <= 7 or not step:
        raise ValueError(f"{part!r} is no day of the week; {EXPECTED}")
    return ",".join(_DAYS[day % 7] for day in range(first, last + 1, step))
