"""What a rebuild begins with: the sources are followed, and what went wrong with some is told, not raised."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Final

from bot.settings import Settings
from bot.state.opening import open_state
from bot.state.sources import Visits
from embeddings.fetching import Fetcher
from embeddings.fetching.hosts import Hosts
from embeddings.sources.file import read_sources
from embeddings.sources.follow import PAUSE, Followed, Progress, follow

_SHOWN: Final = 20  # pages that failed


def follow_sources(settings: Settings, progress: Progress = lambda *_: None, *, pause: float = PAUSE) -> list[Followed]:
    """Fetch what is due. Raises DocumentError where sources.toml can't be used, and StateError."""
    sources = read_sources(settings.seeds)
    if all(source.kind == "folder" for source in sources):
        return []
    with closing(open_state(settings)) as database:
        fetcher = Fetcher(settings.fetch_private, hosts=Hosts(pause))
        return follow(sources, settings.seeds, fetcher, Visits(database), progress=progress)


def failed_lines(followed: Sequence[Followed]) -> list[str]:
    """Return a line for each page and source that failed, the first of many."""
    lines = [line for one in followed for line in one.errors]
    more = [f"{len(lines) - _SHOWN} more: onrecord sources lists them"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]


def followed_summary(followed: Sequence[Followed]) -> str:
    """Return what came of it in a few words, "" where nothing did."""
    counts = {
        "fetched": sum(one.new for one in followed),
        "renewed": sum(one.renewed for one in followed),
        "failed": sum(len(one.errors) for one in followed),
        "left for the next time": sum(one.left for one in followed),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"Sources: {told}." if told else ""
