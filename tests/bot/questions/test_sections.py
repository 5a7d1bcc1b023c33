"""Which numbered part is asked for, and where it stands."""

from __future__ import annotations

import pytest

from bot.questions.sections import Section, asks_for_nothing_else, read_section

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


LABELLED = "Article 3 Votes\n\nVotes are by show of hands.\n\nArticle 5 Money\n\n5.1 Fees are due.\n"
LISTED = "Projects\n\n3. Wells for Salima\n\n4. Taps"
STEPS = "Step 1: Call the wardens.\nStep 2: Close the lane.\nStep 3: Leave.\n\nAnnex A is a list. Annex B has numbers."


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("What does Article 3 say?", LISTED, None),  # an item of a list is no article
        ("What does article 5.1 say?", LABELLED, "5.1 Fees are due.\n"),  # as no text labels what is so deep
        ("What does step 2 say?", STEPS, "Step 2: Close the lane.\n"),
        ("What does annex B contain?", STEPS, "Annex B has numbers."),
        ("What is annex D?", STEPS, None),
    ],
)
def test_what_is_a_part_of_its_kind(question: str, text: str, found: str | None) -> None:
    asked = read_section(question)
    assert asked is not None
    span = asked.as_labelled([text]).find(text)
    assert (None if span is None else text[slice(*span)]) == found


def test_where_some_text_labels_its_parts_a_number_alone_is_none() -> None:
    asked = read_section("What does article 8 say?")
    assert asked is not None
    minutes = "8. Dog mess\n\nTwo bins will be put up.\n"
    assert asked.find(minutes) == (0, len(minutes))
    assert asked.as_labelled([LABELLED, minutes]).find(minutes) is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [("What does section 4.3 say?", True), ("What does Article 5 say about fees?", False), ("Is § 4 valid?", False)],
)
def test_whether_a_part_is_asked_for_whole(question: str, whole: bool) -> None:
    assert asks_for_nothing_else(question) is whole
