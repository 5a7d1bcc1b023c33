"""No text makes extraction raise, leave the text, or run away."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.statements import extract_statements
from embeddings.statements.quotemarks import find_quotations, paragraphs

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
RUN = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
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
    for quotation in find_quotations(text, paragraphs(text)):
        for start, end in quotation.pieces:
            assert at <= start < end <= len(text)
            at = end


def seconds(text: str) -> float:
    start = time.perf_counter()
    list(extract_statements([("d", text)]))
    return time.perf_counter() - start


def test_time_grows_with_length_only() -> None:
    list(extract_statements([("d", "Ama Mensah said it was safe.")]))
    hard = [
        "“",
        '"',
        "‘a ",
        "«», ",
        " ",
        "\n",
        "A",
        "Aa ",
        "Mr. ",
        "said ",
        "(",
        ".' ",
        '"a," said A. ',
        "“a\n\n",
    ]
    for unit in hard:
        assert seconds(unit * (40_000 // len(unit))) < 4.0, unit
