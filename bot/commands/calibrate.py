"""``onrecord calibrate``: fit confidence and threshold to the operator's own questions, and make them live."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console

from bot.answering.confidence import default_calibration, project_calibration
from bot.calibration.examples import ask, ask_without
from bot.calibration.fit import Example, Expected, Pair, expect, fit, left_out, summary, threshold_for
from bot.evaluation.cases import Case, read_cases
from bot.rebuilds.sharing import share
from bot.settings import Settings
from embeddings.comprehension.load import load_reader
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.reranker import load_reranker
from embeddings.errors import UsageError
from embeddings.library.calibration import Calibration
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder

FEWEST = 30  # questions of each kind: of fewer, not even a wrong share of a tenth can be told from a third
_PULL = 20.0  # towards the project's weights, in squared standard deviations: a hundred questions move them a little


def run_calibrate(
    settings: Settings, questions: Path, *, unanswerable: Path | None, max_wrong: float, dry_run: bool
) -> None:
    """Fit, print what to expect, and publish the live snapshot anew with it."""
    if not 0 < max_wrong < 1:
        raise UsageError(f"--max-wrong is {max_wrong:g}, and a share between 0 and 1 was expected, such as 0.05.")
    cases = read_cases(questions)
    cases += read_cases(unanswerable, answerable=False) if unanswerable else []
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    with closing(open_current(settings.data, model=settings.model)) as snapshot:
        precision = snapshot.manifest.encoder.precision
        encoder = load_encoder(settings.model, settings.data, precision=precision, say=console.print)
        finder = Finder(
            snapshot,
            encoder,
            load_reranker(settings.reranker),
            comprehension=load_reader(settings.reader, settings.data),
        )
        console.print(f"Asking {len(cases)} questions of {snapshot.name} …")
        examples = examples_of(finder, cases, without=unanswerable is None)
    check_enough(examples, max_wrong)
    calibration, expected = calibrate(examples, finder, max_wrong, _told(questions, unanswerable, cases))
    typer.echo(summary(expected))
    if not dry_run:
        name = recalibrate(settings.data, calibration)
        share(settings)
        console.print(f"Published {name}: questions are refused below {calibration.threshold:.2f} from now on.")


def run_default(settings: Settings) -> None:
    """Publish the live snapshot anew with the calibration that comes with the project."""
    with closing(open_current(settings.data)) as snapshot:
        encoder = snapshot.manifest.encoder
    name = recalibrate(settings.data, default_calibration(encoder))
    share(settings)
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"Published {name}, with the project's calibration.")


def calibrate(examples: Sequence[Example], finder: Finder, max_wrong: float, told: str) -> tuple[Calibration, Expected]:
    """Fit to examples, from the project's calibration on, and say what to expect on other questions."""
    encoder, reader = finder.encoder.spec.digest, finder.reader
    project = project_calibration(encoder, reader)
    start = Pair(project.answerable, project.right)
    answerable, confidence = left_out(examples, lambda some: fit(some, start, _PULL))
    threshold = threshold_for(answerable, [example.answerable for example in examples], max_wrong)
    expected = expect(examples, answerable, confidence, threshold)
    pair = fit(examples, start, _PULL)
    figures = {"max_wrong": max_wrong, **expected.figures()}
    command = f"onrecord calibrate --max-wrong {max_wrong:g}"
    fitted = (pair.answerable, pair.right, threshold, command, told, figures)
    return Calibration(encoder, *fitted, own=True, reader=reader), expected


def examples_of(finder: Finder, cases: Sequence[Case], *, without: bool = True) -> list[Example]:
    """Ask the cases; ``without`` the documents that answer, too, where none of them is unanswerable."""
    examples = list(ask(finder, cases))
    if without and all(example.answerable for example in examples):
        examples += ask_without(finder, cases)
    return examples


def check_enough(examples: Sequence[Example], max_wrong: float) -> None:
    """Raise UsageError where there are too few of a kind to promise anything."""
    can = sum(example.answerable for example in examples)
    cannot = len(examples) - can
    least = max(FEWEST, round(1 / max_wrong))
    if can < FEWEST or cannot < least:
        raise UsageError(
            f"There are {can} questions that can be answered and {cannot} that can't, and at least {FEWEST} and {least}"
            f" are needed to promise a wrong share of {max_wrong:g}. Add some: questions that the documents don't"
            ' answer go into --unanswerable FILE; without one, those with "relevant" documents are asked again as if'
            " these were not there."
        )


def _told(questions: Path, unanswerable: Path | None, cases: Sequence[Case]) -> str:
    files = questions.name if unanswerable is None else f"{questions.name} and {unanswerable.name}"
    return f"{len(cases)} questions of {files}, {datetime.now(UTC):%Y-%m-%d}"
