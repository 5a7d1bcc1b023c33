from __future__ import annotations

from embeddings.library.condition import Condition


def test_what_is_said_by_one_holds_for_both() -> None:
    both = Condition(after="2017", without=frozenset({"a"})) & Condition(before="2018", without=frozenset({"b"}))
    assert both == Condition(after="2017", before="2018", without=frozenset({"a", "b"}))


def test_what_both_say_is_narrowed() -> None:
    both = Condition(private=True, only=frozenset({1, 2})) & Condition(only=frozenset({2, 3}))
    assert both == Condition(only=frozenset({2}))


def test_what_nothing_fulfils_is_told_from_what_all_do() -> None:
    assert Condition(speakers=frozenset()).is_void
    assert (Condition(only=frozenset({1})) & Condition(only=frozenset({2}))).is_void
    assert not Condition(speakers=frozenset({"ann lee"}), without=frozenset()).is_void


def test_private_documents_alone_narrow_nothing() -> None:
    assert not Condition(private=True).narrows
    assert not Condition().narrows
    assert Condition(language="de").narrows
    assert Condition(only=frozenset()).narrows
    assert Condition(without=frozenset({"a"})).narrows
