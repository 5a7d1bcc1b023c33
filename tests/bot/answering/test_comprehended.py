"""What was read of a passage of three words, as features that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.comprehended import answer_in, is_record, of_answer, of_words
from embeddings.comprehension.evidence import Evidence
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Document, Hit, Part, Passage, Scores, Span

TEXT = "Yes. Falk closed it."
HIT = Hit(Passage("p", "d", TEXT[5:], 5, 20, 1), Document("d", TEXT, path="d.txt"), Scores(None, None, 0.0), 1)
EVIDENCE = Evidence(2.0, (0, 4), 3.0, ((0, 4), (5, 11), (12, 14)), (2.0, 0.0, -1.0), (1.0, 0.0, -5.0))


def found(evidence: Evidence | None) -> Found:
    return Found(make_query("Who closed it?"), {}, (HIT,), 1, evidence={"p": evidence} if evidence else {})


@pytest.mark.parametrize(
    ("start", "end", "words", "best"), [(0, 14, 3.0, 1.0), (5, 14, 0.0, 0.0), (12, 14, -6.0, 0.0), (1, 3, 0.0, 0.0)]
)
def test_words_of_a_passage_that_was_read(start: int, end: int, words: float, best: float) -> None:
    known = of_words(EVIDENCE, start, end)
    passage = 0.0 if end == 3 else 2.0  # no whole token
    assert known == {"read": 1.0, "read_passage": passage, "read_words": words, "read_best": best}


def test_what_lesser_words_have_counts_too() -> None:
    assert of_words(EVIDENCE, 12, 14, [(5, 11), (0, 4)]) == of_words(EVIDENCE, 0, 4)
    assert of_words(EVIDENCE, 0, 4, [(5, 11)]) == of_words(EVIDENCE, 0, 4)


@pytest.mark.parametrize(
    ("text", "part", "record"),
    [
        ("Line 2: last tram 0:08", None, True),
        ("Line 2: last tram 0:08", Part("item", 0, 22), True),
        ("Bicycle | three crowns", Part("row", 0, 22), True),
        ("Costs of 2024", Part("heading", 0, 13), False),
        ("The last tram leaves at 0:08.", None, False),
        ("Shortage of welders", None, False),
        (f"Line 2{' goes on' * 20}", None, False),
        ("3 See the letter of the engineer, box 13, folder 23.", None, True),
        ("[4] Cf. Holm 2019, p. 12.", None, True),
        ("3 trams see to it in 2019.", None, False),
    ],
)
def test_a_record_is_a_row_or_a_line_like_one(text: str, part: Part | None, record: bool) -> None:
    assert is_record(text, part) is record


def test_what_was_not_read_is_nothing() -> None:
    assert set(of_words(None, 0, 14).values()) == {0.0}
    assert set(of_answer(found(None), of_words(None, 0, 14)).values()) == {0.0}


def test_an_answer_is_known_by_the_best_passage_and_by_its_own() -> None:
    other = Evidence(5.0, (0, 1), 40.0)
    both = Found(make_query("Who closed it?"), {}, (HIT,), 1, evidence={"p": EVIDENCE, "q": other})
    assert of_answer(both, of_words(EVIDENCE, 5, 14)) == {"read": 1.0, "read_passages": 5.0, "read_words": 0.0}


def test_what_answers_is_told_in_characters_of_the_document() -> None:
    span = answer_in(found(EVIDENCE), HIT, (5, 20))
    assert span == (5, 9)
    assert TEXT[slice(*span)] == "Falk"
    assert answer_in(found(EVIDENCE), HIT, (17, 20)) is None, "it is far likelier that nothing there answers"
    assert answer_in(found(None), HIT, (5, 20)) is None


@pytest.mark.parametrize(("odds", "answers"), [(-3.0, (17, 19)), (-3.5, None)])
def test_words_answer_from_minus_four_on(odds: float, answers: Span | None) -> None:
    evidence = replace(EVIDENCE, ends=(1.0, 0.0, odds))  # the last word's own are -1 and these
    assert answer_in(found(evidence), HIT, (17, 19)) == answers


def test_a_line_of_120_characters_is_a_record() -> None:
    line = f"Line 2{' on' * 38}"
    assert len(line) == 120
    assert is_record(line, None)
    assert not is_record(f"{line}s", None)
