"""Fit the calibrations that come with the project, bot/answering/calibration.json, on questions asked of built indexes.

python -m benchmarks.fit_calibration DATA=QUESTIONS[,UNANSWERABLE] [DATA=QUESTIONS ...] [--alone DATA=WRITTEN ...]
    [--model NAME] [--reader off] [--across] [--dry-run]

The first set is the one that the stated error holds for. Every question is asked of the whole library, then of the
library without the documents that answer it (and those of the same title), then of small parts of it, with and without
them: a threshold that was learnt from one library and one kind of unanswerable question would be about those. For the
default model, two calibrations come of it: its own, and a cautious one for any encoder, from what the words say,
fitted with the hashing encoder; for another model it is its own alone, and the others stay as they are. With the
reader, which is the project's own unless it is off, and without it, they are others. Of documents that were written
with questions and near misses (--alone), each is asked as a library of its own. Questions in
another language than the documents' may be among the sets, where the model reads it; with --across only the weights for
these are fitted, and the others stay as they are. What is printed was measured on questions left out of the fit, five
folds by question.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.comprehension.written import read_written
from benchmarks.libraries import Remembering, RememberingReader, part_of
from bot.answering.confidence import CALIBRATIONS, OF_FEW, default_calibrations
from bot.calibration.examples import ask, ask_without
from bot.calibration.fit import (
    Example,
    Expected,
    Pair,
    expect,
    fit,
    fit_logistic,
    left_out,
    summary,
    threshold_for,
)
from bot.evaluation.cases import Case, read_cases
from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.load import OFF, OWN, load_reader
from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Encoder
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.calibration import Calibration, Logistic
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder

COMMAND = "python -m benchmarks.fit_calibration DATA=QUESTIONS[,UNANSWERABLE] ... --model NAME"
MAX_WRONG = 0.03
MAX_WRONG_ACROSS = 0.13  # of questions in another language: less would refuse too many that are answered
PULL = 10.0  # towards zero, in squared standard deviations
PARTS = ((1, 40), (3, 30), (10, 20), (30, 10), (100, 4), (300, 2))  # documents, libraries of so many
PARTS_ACROSS = ((3, 6), (10, 6), (30, 3))
MOST = 40  # questions of each kind that a part is asked
OTHER = 0.3  # what a question of another set than the first counts
ALONE = 0.3  # and one of a set whose documents are asked alone: so many people have few documents
# What one counts that is asked without its documents, unless a set has no others that can't be answered, and what one
# counts that is asked of a part of the library.
LEFT_OUT, PART = 0.5, 0.5
_KEPT, _FIXED = "kept", 1e9  # what is not fitted, and the pull that keeps it so

WORDS = (
    "share", "missing", "missing_anywhere", "last_missing", "terms", "weight", "size",
    "opening", "strangers", "new", "kind_missing", "denied", "contrary",
)  # fmt: skip
WITH_LIKENESS = (
    "dense", "dense_and_share", "dense_ahead", "fused", "score", "voted", "missing", "missing_anywhere", "last_missing",
    "terms", "weight", "size", "opening", "strangers", "new", "kind_missing", "denied", "contrary",
)  # fmt: skip
ACROSS = (  # languages
    "foreign", "foreign_dense", "foreign_dense_ahead", "foreign_missing", "foreign_words", "foreign_words_ahead",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A set of questions and the library they are asked of; ``alone``, each of the one document that it is about."""

    name: str
    data: Path
    cases: Sequence[Case]
    alone: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asked", nargs="+", help="a data folder and what to ask of it: DATA=QUESTIONS[,UNANSWERABLE]")
    parser.add_argument("--alone", action="append", default=[], help="a data folder and a file as shared/written has")
    parser.add_argument("--reader", default=OWN, help="as ONRECORD_READER has it")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="the model that the libraries were built with")
    parser.add_argument("--dry-run", action="store_true", help="print what to expect, and write nothing")
    parser.add_argument("--across", action="store_true", help="fit what makes up for another language alone")
    options = parser.parse_args()
    if options.across:
        kept = _across(list(map(_asked, options.asked)), options.model)
        if not options.dry_run:
            CALIBRATIONS.write_bytes(TypeAdapter(list[Calibration]).dump_json(kept, indent=2) + b"\n")
        return
    sets = [_asked(one) for one in options.asked] + [_alone(one) for one in options.alone]
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


def _across(sets: Sequence[Asked], model: str) -> list[Calibration]:
    """Return the calibrations, that of a model without a reader fitted to questions in other languages than the quotes.

    Printed is what to expect of it on questions left out.
    """
    encoder = Remembering(load_encoder(model, sets[0].data))
    examples = [
        replace(example, plain=True)
        for asked in sets
        for example in _examples(asked, encoder, None, 1.0, PARTS_ACROSS)
        if example.features["foreign"]
    ]
    before = next(one for one in default_calibrations() if (one.encoder, one.reader) == (encoder.spec.digest, None))
    answerable, confidence = left_out(examples, lambda some: _fit_across(some, before))
    threshold = threshold_for(answerable, [example.answerable for example in examples], MAX_WRONG_ACROSS)
    expected = expect(examples, answerable, confidence, threshold)
    print(f"{model}, across languages, left out:\n{summary(expected)}")
    told = ", ".join(f"{len(asked.cases)} questions of {asked.name}" for asked in sets)
    told = f"{before.fitted_on.partition('; ')[0]}; across languages, --across on {told}"
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


