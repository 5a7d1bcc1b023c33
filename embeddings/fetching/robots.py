"""robots.txt -> what may be fetched, as RFC 9309 has it: bytes in, and nothing in them raises or takes long.

The standard library's reader is not used: it raises on some lines, and knows neither wildcards nor the longest match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

_AGENT: Final = b"user-agent"
_DELAY: Final = b"crawl-delay"
_KEYS: Final = (b"allow", b"disallow", _DELAY)
_SECONDS: Final = re.compile(rb"[0-9]{1,9}(?:\.[0-9]{0,9})?")
_NAME: Final = re.compile(rb"[a-z_-]+|\*")

_Line = tuple[bytes, bytes]  # key, value


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the paths that begin with ``parts``, whatever stands between them; ``whole`` is up to their end.

    ``weight`` is the length of the rule as it was written: of several that fit, the longest decides.
    """

    allows: bool
    parts: tuple[bytes, ...]
    whole: bool
    weight: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of one agent. ``delay`` is how many seconds are to lie between two pages."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0


def read_rules(text: bytes, agent: str) -> Rules:
    """Read a robots.txt for an agent; what in it makes no sense is passed over."""
    lines = [(key, value) for key, value in _lines_for(text, agent.lower().encode()) if value]
    delays = (float(value) for key, value in lines if key == _DELAY and _SECONDS.fullmatch(value))
    return Rules(tuple(_rule(key, value) for key, value in lines if key != _DELAY), max(delays, default=0))


def _lines_for(text: bytes, own: bytes) -> list[_Line]:
    """Return the lines for an agent, from all groups that name it; those for everybody where none does."""
    found: dict[bytes, list[_Line]] = {}
    told: set[bytes] = set()
    listing = False  # agents, one a line: what comes next is told to all of them
    for key, value in _lines(text):
        if key == _AGENT:
            told, listing = told if listing else set(), True
            told |= {name[0] for name in [_NAME.match(value.lower())] if name is not None and name[0] in (own, b"*")}
            found |= {name: [] for name in told if name not in found}
        elif key in _KEYS:
            listing = False
            for name in told:
                found[name].append((key, value))
    return found.get(own, found.get(b"*", []))


def allows(rules: Rules, path: bytes) -> bool:
    """Return whether a path (with its query) may be fetched; of rules of one length, the one that allows decides."""
    plain = unquote_to_bytes(path)
    fitting = ((rule.weight, rule.allows) for rule in rules.rules if _fits(rule, plain))
    return max(fitting, default=(0, True))[1]


def _lines(text: bytes) -> Iterator[_Line]:
    for line in text.removeprefix(b"\xef\xbb\xbf").splitlines():
        key, _, value = line.partition(b"#")[0].partition(b":")
        yield key.strip().lower(), value.strip()


def _rule(key: bytes, value: bytes) -> Rule:
    whole = value.endswith(b"$")
    parts = tuple(map(unquote_to_bytes, value.removesuffix(b"$").split(b"*")))
    return Rule(key == b"allow", parts, whole, len(value))


def _fits(rule: Rule, path: bytes) -> bool:
    """Find the parts one after the other, each where it stands first: no choice is ever taken back."""
    first, *others = rule.parts
    if not path.startswith(first):
        return False
    at = len(first)
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not rule.whole or at == len(path) or (bool(others) and path.endswith(others[-1]))
