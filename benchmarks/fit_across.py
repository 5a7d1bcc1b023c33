"""Fit what confidence makes of quotes in another language than the question, in bot/answering/calibration.json.

    python -m benchmarks.fit_across DATA=QUESTIONS [DATA=QUESTIONS ...] --model NAME [--dry-run]

The other weights of that model's calibration without the reader stay as they are. Questions are asked as for
``benchmarks.fit_calibration``; what is printed was measured on questions left out of the fit, five folds by question.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from benchmarks.fit_calibration import ACROSS, PULL
from benchmarks.libraries import Remembering
from benchmarks.sets import Asked, examples_of, set_of
from bot.answering.confidence import CALIBRATIONS, default_calibrations
from bot.calibration.fit import Example, Pair, expect, fit_logistic, left_out, summary, threshold_for
from embeddings.encoding.encoders import load_encoder
from embeddings.library.calibration import Calibration, Logistic

MAX_WRONG = 0.13  # of questions in another language: less would refuse too many that are answered
PARTS = ((3, 6), (10, 6), (30, 3))  # documents, libraries of so many
_KEPT, _FIXED = "kept", 1e9  # what is not fitted, and the pull that keeps it so


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asked", nargs="+", help="a data folder and what to ask of it: DATA=QUESTIONS")
    parser.add_argument("--model", required=True, help="the model that the libraries were built with")
    parser.add_argument("--dry-run", action="store_true", help="print what to expect, and write nothing")
    options = parser.parse_args()
    kept = across([*map(set_of, options.asked)], options.model)
    if not options.dry_run:
        CALIBRATIONS.write_bytes(TypeAdapter(list[Calibration]).dump_json(kept, indent=2) + b"\n")


def across(sets: Sequence[Asked], model: str) -> list[Calibration]:
    """Return the calibrations, that of a model without a reader fitted to questions in other languages than the quotes.

    Printed is what to expect of it on questions left out.
    """
    encoder = Remembering(load_encoder(model, sets[0].data))
    examples = [
        replace(example, plain=True)
        for asked in sets
        for example in examples_of(asked, encoder, None, 1.0, PARTS)
        if example.features["foreign"]
    ]
    before = next(one for one in default_calibrations() if (one.encoder, one.reader) == (encoder.spec.digest, None))
    answerable, confidence = left_out(examples, lambda some: _fit_across(some, before))
    threshold = threshold_for(answerable, [example.answerable for example in examples], MAX_WRONG)
    expected = expect(examples, answerable, confidence, threshold)
    print(f"{model}, across languages, left out:\n{summary(expected)}")
    told = ", ".join(f"{len(asked.cases)} questions of {asked.name}" for asked in sets)
    told = f"{before.fitted_on.partition('; ')[0]}; across languages, benchmarks.fit_across on {told}"
    figures = before.figures | {f"across_{name}": value for name, value in expected.figures().items()}
    pair = _fit_across(examples, before)
    fitted = replace(
        before,
        answerable=pair.answerable,
        right=pair.right,
        fitted_on=told,
        figures=figures,
        across=threshold,
    )
    return [fitted if one is before else one for one in default_calibrations()]


def _fit_across(examples: Sequence[Example], before: Calibration) -> Pair:
    judged = [example for example in examples if example.answerable and example.right is not None]
    return Pair(
        _beside_kept(examples, [example.answerable for example in examples], before.answerable),
        _beside_kept(judged, [bool(example.right) for example in judged], before.right),
    )


def _beside_kept(examples: Sequence[Example], truths: Sequence[bool], before: Logistic) -> Logistic:
    """Fit the weights across languages beside the others, whose sum is one feature that weighs 1."""
    kept = Logistic(before.bias, {name: weight for name, weight in before.weights.items() if name not in ACROSS})
    known = [
        replace(one, features={_KEPT: kept.log_odds(one.features)} | {name: one.features[name] for name in ACROSS})
        for one in examples
    ]
    start = Logistic(0.0, {_KEPT: 1.0} | dict.fromkeys(ACROSS, 0.0))
    fitted = fit_logistic(known, truths, start, PULL, pulls={_KEPT: _FIXED, "foreign": _FIXED})
    across = dict(fitted.weights)
    across.pop(_KEPT)
    return Logistic(before.bias, kept.weights | across | {"foreign": fitted.bias})


if __name__ == "__main__":
    main()
