"""Posting lists are the same, however many passages are worked on at once and whichever are taken over."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.library import tallying
from embeddings.library.keywords import LENGTHS, POSTINGS, KeywordIndex
from embeddings.library.tallying import KeptPostings, write_counted, write_keywords
from embeddings.text.passages import Titled


def test_terms_that_are_counted_make_the_same_files(tmp_path: Path) -> None:
    folders = [tmp_path / "read", tmp_path / "counted"]
    for folder in folders:
        folder.mkdir()
    read = write_keywords(folders[0], [Titled("amber", "birch birch amber"), Titled("", ""), Titled("elm", "birch")])
    one, other = {"amber": 2, "birch": 2}, {"birch": 1, "elm": 1}
    counted = write_counted(folders[1], [(3, other, {"elm"}), (1, one, {"amber"}), (2, {}, ())])
    assert list(counted.items()) == list(read.items())
    assert files_of(folders[0]) == files_of(folders[1])


def files_of(folder: Path) -> list[bytes]:
    assert {path.name for path in folder.iterdir()} == {POSTINGS, LENGTHS}
    return [(folder / name).read_bytes() for name in (POSTINGS, LENGTHS)]


def test_what_is_written_is_what_numpy_would_save(tmp_path: Path) -> None:
    vocabulary = write_keywords(tmp_path, [Titled("elm", "birch birch"), Titled("", "birch")])
    assert list(vocabulary) == ["birch", "elm"]
    np.save(tmp_path / "again.npy", np.load(tmp_path / POSTINGS))
    assert np.load(tmp_path / POSTINGS).tolist() == [(1, 2, False), (2, 1, False), (1, 1, True)]
    assert (tmp_path / "again.npy").read_bytes() == (tmp_path / POSTINGS).read_bytes()
    assert np.load(tmp_path / LENGTHS).tolist() == [3, 1]


def titled(passages: Sequence[tuple[str, str]]) -> list[Titled]:
    return [Titled(*one) for one in passages]


PASSAGES = st.lists(st.sampled_from([("Amber", "cedar amber"), ("", "birch"), ("Elm", "!"), ("", "")]), max_size=8)


@given(old=PASSAGES, new=PASSAGES, taken=st.randoms(use_true_random=False), at_once=st.integers(1, 9))
def test_what_is_kept_comes_to_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[tuple[str, str]],
    new: list[tuple[str, str]],
    taken: random.Random,
    at_once: int,
) -> None:
    before, after, anew = (tmp_path_factory.mktemp(name) for name in ("before", "after", "anew"))
    vocabulary_before = write_keywords(before, titled(old))
    known = {passage: row for row, passage in enumerate(old, start=1)}
    rows = {row: known[one] for row, one in enumerate(new, start=1) if one in known and taken.random() < 0.8}
    unread = titled([one for row, one in enumerate(new, start=1) if row not in rows])
    taken_over = (np.array(list(its), dtype=np.int64) for its in (rows, rows.values()))
    kept = KeptPostings(KeywordIndex(before), vocabulary_before, *taken_over)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallying, "_AT_ONCE", at_once)
        vocabulary = write_keywords(after, unread, kept)
    assert list(vocabulary.items()) == list(write_keywords(anew, titled(new)).items())
    assert files_of(after) == files_of(anew)
