"""What each way of keeping a library has to fulfil, on one worked out by hand: four documents, a passage each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from math import log1p
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.condition import Condition
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import open_current
from embeddings.rebuild import Recipe, rebuild
from tests.milvus import in_milvus
from tests.samples import load_hashing, write_files

HOSTILE = "O'Brien\" or 1 == 1 or \\ % _ {x}"
FILES = {
    "1.md": '---\ntitle: Mill\npublisher: Post\ndate: 2020-05\n---\n"The mill closes at noon," said Ann Lee on Monday.',
    "2/2.md": '---\ntitle: Mill\npublisher: Post\ndate: 2021\n---\n"The mill closes at ten," said Bo Lund.',
    "2/folder.toml": 'visibility = "private"',
    "3.md": "---\ntitle: Fluss\npublisher: Blatt\ndate: 2019-03-01\nlanguage: de\n---\nDie Brücke am Fluss ist neu.",
    "4.jsonl": json.dumps({"id": "4 ' or \"", "text": "The mill stands. The mill is old.", "publisher": HOSTILE})
    + "\n",
}
WAYS = [pytest.param(open_current, id="folder"), pytest.param(in_milvus, id="milvus", marks=pytest.mark.milvus)]
PUBLIC, ALL = Condition(), Condition(private=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("contract")
    rebuild(write_files(root / "seeds", FILES), root / "data", Recipe(NAME, load_hashing))
    return root / "data"


@pytest.fixture(params=["folder", pytest.param("milvus", marks=pytest.mark.milvus)])
def opened(request: pytest.FixtureRequest, data: Path) -> Iterator[OpenLibrary]:
    with closing(open_current(data) if request.param == "folder" else in_milvus(data)) as library:
        yield library


def documents_of(library: OpenLibrary, condition: Condition) -> list[str]:
    """Return which documents' passages fulfil a condition, as both searches see it."""
    vector = HashingEncoder().encode_query("mill")
    near = [number for number, _ in library.passages.nearest(vector, 9, condition)]
    assert library.passages.any(condition) == bool(near)
    words = ["mill", "fluss", "bruck"]
    assert {number for number, _ in library.passages.best(words, 9, condition)} == set(near)
    passages = library.passages.of(near)
    return sorted(passages[number].document_id[0] for number in near)


@pytest.mark.parametrize(
    ("condition", "public", "every"),
    [
        (Condition(), "134", "1234"),
        (Condition(publishers=frozenset({"Post"})), "1", "12"),
        (Condition(publishers=frozenset({"Post", "Blatt"})), "13", "123"),
        (Condition(publishers=frozenset({HOSTILE})), "4", "4"),
        (Condition(publishers=frozenset({"Post' or '1' == '1", '" or 1 == 1'})), "", ""),
        (Condition(publishers=frozenset()), "", ""),
        (Condition(speakers=frozenset({"ann lee", "bo lund"})), "1", "12"),
        (Condition(speakers=frozenset()), "", ""),
        (Condition(after="2020"), "1", "12"),
        (Condition(after="2020-06"), "", "2"),
        (Condition(before="2021"), "13", "13"),
        (Condition(before="2020-05-31"), "3", "3"),  # of a month, the last day counts
        (Condition(after="2019-03-01", before="2019-03-02"), "3", "3"),
        (Condition(language="de"), "3", "3"),
        (Condition(language="en' or '1' == '1"), "", ""),
        (Condition(documents=frozenset({"1.md", "2/2.md", "no"})), "1", "12"),
        (Condition(without=frozenset({"1.md", "2/2.md"})), "34", "34"),
        (Condition(without=frozenset({"4 ' or \""})), "13", "123"),
        (Condition(only=frozenset({1, 2, 999})), "1", "12"),
        (Condition(only=frozenset()), "", ""),
        (Condition(only=frozenset({1, 3}), language="de", after="2019", without=frozenset({"1.md"})), "3", "3"),
    ],
)
def test_what_fulfils_a_condition(opened: OpenLibrary, condition: Condition, public: str, every: str) -> None:
    assert "".join(documents_of(opened, condition)) == public
    assert "".join(documents_of(opened, replace(condition, private=True))) == every


def test_numbers_lead_to_passages_and_vectors(opened: OpenLibrary) -> None:
    numbers = sorted(opened.passages.numbers().values())
    assert numbers == [1, 2, 3, 4]
    passages = opened.passages.of([4, 1, 999])
    assert {number: passage.document_id for number, passage in passages.items()} == {1: "1.md", 4: "4 ' or \""}
    document = opened.store.documents(["1.md"])["1.md"]
    assert document.text[passages[1].start : passages[1].end] == passages[1].text
    assert opened.passages.numbers()[passages[1].id] == 1
    assert opened.passages.of([]) == {}
    vectors = opened.passages.vectors([3, 1])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-3)
    near = dict(opened.passages.nearest(vectors[0], 4, ALL))
    assert next(iter(near)) == 3
    assert near[1] == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-3)
    assert opened.passages.vectors([]).shape[0] == 0


