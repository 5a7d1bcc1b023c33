"""``onrecord check`` as scripts see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Run


@pytest.fixture(autouse=True)
def asked(speakers_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATA", str(speakers_library))
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")


def test_words_that_stand_there_end_with_nothing_to_complain_of(run: Run) -> None:
    ended = run("check", "We measured the river twice")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("On record, word for word: Ama Mensah, Senator.\n")


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (("We never measured the river twice",), "changed"),
        (("We measured the river twice", "--said-by", "Esi Owusu"), "other_speaker"),
        (("Nobody ever wrote these words",), "not_on_record"),
    ],
)
def test_anything_else_ends_with_three(run: Run, arguments: tuple[str, ...], outcome: str) -> None:
    ended = run("check", "--json", *arguments)
    assert ended.code == 3
    assert json.loads(ended.out)["outcome"] == outcome


def test_a_quote_on_standard_input(run: Run) -> None:
    assert run("check", "-", stdin="We measured\nthe river twice\n").code == 0


def test_nothing_to_check_is_bad_usage(run: Run) -> None:
    ended = run("check", "…")
    assert ended.code == 2
    assert ended.complaint.startswith("There are no words to check.")
