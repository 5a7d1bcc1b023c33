"""The words of a sort, each with the word that it tells apart."""

from __future__ import annotations

import pytest

from bot.questions.slots import Slot, slots_of


def test_slots_have_a_word_beside_them_or_are_times() -> None:
    assert slots_of("On Monday the second floor of group A") == [
        Slot("day", "monday"),
        Slot("ordinal", "2", "floor"),
        Slot("mark", "a", "group", before=False),
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("the 2nd floor", [("2", "floor", True)]),
        ("the third floor", [("3", "floor", True)]),
        ("the north gate", [("north", "gate", True)]),
        ("a 4 mm screw", [("4", "mm", True)]),
        ("7 Mill Road", [("7", "mill", True)]),
        ("7 dwarfs", []),
        ("Harald II", [("ii", "harald", False)]),
        ("flat 3b", [("3b", "flat", False)]),
        ("on the 2", []),
        ("in May", [("may", "", True)]),
        ("How long may I stay?", []),
        ("3 May 2020", [("may", "", True), ("3", "may", True), ("2020", "may", False)]),
        ("last Monday", [("monday", "", True)]),
        ("on Mondays", [("monday", "", True)]),
        ("may it be", []),
        ("Ann May", []),
        ("the first of them", []),
    ],
)
def test_what_is_a_slot(text: str, slots: list[tuple[str, str, bool]]) -> None:
    assert [(slot.value, slot.word, slot.before) for slot in slots_of(text)] == slots