def test_the_languages_of_passages_are_known(opened: OpenLibrary) -> None:
    documents, passages = opened.store.documents(private=True), opened.passages.of([3, 1, 2, 4])
    languages = [documents[one.document_id].language for one in passages.values()]
    assert opened.passages.languages_of(list(passages)) == languages
    assert opened.passages.languages_of([1, 3]) == [documents["1.md"].language, "de"]
    assert opened.passages.languages_of([]) == []


def test_words_are_counted_and_weighed_for_those_who_may_see_them(opened: OpenLibrary) -> None:
    passages = opened.passages
    assert (passages.size(private=False), passages.size(private=True)) == (3, 4)
    assert passages.counts(["mill", "lund", "xyzzy", "' or 1 == 1"], private=False) == {"mill": 2}
    assert passages.counts(["mill", "lund", "xyzzy"], private=True) == {"mill": 3, "lund": 1}
    assert passages.counts([], private=True) == {}
    assert list(passages.languages(private=False)) == ["de", "en"]


def test_scores_are_those_of_bm25(opened: OpenLibrary) -> None:
    """The mill: once in the title and the first text, twice in the last; K1 is 1.2, b 0.75."""
    found = opened.passages.best(["mill"], 9, PUBLIC)
    assert [number for number, _ in found] == [4, 1]
    lengths = {1: 7, 3: 4, 4: 4}  # mill mill close noon ann lee monday, …
    mean = sum(lengths.values()) / 3
    rare = log1p((3 - 2 + 0.5) / (2 + 0.5))
    for number, score in found:
        saturation = 1.2 * (1 - 0.75 + 0.75 * lengths[number] / mean)
        assert score == pytest.approx(rare * 2.2 * 2 / (2 + saturation), rel=0.2)
    twice = opened.passages.best(["mill", "mill"], 1, PUBLIC)
    assert [number for number, _ in twice] == [4]
    assert twice[0][1] == pytest.approx(2 * found[0][1], rel=1e-4)
    every = dict(opened.passages.best(["mill"], 9, ALL))
    assert every.keys() == {1, 2, 4}
    assert every[4] < found[0][1]  # it is less rare among all
    assert opened.passages.best([], 9, ALL) == opened.passages.best(["xyzzy"], 9, ALL) == []
    assert opened.passages.best(["mill"], 0, ALL) == []


def test_what_holds_words_together(opened: OpenLibrary) -> None:
    holding = opened.passages.holding
    assert holding([["mill"]], ALL) == [1, 2, 4]
    assert holding([["mill"]], PUBLIC) == [1, 4]
    assert holding([["mill"]], ALL, 2) == [1, 2]
    assert holding([["mill"], ["lee", "lund"]], ALL) == [1, 2]
    assert holding([["mill"], ["lee", "lund"]], PUBLIC) == [1]
    assert holding([["mill"], ["lee", "lund"]], Condition(private=True, only=frozenset({2, 3}))) == [2]
    assert holding([["mill"], ["xyzzy"]], ALL) == holding([], ALL) == holding([[]], ALL) == []
    assert holding([["mill"], ["fluss"]], ALL) == []


def test_which_of_some_passages_hold_a_word_and_which_titles(opened: OpenLibrary) -> None:
    held = opened.passages.held({"mill": ["mill", "xyzzy"], "lee": ["lee", "fluss"]}, [1, 3, 4])
    assert held["mill"].anywhere.tolist() == [True, False, True]
    assert held["mill"].in_title.tolist() == [True, False, False]
    assert held["lee"].anywhere.tolist() == [True, True, False]
    assert held["lee"].in_title.tolist() == [False, True, False]
    assert opened.passages.held({"mill": ["mill"]}, [])["mill"].anywhere.tolist() == []


def test_terms_by_their_beginning_and_length(opened: OpenLibrary) -> None:
    assert list(opened.passages.terms_between("l", 3, 4)) == ["lee", "lund"]
    assert list(opened.passages.terms_between("l", 4, 4)) == ["lund"]
    assert list(opened.passages.terms_between("lb", 3, 5)) == ["bruck", "lee", "lund"]
    assert list(opened.passages.terms_between("", 1, 9)) == []
    assert list(opened.passages.terms_between("x", 1, 9)) == []
    assert list(opened.passages.terms_between("%", 1, 99)) == list(opened.passages.terms_between("'", 1, 99)) == []


