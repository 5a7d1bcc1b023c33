from __future__ import annotations

import sys

import pytest

from embeddings.absent import absent, hollow


def test_modules_are_missing_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with absent("this"), pytest.raises(ModuleNotFoundError):
        import this  # noqa: F401
    assert "this" not in sys.modules


def test_what_is_loaded_stays() -> None:
    with absent("json"):
        import json
    assert sys.modules["json"] is json


def test_what_goes_wrong_within_leaves_nothing_missing() -> None:
    with pytest.raises(ValueError, match="within"), absent("this"):
        raise ValueError("within")
    assert "this" not in sys.modules


def test_a_hollow_module_has_its_members_and_is_whole_afterwards() -> None:
    sys.modules.pop("this", None)
    with hollow("this", "s"):
        from this import s

        assert s is None
    assert "this" not in sys.modules


def test_what_is_loaded_already_is_not_hollow() -> None:
    with hollow("json", "dumps"):
        from json import dumps

        assert dumps([]) == "[]"
