from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.search import spoken
from embeddings.search.spoken import Spoken, commonness, means_of

# A model that puts English to the left and Russian up.
MEANS = {"en": np.array([-0.5, 0.0], "<f2"), "ru": np.array([0.0, 0.5], "<f2")}
QUESTION = np.array([0.0, 1.0], np.float32)


@pytest.fixture(autouse=True)
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    np.savez(tmp_path / "two.npz", allow_pickle=False, **MEANS)
    monkeypatch.setattr(spoken, "FOLDER", tmp_path)
    means_of.cache_clear()
    yield
    means_of.cache_clear()


def test_a_question_is_moved_by_the_difference_of_the_languages() -> None:
    moved = Spoken(QUESTION, "ru", "two").in_language("en")  # (0, 1) + (-0.5, 0) - (0, 0.5), to length one
    assert moved == pytest.approx([-(0.5**0.5), 0.5**0.5])


@pytest.mark.parametrize(
    ("asked", "language", "model"),
    [
        ("ru", "ru", "two"),
        ("ru", None, "two"),
        (None, "en", "two"),
        ("km", "en", "two"),
        ("ru", "km", "two"),
        ("ru", "en", "another"),
        ("ru", "en", "../two"),
        ("ru", "en", ""),
    ],
)
def test_a_question_stays_where_it_is_in_its_language_and_where_nothing_is_known(
    asked: str | None, language: str | None, model: str
) -> None:
    assert Spoken(QUESTION, asked, model).in_language(language) is QUESTION


def test_every_passage_is_compared_with_the_question_in_its_language() -> None:
    vectors = np.array([[-1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]], np.float32)
    likeness = Spoken(QUESTION, "ru", "two").likeness(vectors, ["en", "ru", None])
    assert likeness == pytest.approx([0.5**0.5, 1.0, 0.0])
    assert commonness("two", vectors, ["en", "ru", None]) == pytest.approx([0.5, 0.5, 0.0])
    assert commonness("another", vectors, ["en", "ru", None]).tolist() == [0.0, 0.0, 0.0]
    assert Spoken(QUESTION, "ru", "two").likeness(vectors[:0], []).shape == (0,)


def test_the_means_that_come_with_the_project_are_of_one_dimension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "FOLDER", Path(spoken.__file__).with_name("means"))
    means = means_of("multilingual-e5-small")
    assert {"en", "es", "ru", "uk", "km", "zh", "ar"} <= set(means)
    assert {mean.shape for mean in means.values()} == {(384,)}
    assert all(0.8 < float(np.linalg.norm(mean)) < 1 for mean in means.values())
