"""Several bots, one index: who rebuilds is alone at it and shares what came of it; the others take that up."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from bot.live import address_of, open_live
from bot.settings import FILE, Settings, keep_setting
from bot.state.opening import open_state
from embeddings.errors import BusyError, OnrecordError, SettingsError
from embeddings.library.shelf import Shelf
from embeddings.library.snapshot import current_name
from embeddings.library.snapshots import prune, rollback

_LOG = logging.getLogger(__name__)
REBUILD: Final = "rebuild"  # what one of several bots leads while it rebuilds


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Rebuild alone of all machines that share a state. Raises BusyError where another one rebuilds."""
    if settings.state is None:  # the lock of the data folder is enough
        yield
        return
    with closing(open_state(settings)) as state:
        if not state.lead(REBUILD):
            raise BusyError(f"Another bot of {state.place.rstrip(',')} rebuilds already. Wait for it to end.")
        yield


def share(settings: Settings, *, purged: bool = False) -> None:
    """Let the others take up what is live here. Raises SnapshotError where that can't be; here, it stays live."""
    if settings.snapshots is not None:
        Shelf(settings.snapshots).put(settings.data, settings.keep_snapshots, purged=purged)
    if (address := address_of(settings)) is not None:
        from embeddings.library.milvus.library import put  # noqa: PLC0415  an extra

        put(address, settings.data, settings.keep_snapshots, purged=purged)


def take_up(settings: Settings) -> str | None:
    """Make live what others have shared since the last look; return its name, None where that is nothing new."""
    if settings.snapshots is None:
        return None
    name = Shelf(settings.snapshots).take(settings.data)
    if name is not None:
        prune(settings.data, settings.keep_snapshots)
    return name


def go_back(settings: Settings, name: str | None = None) -> str:
    """Make an older snapshot the live one, for all who share it; return its name."""
    address = address_of(settings)
    if address is not None and current_name(settings.data) is None:  # another machine rebuilds
        from embeddings.library.milvus.library import go_back as go_back_in  # noqa: PLC0415  an extra

        return go_back_in(address, name)
    live = rollback(settings.data, name)
    share(settings)
    return live


def keep_model(settings: Settings) -> str | None:
    """Have the settings name the model of what is live, and return what came of it; None where they do.

    Where they name another, as after going back behind it, nothing could be asked.
    """
    with closing(open_live(settings)) as live:
        model = live.manifest.encoder.model
    if model == settings.model:
        return None
    try:
        keep_setting("model", model)
    except SettingsError as error:
        return f"It was made by the model {model!r}, and can't be asked before that is set. {error}"
    return f"{FILE} says model = {model!r} again; a bot that runs takes it up when it is started anew."


class Taking:
    """Takes up what others share, again and again. What goes wrong with it is told to the log, each thing once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._trouble = ""

    def look(self) -> None:
        """Take up what there is; what was live stays, where that can't be."""
        try:
            name = take_up(self._settings)
        except BusyError:  # something else is built here, or taken up by another process: it is looked again soon
            return
        except OnrecordError as error:
            if str(error) != self._trouble:
                _LOG.error("what others share can't be taken up: %s", error)
            self._trouble = str(error)
            return
        self._trouble = ""
        if name is not None:
            _LOG.info("took up snapshot %s, which another bot has shared", name)