def test_documents_for_those_who_may_see_them(opened: OpenLibrary, data: Path) -> None:
    store = opened.store
    assert list(store.documents()) == ["1.md", "3.md", "4 ' or \""]
    assert store.documents(["2/2.md"]) == {}
    with closing(open_current(data)) as folder:
        assert store.documents(private=True) == folder.store.documents(private=True)
        assert list(store.documents(private=True)) == list(folder.store.documents(private=True))
    assert store.private_ids == {"2/2.md"}
    assert store.titles(["3.md", "no"]) == {"3.md": "Fluss"}
    assert store.dates(["1.md", "4 ' or \""]) == {"1.md": "2020-05", "4 ' or \"": None}
    assert store.publishers() == ["Blatt", HOSTILE, "Post"]
    assert store.documents([]) == {}
    assert store.titles([]) == store.dates([]) == {}
    newest = sorted(store.documents().values(), key=lambda one: (one.date or "", one.id), reverse=True)
    assert list(store.newest()) == newest


def test_what_is_said(opened: OpenLibrary) -> None:
    said = opened.store.statements
    assert said.count() == len(list(said.everything())) == opened.manifest.statements == 2
    (record,) = said.of_document("1.md")
    assert record.key == "ann lee"
    assert said.of_passages([1, 3]) == {1: [record]}
    assert said.of_passages([]) == {}
    start, end = record.statement.quote[0]
    assert said.at("1.md", start, start + 1) == [record]
    assert said.at("1.md", end, end + 5) == []
    assert said.of_speakers(["ann lee", "bo lund"]) == [record]
    assert [one.key for one in said.of_speakers(["ann lee", "bo lund"], private=True)] == ["ann lee", "bo lund"]
    assert said.of_document("' or 1 == 1") == said.of_speakers(["' or 1 == 1"]) == []
    assert [one.key for one in said.speakers("Lee")] == ["ann lee"]
    assert said.speakers("Bo Lund") == []
    assert [(one.name, one.statements) for one in said.speakers("Lund", private=True)] == [("Bo Lund", 1)]


@pytest.mark.parametrize("open_as", WAYS)
def test_copies(tmp_path: Path, open_as: Callable[[Path], OpenLibrary]) -> None:
    text = "The mill of the town closes at noon on Monday, as its owner has told the whole council in a long letter."
    files = {f"{name}.md": f"---\ntitle: T\ndate: {year}\n---\n{text}" for name, year in (("a", 2021), ("b", 2020))}
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    with closing(open_as(tmp_path / "data")) as library:
        assert [(link.document_id, link.same) for link in library.store.also_in("a.md")] == [("b.md", True)]
        assert library.store.duplicates() == [("a.md", "b.md", True)]
        assert library.store.also_in("' or 1 == 1") == []


@pytest.mark.milvus
def test_what_is_longer_than_milvus_takes_is_kept_in_pieces(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pymilvus")
    from embeddings.library.milvus import writing

    monkeypatch.setattr(writing, "BODY", 7)
    shutil.copytree(data, tmp_path / "data")
    with closing(open_current(data)) as near, closing(in_milvus(tmp_path / "data")) as far:
        documents = near.store.documents(private=True)
        assert far.store.documents(private=True) == documents
        assert far.store.titles(documents) == near.store.titles(documents)
        assert far.store.private_ids == near.store.private_ids
        said = [one.store.statements.speakers("Lee") for one in (near, far)]
        assert said[0] == said[1] != []


@pytest.mark.parametrize("open_as", WAYS)
def test_only_private_documents(tmp_path: Path, open_as: Callable[[Path], OpenLibrary]) -> None:
    files = {"a.md": FILES["1.md"], "folder.toml": FILES["2/folder.toml"]}
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    with closing(open_as(tmp_path / "data")) as library:
        assert documents_of(library, PUBLIC) == []
        assert documents_of(library, ALL) == ["a"]
        assert library.passages.counts(["mill"], private=False) == {}
        assert list(library.passages.languages(private=False)) == []


@pytest.mark.parametrize("open_as", WAYS)
def test_an_empty_library(tmp_path: Path, open_as: Callable[[Path], OpenLibrary]) -> None:
    (tmp_path / "seeds").mkdir()
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    with closing(open_as(tmp_path / "data")) as library:
        passages = library.passages
        assert passages.size(private=True) == 0
        assert not passages.any(PUBLIC)
        assert passages.nearest(HashingEncoder().encode_query("mill"), 3, PUBLIC) == []
        assert passages.best(["mill"], 3, ALL) == []
        assert library.store.documents(private=True) == {}
        assert library.store.statements.speakers("Lee") == []
