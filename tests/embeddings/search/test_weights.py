from __future__ import annotations

import json
from pathlib import Path

from embeddings.search.weights import weights_of

FITTED = {"all-MiniLM-L6-v2": {"weights": {"dense": 1.0}}, "other": {"weights": {"dense": 2.0}, "fitted_on": "x"}}


def test_weights_are_those_of_the_model_or_of_the_first_one(tmp_path: Path) -> None:
    path = tmp_path / "fusion.json"
    path.write_text(json.dumps(FITTED))
    assert weights_of(path, "other") == {"dense": 2.0}
    assert weights_of(path, "all-MiniLM-L6-v2") == {"dense": 1.0}
    assert weights_of(path, "whatever") == {"dense": 1.0}
    path.unlink()
    assert weights_of(path, "other") == {"dense": 2.0}  # read once


def test_weights_for_a_reader_are_those_fitted_with_it(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    tables = {name: {"weights": {"dense": at}} for at, name in enumerate(("all-MiniLM-L6-v2", "e5", "e5 r"))}
    path.write_text(json.dumps(tables), encoding="utf-8")
    assert weights_of(path, "e5", "r") == {"dense": 2}
    assert weights_of(path, "e5") == weights_of(path, "e5", "unknown") == {"dense": 1}
    assert weights_of(path, "whatever", "r") == {"dense": 0}
    tables["all-MiniLM-L6-v2 r"] = {"weights": {"dense": 3}}
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps(tables), encoding="utf-8")
    assert weights_of(newer, "whatever", "r") == weights_of(newer, "all-MiniLM-L6-v2", "r") == {"dense": 3}
    assert weights_of(newer, "e5", "unknown") == {"dense": 1}