def beside(fitted: Sequence[Calibration], before: Sequence[Calibration]) -> list[Calibration]:
    """Return the calibrations with those that were fitted anew; the last is the one for any encoder and no reader.

    Of an encoder, only those for one reader and for none are kept.
    """
    newest = {(one.encoder, one.reader is None): one for one in (*before, *fitted)}
    last = newest.pop((None, True))
    return [*newest.values(), last]


def _asked(text: str) -> Asked:
    data, _, files = text.partition("=")
    questions, _, unanswerable = files.partition(",")
    cases = read_cases(Path(questions)) + (read_cases(Path(unanswerable), answerable=False) if unanswerable else [])
    return Asked(Path(questions).parent.name, Path(data), cases)


def _alone(text: str) -> Asked:
    data, _, file = text.partition("=")
    cases = [
        Case(
            f"{row['id']} {at}",
            asked["question"],
            "answer" in asked,
            (asked["answer"],) if "answer" in asked else (),
            {row["id"]: None},
        )
        for row in read_written(Path(file))
        for at, asked in enumerate([*row["questions"], *row["unanswerable"]])
    ]
    return Asked(f"written_{Path(file).stem}", Path(data), cases, alone=True)


def _fit(
    sets: Sequence[Asked], encoder: Encoder, reader: Comprehension | None, names: Sequence[str], told: str
) -> Calibration:
    weights = [1.0, *(ALONE if asked.alone else OTHER for asked in sets[1:])]
    examples = {asked.name: list(_examples(asked, encoder, reader, w)) for asked, w in zip(sets, weights, strict=True)}
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


def _examples(
    asked: Asked,
    encoder: Encoder,
    reader: Comprehension | None,
    weight: float,
    parts: Sequence[tuple[int, int]] | None = None,
) -> Iterator[Example]:
    with closing(open_current(asked.data)) as built:
        ids = sorted(built.store.documents())
        with part_of(built, ids, None if built.manifest.encoder == encoder.spec else encoder) as whole:
            finder = Finder(whole, encoder, comprehension=reader)
            if asked.alone:
                yield from _each_alone(finder, asked.cases, weight)
                return
            yield from ask(finder, asked.cases, weight=weight)
            only = all(case.answerable for case in asked.cases)
            apart = weight * (1.0 if only else LEFT_OUT)
            yield from ask_without(finder, of_matters(asked.cases, whole), weight=apart, plain=False)
            generator = random.Random(0)  # noqa: S311  the same parts every time
            for size, count in PARTS if parts is None else parts:
                for _ in range(count if size < len(ids) / 2 else 0):
                    yield from _part(finder, asked.cases, ids, size, generator, weight * PART)


def _each_alone(whole: Finder, cases: Sequence[Case], weight: float) -> Iterator[Example]:
    """Ask the questions of each document of a library that has only that."""
    by_document: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_document[next(iter(case.relevant))].append(case)
    for identity, some in by_document.items():
        with part_of(whole.snapshot, {identity}) as library:
            yield from ask(replace(whole, snapshot=library), some, weight=weight)


def of_matters(cases: Sequence[Case], library: OpenLibrary) -> list[Case]:
    """Return the cases with every document of the same title as relevant: paragraphs of one article are one matter."""
    titled: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    titles = {identity: document.title or identity for identity, document in library.store.documents().items()}
    for identity, title in titles.items():
        titled[title][identity] = None
    return [
        replace(case, relevant={**case.relevant, **_joined(titled[titles.get(one, one)] for one in case.relevant)})
        for case in cases
    ]


def _joined(several: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    return {name: value for one in several for name, value in one.items()}


def _part(
    whole: Finder,
    cases: Sequence[Case],
    ids: Sequence[str],
    size: int,
    generator: random.Random,
    weight: float,
) -> Iterator[Example]:
    relevant = sorted({identity for case in cases if case.answerable for identity in case.relevant} & {*ids})
    chosen = {*generator.sample(relevant, max(1, size // 2)), *generator.sample(ids, size // 2)}
    inside = [case for case in cases if case.answerable and chosen & {*case.relevant}]
    others = [case for case in cases if not chosen & {*case.relevant} and (case.answerable or not case.relevant)]
    with part_of(whole.snapshot, chosen) as library:
        part = replace(whole, snapshot=library)
        asked = generator.sample(inside, min(MOST, len(inside)))
        yield from ask(part, asked, weight=weight, plain=False)
        asked = generator.sample(others, min(MOST, max(2, len(inside))))
        yield from ask_without(part, asked, weight=weight, plain=False)
        yield from ask(part, (c for c in asked if not c.answerable), weight=weight, plain=False)


def _figures(name: str, examples: Sequence[Example], expected: Expected) -> dict[str, float]:
    plain = [example.answerable for example in examples if example.plain]
    counts = {"answerable": float(sum(plain)), "unanswerable": float(len(plain) - sum(plain))}
    return {f"{name}_{key}": value for key, value in (counts | expected.figures()).items()}


if __name__ == "__main__":
    main()
