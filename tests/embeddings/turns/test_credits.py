from __future__ import annotations

import pytest

from embeddings.turns.credits import find_credits
from embeddings.turns.lines import lines_of
from embeddings.turns.turns import find_turns
from embeddings.types import Part

SAID = "I have never seen waves like these."


def told(text: str, *parts: Part) -> list[tuple[str, str]]:
    turns = find_credits(text, lines_of(text), parts)
    return [(text[slice(*turn.writer)], text[slice(*turn.words[0])]) for turn in turns if turn.writer is not None]


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("— Otto Wick, fisherman", "Otto Wick"),
        ("-- Otto Wick, 55, of Harwick", "Otto Wick"),
        ("– Dr Otto Wick (harbour pilot)", "Otto Wick"),
        ("— Coast Guard North (@cgnorth) May 3, 2026", "Coast Guard North"),
        ("— Otto (@otto)", "Otto"),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_credit_below(credit: str, name: str, between: str) -> None:
    text = f"The storm\n\nMayor Rand said schools stay shut.\n\n{SAID}{between}{credit}\n\nThe office expects wind."
    assert told(text) == [(name, SAID)]


@pytest.mark.parametrize("credit", ["―Otto Wick", "― Mayor Otto Wick", "― Otto Wick, The Post", "*― Otto Wick*"])
def test_behind_the_dash_of_quotations_is_who_said_it(credit: str) -> None:
    assert told(f"The storm\n\n{SAID}\n\n{credit}\n\nThe office expects wind.") == [("Otto Wick", SAID)]


def test_a_name_in_the_next_line_is_a_credit_unless_the_text_ends_with_it() -> None:
    assert told(f"Chapter one\n\n{SAID}\n— Otto Wick, Sayings\n\nIt rained.") == [("Otto Wick", SAID)]
    assert told(f"The storm\n\nIt rained.\n\n{SAID}\n— Otto Wick") == []


def test_a_name_behind_a_whole_quotation_is_a_credit() -> None:
    assert told(f"“{SAID}” ★★★★ — Otto Wick, York\n\nIt rained.") == [("Otto Wick", f"“{SAID}”")]
    assert told(f"It rained. “{SAID}” — Otto Wick, York\n\nIt rained.") == []


def test_a_name_with_a_trade_below_a_quotation() -> None:
    assert told(f"“{SAID}”\n\nAda Quint, ferrywoman\n\nIt rained.") == [("Ada Quint", f"“{SAID}”")]
    assert told(f"“{SAID}”\n\nAda Quint, Keta\n\nIt rained.") == []


def test_a_credit_behind_and_in_a_quotation() -> None:
    assert told(f"The storm\n\n{SAID} — Otto Wick, fisherman\n\nWind.") == [("Otto Wick", SAID)]
    assert told(f"The storm\n\n> {SAID}\n>\n> — Otto Wick\n\nWind.") == [("Otto Wick", SAID)]
    assert told(f"The storm\n\n> {SAID}\n> — Otto Wick\n\nWind.") == [("Otto Wick", SAID)]


def test_a_post_below_its_handle() -> None:
    assert told("Tolls\n\nUlla Moe (@ullamoe) · 3 May 2026\n\nNobody will pay more.\n\nShe left.") == [
        ("Ulla Moe", "Nobody will pay more.")
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "— Otto Wick", "— Otto Wick, staff writer", "— Otto Wick, Harwick Gazette", "— With files from Ann Lee",
        "— Photo: Otto Wick", "— Reuters", "- Otto Wick, fisherman\n\n- Ann Lee, baker", "Otto Wick, fisherman",
    ],
)  # fmt: skip
def test_a_byline_a_list_and_a_sentence_are_no_credits(credit: str) -> None:
    assert told(f"The storm\n\n{SAID}\n\n{credit}") == []


def test_headings_and_quotations_bear_none() -> None:
    text = "Waves rose by night.\n\n— Otto Wick, fisherman"
    assert told(text, Part("heading", 0, 20)) == []
    assert told(f'"{SAID}"\n\n— Otto Wick, fisherman') == []  # the marks say whose words they are


def test_a_credit_makes_a_turn() -> None:
    text = f"The storm\n\n{SAID}\n\n— Otto Wick, fisherman"
    assert [text[slice(*turn.words[0])] for turn in find_turns(text)] == [SAID]


def test_a_name_and_an_office_behind_a_quotation_is_a_credit() -> None:
    assert told(f"Voices\n\n“{SAID}” Otto Wick, fisherman\n\nWind.") == [("Otto Wick", f"“{SAID}”")]
    assert told(f"Voices\n\n“{SAID}” Otto Wick left.\n\nWind.") == []


def test_a_post_whose_name_handle_and_day_stand_one_below_the_other() -> None:
    text = (
        f"Ulla Moe\n@ullamoe\n· 4 Mar\n{SAID}\n\nNorth Roads\n@nroads\n·\n5 Mar\nReplying to @ullamoe\nWe never have."
    )
    assert told(text) == [("Ulla Moe", SAID), ("North Roads", "We never have.")]


def test_a_name_and_an_office_in_two_lines_below_a_quotation() -> None:
    assert told(f"The storm\n\n“{SAID}”\n\nOtto Wick\nChair of the jury\n\nWind.") == [("Otto Wick", f"“{SAID}”")]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("“{said}”", "North Sea\nFishing quota"),  # a heading with its subtitle
        ("“{said}” he wrote.", "Otto Wick\nChair of the jury"),
        ("{said}", "Otto Wick\nChair of the jury"),
        ("“{said}”", "Otto Wick\nStaff writer"),
        ("“{said}”", "Otto Wick\n4 March 2026"),
    ],
)
def test_two_lines_that_are_no_credit(above: str, below: str) -> None:
    assert told(f"The storm\n\n{above.format(said=SAID)}\n\n{below}") == []
