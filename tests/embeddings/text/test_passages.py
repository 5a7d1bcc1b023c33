from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.passages import (
    LIMIT,
    embedded_text,
    is_question,
    paragraph_of,
    paragraphs_within,
    question_before,
    split_passages,
    units_within,
)
from embeddings.text.sentences import paragraph_spans, paragraph_starts, strip_span
from embeddings.types import Document, Part, PartKind, Span, WrittenTurn
from tests.embeddings.text.test_sentences import TEXT
from tests.samples import make_document


def texts(document: Document, limit: int = LIMIT) -> list[str]:
    return [passage.text for passage in split_passages(document, limit=limit)]


def test_short_paragraphs_share_a_passage_with_exact_offsets() -> None:
    document = make_document("One here.\r\n\r\nTwo there.\n\nThree 😀.\n")
    (passage,) = split_passages(document)
    assert (passage.text, passage.start, passage.end) == (document.text.strip(), 0, len(document.text) - 1)
    assert (passage.document_id, passage.paragraph, passage.page) == ("d", 1, None)


def test_paragraphs_that_do_not_fit_together_are_split_between_them() -> None:
    document = make_document("aaaa.\n\nbbbb.\n\ncccc.")
    passages = split_passages(document, limit=12)
    assert [(passage.text, passage.start, passage.paragraph) for passage in passages] == [
        ("aaaa.\n\nbbbb.", 0, 1),
        ("cccc.", 14, 3),
    ]


def test_overlong_paragraph_is_split_between_sentences() -> None:
    document = make_document("Intro.\n\nOne is here. Two is there. Three is far away.")
    assert texts(document, 26) == ["Intro.\n\nOne is here.", "Two is there.", "Three is far away."]
    assert [passage.paragraph for passage in split_passages(document, limit=26)] == [1, 2, 2]


def test_title_line_is_not_in_a_passage() -> None:
    text = "The title\n\nThe body."
    assert texts(make_document(text, body_start=9)) == ["The body."]
    assert [passage.paragraph for passage in split_passages(make_document(text, body_start=9))] == [2]


def test_ids_stay_when_another_part_is_edited() -> None:
    before = make_document("First one.\n\nSecond one.\n\nThird one.")
    after = make_document("A new first one, longer.\n\nSecond one.\n\nThird one.")
    old, new = ([passage.id for passage in split_passages(document, limit=12)] for document in (before, after))
    assert old[1:] == new[-2:]
    assert old[0] not in new


def test_repeated_paragraphs_have_ids_of_their_own() -> None:
    ids = [passage.id for passage in split_passages(make_document("Same.\n\nSame.\n\nSame."), limit=5)]
    assert len(set(ids)) == 3


def test_documents_with_the_same_words_have_ids_of_their_own() -> None:
    (one,), (other,) = (split_passages(make_document("Same.", id=identity)) for identity in ("a", "b"))
    assert one.id != other.id


def test_ids_are_the_same_on_every_run() -> None:
    # printf 'd\0Same.\0001' | sha256sum
    assert [passage.id for passage in split_passages(make_document("Same."))] == ["30458499c97e5e21"]


def test_title_is_embedded_and_not_shown() -> None:
    document = make_document("The body.")
    (passage,) = split_passages(document)
    assert embedded_text(document, passage) == "Title\nThe body."
    assert embedded_text(make_document("The body.", title=None), passage) == "The body."
    assert passage.text == "The body."


def test_paragraph_of_an_offset() -> None:
    document = make_document("one\n\ntwo\n\nthree")
    assert [paragraph_of(document, document.text.index(word)) for word in ("one", "two", "three")] == [1, 2, 3]
    assert paragraph_of(document, len(document.text) - 1) == 3


def test_the_paragraphs_that_are_known_are_not_looked_for() -> None:
    known = replace(make_document("one\n\ntwo\n\nthree"), paragraphs=(0, 10))
    assert [paragraph_of(known, known.text.index(word)) for word in ("one", "two", "three")] == [1, 1, 2]
    assert list(paragraphs_within(known, 0, 15)) == [(0, 8), (10, 15)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 15, [(0, 3), (5, 8), (10, 15)]), (1, 6, [(1, 3), (5, 6)]), (3, 5, []), (5, 8, [(5, 8)]), (12, 14, [(12, 14)])],
)
def test_paragraphs_within(start: int, end: int, expected: list[Span]) -> None:
    assert list(paragraphs_within(make_document("one\n\ntwo\n\nthree"), start, end)) == expected


