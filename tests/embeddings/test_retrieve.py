from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.comprehension.evidence import Evidence
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder, Found, candidates, read_hits, worth_reading
from embeddings.search.fusion import fuse
from embeddings.search.query import make_query
from tests.samples import load_hashing, write_files

Find = Callable[..., Found]


@pytest.fixture
def find(tmp_path: Path, encoder: HashingEncoder) -> Iterator[Find]:
    """Ask a question of passages that are given as texts; their rows are their places, from 1."""
    opened = []

    def ask(texts: list[str], question: str, limit: int = 10) -> Found:
        rows = "".join(
            f'{{"id": "d{number}", "title": "?", "text": "{text}"}}\n' for number, text in enumerate(texts, 1)
        )
        seeds = write_files(tmp_path / "seeds", {"all.jsonl": rows})
        rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
        opened.append(open_current(tmp_path / "data"))
        return Finder(opened[-1], encoder).find(make_query(question), limit=limit)

    yield ask
    for snapshot in opened:
        snapshot.close()


def found(retrieval: Found) -> list[str]:
    return [hit.document.id for hit in retrieval.hits]


def test_scores(find: Find) -> None:
    """The query holds two words. d1 holds both among four, d2 one among two, the others none.

    Cosines: 2/(√2·√4), 1/(√2·√2), 0, 0. BM25 (k1 = 1.2, b = 0.75, lengths 4 and 2 where the mean is 2.5): a term
    that is held once weighs idf · 2.2 / (1 + 1.2 · (0.25 + 0.75 · length / 2.5)); so d1 is best by both.
    """
    retrieval = find(["amber birch cedar dahlia", "amber elm", "fir maple", "hazel fig"], "Amber, birch?")
    first, second, third, fourth = retrieval.hits
    assert found(retrieval) == ["d1", "d2", "d3", "d4"]
    assert [hit.rank for hit in retrieval.hits] == [1, 2, 3, 4]
    assert first.scores.dense == pytest.approx(2 / (2**0.5 * 2))
    assert second.scores.dense == pytest.approx(0.5)
    amber, birch = math.log(1 + 2.5 / 2.5), math.log(1 + 3.5 / 1.5)
    long, short = (2.2 / (1 + 1.2 * (0.25 + 0.75 * length / 2.5)) for length in (4, 2))
    assert first.scores.keyword == pytest.approx((amber + birch) * long)
    assert second.scores.keyword == pytest.approx(amber * short)
    assert first.scores.fused > second.scores.fused > third.scores.fused
    assert (third.scores.dense, third.scores.keyword) == (0.0, None)
    assert fourth.scores == third.scores


def test_weights_are_idf(find: Find) -> None:
    retrieval = find(["amber birch", "amber elm", "fir holm", "hazel iris"], "amber birch heather")
    assert retrieval.weights == {
        "amber": pytest.approx(math.log(1 + 2.5 / 2.5)),
        "birch": pytest.approx(math.log(1 + 3.5 / 1.5)),
        "heather": pytest.approx(math.log(1 + 3.5 / 1.5)),  # as rare as a term that stands once
    }
    assert retrieval.passages == 4


def test_nothing_by_keyword(find: Find) -> None:
    retrieval = find(["amber", "birch"], "😀 !?")
    assert found(retrieval) == ["d1", "d2"]
    assert all(hit.scores.keyword is None for hit in retrieval.hits)
    assert retrieval.weights == {}


def test_keyword_candidate_beyond_the_dense_ones_gets_its_cosine(find: Find) -> None:
    # 60 passages are more like the question than the last one, which alone holds its rarest word.
    long = "zebra " + " ".join(f"w{number}" for number in range(48))
    retrieval = find([*["alpha"] * 60, long], "alpha zebra", limit=3)
    hit = next(hit for hit in retrieval.hits if hit.document.id == "d61")
    assert hit.scores.dense == pytest.approx(1 / (2**0.5 * 7), abs=0.03)  # 49 words; some may share a component
    assert hit.scores.keyword is not None


