"""The date of a header, a feed or a mail -> a moment: whatever strangers write in its place, nothing is raised."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def read_moment(text: str) -> datetime | None:
    """Read a date of the Internet (RFC 9110, RFC 5322), None where it is none. One without a zone is of UTC."""
    try:
        found = parsedate_to_datetime(text)
        moment = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # the first and the last day of all may have none there
    except Exception:  # noqa: BLE001  what the library makes of one that is none differs from release to release
        return None
    return moment
