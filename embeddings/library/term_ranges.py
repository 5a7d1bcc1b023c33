"""The terms of a library file by their first letters: what is near to a mistyped word, or a name in another script."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from typing import Final

_INITIALS: Final = """
WITH RECURSIVE initials (letter) AS (
    SELECT substr(min(term), 1, 1) FROM terms WHERE term > ''
    UNION ALL
    SELECT (SELECT substr(min(term), 1, 1) FROM terms WHERE term >= char(unicode(letter) + 1))
    FROM initials WHERE letter IS NOT NULL
)
SELECT letter FROM initials WHERE letter IS NOT NULL
"""
_BETWEEN: Final = "SELECT term FROM terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? ORDER BY term"


class TermRanges:
    """The terms of one library file, read-only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def between(self, letters: Iterable[str], shortest: int, longest: int) -> list[str]:
        """Return the terms that begin with one of some letters and have so many, in order."""
        known = sorted(self._initials.intersection(letters))
        asked = ((letter, chr(ord(letter) + 1), shortest, longest) for letter in known)
        return [term for values in asked for (term,) in self._connection.execute(_BETWEEN, values)]

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The first letters of all terms: a name may begin with eighty in other scripts, of which hardly any is one."""
        return frozenset(letter for (letter,) in self._connection.execute(_INITIALS))
