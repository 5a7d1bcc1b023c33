"""Which numbered part is asked for, and where it stands."""

from __future__ import annotations

import pytest

from bot.questions.sections import Section, read_section

STATUTE = "§ 2 Members\n(1) All may join.\n(3) Some pay nothing.\n§ 3 Fees\n(1) The board sets it.\n"
MANUAL = "## 4.2 Descaling\nTake acid.\n## 4.3 Cleaning\nClean it.\n4.4 Ending\nTurn it off.\n"


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("What does section 4.3 say?", Section("4.3", kind="section")),
        ("What does § 2 (3) say?", Section("2", "3", "section")),
        ("What is in Article 5?", Section("5", kind="article")),
        ("What does Art. 5a say about fees?", Section("5a", kind="article")),
        ("What is new in v2.1?", Section("2.1", kind="version")),
        ("What changed in release 2.10?", Section("2.10", kind="version")),
        ("What is in Annex B?", Section("B", kind="annex")),
        ("What does 4.2 say?", Section("4.2")),
        ("Who won in 4.2 seconds?", None),
        ("Who is Carl VI?", None),
        ("What does the section say?", None),
        ("Which part number is 12?", None),
    ],
)
def test_which_part_is_asked_for(question: str, section: Section | None) -> None:
    assert read_section(question) == section


@pytest.mark.parametrize(
    ("section", "text", "found"),
    [
        (Section("4.3"), MANUAL, "## 4.3 Cleaning\nClean it.\n"),
        (Section("4.4"), MANUAL, "4.4 Ending\nTurn it off.\n"),
        (Section("4"), MANUAL, None),
        (Section("2"), STATUTE, "§ 2 Members\n(1) All may join.\n(3) Some pay nothing.\n"),
        (Section("2", "3"), STATUTE, "(3) Some pay nothing.\n"),
        (Section("2", "1"), STATUTE, "(1) All may join.\n"),
        (Section("3", "1"), STATUTE, "(1) The board sets it.\n"),
        (Section("2", "4"), STATUTE, None),
        (Section("5"), STATUTE, None),
    ],
)
def test_where_a_part_stands(section: Section, text: str, found: str | None) -> None:
    span = section.find(text)
    assert (None if span is None else text[slice(*span)]) == found


def test_a_section_is_no_version() -> None:
    asked = read_section("What is new in version 3.1?")
    assert asked is not None
    assert asked.find("3.1 Bearings\n\nBearings are greased.") is None
    assert asked.find("3.1 (2025-01-20)\n\nCharts are dark.") == (0, 34)
