"""A rebuild that takes over what did not change comes to the same as a full one."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.defaults import EXACT_UP_TO
from embeddings.encoding.encoder import Matrix, Progress, no_progress
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.keywords import LENGTHS, POSTINGS
from embeddings.library.snapshot import current_name, open_current
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from tests.samples import LIBRARY, load_hashing, write_files

SAID = '"We close at {}," said Ann Lee of the mill.'


class Counting(HashingEncoder):
    """Remembers what it was given to embed."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        given = list(texts)
        self.texts += given
        return super().encode_passages(given, progress)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", LIBRARY)


@pytest.fixture
def data(seeds: Path, tmp_path: Path) -> Path:
    rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
    return tmp_path / "data"


def embedded(seeds: Path, data: Path, **options: bool) -> tuple[list[str], RebuildReport]:
    encoder = Counting()
    report = rebuild(seeds, data, Recipe(NAME, lambda _: encoder), full=options.get("full", False))
    return encoder.texts, report


def dump(data: Path) -> tuple[list[str], Matrix]:
    """Return all that is in the live snapshot, but for the times of the files."""
    path = data / "index" / str(current_name(data)) / "library.sqlite"
    with closing(sqlite3.connect(path)) as library:
        lines = [line for line in library.iterdump() if not line.startswith('INSERT INTO "files"')]
    with closing(open_current(data)) as snapshot:
        return sorted(lines), snapshot.vectors(snapshot.store.rows())


def same(seeds: Path, data: Path, other: Path, exact_up_to: int = EXACT_UP_TO) -> None:
    rebuild(seeds, other, Recipe(NAME, load_hashing, exact_up_to=exact_up_to), full=True, accept=True)
    (lines, vectors), (expected, exact) = dump(data), dump(other)
    assert lines == expected
    assert keywords(data) == keywords(other)
    np.testing.assert_allclose(vectors, exact, atol=1e-6)


def keywords(data: Path) -> list[bytes]:
    return [(data / "index" / str(current_name(data)) / name).read_bytes() for name in (POSTINGS, LENGTHS)]


def test_only_the_changed_passage_is_embedded(seeds: Path, data: Path, tmp_path: Path) -> None:
    write_files(seeds, {"roof.txt": "The school roof\n\nNo rain came. Nobody was wet."})
    texts, report = embedded(seeds, data)
    assert texts == ["The school roof\nNo rain came. Nobody was wet."]
    assert (report.passages, report.kept) == (4, 3)
    same(seeds, data, tmp_path / "other")


def test_another_title_is_embedded_anew(seeds: Path, data: Path, tmp_path: Path) -> None:
    write_files(seeds, {"bridge.md": LIBRARY["bridge.md"].replace("The bridge at", "A bridge over")})
    texts, _ = embedded(seeds, data)
    assert [text.partition("\n")[0] for text in texts] == ["A bridge over Alder Creek"]
    same(seeds, data, tmp_path / "other")


def test_a_file_that_moved_is_not_embedded_anew(seeds: Path, data: Path, tmp_path: Path) -> None:
    (seeds / "roof.txt").rename(seeds / "roof-of-the-school.txt")
    assert embedded(seeds, data)[0] == []
    same(seeds, data, tmp_path / "other")


def test_full_takes_nothing_over(seeds: Path, data: Path) -> None:
    texts, report = embedded(seeds, data, full=True)
    assert (len(texts), report.kept) == (4, 0)


def test_vectors_of_another_build_of_the_model_are_not_taken(seeds: Path, data: Path) -> None:
    class Newer(Counting):
        spec = replace(HashingEncoder.spec, digest="newer")

    write_files(seeds, {"more.txt": "More\n\nA fifth one."})
    encoder = Newer()
    rebuild(seeds, data, Recipe(NAME, lambda _: encoder))
    assert len(encoder.texts) == 5


