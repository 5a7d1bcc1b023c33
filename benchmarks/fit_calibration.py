"""Fit the calibrations that come with the project, bot/answering/calibration.json, on questions asked of built indexes.

python -m benchmarks.fit_calibration DATA=QUESTIONS[,UNANSWERABLE] [DATA=QUESTIONS ...] [--alone DATA=WRITTEN ...]
    [--model NAME] [--reader off] [--dry-run]

The first set is the one that the stated error holds for. For the default model, two calibrations come of it: its own,
and a cautious one for any encoder, from what the words say, fitted with the hashing encoder; for another model it is
its own alone, and the others stay as they are. With the reader, which is the project's own unless it is off, they are
others than without it. How questions are asked stands in ``benchmarks.sets``. They may be in another language than the
documents, where the model reads it (``benchmarks.fit_across`` fits the weights for these alone). What is printed was
measured on questions left out of the fit, five folds by question.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from benchmarks.libraries import Remembering, RememberingReader
from benchmarks.sets import Asked, alone, examples_of, set_of
from bot.answering.confidence import CALIBRATIONS, OF_FEW, default_calibrations
from bot.calibration.fit import (
    Example,
    Expected,
    Pair,
    expect,
    fit,
    left_out,
    summary,
    threshold_for,
)
from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.load import OFF, OWN, load_reader
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Encoder
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.calibration import Calibration, Logistic

COMMAND = "python -m benchmarks.fit_calibration DATA=QUESTIONS[,UNANSWERABLE] ... --model NAME"
MAX_WRONG = 0.03
PULL = 10.0  # towards zero, in squared standard deviations
OTHER = 0.3  # what a question of another set than the first counts
ALONE = 0.3  # and one of a set whose documents are asked alone: so many people have few documents

WORDS = ("share", "missing", "terms", "size", "opening", "strangers", "denied")
WITH_LIKENESS = (
    "dense", "dense_and_share", "dense_ahead", "fused", "score", "missing", "terms", "size",
    "opening", "strangers", "denied",
)  # fmt: skip
ACROSS = (  # languages
    "foreign", "foreign_dense", "foreign_dense_ahead", "foreign_missing", "foreign_words", "foreign_words_ahead",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asked", nargs="+", help="a data folder and what to ask of it: DATA=QUESTIONS[,UNANSWERABLE]")
    parser.add_argument("--alone", action="append", default=[], help="a data folder and a file as shared/written has")
    parser.add_argument("--reader", default=OWN, help="as ONRECORD_READER has it")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="the model that the libraries were built with")
    parser.add_argument("--dry-run", action="store_true", help="print what to expect, and write nothing")
    options = parser.parse_args()
    sets = [set_of(one) for one in options.asked] + [alone(one) for one in options.alone]
    told = ", ".join(f"{len(asked.cases)} questions of {asked.name}" for asked in sets)
    command = COMMAND + " --alone DATA=WRITTEN" * bool(options.alone) + " --reader off" * (options.reader == OFF)
    own = load_reader(options.reader)
    reader = RememberingReader(own) if own else None
    fitted = [_fit(sets, Remembering(load_encoder(options.model, sets[0].data)), reader, WITH_LIKENESS, told)]
    if options.model == DEFAULT_MODEL:
        fitted.append(replace(_fit(sets, Remembering(HashingEncoder()), reader, WORDS, told), encoder=None))
    if not options.dry_run:
        kept = beside([replace(one, fitted_with=command) for one in fitted], default_calibrations())
        CALIBRATIONS.write_bytes(TypeAdapter(list[Calibration]).dump_json(kept, indent=2) + b"\n")


def beside(fitted: Sequence[Calibration], before: Sequence[Calibration]) -> list[Calibration]:
    """Return the calibrations with those that were fitted anew; the last is the one for any encoder and no reader.

    Of an encoder, only those for one reader and for none are kept.
    """
    newest = {(one.encoder, one.reader is None): one for one in (*before, *fitted)}
    last = newest.pop((None, True))
    return [*newest.values(), last]


def _fit(
    sets: Sequence[Asked], encoder: Encoder, reader: Comprehension | None, names: Sequence[str], told: str
) -> Calibration:
    weights = [1.0, *(ALONE if asked.alone else OTHER for asked in sets[1:])]
    examples = {
        asked.name: list(examples_of(asked, encoder, reader, w)) for asked, w in zip(sets, weights, strict=True)
    }
    everything = [example for some in examples.values() for example in some]
    names = (
        *(_and_read(names) if reader else names),
        *(ACROSS if any(example.features["foreign"] for example in everything) else ()),
    )
    start = Pair(*(Logistic(0.0, dict.fromkeys(names, 0.0)) for _ in range(2)))
    answerable, confidence = left_out(everything, lambda some: fit(some, start, PULL))
    first = len(examples[sets[0].name])
    plain = [at for at in range(first) if everything[at].plain]
    threshold = threshold_for(answerable[plain], [everything[at].answerable for at in plain], MAX_WRONG)
    at = 0
    figures: dict[str, float] = {}
    for name, some in examples.items():
        scores = answerable[at : at + len(some)], confidence[at : at + len(some)]
        expected = expect(some, *scores, threshold)
        print(f"{encoder.spec.model}, {name}, left out:\n{summary(expected)}")
        figures |= _figures(name, some, expected)
        at += len(some)
    pair, digest = fit(everything, start, PULL), reader.digest if reader else None
    return Calibration(
        encoder.spec.digest, pair.answerable, pair.right, threshold, COMMAND, told, figures, reader=digest
    )


def _and_read(names: Sequence[str]) -> Sequence[str]:
    """Return names with those of what was read; what counts otherwise where there are few passages comes twice."""
    divided = [name for name in OF_FEW if name in names or name.startswith("read_")]
    once = (name for name in names if name not in OF_FEW)
    return (*once, "read", "few", *(f"{much}_{name}" for much in ("few", "many") for name in divided))


def _figures(name: str, examples: Sequence[Example], expected: Expected) -> dict[str, float]:
    plain = [example.answerable for example in examples if example.plain]
    counts = {"answerable": float(sum(plain)), "unanswerable": float(len(plain) - sum(plain))}
    return {f"{name}_{key}": value for key, value in (counts | expected.figures()).items()}


if __name__ == "__main__":
    main()
