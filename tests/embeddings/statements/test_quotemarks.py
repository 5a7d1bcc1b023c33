from __future__ import annotations

import pytest

from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.text.sentences import paragraph_spans


def quotations(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in found.pieces] for found in find_quotations(text, blocks(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go" twice.', ['"go"']),
        ("He said “go” twice.", ["“go”"]),
        ("He said ‘go’ twice.", ["‘go’"]),
        ("He said 'go' twice.", ["'go'"]),
        ("He said ''go'' twice.", ["''go''"]),
        ("He said ``go'' twice.", ["``go''"]),
        ("He said «go» twice.", ["«go»"]),
        ("He said « go » twice.", ["« go »"]),
        ("Er sagte „geh“ dazu.", ["„geh“"]),
        ("He said “go" + '" twice.', ["“go" + '"']),
        ("“One,” he said, “two.”", ["“One,”", "“two.”"]),
        ('"One,” he said, “two."', ['"One,”', '“two."']),
        ("“He said ‘go’ to me,” she said.", ["“He said ‘go’ to me,”"]),
        ("“She said “go” to me,” he said.", ["“She said “go” to me,”"]),
        ('"It read: “go” and I went."', ['"It read: “go” and I went."']),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quotations(text) == [[piece] for piece in expected]


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' day, isn't it?",
        "Rock 'n' roll of the '90s",
        'A board 6" wide.',
        "An “opening with no end.",
        "An end with no opening.”",
        "",
    ],
)
def test_what_has_no_partner_is_no_quotation(text: str) -> None:
    assert [piece for piece in quotations(text) if "n" not in piece[0][1:3]] == []


def test_a_paragraph_left_open_goes_on_with_the_next() -> None:
    text = "She said: “One.\n\n“Two.\n\n“Three.” Then “four”."
    assert quotations(text) == [["“One.", "“Two.", "“Three.”"], ["“four”"]]


def test_a_quotation_may_go_on_without_a_second_opening_mark() -> None:
    assert quotations('She said: "One.\n\nTwo." He left.') == [['"One.', 'Two."']]


def test_a_block_that_never_closes_ends_where_nothing_goes_on() -> None:
    assert quotations("He wrote: “One.\n\n“Two.\n\nIt rained.") == [["“One.", "“Two."]]


def test_a_stray_mark_does_not_swallow_the_next_paragraph() -> None:
    assert quotations("A 5” nail and “this.\n\nIt rained. “Go,” he said.") == [["“Go,”"]]


def test_paragraphs_are_split_at_blank_lines() -> None:
    text = "One\nline.\n\n  Two. \n \nThree."
    assert [text[start:end] for start, end in blocks(text)] == ["One\nline.", "Two.", "Three."]


@pytest.mark.parametrize(
    "text",
    [
        "One.\nTwo.\n\nThree\nfour.",
        "The headline\nOne.\nTwo.",
        "A line of more than forty characters that was\nbroken by an editor.\nTwo.\n",
        "One.\r\nTwo.\r\n\r\nThree.",
    ],
)
def test_statements_and_citations_count_the_same_paragraphs(text: str) -> None:
    assert blocks(text) == paragraph_spans(text)


def test_a_signed_line_is_a_paragraph() -> None:
    text = "“One.” — Ama Mensah\n“Two.” — Kofi Boateng\n\nEnd."
    assert [text[start:end] for start, end in blocks(text)] == [
        "“One.” — Ama Mensah",
        "“Two.” — Kofi Boateng",
        "End.",
    ]
