"""Documents by what is typed: an id before a title, a whole one before a part, and one alone."""

from __future__ import annotations

import pytest

from bot.lookups.document import find_document
from embeddings.errors import UsageError
from tests.samples import make_document

HELD = [
    make_document(id="a.md", path="a.md", title="The bridge"),
    make_document(id="b.md", path="b.md", title="The bridge, again"),
    make_document(id="c.jsonl#1", path="c.jsonl", title="a.md"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("a.md", "a.md"), ("The bridge", "a.md"), ("AGAIN", "b.md"), ("jsonl#", "c.jsonl#1"), ("c.jsonl", "c.jsonl#1")],
)
def test_a_name_means_one_document(typed: str, meant: str) -> None:
    assert find_document(HELD, typed).id == meant


def test_a_name_of_several_lists_them_and_one_of_none_says_so() -> None:
    with pytest.raises(
        UsageError, match=r"2 documents have 'bridge' in id or title. Name one by its id:\n  a.md: The br"
    ):
        find_document(HELD, "bridge")
    with pytest.raises(UsageError, match="No document has 'ferry' in its id or title"):
        find_document(HELD, "ferry")