def test_equal_scores_keep_the_order_of_the_rows(find: Find) -> None:
    retrieval = find(["birch", *["amber"] * 9], "amber", limit=5)
    assert found(retrieval) == ["d2", "d3", "d4", "d5", "d6"]


def test_same_question_same_hits(find: Find) -> None:
    texts = [f"amber {word} birch" for word in ("one", "two", "three", "four", "five", "six", "seven")]
    assert find(texts, "amber birch") == find(texts, "amber birch")


def test_empty_index(find: Find) -> None:
    retrieval = find([], "Who?")
    assert (retrieval.hits, retrieval.passages) == ((), 0)


def test_hits_carry_their_document(find: Find) -> None:
    (hit,) = find(["Only this."], "only").hits
    assert (hit.passage.document_id, hit.passage.text) == (hit.document.id, hit.document.text)


def test_fused_score_is_that_of_the_features(library: Path, encoder: HashingEncoder) -> None:
    snapshot, query = open_current(library), make_query("Who closed the bridge to lorries?")
    proposed = candidates(snapshot, encoder.encode_query(query.text), query)
    scores = dict(zip((passage.id for passage in proposed.passages), fuse(proposed, query), strict=True))
    hits = Finder(snapshot, encoder).find(query).hits
    assert [hit.scores.fused for hit in hits] == pytest.approx([scores[hit.passage.id] for hit in hits])
    assert hits[0].document.id == "bridge.md"
    snapshot.close()


class _Teller:
    """Finds the same in whatever it is given to read."""

    digest = "teller"

    def __init__(self, *languages: str) -> None:
        self.languages: Sequence[str] = languages

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:  # noqa: ARG002
        return [Evidence(1.0, None, 0.0)] * len(passages)


@pytest.mark.parametrize(
    ("taught", "asked", "documents", "read"),
    [
        (("en",), "en", ("en", "de", "en-GB", None), [0, 2, 3]),  # what nobody knows the language of is read
        (("en",), None, ("en", "de"), [0]),
        (("en",), "de", ("en", "de"), []),
        (("en", "de"), "de", ("en", "de", "fr"), [0, 1]),
        ((), "de", ("en", "de"), [0, 1]),  # what it was taught is not known
    ],
)
def test_what_a_reader_was_not_taught_is_not_read(
    find: Find, taught: tuple[str, ...], asked: str | None, documents: tuple[str | None, ...], read: list[int]
) -> None:
    hits = find([f"amber birch {place}" for place in "abcdefgh"[: len(documents)]], "Amber, birch?").hits
    hits = tuple(
        replace(hit, document=replace(hit.document, language=language))
        for hit, language in zip(hits, documents, strict=True)
    )
    evidence = read_hits(_Teller(*taught), replace(make_query("Amber?"), language=asked), hits)
    assert list(evidence) == [hits[place].passage.id for place in read]


def test_without_a_reader_nothing_is_read(find: Find) -> None:
    assert read_hits(None, make_query("Amber?"), find(["amber"], "Amber?").hits) == {}


@pytest.mark.parametrize(
    ("scores", "read"),
    [
        ((5.0, 4.0, 3.0, 2.9), [0, 1, 2]),  # three at most, and two points behind is near enough
        ((5.0, 4.0, 2.9), [0, 1]),
        ((5.0, 0.1, 0.0), [0]),
        ((), []),
    ],
)
def test_what_is_far_behind_the_first_is_not_read(find: Find, scores: tuple[float, ...], read: list[int]) -> None:
    hits = find([f"amber birch {place}" for place in "abcd"], "Amber, birch?").hits
    hits = tuple(
        replace(hit, scores=replace(hit.scores, fused=fused)) for hit, fused in zip(hits, scores, strict=False)
    )
    assert worth_reading(hits) == [hits[place] for place in read]
