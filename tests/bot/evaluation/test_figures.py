"""Which questions each figure rests on; the values are worked out by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.bootstrap import Estimate
from bot.evaluation.cases import Case
from bot.evaluation.figures import Figure, counts, interval, measure, written
from bot.evaluation.observations import Observation
from tests.bot.evaluation.samples import make_observation

NONE = Case("u", "Who?", answerable=False)
BY_LABEL = Case("l", "Who?", relevant={"d": "gold", "e": "silver"})
SEEN = [
    make_observation("It was Roe.", confidence=0.9, rank=1, passage_holds=True, milliseconds=10),
    make_observation("Nobody.", "It was Roe.", confidence=0.8, rank=2, passage_holds=True, milliseconds=20),
    make_observation("Nobody.", confidence=0.7, rank=None, milliseconds=30),
    make_observation(answered=False, confidence=0.1, rank=11, milliseconds=40),
    make_observation("Nobody.", case=BY_LABEL, confidence=0.6, rank=1, milliseconds=50),
    make_observation("Nobody.", case=NONE, confidence=0.5, milliseconds=60),
    make_observation(answered=False, case=NONE, confidence=0.0, milliseconds=70),
]


def by_key(observations: list[Observation]) -> dict[str, Figure]:
    return {figure.key: figure for figure in measure(observations)}


@pytest.mark.parametrize(
    ("key", "count", "value"),
    [
        ("relevant_at_1", 5, 2 / 5),
        ("relevant_at_3", 5, 3 / 5),
        ("relevant_at_10", 5, 3 / 5),
        ("mrr_at_10", 5, (1 + 1 / 2 + 1) / 5),
        ("answer_in_first_passage", 4, 2 / 4),
        ("answer_in_first_quote", 4, 1 / 4),
        ("answer_in_any_quote", 4, 2 / 4),
        ("refused_answerable", 5, 1 / 5),
        ("refused_unanswerable", 2, 1 / 2),
        ("auroc", 7, 9 / 10),  # .1 beats .0 and not .5; the other four beat both
        ("refused_keeping_95", 7, 1 / 2),  # of five none can be dropped: the threshold is .1
        ("wrong_of_answered", 4, 3 / 4),  # four judged ones were answered, and one of them rightly
        # six judged questions, each a bin: 0, .1, .5, .7 and .8 wrong, .9 right
        ("calibration_error", 6, (0.0 + 0.1 + 0.5 + 0.7 + 0.8 + 0.1) / 6),
        ("latency_median", 7, 40),
        ("latency_p95", 7, 67),
    ],
)
def test_figures(key: str, count: int, value: float) -> None:
    figure = by_key(SEEN)[key]
    assert figure.count == count
    assert figure.estimate is not None
    assert figure.estimate.value == pytest.approx(value)
    assert figure.estimate.low <= figure.estimate.value <= figure.estimate.high


def test_labels_are_told_apart_where_there_are_several() -> None:
    assert "relevant_at_1[gold]" in by_key(SEEN)
    silver = by_key(SEEN)["relevant_at_1[silver]"]
    assert (silver.count, silver.label) == (1, "Relevant document first, where one is silver")
    one_label = Case("l", "Who?", relevant={"d": "gold"})
    assert "relevant_at_1[gold]" not in by_key([make_observation(case=one_label)])


def test_figures_without_questions_have_no_value() -> None:
    figures = by_key([make_observation(answered=False, case=NONE)])
    without = {key for key, figure in figures.items() if figure.estimate is None}
    assert without == {
        *("relevant_at_1", "relevant_at_3", "relevant_at_10", "mrr_at_10", "refused_answerable", "auroc"),
        *("answer_in_first_passage", "answer_in_first_quote", "answer_in_any_quote"),
        *("refused_keeping_95", "wrong_of_answered"),
    }


def test_counts() -> None:
    assert counts(SEEN) == {
        "questions": 7,
        "answerable": 5,
        "unanswerable": 2,
        "with_answers": 4,
        "with_relevant": 5,
        "answered": 5,
    }


def test_values_are_written_in_their_units() -> None:
    assert written(0.8567, "share") == "85.7 %"
    assert written(0.8567, "score") == "0.857"
    assert written(12.34, "ms") == "12.3 ms"
    assert written(0.02, "share", sign="+") == "+2.0 pp"
    taken = Estimate(0.5, 0.25, 0.75, samples=None)  # type: ignore[arg-type]  # they are not written
    assert interval(taken, "share") == "25.0 to 75.0 %"
    assert interval(taken, "score", sign="+") == "+0.250 to +0.750"
