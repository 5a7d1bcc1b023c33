from __future__ import annotations

from embeddings.building.progress import Count


def test_what_was_counted_before_is_told_with_the_first() -> None:
    told: list[tuple[str, int, int]] = []
    count = Count("embedding", lambda *step: told.append(step))
    count.more(2)
    assert told == []
    count.tell(5)
    count.more(3)
    assert told == [("embedding", 2, 5), ("embedding", 5, 5)]


def test_nothing_to_do_is_told_too() -> None:
    told: list[tuple[str, int, int]] = []
    Count("embedding", lambda *step: told.append(step)).tell(0)
    assert told == [("embedding", 0, 0)]
