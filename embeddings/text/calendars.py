"""How a language names days, by its file in ``languages/``: "18 October 2017", "last week", "since March 2016".

In the patterns there ``{day}``, ``{month}``, ``{number}`` (of a month) and ``{year}`` stand for what their names say,
``{count}`` and ``{unit}`` for those of a time ago; ``lead`` is a word that a date needs, and that may open a period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import regex
from regex import Match, Pattern

from embeddings.text.lexicon import table_of

UNITS: Final = ("day", "week", "month", "year")
_OTHERS: Final = "en"  # whose rules hold where a language has none
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_ISO: Final = regex.compile(rf"\b{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b")


@dataclass(frozen=True, slots=True)
class Calendar:
    """``dates`` find days, months and years, the most exact first; ``relative`` what is told from today; ``opens`` the
    end of a text before which a date opens a period: by its group ``since``, ``before`` or ``until``.
    """

    dates: Sequence[Pattern[str]]
    relative: Pattern[str]
    opens: Pattern[str]

    @staticmethod
    def month(match: Match[str]) -> int:
        """Return the month of a date, by name or number; 0 where it has none."""
        groups = match.groupdict()
        named = (at for at in range(1, 13) if groups.get(f"month{at}"))
        return next(named, int(groups.get("number") or 0))

    @staticmethod
    def back(match: Match[str]) -> tuple[str, int]:
        """Return the unit of what is told from today, and how many of them it lies back."""
        groups = {name for name, held in match.groupdict().items() if held}
        for unit in UNITS:
            if f"{unit}s" in groups:
                count = match["count"] or "1"
                return unit, int(count) if count.isdecimal() else _counted(groups)
        unit, _, back = next(name for name in groups if "_" in name).partition("_")
        return unit, int(back)


@cache
def calendar_of(language: str | None) -> Calendar:
    """Return how a language names days: as English does, where nothing is known of it."""
    table = table_of(language)
    rules = table.get("calendar")
    if rules is None:
        return calendar_of(_OTHERS)
    whole = r"(?<!\w)(?:{})(?!\w)" if table.get("spaces", True) else "(?:{})"
    within = {
        "{day}": r"(?P<day>[0-3]?\d)",
        "{number}": r"(?P<number>[01]?\d)",
        "{year}": _YEAR,
        "{month}": rf"(?:{'|'.join(_named('month', rules['months'], 1))})\.?",
        "{unit}": f"(?:{'|'.join(f'(?P<{unit}s>{names})' for unit, names in zip(UNITS, rules['units'], strict=True))})",
        "{count}": rf"(?P<count>\d{{1,3}}|{'|'.join(_named('count', rules['counts'], 1))})",
    }
    relative = [
        named for unit, forms in zip(UNITS, rules["relative"], strict=True) for named in _named(f"{unit}_", forms, 0)
    ]
    return Calendar(
        (*(_compiled(whole, one, within) for one in rules["dates"]), _ISO),
        _compiled(whole, "|".join([*relative, rules["ago"]]), within),
        _opening(whole, rules),
    )


def _opening(whole: str, rules: Mapping[str, Any]) -> Pattern[str]:
    ways = "|".join(f"(?P<{way}>{rules[way]})" for way in ("since", "before", "until"))
    return regex.compile(rf"{whole.format(ways)}\s*+(?:(?:{rules['article']})\s*+)?\Z", regex.IGNORECASE)


def _named(prefix: str, patterns: Sequence[str], first: int) -> list[str]:
    return [f"(?P<{prefix}{at}>{pattern})" for at, pattern in enumerate(patterns, start=first)]


def _compiled(whole: str, pattern: str, within: Mapping[str, str]) -> Pattern[str]:
    for name, meant in within.items():
        pattern = pattern.replace(name, meant)
    return regex.compile(whole.replace("{}", pattern), regex.IGNORECASE)


def _counted(groups: set[str]) -> int:
    return next(at for at in range(1, 10) if f"count{at}" in groups)