def test_an_edit_of_the_same_size_and_time_is_seen(seeds: Path, data: Path) -> None:
    path = seeds / "roof.txt"
    before = path.stat()
    path.write_text(path.read_text().replace("October", "January"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert embedded(seeds, data)[1].published


def test_what_was_taken_by_another_id_comes_back(seeds: Path, data: Path, tmp_path: Path) -> None:
    write_files(seeds, {"a.jsonl": json.dumps({"id": "ferry-a", "title": "Taken", "text": "Another ferry."})})
    assert len(embedded(seeds, data)[1].errors) == 1
    (seeds / "a.jsonl").unlink()
    assert embedded(seeds, data)[1].documents == 4
    same(seeds, data, tmp_path / "other")


def test_an_approximate_index_keeps_vectors_to_take_over(seeds: Path, tmp_path: Path) -> None:
    rows = [json.dumps({"id": str(n), "title": "T", "text": f"Number {n} of many numbers."}) for n in range(120)]
    data, other = tmp_path / "data", tmp_path / "other"
    for files in ({"rows.jsonl": "\n".join(rows)}, {"rows.jsonl": "\n".join([*rows[5:], rows[0]])}):
        write_files(seeds, files)
        rebuild(seeds, data, Recipe(NAME, load_hashing, exact_up_to=50), accept=True)
    rebuild(seeds, other, Recipe(NAME, load_hashing, exact_up_to=50), accept=True)
    with closing(open_current(data)) as snapshot:
        assert snapshot.index.approximate
        own = snapshot.index.vectors(snapshot.index.rows)
    with closing(open_current(other)) as full:
        np.testing.assert_allclose(own, full.index.vectors(full.index.rows), atol=1e-6)
    (lines, vectors), (expected, exact) = dump(data), dump(other)
    assert lines == expected
    np.testing.assert_array_equal(vectors, exact)


def test_another_limit_of_exact_search_is_a_change(seeds: Path, data: Path) -> None:
    assert rebuild(seeds, data, Recipe(NAME, load_hashing, exact_up_to=2), accept=True).published
    assert not rebuild(seeds, data, Recipe(NAME, load_hashing, exact_up_to=2)).published


NAMES = st.sampled_from(["a.txt", "b.md", "c.jsonl", "d/e.txt", "f.jsonl"])
WORDS = st.lists(st.sampled_from(["noon", "dusk", "nine", "dawn"]), min_size=1, max_size=3)
TITLES = st.sampled_from(["Mill", "Tide", "Ferry"])


def content(name: str, title: str, words: list[str]) -> str:
    text = "\n\n".join(SAID.format(word) for word in words)
    if name.endswith(".jsonl"):
        rows = ({"id": f"row-{word}", "title": title, "text": SAID.format(word)} for word in words)
        return "\n".join(map(json.dumps, rows))
    return f"{title}\n\n{text}" if name.endswith(".txt") else f"---\ntitle: {title}\n---\n{text}"


EDITS = st.one_of(
    st.tuples(NAMES, TITLES, WORDS).map(lambda edit: (edit[0], content(*edit))),
    st.tuples(NAMES, st.just("")),  # can't be read
    st.tuples(NAMES, st.none()),
)


@settings(max_examples=25)
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=2, max_size=4))
def test_after_any_edits_it_is_as_if_built_anew(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]
) -> None:
    root = tmp_path_factory.mktemp("edits")
    seeds = write_files(root / "seeds", {"always.txt": "Always\n\nIt is here."})
    for edits in rounds:
        for name, text in edits:
            (seeds / name).unlink(missing_ok=True)
            write_files(seeds, {} if text is None else {name: text})
        rebuild(seeds, root / "data", Recipe(NAME, load_hashing))
        same(seeds, root / "data", root / "other")


def test_a_sidecar_or_a_folders_defaults_have_a_file_read_again(tmp_path: Path) -> None:
    seeds, data = write_files(tmp_path / "seeds", {"mill/a.md": "# Mill\n\nThe mill is open."}), tmp_path / "data"
    embedded(seeds, data)
    for name, content, expected in (
        ("mill/a.meta.toml", 'publisher = "Mill News"', ("Mill News", "public")),
        ("folder.toml", 'visibility = "private"', ("Mill News", "private")),
        ("mill/folder.toml", 'visibility = "public"', ("Mill News", "private")),
    ):
        write_files(seeds, {name: content})
        texts, report = embedded(seeds, data)
        with closing(open_current(data)) as snapshot:
            (document,) = snapshot.store.documents(private=True).values()
        assert (document.publisher, document.visibility) == expected
        assert texts == []  # the words are as they were
        assert report.published == (name != "mill/folder.toml")


def test_a_great_many_passages_are_searched_by_codes_and_taken_over(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [json.dumps({"id": str(n), "title": "T", "text": f"Number {n} of many numbers."}) for n in range(120)]
    write_files(seeds, {"rows.jsonl": "\n".join(rows)})
    data, recipe = tmp_path / "data", Recipe(NAME, load_hashing, exact_up_to=50)
    rebuild(seeds, data, recipe, accept=True)
    monkeypatch.setattr("embeddings.library.lists.CODES_ABOVE", 100)
    assert rebuild(seeds, data, recipe, accept=True).published  # another kind of index is a change
    assert not rebuild(seeds, data, recipe).published
    write_files(seeds, {"rows.jsonl": "\n".join([*rows[5:], rows[0]])})
    report = rebuild(seeds, data, recipe, accept=True)
    assert report.kept == report.passages
    with closing(open_current(data)) as snapshot:
        assert snapshot.manifest.index.kind == "codes"
        assert [snapshot.index.search(one, 1)[0][1] for one in snapshot.index.vectors([1, 7])] == pytest.approx(
            [1, 1], abs=5e-3
        )
    same(seeds, data, tmp_path / "other", exact_up_to=50)
