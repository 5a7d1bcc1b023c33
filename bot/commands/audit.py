"""``onrecord audit``: who asked what, when, and which documents were shown."""

from __future__ import annotations

import json as js
from contextlib import closing
from datetime import UTC, datetime

import typer

from bot.render import clean
from bot.settings import Settings
from bot.state.audit import Audit, Audited
from bot.state.opening import open_state
from embeddings.errors import UsageError


def print_audit(settings: Settings, since: str, *, json: bool) -> None:
    """Print what was asked since a day (UTC), the oldest first. Raises UsageError where that is no day."""
    try:
        day = datetime.fromisoformat(since)
    except ValueError:
        raise UsageError(f"--since {since!r} is no day. Write one as 2026-11-01.") from None
    at = (day if day.tzinfo is not None else day.replace(tzinfo=UTC)).timestamp()
    with closing(open_state(settings)) as database:
        for one in Audit(database, settings.keep_days).since(at):
            typer.echo(audit_json(one) if json else audit_line(one))


def audit_json(one: Audited) -> str:
    """Return a request as a line of JSON."""
    row = {"at": _moment(one), "who": one.who, "asked": one.asked, "outcome": one.outcome}
    return js.dumps({**row, "documents": one.documents}, ensure_ascii=False)


def audit_line(one: Audited) -> str:
    """Return a request as a line for people."""
    shown = f" [{', '.join(one.documents)}]" if one.documents else ""
    return clean(" ".join(f"{_moment(one)} {one.who}: {one.asked} – {one.outcome}{shown}".split()))


def _moment(one: Audited) -> str:
    return datetime.fromtimestamp(one.at, UTC).isoformat(timespec="seconds")
