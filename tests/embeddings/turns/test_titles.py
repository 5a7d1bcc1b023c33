from __future__ import annotations

import pytest

from embeddings.turns.titles import office_before, untitled


@pytest.mark.parametrize(
    ("written", "name", "office"),
    [
        ("Ama Mensah", "Ama Mensah", None),
        ("Dr. Ama Mensah", "Ama Mensah", "Dr."),
        ("Mr Mensah", "Mensah", None),
        ("Alderwoman Ama Mensah", "Ama Mensah", "Alderwoman"),
        ("Minister Mensah", "Mensah", "Minister"),
        ("Town Clerk Ms Mensah", "Mensah", "Town Clerk"),
        ("Deputy Mayor Ama Mensah", "Ama Mensah", "Deputy Mayor"),
        ("King Lear", "King Lear", None),
        ("Deputy Speaker", "Deputy Speaker", None),
        ("Judge", "Judge", None),
        ("Ama Mayor Mensah", "Ama Mayor Mensah", None),  # what stands before a title must be of an office, too
    ],
)
def test_a_name_begins_behind_titles(written: str, name: str, office: str | None) -> None:
    start, end = untitled(written, (0, len(written)))
    assert written[start:end] == name
    assert office_before(written, 0, start) == office
