from __future__ import annotations

import pytest

from embeddings.readers.tables import Cell, plain_rows, table_pieces

POOLS = ["Pool|Monday|Tuesday|Wednesday", "North pool|9 to 17|9 to 17|12 to 20", "South pool|closed|closed|10 to 18"]


def rows(*lines: str) -> list[list[Cell]]:
    return plain_rows([line.split("|") for line in lines])


def told(table: list[list[Cell]], heads: int | None = None) -> list[str]:
    return [piece.text for piece in table_pieces(table, heads=heads)]


def test_a_row_stands_below_the_names_of_its_columns() -> None:
    assert told(rows(*POOLS)) == [
        "Pool | Monday | Tuesday | Wednesday\nNorth pool | 9 to 17 | 9 to 17 | 12 to 20",
        "Pool | Monday | Tuesday | Wednesday\nSouth pool | closed | closed | 10 to 18",
    ]
    assert [(piece.kind, piece.opens) for piece in table_pieces(rows(*POOLS))] == [("row", True), ("row", False)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Bicycle|3 crowns", "Motorcycle|8 crowns"],
        ["Chair|Ann Lee", "Treasurer|Cara Lund"],
        ["Ann Lee|Room 5", "Bo Dahl|Room 6"],
        ["1|2|3", "4|5|6"],
        ["Ann|yes|no", "Bo|yes|yes", "Cara|no|no"],
        ["closed|closed|closed", "open|open|open", "closed|open|open"],
        ["Gate code|It is changed every April."],
    ],
)
def test_a_first_row_like_the_others_is_no_head(lines: list[str]) -> None:
    assert told(rows(*lines)) == [line.replace("|", " | ") for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["Vehicle|Price", "Bicycle|3 crowns"],
        ["Town|2023|2024", "Tarn|1250|1300"],
        ["Station|Q1|Q2", "Tarn|40|"],
        ["Alarm|Meaning|Action", "A|Disk is full|Delete it", "B|Fan is dead|Call Ines"],
        ["|Adults|Children", "Summer|12|6"],
    ],
)
def test_a_head_is_found(lines: list[str]) -> None:
    head, *others = (line.replace("|", " | ").strip() for line in lines)
    assert told(rows(*lines)) == [f"{head}\n{line}" for line in others]


def test_whoever_knows_the_head_says_so() -> None:
    assert told(rows("Chair|Ann Lee", "Treasurer|Cara Lund"), 1) == ["Chair | Ann Lee\nTreasurer | Cara Lund"]
    assert told(rows(*POOLS), 0)[0] == "Pool | Monday | Tuesday | Wednesday"
    assert told(rows("Only|a head"), 1) == ["Only | a head"]


def test_a_cell_that_spans_columns_stands_once_below_their_names() -> None:
    table = [*rows(*POOLS), [Cell("East pool"), Cell("closed for repairs", across=2), Cell("noon")]]
    assert told(table)[-1] == "Pool | Monday, Tuesday | Wednesday\nEast pool | closed for repairs | noon"


def test_a_cell_that_spans_rows_stands_in_each_of_them() -> None:
    table = [
        *rows("Coast|Boat|Seats"),
        [Cell("North", down=2), Cell("Anna"), Cell("12")],
        *rows("Berta|30"),
        *rows("South|Clara|8"),
    ]
    assert [line.partition("\n")[2] for line in told(table)] == [
        "North | Anna | 12",
        "North | Berta | 30",
        "South | Clara | 8",
    ]


def test_heads_of_two_rows_are_one_name() -> None:
    table = [
        [Cell("Pool", down=2), Cell("2023", across=2), Cell("2024", across=2)],
        *rows("Adults|Children|Adults|Children"),
        *rows("South|9|4|10|5"),
    ]
    assert told(table) == ["Pool | 2023 Adults | 2023 Children | 2024 Adults | 2024 Children\nSouth | 9 | 4 | 10 | 5"]


def test_a_row_of_one_wide_cell_stands_above_those_that_follow() -> None:
    table = [[Cell("Prices", across=2)], *rows("Tent|Euros"), [Cell("Summer", across=2)], *rows("Small|11"),
             [Cell("Winter", across=2)], *rows("Small|9")]  # fmt: skip
    assert told(table) == ["Summer\nTent | Euros\nSmall | 11", "Winter\nTent | Euros\nSmall | 9"]
    assert told(table[:2] + table[3:4]) == ["Prices\nTent | Euros\nSmall | 11"]


def test_a_wide_row_is_told_in_parts_each_with_its_first_cell() -> None:
    months = [f"Month {number}" for number in range(1, 13)]
    (one, other) = told(plain_rows([["Town", *months], ["Tarn", *map(str, range(101, 113))]]))
    assert one.splitlines()[1] == "Tarn | 101 | 102 | 103 | 104 | 105 | 106 | 107"
    assert other == "Town | Month 8 | Month 9 | Month 10 | Month 11 | Month 12\nTarn | 108 | 109 | 110 | 111 | 112"
    words = [["Town", "One", "Two"], ["Tarn", "a" * 200, "b1 " * 60]]
    assert [text.count("Tarn") for text in told(plain_rows(words), 1)] == [1, 1]


def test_empty_cells_keep_their_place_and_empty_columns_have_none() -> None:
    assert told(rows("Town||Q1|Q2", "Tarn|||4", "|||", "Ellerby||3|")) == [
        "Town | Q1 | Q2\nTarn |  | 4", "Town | Q1 | Q2\nEllerby | 3 |"
    ]  # fmt: skip
    assert told(rows("|", "|")) == []
    assert told([]) == []


def test_lines_in_a_cell_stay_apart_and_a_head_that_is_repeated_is_no_row() -> None:
    table = [*rows(*POOLS), *rows(POOLS[0]), *rows("West pool|9 to 12\n\n 14 to 18|closed|noon")]
    assert len(told(table)) == 3
    assert told(table)[-1].endswith("\nWest pool | 9 to 12 / 14 to 18 | closed | noon")


def test_cells_that_claim_to_be_everywhere_cost_nothing() -> None:
    many = [[Cell("a", across=1 << 40, down=1 << 40) for _ in range(50)] for _ in range(500)]
    assert sum(len(text) for text in told(many)) < 2_000_000


def test_a_line_across_the_table_below_all_rows_is_told() -> None:
    rows = [*plain_rows([["Boat", "Adult"], ["Ferry", "2"]]), [Cell("Dogs are free.", 2)], [Cell("Since 1904", 2)]]
    texts = [piece.text for piece in table_pieces(rows)]
    assert texts == ["Boat | Adult\nFerry | 2", "Dogs are free.", "Since 1904"]
