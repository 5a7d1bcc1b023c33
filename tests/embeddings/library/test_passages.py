from __future__ import annotations

import pytest

from embeddings.library.condition import Condition
from embeddings.library.snapshot import Snapshot
from embeddings.library.store import Store


def test_a_term_is_looked_up_once(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = snapshot.passages
    counted = passages.counts(["bridg", "nowher"], private=False)
    assert [*counted] == ["bridg"]
    held = passages.held({"bridg": ["bridg", "nowher"]}, [1])

    monkeypatch.setattr(Store, "postings", None)
    assert passages.counts(["nowher", "bridg"], private=False) == counted
    assert passages.held({"bridg": ["bridg"]}, [1])["bridg"].anywhere == held["bridg"].anywhere


def test_so_many_terms_are_kept_and_no_more(snapshot: Snapshot) -> None:
    for first in range(0, 20_000, 1000):
        assert not snapshot.passages.counts((f"{number}x" for number in range(first, first + 1000)), private=True)
    assert len(snapshot.passages._places) <= 6000
    assert snapshot.passages.counts(["bridg"], private=True)


def test_rows_of_a_condition_are_looked_up_once(snapshot: Snapshot) -> None:
    condition = Condition(after="2000")
    found = snapshot.passages.any(condition)
    assert snapshot.passages.any(condition) == found
    assert snapshot.passages._narrowed.cache_info().hits == 1
