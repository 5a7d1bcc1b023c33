"""What is not installed is told in a sentence, with the line that installs it."""

from __future__ import annotations

import pytest

from bot import extras
from embeddings.errors import UsageError


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_LIBRARIES", {"serve": ("json", "no_such_library", "no_such.part")})
    with pytest.raises(UsageError, match=r"serve needs .*\(no_such_library, no_such.part\).*'onrecord\[serve\]'"):
        extras.need_extra("serve", "onrecord serve")


def test_what_is_there_is_enough() -> None:
    extras.need_extra("serve", "onrecord serve")
