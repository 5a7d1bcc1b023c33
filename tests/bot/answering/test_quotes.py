from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.quotes import WEIGHTS, Choice, choose, chosen_by, score
from embeddings.comprehension.evidence import Evidence
from embeddings.comprehension.weights import read_card
from embeddings.search.weights import weights_of
from embeddings.types import Part
from tests.embeddings.text.test_sentences import TEXT
from tests.samples import QUESTIONS, make_document, make_hit, make_material


def choice(question: str, *texts: str) -> Choice:
    hits = [make_hit(make_document(text, id=str(rank)), rank=rank) for rank, text in enumerate(texts, 1)]
    return choose(make_material(question, *hits))


def chosen(question: str, *texts: str) -> list[str]:
    return [window.text for window in choice(question, *texts).windows]


def test_score_is_the_weighted_sum() -> None:
    (window,) = make_material("ferry", make_hit(make_document("The ferry sank."))).windows
    weights = weights_of(WEIGHTS, "")
    assert set(window.features) - set(weights) == {"read", "read_passage", "read_words", "read_best"}  # of no reader
    assert set(weights_of(WEIGHTS, "", read_card().digest)) == set(window.features)
    expected = sum(weight * window.features[name] for name, weight in weights.items())
    assert score(window, weights) == pytest.approx(expected)


def test_window_with_the_terms_of_the_question_is_chosen() -> None:
    assert (
        "The ferry sank near Oster."
        in chosen(
            "Where did the ferry sink: ferry sank?",
            "Rain fell.\n\nThe ferry sank near Oster.\n\nNobody sang.",
        )[0]
    )


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
    ends = ("on Monday.", "by 40.", "in Oster.", "by Ines Falk.")
    assert chosen(question, "\n\n".join(f"The ferry was seen {end}" for end in ends))[0] == expected


def test_a_window_that_is_worth_much_less_is_left_out() -> None:
    best, other = "The ferry to Oster sank on Monday.", "Nothing of the kind."
    assert chosen("ferry Oster sank Monday", best, other) == [best]


def test_further_quotes_say_something_else() -> None:
    same = "Falk saw the ferry sink near Oster."
    found = chosen("Who saw the ferry sink?", same, f"{same} ", same, "Okafor saw the ferry sink near Oster too.")
    assert found[0] == same
    assert any("Okafor" in text for text in found)


def test_better_window_of_a_lower_passage_comes_first() -> None:
    found = choice("ferry sank", "The ferry is blue.", "The ferry sank.")
    assert found.windows[0].text == "The ferry sank."
    assert [hit.document.text for hit in found.passages] == ["The ferry sank.", "The ferry is blue."]


def test_every_passage_is_ordered_also_those_that_are_not_shown() -> None:
    found = choice("ferry", *(f"The {word} ferry." for word in ("one", "two", "three", "four", "five")))
    assert len(found.windows) == 3
    assert sorted(hit.rank for hit in found.passages) == [1, 2, 3, 4, 5]


def test_equal_passages_keep_their_rank() -> None:
    assert [window.hit.rank for window in choice("ferry", *["The ferry."] * 5).windows] == [1, 2, 3]


def test_nothing_found_has_nothing_to_show() -> None:
    assert choose(make_material("ferry")) == Choice((), (), ())


@given(st.lists(TEXT.filter(lambda text: bool(text.strip()) and "?" not in text), min_size=1, max_size=5), QUESTIONS)
def test_windows_are_best_first_few_and_apart(texts: list[str], question: str) -> None:
    found = choice(question, *texts)
    assert 1 <= len(found.windows) <= 3
    assert [*found.scores] == sorted(found.scores, reverse=True)
    for place, one in enumerate(found.windows):
        for other in found.windows[:place]:
            assert one.hit != other.hit or one.end <= other.start or other.end <= one.start


@pytest.mark.parametrize("text", ['"' * 400, "« » " * 200, "“”" * 400])
def test_passages_of_quotation_marks_have_a_window(text: str) -> None:
    assert len(chosen("bridge", text)) >= 1


def of_table(question: str, *rows: str) -> list[str]:
    starts = [sum(len(row) + 2 for row in rows[:place]) for place in range(len(rows))]
    parts = [Part("row", start, start + len(row), group=1) for start, row in zip(starts, rows, strict=True)]
    document = replace(make_document("\n\n".join(rows)), parts=tuple(parts))
    return [window.text for window in choose(make_material(question, make_hit(document))).windows]


def test_of_a_table_only_the_rows_that_were_asked_for_are_quoted() -> None:
    rows = ("Vehicle | Price\nBicycle | 3 crowns", "Vehicle | Price\nMotorcycle | 8 crowns")
    assert of_table("What is the price of a bicycle?", *rows) == [rows[0]]
    assert {*of_table("What is the price of each vehicle?", *rows)} == {*rows}


def test_three_quotes_are_shown_where_nobody_asks_for_more() -> None:
    names = "Falk Okafor Lind Brand Mensah".split()
    assert len(chosen("Who saw the ferry sink?", *(f"{name} saw the ferry sink there." for name in names))) == 3


WHOLE, AGAIN, OTHER = "A ferry sank, Oster said Falk.", "The ferry sank at Oster, so Falk.", "Here Okafor sank."


def weighed(overlap: float, *texts: str) -> list[str]:
    """Choose two windows by nothing but the share of the question's three words that they have."""
    hits = [make_hit(make_document(text, id=str(rank)), rank=rank) for rank, text in enumerate(texts, 1)]
    chosen = choose(make_material("ferry sank Oster", *hits), 2, {"overlap": overlap})
    return [window.text for window in chosen.windows]


@pytest.mark.parametrize(("overlap", "shown"), [(7.4, [WHOLE, OTHER]), (7.6, [WHOLE])])
def test_a_further_quote_is_at_most_five_behind_the_best(overlap: float, shown: list[str]) -> None:
    assert weighed(overlap, WHOLE, OTHER) == shown  # two thirds of that


@pytest.mark.parametrize(("overlap", "second"), [(6.6, AGAIN), (5.4, OTHER)])
def test_saying_nothing_new_costs_four(overlap: float, second: str) -> None:
    assert weighed(overlap, WHOLE, AGAIN, OTHER) == [WHOLE, second]


def test_where_nothing_was_read_the_weights_are_those_without_the_reader() -> None:
    read = read_card().digest
    found = replace(make_material("Who closed it?", make_hit(make_document("It was closed."))).found, reader=read)
    evidence = {found.hits[0].passage.id: Evidence(-1.0, (0, 2), -2.0, ((0, 2),), (-1.0,), (-1.0,))}
    for model in ("all-MiniLM-L6-v2", "multilingual-e5-small"):
        without, by_it = (weights_of(WEIGHTS, model, reader) for reader in (None, read))
        assert without != by_it
        assert chosen_by(replace(found, model=model)) == without
        assert chosen_by(replace(found, model=model, evidence=evidence)) == by_it
