from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.quotes import LONGEST, candidate_spans, choose_windows
from embeddings.types import Hit
from tests.embeddings.test_sentences import TEXT
from tests.samples import make_document, make_hit, make_retrieval


def candidates(text: str) -> list[str]:
    hit = make_hit(make_document(text))
    return [text[start:end] for start, end in candidate_spans(hit)]


def chosen(question: str, *texts: str) -> list[str]:
    hits = [make_hit(make_document(text, id=text), rank=rank) for rank, text in enumerate(texts, 1)]
    windows = choose_windows(make_retrieval(question, *hits))
    return [window.hit.document.text[window.start : window.end] for window in windows]


def test_candidates_are_sentences_and_neighbours() -> None:
    assert candidates("One here. Two there. Three.") == [
        *("One here.", "Two there.", "Three."),
        *("One here. Two there.", "Two there. Three."),
    ]


def test_candidates_never_cross_paragraphs() -> None:
    assert candidates("One here.\n\nTwo there.") == ["One here.", "Two there."]


def test_two_sentences_that_are_too_long_stay_apart() -> None:
    long = "a" * (LONGEST - 1) + "."
    assert candidates(f"{long} Two.") == [long, "Two."]


def test_long_quotation_is_shown_in_its_sentences() -> None:
    inner = [f"Sentence number {number} of a long speech goes on for a while." for number in range(8)]
    text = f"“{' '.join(inner)}” He sat down."
    found = candidates(text)
    assert inner[3] in found
    assert f"{inner[3]} {inner[4]}" in found
    assert all(len(piece) <= LONGEST for piece in found)


def test_overlong_sentence_is_cut() -> None:
    found = candidates("word " * 200 + "end.")
    assert len(found) > 2
    assert all(len(piece) <= LONGEST for piece in found)


def test_window_with_the_terms_of_the_question_is_chosen() -> None:
    text = "Rain fell. The ferry sank near Oster. Nobody sang. Birds flew."
    assert "ferry sank" in chosen("Did the ferry sink or was it sunk: ferry sank?", text)[0]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who saw the ferry?", "The ferry was seen by Ines Falk."),
        ("When was the ferry seen?", "The ferry was seen on Monday."),
        ("How many saw the ferry?", "The ferry was seen by 40."),
        ("Where was the ferry seen?", "The ferry was seen in Oster."),
    ],
)
def test_the_kind_of_thing_that_is_asked_for_counts(question: str, expected: str) -> None:
    sentences = {"Monday": "on Monday.", "40": "by 40.", "Oster": "in Oster.", "Falk": "by Ines Falk."}
    text = "\n\n".join(f"The ferry was seen {end}" for end in sentences.values())
    assert chosen(question, text) == [expected]


def test_a_window_that_is_worth_much_less_is_left_out() -> None:
    best, other = "The ferry to Oster sank on Monday.", "Nothing of the kind."
    assert chosen("ferry Oster sank Monday", best, other) == [best]


def test_better_window_of_a_lower_passage_comes_first() -> None:
    assert chosen("ferry sank", "The ferry is blue.", "The ferry sank.") == ["The ferry sank.", "The ferry is blue."]


def test_words_of_the_title_count_for_half() -> None:
    hit = make_hit(make_document("It sank. The crew swam.", title="The ferry"))
    (window,) = choose_windows(make_retrieval("ferry sank", hit))
    assert window.score == pytest.approx(0.5 * 0.5 + (0.5 + 1) / 2 + 0.6)


@given(TEXT.filter(lambda text: bool(text.strip())))
@example("a" * 2000)
@example("word. " * 400)
def test_candidates_of_any_text_are_short_and_inside_their_passage(text: str) -> None:
    hit: Hit = make_hit(make_document(text))
    for start, end in candidate_spans(hit):
        assert hit.passage.start <= start < end <= hit.passage.end
        assert end - start <= LONGEST
        assert text[start:end] == text[start:end].strip()


@given(st.lists(TEXT.filter(lambda text: bool(text.strip())), min_size=1, max_size=5), st.text())
def test_something_is_always_chosen(texts: list[str], question: str) -> None:
    assert 1 <= len(chosen(question if question.strip() else "x", *texts)) <= 3
