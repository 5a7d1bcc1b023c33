from __future__ import annotations

import math
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.errors import SnapshotError
from embeddings.library.keywords import (
    KeywordIndex,
    PostingList,
)
from embeddings.library.snapshot import open_current
from embeddings.library.tallying import write_keywords
from embeddings.text.passages import Titled
from embeddings.text.terms import question_terms, terms


@dataclass(frozen=True)
class Written:
    """A keyword index with the vocabulary that the store would keep."""

    index: KeywordIndex
    vocabulary: dict[str, PostingList]

    def search(self, *wanted: str, limit: int = 10) -> list[tuple[int, float]]:
        return self.index.search([self.vocabulary[term] for term in wanted if term in self.vocabulary], limit)

    def rows(self, *wanted: str, limit: int = 10) -> list[int]:
        return [row for row, _ in self.search(*wanted, limit=limit)]


Write = Callable[..., Written]


def written_in(folder: Path, passages: list[tuple[str, str]]) -> Written:
    vocabulary = dict(write_keywords(folder, [Titled(*passage) for passage in passages]))
    return Written(KeywordIndex(folder), vocabulary)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*passages: str | tuple[str, str]) -> Written:
        pairs = [passage if isinstance(passage, tuple) else ("", passage) for passage in passages]
        return written_in(tmp_path, pairs)

    return written


@pytest.fixture
def trees(write: Write) -> Written:
    """Four passages of two words each, so that BM25's length does not count."""
    return write("amber birch", "cedar cedar", "dahlia elm", "fir holm")


