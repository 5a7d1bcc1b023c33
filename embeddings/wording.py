"""How counts are put into words."""

from __future__ import annotations


def many(count: int, noun: str) -> str:
    """Return "1 document", "2 documents", for a noun whose plural ends in s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
