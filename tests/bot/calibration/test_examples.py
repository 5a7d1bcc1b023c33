from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.calibration.examples import ask, ask_without
from bot.evaluation.cases import Case, read_cases
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder
from tests.samples import write_files

ROW = '{"question": "Who closed the bridge?", "answers": ["Falk"], "relevant": ["falk.txt"]}\n'


class Contrary:
    """A reranker that puts last what names Falk, and remembers what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        assert question == "Who closed the bridge?"
        self.read.extend(passages)
        return np.array([-90.0 * ("Falk" in passage) for passage in passages], dtype=np.float32)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_files(
        tmp_path / "seeds",
        {"falk.txt": "News\n\nFalk closed the bridge.", "lund.txt": "News\n\nLund opened the bridge."},
    )
    write_files(tmp_path, {"row.jsonl": ROW})
    made = Settings(seeds=tmp_path / "seeds", data=tmp_path / "data", model=NAME)
    run_rebuild(made, full=False, strict=False)
    return made


@pytest.fixture
def cases(tmp_path: Path, settings: Settings) -> list[Case]:
    return read_cases(tmp_path / "row.jsonl")


def test_a_case_is_asked_with_its_documents_and_without(settings: Settings, cases: list[Case]) -> None:
    with closing(open_current(settings.data)) as snapshot:
        (example,) = ask(Finder(snapshot, HashingEncoder()), cases)
        (other,) = ask_without(Finder(snapshot, HashingEncoder()), cases, weight=0.5, plain=False)
    assert (example.answerable, example.right, example.weight, example.plain) == (True, True, 1.0, True)
    assert (other.answerable, other.right, other.weight, other.plain) == (False, None, 0.5, False)


def test_what_a_reranker_makes_of_it_is_what_is_fitted_to(settings: Settings, cases: list[Case]) -> None:
    reranker = Contrary()
    with closing(open_current(settings.data)) as snapshot:
        finder = Finder(snapshot, HashingEncoder(), reranker)
        (example,) = ask(finder, cases)
        assert len(reranker.read) == 2
        assert list(ask_without(finder, cases))
    assert example.right is False
    assert len(reranker.read) == 3