IDF = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))  # of a term that stands in one of four passages


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["amber"], [(1, IDF)]),
        (["cedar"], [(2, 2 * 2.2 / (2 + 1.2) * IDF)]),
        (["amber", "cedar"], [(2, 1.375 * IDF), (1, IDF)]),
        (["dahlia", "elm", "amber"], [(3, 2 * IDF), (1, IDF)]),
        (["holm", "elm", "birch"], [(1, IDF), (3, IDF), (4, IDF)]),
        (["heather"], []),
        ([], []),
    ],
)
def test_search_is_bm25(trees: Written, wanted: list[str], expected: list[tuple[int, float]]) -> None:
    found = trees.search(*wanted)
    assert [row for row, _ in found] == [row for row, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def test_long_passages_count_less(write: Write) -> None:
    written = write("amber birch cedar dahlia elm", "amber", "fir", "holm", "iris")
    saturation = [1.2 * (0.25 + 0.75 * length / (9 / 5)) for length in (5, 1)]
    idf = math.log(1 + 3.5 / 2.5)
    assert written.rows("amber") == [2, 1]
    scores = [score for _, score in written.search("amber")]
    assert scores == pytest.approx([idf * 2.2 / (1 + saturation[1]), idf * 2.2 / (1 + saturation[0])])


def test_few_rows_are_found_in_a_long_list(write: Write) -> None:
    words = ["amber" if number % 3 else "birch" for number in range(2000)]
    written = write(*(("amber", word) if number % 7 == 0 else word for number, word in enumerate(words)))
    for rows in ([1, 2, 3, 8, 1999, 2000], [2000], list(range(1, 2001)), []):
        held = written.index.held([written.vocabulary["amber"]], rows)
        in_title = [row % 7 == 1 for row in rows]
        assert held.in_title.tolist() == in_title
        assert held.anywhere.tolist() == [
            words[row - 1] == "amber" or named for row, named in zip(rows, in_title, strict=True)
        ]


def test_limit(trees: Written) -> None:
    assert trees.rows("cedar", "amber", limit=1) == [2]


def test_weight_is_idf_and_never_negative(trees: Written) -> None:
    assert trees.index.weight([PostingList(0, 1)]) == pytest.approx(IDF)
    assert trees.index.weight([PostingList(0, 4)]) == pytest.approx(math.log(1 + 0.5 / 4.5))


def test_among_some_rows_nothing_of_the_others_counts(write: Write, tmp_path: Path) -> None:
    whole = write("amber amber birch", "amber", "cedar amber cedar elm", "birch")
    some = whole.index.among(np.array([1, 4]))
    (tmp_path / "alone").mkdir()
    alone = written_in(tmp_path / "alone", [("", "amber amber birch"), ("", "birch")])
    assert (len(some), len(whole.index)) == (2, 4)
    for term in ("amber", "birch"):
        assert some.weight([whole.vocabulary[term]]) == alone.index.weight([alone.vocabulary[term]])
    assert some.weight([whole.vocabulary["cedar"]]) == some.weight(()) == math.log1p(1.5 / 1.5)
    found = some.search(whole.vocabulary.values(), 9)
    assert [(1 if row == 1 else 2, score) for row, score in found] == alone.search("amber", "birch")
    assert some.rows(whole.vocabulary["amber"]).tolist() == [1]
    assert not some.held([whole.vocabulary["cedar"]], [1, 4]).anywhere.any()


def test_titles_are_searched(write: Write) -> None:
    assert write(("Amber", "cedar"), "birch", "elm").rows("amber") == [1]


def test_terms_held(write: Write) -> None:
    written = write(("Amber", "cedar"), "amber", "elm", ("Amber", "amber"))
    held = written.index.held([written.vocabulary["amber"]], [4, 3, 2, 1])
    assert held.anywhere.tolist() == [True, False, True, True]
    assert held.in_title.tolist() == [True, False, False, True]
    elsewhere = written.index.held([written.vocabulary["elm"]], [4, 1])
    assert (elsewhere.anywhere.tolist(), elsewhere.in_title.tolist()) == ([False, False], [False, False])


def test_a_term_that_is_said_a_thousand_times(write: Write) -> None:
    written = write("amber " * 1000, "amber birch", "cedar")
    assert sorted(written.rows("amber")) == [1, 2]
    assert all(math.isfinite(score) for _, score in written.search("amber"))


def test_a_question_meets_a_text_by_its_terms(write: Write) -> None:
    written = write("The Café’s owner denies it.", "Ужин в Москве.", "x")
    assert written.rows(*question_terms("Who was denying that the CAFE was closed?")) == [1]
    assert written.rows(*question_terms("МОСКВЕ")) == [2]


def test_vocabulary_says_in_how_many_passages_a_term_stands(write: Write) -> None:
    written = write(("Amber", "amber amber"), "amber birch", "cedar")
    counts = {term: postings.count for term, postings in written.vocabulary.items()}
    assert counts == {"amber": 2, "birch": 1, "cedar": 1}


def test_empty_index(write: Write) -> None:
    written = write()
    assert (len(written.index), written.vocabulary, written.search("amber")) == (0, {}, [])


def test_passages_without_a_word(write: Write) -> None:
    written = write("😀", "!?", "amber")
    assert len(written.index) == 3
    assert written.rows("amber") == [3]


@pytest.mark.parametrize("text", ["Ὀδυσσεύς", "Straße", "İstanbul", "ﬁnal", "ᏣᎳᎩ", "Ⅻ", "राज्य", "រដ្ឋ", "東京", "𞤀𞤣"])
def test_any_script_is_found_by_its_own_terms(write: Write, text: str) -> None:
    assert write("x", text, "y").rows(*terms(text)) == [2]


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=8))
def test_every_passage_is_found_by_each_of_its_terms(
    tmp_path_factory: pytest.TempPathFactory, passages: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("keywords")
    written = written_in(folder, passages)
    for term in written.vocabulary:
        holders = [row for row, (title, text) in enumerate(passages, 1) if term in terms(title) + terms(text)]
        assert sorted(written.rows(term)) == holders
        assert written.vocabulary[term].count == len(holders)
        in_title = [term in terms(title) for title, _ in passages]
        assert written.index.held([written.vocabulary[term]], range(1, len(passages) + 1)).in_title.tolist() == in_title


OPERATORS = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(", '"', "'", "*", "^", ":", "-", "+", "(", ")", "text:", ";", "--", "\0"]
    )
    | st.text(max_size=5),
).map(" ".join)


@given(OPERATORS | st.text())
@example('"bridge" AND NOT (title : birch) NEAR/2 *')
@example("'; DROP TABLE passages; --")
@example('\ud800\0"')
@example("𞤀𞤣 ꟊ ⷠ ٣ Ⅳ ß ﬁ")
def test_any_question_is_safe(library: Path, question: str) -> None:
    snapshot = open_current(library)
    try:
        lists = snapshot.store.postings(question_terms(question))
        rows = {row for row, _ in snapshot.keywords.search(lists.values(), 10)}
    finally:
        snapshot.close()
    assert rows <= {1, 2, 3, 4}
    assert bool(rows) == bool(lists)


