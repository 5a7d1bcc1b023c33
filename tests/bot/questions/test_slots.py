"""The words of a sort, each with the word that it tells apart."""

from __future__ import annotations

from bot.questions.slots import Slot, slots_of


def test_slots_have_a_word_beside_them_or_are_times() -> None:
    assert slots_of("On Monday the second floor of group A") == [
        Slot("day", "monday"),
        Slot("ordinal", "2", "floor"),
        Slot("mark", "a", "group", before=False),
    ]
