"""What the server does unasked: it takes up a new index, so that an old one can go, and deletes what is old enough."""

from __future__ import annotations

import asyncio
import logging
from contextlib import closing
from itertools import count

from anyio import to_thread

from bot.keeping.forgetting import expire
from bot.rebuilds.sharing import Taking
from bot.responder import Responder
from bot.settings import Settings
from bot.state.opening import has_state, open_state
from embeddings.errors import OnrecordError

_LOG = logging.getLogger(__name__)
_LOOK = 5.0  # seconds between two looks at which index is live
_LOOKS_A_DAY = round(86_400 / _LOOK)


async def keep_house(settings: Settings, responder: Responder) -> None:
    """Keep house until it is cancelled."""
    taking = Taking(settings)
    for looks in count():
        if looks % _LOOKS_A_DAY == 0:
            await to_thread.run_sync(expire_state, settings)
        await to_thread.run_sync(taking.look)
        await to_thread.run_sync(responder.refresh)
        await asyncio.sleep(_LOOK)


def expire_state(settings: Settings) -> None:
    """Delete what is old enough from the state, where there is one."""
    if not has_state(settings):
        return
    try:
        with closing(open_state(settings)) as database:
            expire(database, settings)
    except OnrecordError as error:  # it is tried again tomorrow
        _LOG.error("what is old was not deleted: %s", error)
