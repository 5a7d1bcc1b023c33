"""Observations -> figures with intervals: which measure is taken of which questions, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.evaluation import measures
from bot.evaluation.bootstrap import Array, Estimate, estimate
from bot.evaluation.observations import Observation

Unit = Literal["share", "score", "ms"]
CUTOFFS = (1, 3, 10)  # ranks of the first relevant document
KEPT = 0.95  # of the answerable, where it is asked how many of the unanswerable would be refused

Observations = Sequence[Observation]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``count`` is how many questions it rests on; without any, or without a value, it has no estimate."""

    key: str
    label: str
    unit: Unit
    higher_is_better: bool
    count: int
    estimate: Estimate | None


def measure(observations: Observations) -> tuple[Figure, ...]:
    """Take every figure of these observations."""
    return (*_retrieval(observations), *_answers(observations), *_refusals(observations), *_rest(observations))


def written(value: float, unit: Unit, *, sign: str = "") -> str:
    """Write a value in its unit; with the sign "+", as a change, which for shares is one of percentage points."""
    if unit == "share":
        return f"{value * 100:{sign}.1f} {'pp' if sign else '%'}"
    return f"{value:{sign}.1f} ms" if unit == "ms" else f"{value:{sign}.3f}"


def interval(taken: Estimate, unit: Unit, *, sign: str = "") -> str:
    """Write an interval in its unit, which is named once."""
    low = written(taken.low, unit, sign=sign).split(" ")[0]
    return f"{low} to {written(taken.high, unit, sign=sign)}"


def counts(observations: Observations) -> dict[str, int]:
    """Count the questions by what is known of them and by what became of them."""
    answerable = [seen for seen in observations if seen.case.answerable]
    return {
        "questions": len(observations),
        "answerable": len(answerable),
        "unanswerable": len(observations) - len(answerable),
        "with_answers": sum(bool(seen.case.answers) for seen in answerable),
        "with_relevant": sum(bool(seen.case.relevant) for seen in answerable),
        "answered": sum(seen.answered for seen in observations),
    }


def judged(observations: Observations) -> tuple[Array, Array, Array]:
    """Return confidence, whether the first quote is right, and whether there was one, of the judged questions."""
    known = [seen for seen in observations if seen.judged]
    return (
        _column(known, lambda seen: seen.confidence),
        _column(known, lambda seen: seen.case.answerable and seen.quote_holds),
        _column(known, lambda seen: seen.answered),
    )


def confidences(observations: Observations, *, answerable: bool) -> Array:
    """Return the confidence in each of the answerable questions, or of the others."""
    return _column([seen for seen in observations if seen.case.answerable == answerable], lambda seen: seen.confidence)


def _retrieval(observations: Observations) -> Iterable[Figure]:
    known = [seen for seen in observations if seen.case.answerable and seen.case.relevant]
    ranks = _column(known, _rank)
    for cutoff in CUTOFFS:
        label = "Relevant document first" if cutoff == 1 else f"Relevant document in the first {cutoff}"
        taken = estimate(lambda ranks, cutoff=cutoff: measures.within(ranks, cutoff), ranks)
        yield Figure(f"relevant_at_{cutoff}", label, "share", True, len(known), taken)
    taken = estimate(lambda ranks: measures.reciprocal_rank(ranks, 10), ranks)
    yield Figure("mrr_at_10", "MRR@10 of the relevant document", "score", True, len(known), taken)
    labels = sorted({label for seen in known for label in seen.case.relevant.values() if label})
    for label in labels if len(labels) > 1 else ():
        some = [seen for seen in known if label in seen.case.relevant.values()]
        taken = estimate(lambda ranks: measures.within(ranks, 1), _column(some, _rank))
        yield Figure(
            f"relevant_at_1[{label}]", f"Relevant document first, where one is {label}", "share", True, len(some), taken
        )


def _answers(observations: Observations) -> Iterable[Figure]:
    known = [seen for seen in observations if seen.case.answers]
    facts: tuple[tuple[str, str, Callable[[Observation], bool]], ...] = (
        ("answer_in_first_passage", "Answer in the first passage", lambda seen: seen.passage_holds),
        ("answer_in_first_quote", "Answer in the first quote", lambda seen: seen.quote_holds),
        ("answer_in_any_quote", "Answer in any shown quote", lambda seen: seen.any_quote_holds),
    )
    for key, label, fact in facts:
        yield Figure(key, label, "share", True, len(known), estimate(measures.share, _column(known, fact)))


def _refusals(observations: Observations) -> Iterable[Figure]:
    answerable = [seen for seen in observations if seen.case.answerable]
    others = [seen for seen in observations if not seen.case.answerable]
    for key, some, better in (("answerable", answerable, False), ("unanswerable", others, True)):
        taken = estimate(measures.share, _column(some, lambda seen: not seen.answered))
        yield Figure(f"refused_{key}", f"{key.capitalize()} questions refused", "share", better, len(some), taken)
    sides = [confidences(observations, answerable=side) for side in (True, False)]
    taken = estimate(measures.auroc, *sides)
    yield Figure("auroc", "AUROC of the confidence", "score", True, len(observations), taken)
    taken = estimate(lambda kept, lost: measures.refused_when_keeping(kept, lost, KEPT), *sides)
    label = f"Unanswerable refused, if {KEPT * 100:.0f} % of the answerable are kept"
    yield Figure("refused_keeping_95", label, "share", True, len(observations), taken)


def _rest(observations: Observations) -> Iterable[Figure]:
    confidence, correct, answered = judged(observations)
    taken = estimate(lambda columns: measures.wrong_share(*columns), np.stack([answered, correct]))
    yield Figure(
        "wrong_of_answered", "First quote wrong, of what was answered", "share", False, int(answered.sum()), taken
    )
    taken = estimate(lambda columns: measures.calibration_error(*columns), np.stack([confidence, correct]))
    yield Figure("calibration_error", "Expected calibration error", "score", False, len(confidence), taken)
    times = _column(observations, lambda seen: seen.milliseconds)
    for key, label, percent in (("median", "Median time", 50), ("p95", "95th percentile of the time", 95)):
        taken = estimate(lambda times, percent=percent: np.percentile(times, percent, axis=-1), times)
        yield Figure(f"latency_{key}", label, "ms", False, len(times), taken)


def _rank(seen: Observation) -> float:
    return np.inf if seen.document_rank is None else seen.document_rank


def _column(observations: Iterable[Observation], fact: Callable[[Observation], float]) -> Array:
    return np.array([fact(seen) for seen in observations], dtype=np.float64)
