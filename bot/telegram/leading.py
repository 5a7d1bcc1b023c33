"""What one of several bots does for all: it holds the schedule, watches, asks Telegram, tells what is new."""

from __future__ import annotations

import logging

from bot.state.holder import LEADS
from bot.telegram.context import Shared
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)


def leads(shared: Shared) -> bool:
    """Whether that is this process. A bot by itself leads; who can't reach the state does not."""
    try:
        led = shared.state.lead(LEADS)
    except StateError:  # which is told by who takes updates
        led = False
    if shared.state.is_shared and led != shared.led:
        _LOG.info("this bot leads now" if led else "another bot leads; this one answers")
    shared.led = led
    return led
