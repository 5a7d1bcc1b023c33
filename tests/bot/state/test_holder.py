from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.state.holder import HOLDER, only_bot
from embeddings.errors import StateError


def test_one_bot_answers_from_a_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with only_bot(data):
        assert (data / HOLDER).is_file()
        with pytest.raises(StateError) as caught, only_bot(data):
            pass
        message = str(caught.value)
        assert message.startswith(f"Another bot answers from {str(data)!r} already (process {os.getpid()} on ")
        assert message.endswith("Stop it, or name another folder in ONRECORD_DATA.")
        assert (data / HOLDER).is_file()  # it is still the first one's
    assert not (data / HOLDER).exists()
    with only_bot(data):
        pass


def test_the_folder_is_free_again_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_bot(tmp_path):
        raise ZeroDivisionError
    with only_bot(tmp_path):
        pass


def test_who_can_not_be_read_is_left_out(tmp_path: Path) -> None:
    with only_bot(tmp_path):
        (tmp_path / HOLDER).write_text("{")
        with pytest.raises(StateError, match=r" already\. Stop it, or "), only_bot(tmp_path):
            pass


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = pytest.raises(StateError, match=r"file/data' can't be written to \(.+\)\. Name another folder")
    with refused, only_bot(tmp_path / "file" / "data"):
        pass
