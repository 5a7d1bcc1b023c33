from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import answer
from bot.answering.confidence import (
    CALIBRATIONS,
    assess,
    calibration_for,
    calibration_of,
    default_calibration,
    default_calibrations,
    features,
    project_calibration,
    sign_of,
)
from bot.answering.material import Material
from bot.answering.quotes import choose
from bot.types import Answer, NotOnRecord
from embeddings.comprehension.evidence import Evidence
from embeddings.comprehension.load import OWN, load_reader
from embeddings.encoding.hashing import HashingEncoder
from embeddings.encoding.packages import PACKAGES
from embeddings.library.calibration import Calibration, Logistic
from tests.samples import QUESTIONS, make_document, make_hit, make_material

BRIDGE = make_document("The bridge at Tarn was closed on Monday. Ines Falk denied it.", title="News")


def known(question: str, *, passages: int | None = None, dense: float = 0.5) -> dict[str, float]:
    found = make_material(question, make_hit(BRIDGE, dense=dense), passages=passages)
    return features(found, choose(found))


def by(name: str, *, threshold: float = 0.5, own: bool = False) -> Calibration:
    """Make a calibration that looks at one feature, and gives the first quote a chance of one half."""
    return Calibration("digest", Logistic(-1.0, {name: 2.0}), Logistic(0.0, {}), threshold, "", "", {}, own)


def test_features_of_a_question() -> None:
    asked = known("Who closed the bridge at Oster?", passages=1000, dense=0.6)
    assert asked["share"] == pytest.approx(2 / 3)
    assert asked["dense_and_share"] == pytest.approx(0.6 * 2 / 3)
    assert asked["missing"] == pytest.approx(math.log(2))
    assert asked["size"] == pytest.approx(3.0)
    assert asked["opening"] == 1.0


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Who closed the bridge at Tarn?", 0),
        ("Did Falk or Ann Lund close the bridge?", 2),
        ("Who closed the bridge at Oster?", 1),
        ("Who crossed it?", 0),
    ],
)
def test_names_that_the_quotes_passage_does_not_hold(question: str, missing: int) -> None:
    assert known(question)["strangers"] == pytest.approx(math.log1p(missing))


@pytest.mark.parametrize(
    ("question", "foreign"),
    [("Who closed the bridge at Oster?", 0.0), ("¿Quién cerró el puente de Tarn?", 1.0), ("Tarn 1984", 0.0)],
)
def test_what_makes_up_for_the_words_of_another_language(question: str, foreign: float) -> None:
    hit = make_hit(replace(BRIDGE, language="en-GB"), dense=0.6)
    found = make_material(question, hit)
    asked = features(found, choose(found))
    assert asked["foreign"] == foreign
    assert asked["foreign_dense"] == foreign * 0.6
    assert asked["foreign_missing"] == foreign * asked["missing"]
    assert asked["foreign_dense_ahead"] == 0.0


def test_what_stands_in_the_title_or_beside_is_not_missing() -> None:
    two = make_hit(make_document("The ferry sails.", id="other"), rank=2)
    found = make_material("bridge ferry news", make_hit(BRIDGE), two)
    asked = features(found, choose(found))
    assert asked["missing"] == pytest.approx(math.log(2))


@pytest.mark.parametrize("question", ["Who denied that it was closed?", "Who closed the bridge?"])
def test_denials_of_question_and_quote(question: str) -> None:
    assert known(question)["denied"] == 0.0


def calibrated(material: Material, calibration: Calibration) -> Material:
    return replace(material, found=replace(material.found, calibration=calibration))


def test_a_question_that_denies_what_the_text_says() -> None:
    found = make_material("When was the bridge not closed?", make_hit(make_document("The bridge was closed Monday.")))
    assert features(found, choose(found))["denied"] == 1.0


def test_confidence_is_the_product_and_the_threshold_decides() -> None:
    found = make_material("Who closed the bridge at Oster?", make_hit(BRIDGE))
    low = assess(calibrated(found, by("share")), choose(found))
    assert low.answerable == pytest.approx(1 / (1 + math.exp(1 - 4 / 3)))
    assert low.confidence == pytest.approx(low.answerable / 2)
    assert low.sufficient
    assert not assess(calibrated(found, by("share", threshold=0.6)), choose(found)).sufficient


