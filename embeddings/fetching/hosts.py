"""What is known of hosts while something is fetched: the rules of their robots.txt, and when each may be asked next."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Final
from urllib.robotparser import RobotFileParser

import httpx

AGENT: Final = "Onrecord"
_LONGEST_PAUSE: Final = 30.0  # seconds between two pages that a robots.txt may ask for


@dataclass(slots=True)
class Hosts:
    """Shared by threads. ``pause`` is how many seconds lie between two pages of one host, at least."""

    pause: float = 0
    rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def may_fetch(self, url: httpx.URL) -> bool | None:
        """Return whether a page may be fetched, None where its host's rules are not known yet."""
        rules = self.rules.get(root_of(url))
        return None if rules is None else rules.can_fetch(AGENT, str(url))

    def turn(self, url: httpx.URL) -> float:
        """Take the next turn with a host, and return in how many seconds that is."""
        root = root_of(url)
        rules = self.rules.get(root)
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        pause = min(max(self.pause, float(asked or 0)), _LONGEST_PAUSE) if self.pause else 0.0
        now = time.monotonic()
        with self._lock:
            begin = max(now, self._next.get(root, now))
            self._next[root] = begin + pause
        return begin - now


def read_rules(text: bytes) -> RobotFileParser:
    """Read a robots.txt; what in it makes no sense is passed over."""
    rules = RobotFileParser()
    rules.parse(text.decode("utf-8-sig", "replace").splitlines())
    return rules


def root_of(url: httpx.URL) -> str:
    """Return the address of a host."""
    return str(url.copy_with(raw_path=b"/"))
