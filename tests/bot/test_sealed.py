"""Links: what they open can't be changed, they end, and those of another folder open nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sealed import FILE, Opening, Seal
from embeddings.errors import ExpiredError, UsageError
from tests.samples import make_document


def test_a_link_opens_what_it_was_made_for(tmp_path: Path) -> None:
    key = Seal(tmp_path).key(make_document(id="ë/1"), (3, 9))
    assert Seal(tmp_path).opened(key) == Opening("ë/1", 3, 9)
    assert key.replace(".", "").replace("-", "").replace("_", "").isalnum()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_link_ends_and_one_to_what_is_private_sooner(tmp_path: Path) -> None:
    now = [1_000_000.0]
    seal = Seal(tmp_path, lambda: now[0])
    keys = [seal.key(make_document(visibility=kind), (0, 1)) for kind in ("public", "private")]
    assert [seal.opened(key).private for key in keys] == [False, True]
    now[0] += 2 * 86_400
    assert seal.opened(keys[0]).end == 1
    with pytest.raises(ExpiredError, match="This link has ended"):
        seal.opened(keys[1])
    now[0] += 30 * 86_400
    with pytest.raises(ExpiredError, match="This link has ended"):
        seal.opened(keys[0])


def test_nobody_else_makes_a_link(tmp_path: Path) -> None:
    seal, other = Seal(tmp_path / "a"), Seal(tmp_path / "b")
    with pytest.raises(UsageError, match="was not made here"):
        other.opened(seal.key(make_document(), (0, 1)))


@given(place=st.integers(0, 10_000), letter=st.sampled_from("ABCxyz019-_."))
def test_a_letter_that_is_changed_opens_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, letter: str
) -> None:
    seal = Seal(tmp_path_factory.getbasetemp() / "sealed")
    key = seal.key(make_document(), (3, 9))
    place %= len(key) - 1  # of the last letter some bits say nothing
    changed = f"{key[:place]}{letter}{key[place + 1 :]}"
    words = key.partition(".")[0]
    if changed != key and place != len(words) - 1:
        with pytest.raises(UsageError):
            seal.opened(changed)


@pytest.mark.parametrize("key", ["", ".", "a", "a.b.c", "é.é", "." * 5000, "AAAA.AAAA"])
def test_what_is_no_key_opens_nothing(tmp_path: Path, key: str) -> None:
    with pytest.raises(UsageError, match="was not made here"):
        Seal(tmp_path).opened(key)
