"""What makes a word somebody's: "Mensah's", "the teachers'"."""

from __future__ import annotations

import regex

_MARK = r"(?<=[\p{L}\p{N}])['’](?:s\b|(?=\s|$))"
_POSSESSIVE = regex.compile(_MARK, regex.IGNORECASE)
_AT_END = regex.compile(_MARK + r"\Z", regex.IGNORECASE)


def without_possessives(text: str) -> str:
    """Return a text with the owners in it as they are called."""
    return _POSSESSIVE.sub("", text)


def owner(name: str) -> str:
    """Return who is meant by a name that may own something: "ABC's George Adu's" is "ABC's George Adu"."""
    return _AT_END.sub("", name)
