"""Traces where a setting wants them: the extra is loaded only then."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from bot.extras import need_extra
from bot.responder import Responder
from bot.settings import Settings


def tracing(settings: Settings, responder: Responder) -> AbstractContextManager[None]:
    """Trace what a responder answers, as long as this is open. Raises UsageError where the extra is missing."""
    if settings.traces_url is None:
        return nullcontext()
    need_extra("otel", "ONRECORD_TRACES_URL")
    from bot.eyes.traces import sending_to, traced  # noqa: PLC0415  an extra

    return traced(sending_to(settings.traces_url), responder)
