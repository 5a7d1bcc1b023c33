"""What is known of hosts while something is fetched: the rules of their robots.txt, and when each may be asked next."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import httpx

from embeddings.fetching.robots import Rules, allows

AGENT: Final = "Onrecord"
_LONGEST_PAUSE: Final = 30.0  # seconds between two pages that a robots.txt may ask for


@dataclass(slots=True)
class Hosts:
    """Shared by threads. ``pause`` is how many seconds lie between two pages of one host, at least."""

    pause: float = 0
    rules: dict[str, Rules] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def may_fetch(self, url: httpx.URL) -> bool | None:
        """Return whether a page may be fetched, None where its host's rules are not known yet."""
        rules = self.rules.get(root_of(url))
        return None if rules is None else allows(rules, url.raw_path)

    def turn(self, url: httpx.URL) -> float:
        """Take the next turn with a host, and return in how many seconds that is."""
        root = root_of(url)
        rules = self.rules.get(root)
        asked = rules.delay if rules is not None else 0.0
        pause = min(max(self.pause, asked), _LONGEST_PAUSE) if self.pause else 0.0
        now = time.monotonic()
        with self._lock:
            begin = max(now, self._next.get(root, now))
            self._next[root] = begin + pause
        return begin - now


def root_of(url: httpx.URL) -> str:
    """Return the address of a host."""
    return str(url.copy_with(raw_path=b"/"))
