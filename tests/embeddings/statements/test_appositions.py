from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            "The leader of Norland County Council, Ama Mensah, denied that there was a leak.",
            "Ama Mensah",
            "leader of Norland County Council",
        ),
        ("The head of Parks, Ms Ama Mensah, said that the oak would stay.", "Ama Mensah", "head of Parks"),
        (
            "The Bishop of Porthaven, the Rt Rev. Ama Mensah, said that it was safe.",
            "Ama Mensah",
            "Bishop of Porthaven",
        ),
        ("According to its regional director, Ama Mensah, the bridge is safe.", "Ama Mensah", "regional director"),
        ("“It is safe,” said the union's chair, Ama Mensah.", "Ama Mensah", "union's chair"),
        ("“It is safe,” said one, Ama Mensah, 80.", "Ama Mensah", "one"),
        ("The owners, Probity Shipping of Limassol, say that they have paid.", "Probity Shipping", "owners"),
        ("The contractor, Purewell, says that it was called away.", "Purewell", "contractor"),
        ("The energy company Obneft said that it would pay.", "Obneft", "energy company"),
        ("Transport minister Ama Mensah (@amam) wrote that it was safe.", "Ama Mensah", "Transport minister, @amam"),
        ("The mayor of Springfield, Ohio, said that it was safe.", "The mayor of Springfield", None),
        ("The mayor of Springfield, New York, said that it was safe.", "The mayor of Springfield", None),
        ("According to recent polls, Mensah leads.", "recent polls", None),
        ("According to the data, Ama Mensah leads.", "the data", None),
    ],
)
def test_the_name_behind_an_office_is_the_speaker(read: Read, text: str, speaker: str, role: str | None) -> None:
    assert [(found.speaker, found.role) for found in read(text)] == [(speaker, role)]
