from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.sentences import cut_span, paragraph_spans, sentence_spans, strip_span
from embeddings.types import Span

# Text as documents hold it: anything but half characters, which are refused on reading.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list(" \n\r.!?។“”\"'’😀é\u0301")), max_size=300
)


def slices(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def sentences(text: str) -> list[str]:
    return slices(text, sentence_spans(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("one", ["one"]),
        ("one\ntwo\n\nthree\n", ["one\ntwo", "three"]),
        ("one\r\ntwo\r\n\r\nthree", ["one\r\ntwo", "three"]),
        ("one\n \t\n\n\ntwo", ["one", "two"]),
        ("one\ntwo\nthree", ["one", "two", "three"]),
        ("\n\none\ntwo\n\n", ["one", "two"]),
        (
            "A line of more than forty characters that was\nbroken.\nB",
            ["A line of more than forty characters that was\nbroken.", "B"],
        ),
        (
            "A line of more than forty characters, which ends.\nb",
            ["A line of more than forty characters, which ends.", "b"],
        ),
        ("one\r\rtwo\rthree", ["one", "two\rthree"]),
        ("  one 😀\n\n  two", ["one 😀", "two"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert slices(text, paragraph_spans(text)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Rain fell.", "Nobody came!", "Why?", "Nobody knows…"],
        ["Dr. Amato and Mr. Bell met Mrs. Ito.", "They left."],
        ["J. R. Tamm wrote it.", "He did."],
        ["It opens at 5 p.m. on Monday.", "Bring 3.5 litres."],
        ["The U.S. Senate met.", "It sat for days."],
        ["She said: “Go. Now!” and left.", "He stayed."],
        ["我们来了。", "他们走了！", "谁知道？"],
        ["यह पुल है।", "वह घर है।"],
        ["أين الجسر؟", "الجسر مغلق.", "نعم."],
        ["ស្ពានត្រូវបានបិទ។", "គ្មាននរណាម្នាក់មកទេ។"],
        ["😀 came first.", "Then 👩‍👩‍👧 came."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["我们来了。", "他们走了！", "谁知道？"],
        ["これは橋です。", "誰も来なかった。"],
        ["ស្ពានត្រូវបានបិទ។", "គ្មាននរណាម្នាក់មកទេ។"],
    ],
)
def test_sentences_of_scripts_without_spaces(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["“No!” she said.", "“Never again?” he asked."],
        ["J.K. Tamm of the No. 1 crew paid $1.5 million.", "Sen. Ron Bell (D-Ore.) left."],
        ["At 5 p.m. Monday the U.S. won.", "Gov. Lee cheered."],
        ["یہ پل ہے۔", "وہ گھر ہے۔"],
        ["ကျွန်တော်သွားမယ်။", "သူလာတယ်။"],
    ],
)
def test_sentences_with_quotation_marks_initials_numbers_and_other_full_stops(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_sentences_of_a_part_have_offsets_of_the_whole() -> None:
    text = "😀😀 Not this. One here.  Two there. Not this."
    start, end = text.index("One"), text.index(" Not this.", 20)
    assert slices(text, sentence_spans(text, start, end)) == ["One here.", "Two there."]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short enough", 12, ["short enough"]),
        ("aaaa bbbb cc. dd, eeee ffff", 20, ["aaaa bbbb cc.", "dd, eeee ffff"]),
        ("aaaa bbbb cc, dd eeee ffff", 20, ["aaaa bbbb cc,", "dd eeee ffff"]),
        ("aaaa bbbb cccc dddd", 10, ["aaaa bbbb", "cccc dddd"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("a" + " " * 30 + "b", 10, ["a", "b"]),
    ],
)
def test_cut(text: str, limit: int, expected: list[str]) -> None:
    assert slices(text, cut_span(text, 0, len(text), limit)) == expected


def test_strip() -> None:
    assert strip_span("a \u2003b\n c", 1, 6) == (3, 4)
    assert strip_span("a   b", 1, 4) == (4, 4)


@given(TEXT)
def test_paragraphs_hold_everything_but_white_space(text: str) -> None:
    check_partition(text, 0, len(text), paragraph_spans(text))


@given(TEXT, st.integers(0, 300), st.integers(0, 300))
def test_sentences_hold_everything_but_white_space(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    check_partition(text, start, end, sentence_spans(text, start, end))


@given(TEXT, st.integers(1, 40))
def test_pieces_hold_everything_but_white_space_and_stay_below_the_limit(text: str, limit: int) -> None:
    pieces = cut_span(text, 0, len(text), limit)
    check_partition(text, 0, len(text), pieces)
    assert all(end - start <= limit for start, end in pieces)


def check_partition(text: str, start: int, end: int, spans: list[Span]) -> None:
    """Spans are in order, apart, not empty and stripped, and what lies between them is white space."""
    edges = [start, *(edge for span in spans for edge in span), end]
    assert edges == sorted(edges)
    assert all(text[first] and not text[first].isspace() and not text[last - 1].isspace() for first, last in spans)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@pytest.mark.parametrize("words", [3, 30, 90])
def test_a_long_paragraph_is_cut_as_a_short_one(words: int) -> None:
    """It is looked at a piece at a time, and no sentence ends where a piece does."""
    expected = [f"Rain number {number} fell{' on and on' * words}." for number in range(120)]
    assert sentences(" ".join(expected)) == expected


def test_a_sentence_that_never_ends_is_cut_between_words() -> None:
    text = "rain " * 2000
    found = sentences(text)
    assert len(found) > 1
    assert " ".join(found) == text.strip()
