"""No text makes extraction raise, leave the text, or run away."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.statements.extract import extract_statements
from embeddings.statements.quotemarks import blocks, find_quotations

MARKS = ["“", "”", "‘", "’", '"', "'", "''", "``", "«", "»", "„", "’’"]
BETWEEN = [
    " ",
    "\n",
    "\n\n",
    "\t",
    "\xa0",
    ", ",
    ". ",
    "? ",
    ": ",
    " — ",
    "(",
    ")",
    "…",
    "\x00",
    "é",
    "語",
    "😀",
]
WORDS = [
    "Ama Mensah",
    "she",
    "said",
    " said ",
    "told them",
    "according to",
    "who",
    "denied",
    "the bridge is safe",
]
MORE = ["Yes", "It", "GBU", "(GBU)", "Mr.", "called for", "that", "and", "“We go,” she said. “Now.”"]
PIECES = st.sampled_from([*MARKS, *BETWEEN, *WORDS, *MORE])
TEXTS = st.lists(PIECES, max_size=60).map("".join)
_LONG = settings.default is not None and settings.default.max_examples > 1000  # make fuzz
RUN = settings(
    max_examples=settings.default.max_examples if _LONG and settings.default else 150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=not _LONG,
)


@RUN
@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_spans_are_ordered_and_inside(text: str) -> None:
    (statements,) = extract_statements([("d", text)])
    for statement in statements:
        assert statement.quote
        at = 0
        for start, end in statement.quote:
            assert at <= start < end <= len(text)
            at = end
        if statement.speaker is not None:
            start, end = statement.speaker.span
            assert 0 <= start < end <= len(text)
            assert statement.speaker.as_written == text[start:end]
            assert statement.speaker.name
        if statement.cue_span is not None:
            assert statement.cue == text[slice(*statement.cue_span)]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    at = 0
    for quotation in find_quotations(text, blocks(text)):
        for start, end in quotation.pieces:
            assert at <= start < end <= len(text)
            at = end


def work(text: str) -> int:
    """How many calls of functions the extraction of a text takes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        list(extract_statements([("d", text)]))
    finally:
        sys.setprofile(before)
    return calls


HARD = ["“", '"', "‘a ", "«», ", " ", "\n", "A", "Aa ", "Mr. ", "said ", "(", ".' ", '"a," said A. ', "“a\n\n"]


@pytest.mark.parametrize("unit", [*HARD, "A: b\n\n"])
def test_work_grows_with_length_only(unit: str) -> None:
    list(extract_statements([("d", "Ama Mensah said it was safe.")]))
    short, long = (work(unit * (length // len(unit))) for length in (1_000, 4_000))
    assert long < 6 * short + 5_000


@pytest.mark.parametrize("unit", ["“", '"', "“a ” ", "'", "''", "“‘"])
def test_a_page_of_marks_ends(unit: str) -> None:
    (statements,) = extract_statements([("d", unit * (200_000 // len(unit)))])
    assert all(statement.speaker is None for statement in statements)
