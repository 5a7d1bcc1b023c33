"""Texts that have another of the same sort in the place of what is asked about: "the third floor" for the second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as date_of

from bot.questions.decisive import numbers_of
from bot.questions.slots import TOKEN, Slot, slots_of
from embeddings.text.calendar import days_of, months_of, without_dates
from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.numerals import ORDINALS, ROMAN


def is_sibling(asked: Sequence[Slot], text: str, date: str = "") -> bool:
    """Return whether a text has another value in the place of one that is asked about, and has that one nowhere.

    ``date`` is the document's: what it was published in need not be said.
    """
    told = [slot for slot in asked if not _is_of(slot, date) and not _is_number(slot)]
    sorts = {slot.sort for slot in told}
    held = slots_of(text, None if "ordinal" in sorts else sorts)  # the second floor may be floor 2
    return any(
        _is_of_other_days(slot, text) if slot.sort in ("day", "days") else _is_of_another(slot, text, held)
        for slot in told
    )


def _is_of_another(slot: Slot, text: str, held: Sequence[Slot]) -> bool:
    if slot.sort == "month" and slot.value in months_of(text):
        return False
    return (_is_other(slot, held) or _is_numbered_otherwise(slot, text)) and not _has(slot, text, held)


def _is_of_other_days(slot: Slot, text: str) -> bool:
    """Whether a text names days of the week, in full or as heads of columns have them, and not the one asked about.

    What is "on Saturdays" is not what is on one of them.
    """
    days = days_of(text)
    regular = days_of(without_dates(text)) if slot.sort == "days" else days
    return bool(days) and slot.value not in regular


def _is_other(asked: Slot, held: Sequence[Slot]) -> bool:
    values = {one.value for one in held if (one.sort, one.word, one.before) == (asked.sort, asked.word, asked.before)}
    return bool(values) and asked.value not in values


def _is_numbered_otherwise(asked: Slot, text: str) -> bool:
    """Whether a text numbers what is asked about, and has other numbers: piers 1 and 3, for the second pier."""
    values = numbers_of(text, asked.word) if asked.sort == "ordinal" and asked.word else frozenset[str]()
    return bool(values) and asked.value not in values


def _has(asked: Slot, text: str, held: Sequence[Slot]) -> bool:
    """Whether a value stands in a text, in letters or as a numeral; that of another thing is none."""
    words = {token.casefold() for token in TOKEN.findall(text)}
    value, roman = asked.value, asked.value.upper()
    at = int(value) if value.isdecimal() else ROMAN.index(roman) if roman in ROMAN else 0
    forms = {value, *([ROMAN[at].lower(), ORDINALS[at], str(at)] if 0 < at < len(ROMAN) else [])}
    if asked.sort == "ordinal":
        near = {one.value for one in held if one.word == asked.word}
        return not near.isdisjoint(forms) or (0 < at < len(ROMAN) and ORDINALS[at] in words)
    return not words.isdisjoint(forms)


def _is_number(slot: Slot) -> bool:
    return slot.sort == "mark" and slot.value.isdecimal()  # twins.py tells these


def _is_of(slot: Slot, date: str) -> bool:
    if slot.sort == "day":
        return len(date) == len("2024-05-06") and DAYS[date_of.fromisoformat(date).weekday()] == slot.value
    return slot.sort == "month" and date[5:7] == f"{MONTHS.index(slot.value) + 1:02}"
