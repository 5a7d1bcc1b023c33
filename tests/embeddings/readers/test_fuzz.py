"""Mutations of good files: whatever comes in, documents or errors come out. ``make fuzz`` tries many more."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.errors import DocumentError
from embeddings.readers.folder import read_file
from embeddings.text.passages import split_passages
from tests.embeddings.readers.files import samples, write

SAMPLES = samples()
CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 3), st.binary(max_size=8)), min_size=1, max_size=6)


def mutated(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, what, new in changes:
        at = place % (len(content) + 1)
        end = at + len(new) if what == 0 else len(content) if what == 1 else at + place % 64 if what == 2 else at
        content = content[:at] + new + content[end:]  # write over, cut off, cut out, put in
    return content


@pytest.mark.parametrize("name", SAMPLES)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=settings().max_examples // 6)
@given(changes=CHANGES)
def test_reader_survives(name: str, changes: list[tuple[int, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), name, mutated(SAMPLES[name], changes))
        for found, _ in read_file(path, name):
            if isinstance(found, DocumentError):
                assert "broke its reader" not in found.why, found.why
            else:
                assert all(found.text[one.start : one.end] == one.text for one in split_passages(found))
                assert found.text.encode()
