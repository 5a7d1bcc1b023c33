"""Styles of OpenDocument, in XML that is made here."""

from __future__ import annotations

from typing import Any

import pytest

from embeddings.readers.markup import parse_xml
from embeddings.readers.odfstyles import read_open_styles


def root(styles: str) -> Any:
    return parse_xml(f"<root>{styles}</root>".encode())


def span(name: str) -> Any:
    return parse_xml(f'<span style-name="{name}"/>'.encode())


@pytest.mark.parametrize(
    ("says", "gone"),
    [
        ('text-line-through-style="solid"', "deletion"),
        ('text-line-through-style="none"', None),
        ('display="none"', "hidden text"),
        ('display="true"', None),
    ],
)
def test_a_style_tells_what_is_not_seen_and_passes_it_on(says: str, gone: str | None) -> None:
    styles = read_open_styles(
        [root(f'<style name="T1" parent-style-name="T0"/><style name="T0"><text-properties {says}/></style>'), None]
    )
    assert styles.gone(span("T1")) == styles.gone(span("T0")) == gone
    assert styles.gone(span("T2")) is None


@pytest.mark.parametrize(("place", "high"), [("super 58%", True), ("33% 58%", True), ("sub 58%", False), ("0%", False)])
def test_a_style_tells_what_stands_higher(place: str, high: bool) -> None:
    styles = read_open_styles([root(f'<style name="T1"><text-properties text-position="{place}"/></style>')])
    assert styles.is_raised(span("T1")) is high


def test_a_title_is_one_by_its_style_or_the_one_below() -> None:
    styles = read_open_styles([root('<style name="P1" parent-style-name="Title"/><style name="P2"/>')])
    assert [styles.is_title(span(name)) for name in ("Title", "P1", "P2", "P3")] == [True, True, False, False]


def test_styles_in_a_circle_end() -> None:
    styles = read_open_styles([root('<style name="A" parent-style-name="B"/><style name="B" parent-style-name="A"/>')])
    assert not styles.is_title(span("A"))
