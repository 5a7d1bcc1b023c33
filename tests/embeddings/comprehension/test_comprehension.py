"""The model that ships: real questions, real passages."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from embeddings.comprehension.comprehension import CompiledComprehension, load_comprehension, streams_of

TITLE = "Borrowing and bringing back"
PASSAGE = (
    "Items borrowed at Harbour Street can be handed in at Mill Lane. Only Harbour Street has a drop box that works "
    "when the building is shut. It is emptied at 7.30 each weekday by the caretaker, Osei Danquah. Adults pay 15p a "
    "day per item, up to a ceiling of £4."
)
OTHER = "The council met on Tuesday and put off the vote on the new bridge until the engineers have been heard."


@pytest.fixture(scope="module")
def comprehension() -> CompiledComprehension:
    return load_comprehension()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who empties the drop box?", "Osei Danquah"),
        ("When is the drop box emptied?", "7.30"),
        ("How much do adults pay a day?", "15p"),
    ],
)
def test_it_finds_the_words_that_answer(comprehension: CompiledComprehension, question: str, answer: str) -> None:
    right, wrong = comprehension.read(question, [(TITLE, PASSAGE), ("Bridge", OTHER)])
    assert right.span is not None
    assert answer in PASSAGE[slice(*right.span)]
    assert len(PASSAGE[slice(*right.span)]) < 80
    assert right.strength > wrong.strength


def test_in_8_bits_it_finds_the_same_words_and_nearly_the_same_strength() -> None:
    asked = ("Who empties the drop box?", [(TITLE, PASSAGE), ("Bridge", OTHER)])
    exact, narrow = (load_comprehension(int8=int8).read(*asked) for int8 in (False, True))
    assert narrow != exact
    assert narrow[0].span == exact[0].span
    assert [one.answerable for one in narrow] == pytest.approx([one.answerable for one in exact], abs=0.5)


def test_the_same_question_reads_the_same(comprehension: CompiledComprehension) -> None:
    asked = ("Who empties the drop box?", [(TITLE, PASSAGE), ("", OTHER), ("", "")])
    first = comprehension.read(*asked)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == first for found in pool.map(lambda _: comprehension.read(*asked), range(16)))
    assert load_comprehension().read(*asked) == first


def test_taken_from_where_it_is_kept_it_reads_the_same(
    comprehension: CompiledComprehension, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("Who empties the drop box?", [(TITLE, PASSAGE), ("Bridge", OTHER)])
    load_comprehension(data=tmp_path)
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".ready"]
    monkeypatch.setattr("embeddings.comprehension.comprehension.build_graph", None)  # it is not built again
    assert load_comprehension(data=tmp_path).read(*asked) == comprehension.read(*asked)


def test_weights_are_not_held_twice(tmp_path: Path) -> None:
    asked = ("Who empties the drop box?", [(TITLE, PASSAGE), ("Bridge", OTHER)])
    load_comprehension(int8=True, data=tmp_path)
    comprehension = load_comprehension(int8=True, data=tmp_path)
    [kept] = (tmp_path / "models").iterdir()
    assert comprehension.read(*asked) == comprehension.read(*asked)  # the first of them repacks what is mapped
    assert _mapped(kept) < kept.stat().st_size / 2


def _mapped(path: Path) -> int:
    """Return how many bytes of a file are in memory where it is mapped."""
    parts = re.split(r"(?m)^[0-9a-f]+-[0-9a-f]+ ", Path("/proc/self/smaps").read_text(encoding="utf-8"))
    held = [part for part in parts if str(path) in part.partition("\n")[0]]
    assert held
    return 1024 * sum(int(part.split("Rss:")[1].split()[0]) for part in held)


def test_two_cores_read_a_passage_and_many_read_three() -> None:
    assert [streams_of(cores) for cores in (1, 2, 3, 4, 6, 64)] == [1, 1, 1, 2, 3, 3]


def test_a_passage_is_judged_by_itself(comprehension: CompiledComprehension) -> None:
    question = "Who empties the drop box?"
    [alone] = comprehension.read(question, [(TITLE, PASSAGE)])
    beside = comprehension.read(question, [(TITLE, PASSAGE)] + [("", OTHER * at) for at in range(1, 20)])[0]
    assert beside == alone


def test_no_passages_and_long_ones(comprehension: CompiledComprehension) -> None:
    assert comprehension.read("Who?", []) == []
    text = f"{OTHER} " * 30 + PASSAGE
    [found] = comprehension.read("How much do adults pay a day?", [("", text)])
    assert found.span is not None
    assert "15p" in text[slice(*found.span)]
