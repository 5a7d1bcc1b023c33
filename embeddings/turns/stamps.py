"""Times and days that a line begins with, or that stand behind a name: of chats, recordings and timelines."""

from __future__ import annotations

import re
from typing import Final

_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,3})?)?(?:Z\b|\s?[AaPp]\.?[Mm]\b\.?)?"
_WORD = r"[^\W\d_]{2,10}\.?"  # a month or a day of the week, in any language
_DAY = (
    rf"(?:\d{{1,4}}[./-]\d{{1,2}}(?:[./-]\d{{1,4}})?\.?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|er)? (?:de )?{_WORD}(?:,? (?:de )?\d{{4}})?"
    rf"|{_WORD} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)"
)
_MOMENT = rf"(?:(?:{_WORD},? )?{_DAY}(?:,? (?:at |um |à |kl\.? )?|T)|{_WORD},? (?:at )?)?{_TIME}"

# Bracketed, or a day with a time: no chance of anything else.
_FIRM: Final = re.compile(rf"[\[(]{_MOMENT}[\])]|{_DAY}(?:,? (?:at )?|T){_TIME}")
_STAMP: Final = re.compile(rf"(?:[\[(]{_MOMENT}[\])]|{_MOMENT})(?=\s|<|\Z|:\s)(?:[ \t]*[-–—|:](?=\s))?[ \t]*")
BEHIND: Final = rf"(?:,? ?[\[(]{_MOMENT}[\])]|[ \t]*[,—–]?[ \t]+{_MOMENT})"  # a name
CUE_LINE: Final = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]+-->[ \t]+\S[^\n]*")  # of captions
_ITEM: Final = re.compile(
    rf"(?:[-–—•*·][ \t]+)?(?:\*\*|__)?(?:(?:{_WORD},? )?{_DAY}(?:,? {_TIME})?|(?:{_WORD} )?[12]\d{{3}}|{_TIME})"
    r"(?:\*\*|__)?[ \t]*(?:[:–—|]|-(?=\s)|\t)"
)


def stamp_at(text: str, start: int, end: int) -> tuple[int, bool] | None:
    """Return where the words behind a line's time begin, and whether it can be nothing else; None without one."""
    found = _STAMP.match(text, start, end)
    return None if found is None else (found.end(), _FIRM.match(text, start, end) is not None)


def is_item(text: str, start: int, end: int) -> bool:
    """Whether a line begins as that of a timeline does: with a day, a year or a time, and a mark behind it."""
    return _ITEM.match(text, start, end) is not None
