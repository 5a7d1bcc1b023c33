"""Texts that a stranger might send to keep a reader busy, and what it costs to read them."""

from __future__ import annotations

import gc
import importlib
import math
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import regex

# What is repeated. Some end a construct that others only begin, so that a pattern tries in vain for a long time.
UNITS: Final = (
    *"aA1 \n.,-:<>\"“„«'’([{#=_/@é\u0301ក។中*|",
    "<!---->", "<a ", "``", "''", "e\u0301", "ក្", "a ", "A ", "1 ", ". ", "a.", "A. ", "A.", "1,", "a'", "a-", "\n ",
    "a\n", "\r\n", "\n> ", "Aa ", "Aa Bb. ", "a@", "&a;", "? x: ", "a: b\n", "a: [", "- ", "'a' ", "“a” ",
    "“A b c d.” ", "“a\n\n", '"a\n\n', "Aa: b.\n\n", "A said “b. ", "[[a]]\n", "a=1\n", "A.B. ", "Aa Ba (AB) ",
    "---\n", "Mr. ", " • ", "\u200d",
)  # fmt: skip

MIX: Final = "\n\n".join(unit * (1000 // len(unit)) for unit in UNITS)

codes: Any = importlib.import_module("re._constants")  # of the standard library, which types neither
parser: Any = importlib.import_module("re._parser")

_LIMIT: Final = 10.0  # seconds of the processor
_LEAST: Final = 0.02  # seconds: what is quicker than that is no growth that could be told from noise
_TRIES: Final = 3
_SLACK: Final = 3  # times what linear growth would take
_CLASSES: Final = {  # of the module regex, in the terms of re: near enough to find what a pattern begins with
    r"[\p{L}\p{N}\p{M}]": r"\w", r"[^\p{L}\p{N}\p{M}]": r"\W", r"\p{Lu}": "A-Z", r"\p{Ll}": "a-z", r"\p{L}": "a-z",
    r"\p{N}": "0-9", r"\p{M}": "\u0301", r"\p{Cf}": "\u200d", r"\X": ".", "(*SKIP)(*FAIL)": "",
}  # fmt: skip
_SCRIPT: Final = re.compile(r"\\p\{\w+\}")


class _LateError(BaseException):
    """The work was not done in time."""


def growth(work: Callable[[str], object], unit: str, size: int, times: int = 8) -> float:
    """Return how many times longer than linear growth would have it ``work`` takes on so many times as much text.

    It counts time of the processor, so that a busy machine makes no difference, and 1 where all of it is too short to
    tell anything.
    """
    for attempt in range(_TRIES):
        more = cost(work, unit * (size * times // len(unit)))
        if more <= _LEAST or more == math.inf:
            return more if more == math.inf else 1
        less = max(cost(work, unit * (size // len(unit))), _LEAST / times / _SLACK)
        found = more / less / times
        if found <= _SLACK or attempt == _TRIES - 1:
            break
    return found


def is_linear(grown: float) -> bool:
    """Return whether growth is near linear: in the square, it would be as great as there is more text."""
    return grown <= _SLACK


def cost(work: Callable[[str], object], text: str) -> float:
    """Return the seconds of the processor that ``work`` takes; infinity where these are far too many."""

    def late(*_: object) -> None:
        raise _LateError

    before = signal.signal(signal.SIGVTALRM, late)
    collects = gc.isenabled()
    gc.disable()  # it looks at all that the other tests left
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT)
    started = time.thread_time()
    try:
        work(text)
    except _LateError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()
    return time.thread_time() - started


def compiled_patterns(*packages: Any) -> Iterator[tuple[str, Any]]:
    """Yield every pattern that a module of some packages holds, in whatever it holds it, once, with its place."""
    seen: set[int] = set()
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                for name, value in vars(importlib.import_module(module.name)).items():
                    for pattern in _patterns_in(value):
                        if id(pattern) not in seen:
                            seen.add(id(pattern))
                            yield f"{module.name}.{name}", pattern


def _patterns_in(value: object) -> Iterator[Any]:
    if isinstance(value, (re.Pattern, regex.Pattern)):
        yield value
    elif isinstance(value, (dict, list, tuple, set, frozenset)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(inner)


def pumps(pattern: Any) -> list[tuple[str, str]]:
    """Return for each repetition in a pattern what leads to it, and what it repeats."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    if isinstance(pattern, regex.Pattern):
        for wide, near in _CLASSES.items():
            source = source.replace(wide, near)
        source = _SCRIPT.sub("ក", source)
    found: list[tuple[str, str]] = []
    whole = _example(parser.parse(source, pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL)), "", found)
    return [(before, unit) for before, unit in [*found, ("", whole)] if unit]


def _example(tree: Any, before: str, found: list[tuple[str, str]]) -> str:
    """Return a text that a parsed pattern is likely to match, noting its repetitions on the way."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code is codes.IN:
            text += _member(value)
        elif code in (codes.ANY, codes.NOT_LITERAL):
            text += "a"
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            one = _example(value[2], before + text, found)
            found.append((before + text, one))
            text += one * max(1, min(value[0], 3))
        elif code is codes.SUBPATTERN:
            text += _example(value[3], before + text, found)
        elif code is codes.ATOMIC_GROUP:
            text += _example(value, before + text, found)
        elif code is codes.BRANCH:
            branches = [_example(branch, before + text, found) for branch in value[1]]
            text += branches[0]
        elif code is codes.ASSERT and value[0] < 0:
            text += _example(value[1], before + text, found)
    return text


def _member(items: Any) -> str:
    """Return a character of a class."""
    if items[0][0] is codes.NEGATE:
        return next((one for one in "aA1 .,\n-:<é" if not any(_holds(item, one) for item in items[1:])), "é")
    return next((one for one in "aA1 .,\n-:<é" if any(_holds(item, one) for item in items)), _first(items[0]))


def _holds(item: Any, one: str) -> bool:
    code, value = item
    if code is codes.CATEGORY:
        kind = str(value).rpartition("_")[2]
        inside = one.isdigit() if kind == "DIGIT" else one.isspace() if kind == "SPACE" else one.isalnum() or one == "_"
        return inside != ("_NOT_" in str(value))
    return ord(one) == value if code is codes.LITERAL else bool(value[0] <= ord(one) <= value[1])


def _first(item: Any) -> str:
    return chr(item[1] if item[0] is codes.LITERAL else item[1][0] if item[0] is codes.RANGE else 32)
