from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.comprehension.load import load_reader
from embeddings.comprehension.weights import read_card
from embeddings.errors import ModelError


def test_ours_or_none() -> None:
    own = load_reader("onrecord")
    assert own is not None
    assert own.digest == read_card().digest
    assert load_reader("onrecord") is own
    assert load_reader("onrecord", Path("anywhere")) is own
    assert load_reader("off") is None


def test_another_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be loaded"):
        load_reader(str(tmp_path / "nothing"))