def weigh_by_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the words that meet count three times where quotes are chosen with a reader."""
    tables = {None: {"overlap": 1.0}, "reader": {"overlap": 3.0}}
    for module in ("confidence", "quotes"):
        monkeypatch.setattr(f"bot.answering.{module}.weights_of", lambda _, __, reader: tables[reader])


@pytest.mark.parametrize("fitted_with", [None, "reader"])
def test_the_score_is_by_the_weights_that_the_calibration_was_fitted_with(
    fitted_with: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh_by_the_reader(monkeypatch)
    material = make_material("Who closed the bridge at Tarn?", make_hit(BRIDGE))
    read = {material.hits[0].passage.id: Evidence(-1.0, (0, 3), -2.0, ((0, 3),), (-1.0,), (-1.0,))}
    own = replace(by("score", own=True), reader=fitted_with)
    material = replace(material, found=replace(material.found, evidence=read, reader="reader", calibration=own))
    choice = choose(material)
    overlap = choice.windows[0].features["overlap"]
    assert overlap > 0
    assert choice.scores[0] == pytest.approx(3 * overlap)
    expected = overlap if fitted_with is None else 3 * overlap
    assert assess(material, choice).answerable == pytest.approx(own.answerable.probability({"score": expected}))


def test_the_snapshots_calibration_refuses_what_another_answers() -> None:
    found = make_material("Who closed the bridge?", make_hit(BRIDGE))
    assert isinstance(answer(calibrated(found, by("share", threshold=0.0))), Answer)
    refused = answer(calibrated(found, by("share", threshold=1.0)))
    assert isinstance(refused, NotOnRecord)
    assert refused.reason == "nothing_relevant"
    assert refused.nearest[0].document == BRIDGE


def test_nothing_to_quote_is_no_answer() -> None:
    blank = make_hit(make_document("x"))
    found = make_material("bridge", replace(blank, passage=replace(blank.passage, text="", end=0)))
    sure = assess(found, replace(choose(found), windows=(), scores=()))
    assert (sure.answerable, sure.confidence, sure.sufficient) == (0.0, 0.0, False)


def test_an_index_without_what_was_asked_is_not_empty() -> None:
    assert answer(make_material("Who?", passages=5)) == NotOnRecord("Who?", 0.0, "nothing_relevant", ())


def test_the_projects_calibrations_know_every_feature() -> None:
    names = set(known("Who?"))
    for calibration in default_calibrations():
        assert names >= {*calibration.answerable.weights, *calibration.right.weights}
        assert 0 < calibration.threshold < 1


def test_the_calibration_for_any_encoder_does_not_look_at_vectors() -> None:
    last = default_calibration()
    assert last.encoder is None
    assert not any(name.startswith(("dense", "fused")) for name in last.answerable.weights)
    assert default_calibration(HashingEncoder().spec) is last


def test_each_encoder_has_its_own() -> None:
    first = default_calibrations()[0]
    assert first.encoder is not None
    assert default_calibration(replace(HashingEncoder().spec, digest=first.encoder)) is first


def test_each_packaged_model_and_any_other_has_one_with_the_reader_and_one_without() -> None:
    of_encoders: dict[str | None, list[str | None]] = {}
    for calibration in default_calibrations():
        of_encoders.setdefault(calibration.encoder, []).append(calibration.reader)
    assert len(of_encoders) == len(PACKAGES) + 1
    reader = load_reader(OWN)
    assert reader is not None
    assert all(len(read) == 2 and {*read} == {None, reader.digest} for read in of_encoders.values()), of_encoders


def test_an_operators_calibration_stays_as_long_as_the_encoder() -> None:
    spec = replace(HashingEncoder().spec, digest="digest")
    own = by("share", own=True)
    assert calibration_for(spec, [own]) is own
    assert calibration_for(spec, [by("share"), own]) is own  # what was fitted to a model that was tried
    assert calibration_for(replace(spec, digest="another"), [own]) is default_calibration()
    assert calibration_for(spec, [by("share")]) is default_calibration()
    assert calibration_for(spec, []) is default_calibration()


def test_what_read_the_passages_has_a_calibration_of_its_own() -> None:
    hit = make_hit(BRIDGE)
    unread = make_material("Who?", hit).found
    project, fitted = by("share"), replace(by("share", own=True), reader="r")
    assert calibration_of(replace(unread, calibration=project), hit) is project
    assert calibration_of(replace(unread, calibration=fitted), hit) is project_calibration(fitted.encoder, None)
    read = replace(unread, reader="r", evidence={"passage": Evidence(1.0, None, 1.0)})
    assert calibration_of(replace(read, calibration=fitted), hit) is fitted
    own = by("share", own=True)
    assert calibration_of(replace(read, calibration=own), hit) is own, "better than none of one's own"
    assert calibration_of(replace(read, calibration=project), hit) is project_calibration(project.encoder, "r")


READ = {"passage": Evidence(-9.0, None, -9.0)}


@pytest.mark.parametrize(
    ("question", "language", "read", "with_reader"),
    [
        ("Who closed the bridge at Tarn?", "en", True, True),
        ("Who closed the bridge at Tarn?", "en-GB", True, True),
        ("Who closed the bridge at Tarn?", None, True, True),
        ("¿Quién cerró el puente de Tarn?", "es", False, False),
        ("Who closed the bridge at Tarn?", "es", True, False),  # of which others were read, and not what is quoted
        ("Who closed the bridge at Tarn?", "es", False, False),
    ],
)
def test_confidence_is_that_with_the_reader_only_where_it_read(
    question: str, language: str | None, read: bool, with_reader: bool
) -> None:
    cautious = next(one for one in default_calibrations() if one.encoder is None and one.reader is not None)
    hit = make_hit(replace(BRIDGE, language=language))
    found = replace(make_material(question, hit).found, reader=cautious.reader, evidence=READ if read else {})
    assert calibration_of(found, hit) is (cautious if with_reader else default_calibration())
    own = replace(by("share", own=True), reader=cautious.reader)
    assert calibration_of(replace(found, calibration=own), hit) is own, "an operator's was fitted to all they asked"


@pytest.mark.parametrize("fitted_with", [None, "reader"])
def test_the_score_of_what_was_not_read_is_by_the_weights_without(
    fitted_with: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh_by_the_reader(monkeypatch)
    material = make_material("Who closed the bridge at Tarn?", make_hit(BRIDGE))
    own = replace(by("score", own=True), reader=fitted_with)
    material = replace(material, found=replace(material.found, reader="reader", calibration=own))
    choice = choose(material)
    overlap = choice.windows[0].features["overlap"]
    assert assess(material, choice).answerable == pytest.approx(own.answerable.probability({"score": overlap}))


def test_an_unknown_reader_or_encoder_gets_what_suits_it_best() -> None:
    last = default_calibrations()[-1]
    assert (last.encoder, last.reader) == (None, None)
    assert project_calibration("unknown", None) is last
    assert project_calibration("unknown", "unknown") is last
    cautious = next(one for one in default_calibrations() if one.encoder is None and one.reader is not None)
    assert project_calibration("unknown", cautious.reader) is cautious
    for calibration in default_calibrations():
        assert project_calibration(calibration.encoder, calibration.reader) is calibration
        if calibration.encoder is not None:
            assert project_calibration(calibration.encoder, "unknown").reader is None
            assert project_calibration(calibration.encoder, cautious.reader).encoder == calibration.encoder


def test_the_file_is_readable_numbers() -> None:
    rows = json.loads(CALIBRATIONS.read_text(encoding="utf-8"))
    for row in rows:
        values = [*row["answerable"]["weights"].values(), *row["right"]["weights"].values(), *row["figures"].values()]
        assert all(isinstance(value, (int, float)) for value in values)
        assert row["fitted_with"].startswith("python -m benchmarks.fit_calibration")


@given(st.floats(-1, 1), st.integers(1, 10**9), QUESTIONS)
def test_both_are_probabilities(dense: float, passages: int, question: str) -> None:
    found = make_material(question, make_hit(BRIDGE, dense=dense), passages=passages)
    for calibration in default_calibrations():
        sure = assess(calibrated(found, calibration), choose(found))
        assert 0 <= sure.confidence <= sure.answerable <= 1


def test_more_found_is_more_confidence() -> None:
    def sure(question: str, passages: int) -> float:
        found = make_material(question, make_hit(BRIDGE), passages=passages)
        return assess(found, choose(found)).answerable

    assert sure("bridge closed Monday", 1000) > sure("bridge opened Friday", 1000) > sure("harbour opened Friday", 1000)


@pytest.mark.parametrize(("passages", "few"), [(1, 1.0), (10, 0.5), (100, 0.0), (11894, 0.0)])
def test_evidence_counts_otherwise_where_there_are_few_passages(passages: int, few: float) -> None:
    hit = make_hit(BRIDGE)
    material = make_material("Who closed the bridge?", hit, passages=passages)
    read = {hit.passage.id: Evidence(3.0, (0, 3), 1.0)}
    material = replace(material, found=replace(material.found, evidence=read))
    found = features(material, choose(material))
    assert found["few"] == pytest.approx(few)
    assert found["few_read_passages"] == pytest.approx(few * 3.0)
    assert found["many_read_passages"] == pytest.approx((1 - few) * 3.0)


def test_words_that_meet_never_speak_against_an_answer() -> None:
    assert [sign_of(name) for name in ("dense", "few_share", "many_missing", "strangers", "size")] == [1, 1, -1, -1, 0]
    for calibration in default_calibrations():
        if calibration.reader is not None:
            weights = calibration.answerable.weights
            assert all(weight * sign_of(name) >= 0 for name, weight in weights.items()), weights


@pytest.mark.parametrize(("before", "share"), [(2, 1.0), (3, 0.0)])
def test_one_of_the_first_three_passages_holds_what_is_asked(before: int, share: float) -> None:
    texts = [f"Nothing {number}." for number in range(before)] + ["The bridge closed."]
    hits = [make_hit(make_document(text, id=f"d{rank}"), rank=rank) for rank, text in enumerate(texts, start=1)]
    found = make_material("bridge closed", *hits)
    assert features(found, choose(found))["share"] == share


def test_a_quote_in_another_language_has_a_threshold_of_its_own_where_there_is_one() -> None:
    plain = by("share", threshold=0.4)
    assert plain.least(foreign=False) == plain.least(foreign=True) == 0.4
    across = replace(plain, across=0.7)
    assert (across.least(foreign=False), across.least(foreign=True)) == (0.4, 0.7)
