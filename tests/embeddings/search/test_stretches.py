"""Where words may stand: every place that has them, and what is nearest."""

from __future__ import annotations

from pathlib import Path

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.search.stretches import find_stretches, word_weights
from tests.samples import write_files


def test_every_document_with_the_words_is_found(snapshot: Snapshot) -> None:
    found = find_stretches(snapshot, "The ferry to Oster sails at noon")
    assert {one.document.id for one in found} >= {"ferry-a", "ferry-b"}
    assert all("ferry to Oster" in one.document.text[one.start : one.end] for one in found[:2])


def test_what_nobody_wrote_leads_nowhere(snapshot: Snapshot) -> None:
    assert find_stretches(snapshot, "zyxw vutsr") == []


def test_words_that_run_over_two_passages_are_in_one_stretch(tmp_path: Path) -> None:
    filler = " ".join(f"Sentence number {number} fills the passage." for number in range(60))
    text = f"{filler} The heron left. The otter stayed. {filler}"
    rebuild(
        write_files(tmp_path / "seeds", {"a.txt": text}), tmp_path / "data", Recipe(NAME, lambda _: HashingEncoder())
    )
    opened = open_current(tmp_path / "data")
    (found, *_) = find_stretches(opened, "The heron left. The otter stayed.")
    assert "The heron left. The otter stayed." in found.document.text[found.start : found.end]
    opened.close()


def test_rare_words_weigh_more(snapshot: Snapshot) -> None:
    weights = word_weights(snapshot, ["ferry", "lorries", "the"])
    assert weights["lorries"] > weights["ferry"] > weights["the"]