def test_a_question_of_a_thousand_terms(library: Path) -> None:
    snapshot = open_current(library)
    lists = snapshot.store.postings([*(f"term{number}" for number in range(1000)), "bridg"])
    assert [row for row, _ in snapshot.keywords.search(lists.values(), 5)] == [1]
    snapshot.close()


def test_threads_share_an_index(trees: Written) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: trees.rows("amber", "cedar"), range(200)))
    assert all(rows == [2, 1] for rows in found)


@pytest.mark.parametrize("content", [b"", b"not an array", b"\x93NUMPY\x01\x00"])
@pytest.mark.parametrize("name", ["postings.npy", "lengths.npy"])
def test_damaged_files(write: Write, tmp_path: Path, name: str, content: bytes) -> None:
    write("amber")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SnapshotError, match=r"^the keyword index can't be read: "):
        KeywordIndex(tmp_path)


def test_pickles_are_not_run(write: Write, tmp_path: Path) -> None:
    write("amber")
    np.save(tmp_path / "postings.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(SnapshotError, match=r"^the keyword index can't be read: "):
        KeywordIndex(tmp_path)


def test_an_array_of_something_else(write: Write, tmp_path: Path) -> None:
    write("amber")
    np.save(tmp_path / "postings.npy", np.zeros(3))
    with pytest.raises(SnapshotError, match=r"^the keyword index holds something else than postings$"):
        KeywordIndex(tmp_path)


def test_equal_scores_at_the_limit_keep_the_order_of_the_rows(write: Write) -> None:
    assert write(*["amber"] * 9).rows("amber", limit=3) == [1, 2, 3]


def test_no_limit_gives_nothing(trees: Written) -> None:
    assert trees.rows("amber", limit=0) == []


WORDS = ["amber", "birch", "cedar", "dahlia", "elm", "fir", "holm", "iris"]


def every_score(written: Written, lists: list[PostingList], allowed: set[int]) -> list[tuple[int, float]]:
    """Score every passage, one term after the other."""
    index, scores = written.index, np.zeros(len(written.index.lengths) + 1, dtype=np.float32)
    mean = max(1.0, float(index.lengths.mean()))
    for found in lists:
        postings = index.postings[found.first : found.first + found.count]
        saturation = (1.2 * (0.25 + 0.75 * index.lengths[postings["row"] - 1] / mean)).astype(np.float32)
        counts = postings["count"]
        scores[postings["row"]] += index.weight([found]) * 2.2 * counts / (counts + saturation)
    rows = [row for row in np.argsort(-scores, kind="stable").tolist() if scores[row] and row in allowed]
    return [(row, float(scores[row])) for row in rows]


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_the_best_are_those_of_all_passages(tmp_path_factory: pytest.TempPathFactory, seed: int, limit: int) -> None:
    drawn = random.Random(seed)  # noqa: S311  a test is no secret
    common = [1 / (place + 1) ** drawn.choice([0, 1, 3]) for place in range(len(WORDS))]
    passages = [("", " ".join(drawn.choices(WORDS, common, k=drawn.randint(1, 12)))) for _ in range(200)]
    written = written_in(tmp_path_factory.mktemp("keywords"), passages)
    lists = drawn.choices(list(written.vocabulary.values()), k=drawn.randint(1, 9))  # some of them twice
    everywhere = set(range(1, 201))
    assert written.index.search(lists, limit) == every_score(written, lists, everywhere)[:limit]
    some = set(drawn.sample(sorted(everywhere), drawn.randint(1, 200)))
    found = written.index.search(lists, limit, allowed=np.array(sorted(some)))
    assert found == every_score(written, lists, some)[:limit]


def test_long_lists_are_not_gone_through_where_rare_terms_decide(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    written = write(*["cedar dahlia"] * 20, *["cedar elm"] * 900, *["elm"] * 80)
    scored: list[int] = []
    scores = KeywordIndex._scores

    def counted(index: KeywordIndex, postings: NDArray[np.void], weight: float) -> NDArray[np.float64]:
        scored.append(len(postings))
        return scores(index, postings, weight)

    monkeypatch.setattr(KeywordIndex, "_scores", counted)
    assert written.rows("cedar", "dahlia", limit=10) == list(range(1, 11))
    assert max(scored) == 20
    assert written.rows("cedar", "elm", limit=10) == list(range(21, 31))
    assert max(scored) > 900  # neither decides