@given(TEXT, st.integers(0, 200), st.integers(0, 200))
def test_paragraphs_within_are_those_of_the_whole_text_cut_off(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    cut = (strip_span(text, max(first, start), min(last, end)) for first, last in paragraph_spans(text))
    expected = [span for span in cut if span[0] < span[1]]
    known = replace(make_document(text), paragraphs=paragraph_starts(text))
    assert list(paragraphs_within(known, start, end)) == list(paragraphs_within(make_document(text), start, end))
    assert list(paragraphs_within(known, start, end)) == expected


@given(TEXT, st.integers(1, 60))
def test_passages_are_exact_whole_and_within_the_limit(text: str, limit: int) -> None:
    passages = split_passages(make_document(text), limit=limit)
    edges = [0, *(edge for passage in passages for edge in (passage.start, passage.end)), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        assert 0 < len(passage.text) <= limit
        assert passage.paragraph == paragraph_of(make_document(text), passage.start)
    assert len({passage.id for passage in passages}) == len(passages)


@given(st.lists(TEXT, min_size=2, max_size=4))
def test_no_passage_crosses_documents(bodies: list[str]) -> None:
    documents = [make_document(text, id=str(number)) for number, text in enumerate(bodies)]
    passages = [passage for document in documents for passage in split_passages(document)]
    assert all(passage.text in bodies[int(passage.document_id)] for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)


def test_text_right_below_the_title_line_is_not_lost() -> None:
    text = "The title\nThe first line.\n\nAnother paragraph."
    document = make_document(text, body_start=len("The title"))
    assert texts(document, 20) == ["The first line.", "Another paragraph."]
    assert [passage.start for passage in split_passages(document, limit=20)] == [10, 27]


@given(TEXT, st.integers(0, 12))
def test_everything_below_the_title_is_in_a_passage(text: str, body_start: int) -> None:
    body_start = min(body_start, len(text))
    passages = split_passages(make_document(text, body_start=body_start), limit=40)
    edges = [body_start, *(edge for passage in passages for edge in (passage.start, passage.end)), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


def parted(*pieces: tuple[str, PartKind | None, int]) -> Document:
    """Make a document of paragraphs and of parts, each with its group."""
    parts, at = [], 0
    for text, kind, group in pieces:
        parts += [Part(kind, at, at + len(text), group=group)] if kind else []
        at += len(text) + 2
    return replace(make_document("\n\n".join(text for text, *_ in pieces)), parts=tuple(parts))


def test_a_table_is_a_passage_of_its_own_with_the_heading_above_it() -> None:
    document = parted(
        ("It is so.", None, 0), ("Prices", "heading", 0), ("a | 1", "row", 1), ("b | 2", "row", 1), ("c | 3", "row", 2),
        ("It was so.", None, 2),
    )  # fmt: skip
    assert texts(document) == ["It is so.", "Prices\n\na | 1\n\nb | 2", "c | 3", "It was so."]
    assert [passage.paragraph for passage in split_passages(document)] == [1, 2, 5, 6]
    assert texts(document, 14) == ["It is so.", "Prices\n\na | 1", "b | 2", "c | 3", "It was so."]


def test_what_announces_a_table_or_a_list_stays_with_it() -> None:
    document = parted(
        ("It is so.", None, 0), ("The levels were:", None, 0), ("a | 1", "row", 1), ("Bring:", None, 0),
        ("a lamp", "item", 2), ("End.", None, 0),
    )  # fmt: skip
    assert texts(document, 26) == ["It is so.", "The levels were:\n\na | 1", "Bring:\n\na lamp\n\nEnd."]


def test_a_heading_stays_with_what_it_stands_above() -> None:
    document = parted(("One here.", None, 0), ("Two", "heading", 0), ("Two is there.", None, 0))
    assert texts(document, 20) == ["One here.", "Two\n\nTwo is there."]
    assert texts(document, 14) == ["One here.\n\nTwo", "Two is there."]


def test_a_row_and_a_heading_are_quoted_whole_and_an_item_by_its_sentences() -> None:
    one = "Come in. Sit down."
    document = parted((one, None, 0), (one, "heading", 0), (one, "item", 0), (f"{one}\n{one}", "row", 1))
    units = [[document.text[a:b] for a, b in spans] for spans in units_within(document, 0, len(document.text))]
    sentences = ["Come in.", "Sit down."]
    assert units == [sentences, [one], sentences, [f"{one}\n{one}"]]


INTERVIEW = replace(
    make_document("HOST: Is it safe?\n\nLEE: It is. We tested it.\n\nEnd."),
    turns=(WrittenTurn((0, 4), ((6, 17),), asks=True), WrittenTurn((19, 22), ((24, 44),))),
)


def test_what_is_quoted_of_a_turn_is_without_its_label() -> None:
    (passage,) = split_passages(INTERVIEW)
    units = units_within(INTERVIEW, passage.start, passage.end)
    assert [[INTERVIEW.text[slice(*span)] for span in spans] for spans in units] == [
        ["Is it safe?"], ["It is.", "We tested it."], ["End."]
    ]  # fmt: skip


def test_a_question_stays_with_its_reply() -> None:
    assert texts(INTERVIEW, limit=30) == ["HOST: Is it safe?", "LEE: It is. We tested it.", "End."]
    assert texts(make_document("aaaa.\n\nIs it?\n\nIt is."), limit=16) == ["aaaa.", "Is it?\n\nIt is."]


def test_the_question_that_words_reply_to() -> None:
    assert [question_before(INTERVIEW, offset) for offset in (6, 24, 46)] == ["", "Is it safe?", ""]
    plain = make_document("Is it safe?\n\nIt is.\n\nIt stood.")
    assert [question_before(plain, offset) for offset in (0, 13, 21)] == ["", "Is it safe?", ""]
    long = make_document(f"{'Oh, ' * 100}is it?\n\nIt is.")
    assert question_before(long, len(long.text) - 2) == ""


@pytest.mark.parametrize(
    ("words", "asks"), [("Is it?", True), ("“Is it?” ", True), ("Is it? It is.", False), ("", False)]
)
def test_questions(words: str, asks: bool) -> None:
    assert is_question(words) is asks
