from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.search.copies import distinct, group_copies, joined
from embeddings.types import Hit
from tests.samples import make_document, make_hit

WIRE = (
    "The council of Alder voted late on Monday to close the old bridge to lorries after cracks were found in two of"
    " its piers, the mayor told reporters at the town hall."
)


def hit(name: str, date: str | None, text: str = WIRE, rank: int = 1) -> Hit:
    return make_hit(make_document(text, id=name, date=date), rank=rank)


@pytest.mark.parametrize(
    "other",
    [
        WIRE,
        WIRE.upper(),
        f"{WIRE}  It was the third such vote this year in the county.",
        WIRE.replace("late on", "late that"),
        WIRE.replace(", the mayor told reporters at the town hall", ""),
    ],
)
def test_copies_and_near_copies_join_the_first(other: str) -> None:
    assert group_copies([WIRE, "Something else is said here at some length.", other], 10) == [[0, 2], [1]]


@pytest.mark.parametrize(
    "other",
    [
        "The council of Alder voted late on Monday to close the school, and the parents were told on Tuesday by post.",
        WIRE.replace("two", "three").replace("Monday", "Friday").replace("lorries", "all").replace("mayor", "clerk"),
        "",
    ],
)
def test_what_shares_some_words_is_no_copy(other: str) -> None:
    assert group_copies([WIRE, other], 10) == [[0], [1]]


def test_what_differs_in_a_name_or_a_number_is_no_copy() -> None:
    assert group_copies([WIRE, WIRE.replace("Monday", "Tuesday")], 10) == [[0], [1]]
    told, later = (f"{WIRE} The repair will cost {cost} crowns." for cost in ("40,000", "55,000"))
    assert group_copies([told, later], 10) == [[0], [1]]
    assert group_copies([told, WIRE], 10) == [[0, 1]]  # the number is left out, not another


def test_short_texts_are_alike_by_chance() -> None:
    assert group_copies(["Yes, he did.", "Yes, he did."], 10) == [[0], [1]]


def test_a_short_text_is_a_copy_only_word_for_word() -> None:
    told = "The council met and spoke of the harbour."
    assert group_copies([told, told.replace("harbour", "bridge"), f"It rained. {told}"], 10) == [[0, 2], [1]]


def test_copies_in_a_script_that_does_not_part_words() -> None:
    text = "市议会星期一晚上投票决定关闭旧桥因为在两个桥墩上发现了裂缝市长在市政厅对记者说。"
    assert group_copies([text, text, text[:-2]], 10) == [[0, 1], [2]]


def test_copies_are_found_beyond_the_most_that_are_kept() -> None:
    others = [f"Text {number} is about the {number}th thing and nothing more than that." for number in range(5)]
    assert group_copies([WIRE, *others, WIRE], 3) == [[0, 6], [1], [2]]
    assert group_copies([], 3) == []


def test_the_earliest_of_the_same_words_is_shown_and_keeps_the_place() -> None:
    shown = joined([hit("c", None), hit("b", "2020-03-02"), hit("a", "2020-03-01"), hit("b", "2020-03-02")])
    assert (shown.document.id, shown.rank) == ("a", 1)
    assert [copy.document.id for copy in shown.copies] == ["b", "c"]


def test_the_best_ranked_of_nearly_the_same_words_is_shown() -> None:
    shown = joined([hit("later", "2020-03-02"), hit("first", "2020-03-01", f"{WIRE} More.")])
    assert (shown.document.id, [copy.document.id for copy in shown.copies]) == ("later", ["first"])


def test_a_document_that_repeats_itself_is_no_copy_of_itself() -> None:
    assert joined([hit("a", None), hit("a", None)]).copies == ()


def test_documents_once_each_by_date() -> None:
    old, new, undated = (hit(name, date).document for name, date in (("o", "2019"), ("n", "2020-01"), ("u", None)))
    assert distinct([undated, new, old, replace(new)]) == (old, new, undated)


def counting(words: int, same: int) -> tuple[str, str]:
    """Make two texts of so many words, of which the first are the same: each five in a row are a run."""
    one, other = ([f"{'v' * at}{letter}" for at in range(1, words + 1)] for letter in "xy")
    return " ".join(one), " ".join([*one[:same], *other[same:]])


@pytest.mark.parametrize(
    ("words", "same", "groups"),
    [
        (40, 30, [[0, 1]]),  # 26 of 36 runs
        (40, 29, [[0], [1]]),  # 25, less than seven in ten
        (24, 23, [[0, 1]]),  # 19 of 20
        (23, 22, [[0], [1]]),  # of fewer runs than twenty, all
    ],
)
def test_how_much_of_a_copy_is_the_same(words: int, same: int, groups: list[list[int]]) -> None:
    assert group_copies(counting(words, same), 10) == groups
