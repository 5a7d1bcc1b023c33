from __future__ import annotations

from embeddings.readers.pieces import compose
from embeddings.readers.tables import plain_rows, table_pieces
from embeddings.turns.turns import find_turns

SAID = ("Ama Mensah", "We plan the bridge."), ("Dr Kofi Boateng", "Which bridge?"), ("Ama Mensah", "The old one.")


def told(rows: list[list[str]], heads: int) -> list[tuple[str, str]]:
    text, parts = compose(table_pieces(plain_rows(rows), heads=heads))
    turns = find_turns(text, parts)
    return [(text[slice(*turn.writer)], text[slice(*turn.words[0])]) for turn in turns if turn.writer]


def test_turns_below_the_names_of_columns() -> None:
    rows = [["Speaker", "Time", "Text"], *([who, f"00:0{number}", said] for number, (who, said) in enumerate(SAID))]
    assert told(rows, 1) == [(who.removeprefix("Dr "), said) for who, said in SAID]
    assert told([["Name", "Age", "Town"], ["Ama Mensah", "44", "Keta"], ["Kofi Boateng", "51", "Ho"]], 1) == []


def test_turns_in_two_columns() -> None:
    rows = [[who, said] for who, said in SAID]
    assert told(rows, 0) == [(who.removeprefix("Dr "), said) for who, said in SAID]
    assert told(rows[:2], 0) == []  # nobody comes again
    assert told([["Ama Mensah", "Chair"], ["Kofi Boateng", "Clerk"], ["Ama Mensah", "Donor"]], 0) == []  # no sentences
    assert told([["Old bridge", "It is shut."], ["New bridge", "It is open."], ["Old bridge", "It is old."]], 0) == []


def test_who_asks_in_a_table() -> None:
    text, parts = compose(table_pieces(plain_rows([[who, said] for who, said in SAID]), heads=0))
    assert [turn.asks for turn in find_turns(text, parts)] == [False, True, False]
