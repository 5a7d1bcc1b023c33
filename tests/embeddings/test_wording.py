from __future__ import annotations

import pytest

from embeddings.wording import many


@pytest.mark.parametrize(("count", "words"), [(0, "0 documents"), (1, "1 document"), (2, "2 documents")])
def test_one_is_no_plural(count: int, words: str) -> None:
    assert many(count, "document") == words
