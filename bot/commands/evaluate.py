"""``onrecord evaluate``: read the cases, ask them, and print or write what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import track

from bot.evaluation.cases import Case, read_cases
from bot.evaluation.compare import Comparison, compare, open_other
from bot.evaluation.evaluation import Evaluation, evaluate
from bot.evaluation.output import make_console, print_comparison, print_evaluation, print_statements, to_json
from bot.evaluation.report import write_report
from bot.evaluation.speakers import Judged, judge, read_said
from bot.live import open_live
from bot.render import clean
from bot.responder import Responder
from bot.settings import Settings
from embeddings.errors import UsageError


@dataclass(frozen=True, slots=True)
class Files:
    """What is measured: questions, those that can't be answered, texts with what is said in them."""

    questions: Path | None
    unanswerable: Path | None = None
    statements: Path | None = None


def run_evaluate(settings: Settings, files: Files, *, report: Path | None, json: bool, against: str | None) -> None:
    """Evaluate, and print a table or one JSON object to standard output; progress goes to standard error."""
    cases = [] if files.questions is None else read_cases(files.questions)
    cases += read_cases(files.unanswerable, answerable=False) if files.unanswerable else []
    gold = read_said(files.statements) if files.statements else []
    if report is not None and not report.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {str(report.parent)!r} to write the report into. Create it first.")
    evaluation, comparison = _ask(settings, to_ask(cases), against) if cases else (None, None)
    judged = judge(gold) if gold else ()
    if json:
        typer.echo(to_json(evaluation, comparison, judged))
    else:
        _print(evaluation, comparison, judged)
    if report is not None:
        write_report(report, evaluation, comparison, judged)
        Console(stderr=True, markup=False, highlight=False, soft_wrap=True).print(f"Wrote {report}.")


def _print(evaluation: Evaluation | None, comparison: Comparison | None, judged: Sequence[Judged]) -> None:
    console = make_console()
    if evaluation is not None:
        print_evaluation(console, evaluation)
    if comparison is not None:
        print_comparison(console, comparison)
    if judged:
        print_statements(console, judged)


def to_ask(cases: Sequence[Case]) -> list[Case]:
    """Return the cases that are not to be skipped; the others are told, with the reasons."""
    skipped = Counter(case.skip for case in cases if case.skip is not None)
    if skipped:
        why = "; ".join(f"{count} × {reason}" for reason, count in skipped.most_common())
        typer.echo(f"Skipped {skipped.total()} of {len(cases)} questions: {clean(why)}", err=True)
    if skipped.total() == len(cases):
        raise UsageError('No question is left to ask. Judge some, and take "skip" out of their rows.')
    return [case for case in cases if case.skip is None]


def _ask(settings: Settings, cases: Sequence[Case], against: str | None) -> tuple[Evaluation, Comparison | None]:
    """Ask one bot after the other; what is compared with is opened first, so that a typing error is told at once."""
    other = open_other(against, settings) if against is not None else None
    with closing(Responder(settings, open_live(settings, model=settings.model))) as responder:
        evaluation = evaluate(responder, settings, cases, shown)
    if other is None:
        return evaluation, None
    with closing(other[0]) as responder:
        return evaluation, compare(evaluation, evaluate(responder, other[1], cases, shown))


def shown(cases: Sequence[Case]) -> Iterator[Case]:
    """Show on a terminal how many of the cases were asked."""
    console = Console(stderr=True)
    hidden = not console.is_terminal
    yield from track(cases, "asking", console=console, transient=True, disable=hidden)
