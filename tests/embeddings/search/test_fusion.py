from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from embeddings.library.keywords import Held
from embeddings.search.fusion import WEIGHTS, Candidates, features, fuse
from embeddings.search.query import make_query
from embeddings.search.weights import weights_of
from embeddings.types import Passage
from tests.samples import make_document

QUERY = make_query("Was the bridge closed?")
PARTS = ["The bridge closed.", "The bridge.", "Nothing."]


def held(*anywhere: bool, in_title: bool = False) -> Held:
    return Held(np.array(anywhere), np.array(anywhere) & in_title)


def found() -> Candidates:
    """Two neighbours of one document, the second of them further down, and a passage of another document."""
    documents = [make_document(id="a"), make_document(id="a"), make_document(id="b")]
    places = zip(PARTS, documents, (0, 500, 0), strict=True)
    return Candidates(
        rows=[1, 2, 5],
        passages=[Passage(text, document.id, text, at, at + len(text), 1) for text, document, at in places],
        dense=np.array([0.5, 0.2, 0.1], dtype=np.float32),
        keyword=np.array([2.0, 0.0, 1.0], dtype=np.float32),
        held={"bridg": held(True, True, False), "close": held(True, False, False, in_title=True)},
        weights={"bridg": 1.0, "close": 3.0},
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dense", [0.5, 0.2, 0.1]),
        ("dense_rank", [1.0, 1 / 2, 1 / 3]),
        ("keyword", [1.0, 0.0, 0.5]),
        ("keyword_share", [2 / 4, 0.0, 1 / 4]),
        ("share", [1.0, 1 / 4, 0.0]),
        ("title_share", [3 / 4, 0.0, 0.0]),
        ("document_share", [1.0, 1.0, 0.0]),
        ("names_share", [1.0, 1 / 4, 0.0]),  # nothing looks like a name, so all terms count
        ("phrases", [1.0, 0.5, 0.0]),  # "the bridge" and "bridge closed"; "was the" says nothing
        ("same_document", [0.0, 1.0, 0.0]),
        ("of_document", [math.log(2), math.log(2), 0.0]),
        ("neighbour", [0.0, 1.0, 0.0]),
        ("opening", [1.0, 0.0, 1.0]),
        ("length", [18 / 900, 11 / 900, 8 / 900]),
    ],
)
def test_features(name: str, expected: list[float]) -> None:
    assert features(found(), QUERY)[name] == pytest.approx(expected)


def test_equal_scores_share_a_rank() -> None:
    equal = replace(found(), dense=np.array([0.5, 0.1, 0.5], dtype=np.float32))
    assert features(equal, QUERY)["dense_rank"] == pytest.approx([1.0, 1 / 3, 1.0])


def foreign_chances(dense: list[float], languages: list[str], texts: list[str]) -> list[float]:
    passages = [replace(passage, text=text) for passage, text in zip(found().passages, texts, strict=True)]
    some = replace(found(), dense=np.array(dense, dtype=np.float32), languages=languages, passages=passages)
    return [float(chance) for chance in features(some, replace(QUERY, language="km"))["foreign_chance"]]


def test_what_stands_out_in_its_language_is_likely_and_what_is_one_of_many_is_not() -> None:
    few = foreign_chances([0.80, 0.80, 0.90], ["en", "en", "ru"], ["One.", "Two.", "Three."])
    assert few == pytest.approx([0.5, 0.5, 1.0])
    assert foreign_chances([0.80, 0.79, 0.50], ["en", "en", "en"], PARTS) == pytest.approx(
        [math.e / (math.e + 1), 1 / (math.e + 1), 0.0], abs=1e-5
    )
    assert foreign_chances([0.80, 0.79, 0.50], ["km", "km", "km"], PARTS) == [0.0, 0.0, 0.0]


def test_copies_do_not_take_each_others_chance() -> None:
    assert foreign_chances([0.80, 0.80, 0.50], ["en"] * 3, ["One.", "One.", "Two."]) == pytest.approx([1.0, 1.0, 0.0])


def test_names_count_alone_where_there_are_some() -> None:
    query = replace(QUERY, names=("close",))
    assert features(found(), query)["names_share"] == pytest.approx([1.0, 0.0, 0.0])


def test_score_is_the_weighted_sum() -> None:
    columns, weights = features(found(), QUERY), weights_of(WEIGHTS, "")
    assert set(weights) == set(columns)
    for place, score in enumerate(fuse(found(), QUERY)):
        assert score == pytest.approx(sum(weight * columns[name][place] for name, weight in weights.items()))


def test_question_without_words() -> None:
    bare = replace(found(), held={}, weights={}, keyword=np.zeros(3, dtype=np.float32))
    scores = fuse(bare, make_query("😀"))
    assert np.isfinite(scores).all()


def test_no_candidates() -> None:
    none = Candidates([], [], np.zeros(0, np.float32), np.zeros(0, np.float32), {}, {"bridg": 1.0})
    assert fuse(none, QUERY).shape == (0,)


@pytest.mark.parametrize(("start", "opens"), [(0, 1.0), (400, 1.0), (401, 0.0)])
def test_a_passage_opens_its_document_within_four_hundred_characters(start: int, opens: float) -> None:
    one = replace(found(), rows=[1], passages=[Passage("p", "a", "Text.", start, start + 5, 1)])
    few = replace(one, dense=one.dense[:1], keyword=one.keyword[:1], held={})
    assert features(few, QUERY)["opening"].tolist() == [opens]


def test_weak_keyword_scores_count_relative_to_the_best() -> None:
    weak = replace(found(), keyword=np.array([0.2, 0.0, 0.1], dtype=np.float32))
    assert features(weak, QUERY)["keyword"] == pytest.approx([1.0, 0.0, 0.5])


def test_a_question_of_one_pair_and_of_none() -> None:
    assert features(found(), make_query("bridge closed"))["phrases"].tolist() == [1.0, 0.0, 0.0]
    assert features(found(), make_query("bridge"))["phrases"].tolist() == [0.0, 0.0, 0.0]
    assert features(found(), make_query("was the"))["phrases"].tolist() == [0.0, 0.0, 0.0]


def test_a_neighbour_stands_next_in_the_same_document() -> None:
    apart = replace(found(), rows=[1, 3, 4])  # the third is next to the second, but of another document
    assert features(apart, QUERY)["neighbour"].tolist() == [0.0, 0.0, 0.0]
    before = replace(found(), keyword=np.array([0.0, 2.0, 1.0], dtype=np.float32))
    assert features(before, QUERY)["neighbour"].tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("model", json.loads(WEIGHTS.read_text(encoding="utf-8")))
def test_what_is_in_another_language_is_ordered_by_its_vector(model: str) -> None:
    foreign = replace(found(), languages=["km", "km", "km"], model=model, dense=np.array([0.1, 0.2, 0.5], np.float32))
    scores = fuse(foreign, replace(QUERY, language="en"))
    same = replace(foreign, dense=np.array([0.1, 0.1, 0.1], np.float32))
    assert np.argmax(scores - fuse(same, replace(QUERY, language="en"))) == 2


def test_what_is_near_every_question_counts_only_in_another_language() -> None:
    common = replace(found(), common=[0.5, 0.25, 0.125], languages=["km", "en", None])
    assert features(common, replace(QUERY, language="en"))["foreign_common"].tolist() == [0.5, 0.0, 0.0]
    assert features(found(), QUERY)["foreign_common"].tolist() == [0.0, 0.0, 0.0]
