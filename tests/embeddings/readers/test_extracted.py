"""What is kept of facts that files state themselves."""

from __future__ import annotations

from embeddings.readers.extracted import extracted_facts


def test_what_can_be_used_is_kept() -> None:
    found = extracted_facts({"title": " A \x00 mill\n", "date": "3 March 2026", "author": None, "colour": "red"})
    assert found == {"title": "A mill", "date": "2026-03-03"}


def test_what_cannot_be_used_is_left_out() -> None:
    assert extracted_facts({"title": "\n ", "date": "31.02.2024", "url": ""}) == {}
    assert len(extracted_facts({"title": "mill " * 1000})["title"]) < 1000
