"""What the child process does, in this one: each kind is read by its reader, and whatever goes wrong is a line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.readers import worker
from embeddings.readers.draft import Draft, draft_from
from embeddings.readers.kinds import kind_of
from embeddings.readers.pool import POOL
from embeddings.readers.worker import reader_of
from tests.embeddings.readers.files import samples, write

SAMPLES = {name: content for name, content in samples().items() if not name.endswith((".csv", ".jsonl", ".md", ".txt"))}
RSS = b"<rss version='2.0'><channel><item><link>https://a.b/1</link><title>One</title></item></channel></rss>"
SITEMAP = b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.b/1</loc></url></urlset>"


def rows(kind: str, path: Path) -> list[dict[str, object]]:
    answers = io.StringIO()
    worker._answer({"path": str(path), "name": path.name, "kind": kind}, answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_child_and_its_reader_find_the_same(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, SAMPLES[name])
    kind = kind_of(path, name)
    here = list(reader_of(kind, path, name)(path, name))
    assert here == list(POOL.read(kind, path, name))
    assert all(isinstance(one, Draft) and one.text for one in here)
    assert here == [draft_from(row["draft"]) for row in rows(kind, path)[:-1]]  # type: ignore[arg-type]  # by JSON


@pytest.mark.parametrize(("kind", "content"), [("feed", RSS), ("sitemap", SITEMAP)])
def test_lists_of_addresses_are_read_there_too(tmp_path: Path, kind: str, content: bytes) -> None:
    (found,) = reader_of(kind, Path(), "a")(write(tmp_path, "a.xml", content), "a")
    assert isinstance(found, Draft)
    assert "https://a.b/1" in repr(found)


@pytest.mark.parametrize("name", SAMPLES)
def test_half_a_file_is_told_of_or_read(tmp_path: Path, name: str) -> None:
    whole = write(tmp_path, name, SAMPLES[name])
    kind = kind_of(whole, name)
    *found, end = rows(kind, write(tmp_path, f"half-{name}", SAMPLES[name][: len(SAMPLES[name]) // 2]))
    assert end == {"done": True}
    assert found == [] or all(set(row) in ({"why", "line"}, {"draft"}) for row in found)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (DocumentError("a", "is odd", line=3), "is odd"),
        (MemoryError(), "needs more memory than a document may"),
        (RecursionError(), "needs deeper nesting than a document may"),
        (PermissionError(13, "Permission denied"), "can't be read: Permission denied"),
        (ZeroDivisionError("by\nzero"), "broke its reader (ZeroDivisionError: by zero); save it anew"),
    ],
)
def test_whatever_breaks_is_one_line(monkeypatch: pytest.MonkeyPatch, error: Exception, why: str) -> None:
    def broken(*_: object) -> object:
        raise error

    monkeypatch.setattr(worker, "reader_of", broken)
    line = 3 if isinstance(error, DocumentError) else None
    assert rows("pdf", Path("a")) == [{"why": why, "line": line}, {"done": True}]
