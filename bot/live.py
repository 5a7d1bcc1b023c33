"""Which index is live, wherever it is kept: in the data folder, or in Milvus where ``ONRECORD_INDEX`` names one."""

from __future__ import annotations

import os
from collections.abc import Iterable

from bot.extras import need_extra
from bot.locale import N_
from bot.settings import Settings
from embeddings.errors import IndexGoneError
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import CURRENT, current_name, open_current
from embeddings.library.snapshots import Listed, list_snapshots

Stamp = tuple[int, int] | str | None
UNREACHABLE = N_("The index can't be reached at the moment, so nothing was looked up. Please ask again in a while.")


def address_of(settings: Settings) -> str | None:
    """Return the address of the server that keeps the index, None where the data folder does."""
    if settings.index is None:
        return None
    need_extra("milvus", "ONRECORD_INDEX")
    return settings.index.get_secret_value()


def open_live(settings: Settings, *, model: str | None = None) -> OpenLibrary:
    """Open the live index. Raises SnapshotError where there is none, or where ``model`` did not make it."""
    address = address_of(settings)
    if address is None:
        return open_current(settings.data, model=model)
    from embeddings.library.milvus.library import open_in  # noqa: PLC0415  an extra

    return open_in(address, model=model)


def live_name(settings: Settings) -> str | None:
    """Return the live index's name, None where nothing was ever published."""
    address = address_of(settings)
    if address is None:
        return current_name(settings.data)
    from embeddings.library.milvus.library import live_in  # noqa: PLC0415  an extra

    return live_in(address)


def live_stamp(settings: Settings, before: Stamp = None) -> Stamp:
    """Return what tells one live index from the next, at the price of a look; ``before``, where nobody can look now."""
    if settings.index is not None:
        try:
            return live_name(settings)
        except IndexGoneError:
            return before
    try:
        found = os.stat(settings.data / "index" / CURRENT)  # noqa: PTH116  a third of Path.stat's time
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns  # the pointer is replaced, never written to


def every_index(settings: Settings) -> Iterable[Listed]:
    """Return all indexes that are kept where the live one is, the newest first."""
    address = address_of(settings)
    if address is None:
        return list_snapshots(settings.data)
    from embeddings.library.milvus.library import listed  # noqa: PLC0415  an extra

    return listed(address)
