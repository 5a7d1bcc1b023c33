from __future__ import annotations

import pytest

from embeddings.statements.asides import opening, without_asides
from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("HARWICK (NPA) - The mayor spoke.", "The mayor spoke."),
        ("LONDON (Reuters) — The mayor spoke.", "The mayor spoke."),
        ("PARIS, 3 May (AFP) - The mayor spoke.", "The mayor spoke."),
        ("FLINT, Mich., Oct. 4 (UPI) — The mayor spoke.", "The mayor spoke."),
        ("Lower Farrow, Norland (NPA) -- The mayor spoke.", "The mayor spoke."),
        ("LA CROSSE, Wisc. — The mayor spoke.", "The mayor spoke."),
        ("HARWICK – “It is safe,” she said.", "“It is safe,” she said."),
        ("(NPA) - The mayor spoke.", "The mayor spoke."),
        ("The mayor (Labour) spoke.", "The mayor (Labour) spoke."),
        ("Ama Mensah - who spoke - left.", "Ama Mensah - who spoke - left."),
        ("NATO-led troops left.", "NATO-led troops left."),
    ],
)
def test_a_dateline_is_left_out(text: str, rest: str) -> None:
    assert text[opening(text, (0, len(text))) :] == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Ama Mensah (@amam) wrote that", "Ama Mensah wrote that"),
        ("Mensah, however, told them", "Mensah told them"),
        ("He left. Mensah, by contrast, told them", "He left. Mensah told them"),
        ("At the end, however, Mensah told them", "At the end, however, Mensah told them"),
        ("Mensah, who knew, told them", "Mensah, who knew, told them"),
    ],
)
def test_what_stands_between_a_name_and_its_verb_is_left_out(text: str, rest: str) -> None:
    assert "".join(text[start:end] for start, end in without_asides(text, 0, len(text))) == rest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "HARWICK (NPA) - The Inspectorate of Water ordered the firm to empty the lagoon.",
            "Inspectorate of Water",
        ),
        ("LONDON (Reuters) - The minister said on Monday that the bridge was safe.", "The minister"),
        ("ACCRA, 3 May - Ama Mensah said that the bridge was safe.", "Ama Mensah"),
        ("Mensah, however, told the committee that the bridge was safe.", "Mensah"),
    ],
)
def test_no_place_speaks(read: Read, text: str, speaker: str) -> None:
    assert [found.speaker for found in read(text)] == [speaker]
