"""``onrecord try-model``: an index by another model, built aside, compared with the live one, published if wanted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Final

import typer
from rich.console import Console

from bot.commands.calibrate import calibrate, check_enough, examples_of
from bot.commands.evaluate import shown, to_ask
from bot.commands.feedback import case as judged_case
from bot.commands.feedback import judged
from bot.evaluation.cases import Case, as_case, read_cases
from bot.evaluation.compare import Comparison, compare
from bot.evaluation.evaluation import Evaluation, evaluate
from bot.evaluation.output import make_console, print_comparison, print_evaluation, to_json
from bot.rebuilds.gate import golden_file
from bot.rebuilds.golden import Golden, read_golden
from bot.rebuilds.progress import shown_on
from bot.rebuilds.rebuilding import make_recipe, run_rebuild
from bot.responder import Responder
from bot.settings import FILE, Settings, check_keeps, keep_setting
from embeddings.comprehension.load import load_reader
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.reranker import load_reranker
from embeddings.errors import RefusedError, UsageError
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import current_name, open_current
from embeddings.library.snapshots import TRIAL, prune
from embeddings.owner import make_folder
from embeddings.rebuild import rebuild
from embeddings.retrieve import Finder

_WRONG: Final = 0.05  # the share of unanswerable questions that may be answered, if the live index answers fewer


def run_try_model(
    settings: Settings, model: str, questions: Path | None, *, unanswerable: Path | None, publish: bool, json: bool
) -> None:
    """Build, fit, ask both and print a table or JSON to standard output; everything else goes to standard error."""
    if not model.strip():
        raise UsageError("The name of a model is missing, as in: onrecord try-model multilingual-e5-small")
    if publish:
        check_keeps("model", model)
    cases = to_ask(list(_cases(settings, questions, unanswerable)))
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    say: Callable[[str], None] = console.print
    with closing(open_current(settings.data, model=settings.model)) as live:
        if live.manifest.encoder.model == model:
            raise UsageError(f"{model!r} is the model of the live index already. Name another one to compare with it.")
    trial = settings.model_copy(update={"model": model, "data": settings.data / TRIAL})
    load_encoder(model, settings.data, precision=settings.precision, say=say)  # what can't be is told before all else
    with closing(Responder(settings)) as responder:
        evaluation = evaluate(responder, settings, cases, shown)
    _build(settings.model_copy(update={"model": model}), trial, console)
    _calibrate(settings, trial, cases, wrong_share(evaluation), say)
    prune(trial.data, 1)  # what was tried before, or is without its calibration
    comparison = _compare(settings, trial, cases, evaluation)
    if json:
        typer.echo(to_json(evaluation, comparison))
    else:
        print_evaluation(make_console(), evaluation)
        print_comparison(make_console(), comparison)
    if publish:
        _publish(settings, model, say)
    else:
        say(
            f"It is kept in {trial.data}; {settings.model} stays live. Publish it: onrecord try-model {model} --publish"
        )


def _cases(settings: Settings, questions: Path | None, unanswerable: Path | None) -> Iterator[Case]:
    """Yield the questions of the files, the golden ones and those that people judged. Raises UsageError."""
    yield from read_cases(questions) if questions else ()
    yield from read_cases(unanswerable, answerable=False) if unanswerable else ()
    path = golden_file(settings)
    golden = read_golden(path) if path is not None else []
    yield from (_golden_case(one, f"golden {number}") for number, one in enumerate(golden, start=1))
    rated = judged(settings)
    yield from (as_case(judged_case(one), number) for number, one in enumerate(rated, start=1))
    if not (questions or unanswerable or golden or rated):
        raise UsageError(
            "There is no question to compare the models by. Name some (--questions FILE), write golden.jsonl beside "
            "the documents, or judge answers on Telegram."
        )


def _golden_case(golden: Golden, name: str) -> Case:
    relevant = {} if golden.document is None else {golden.document: None}
    return Case(name, golden.question, bool(golden.answers or relevant), golden.answers, relevant)


def _build(settings: Settings, trial: Settings, console: Console) -> None:
    """Build the index of the trial, its model kept where all are."""
    make_folder(trial.data)
    with shown_on(console) as progress:
        recipe = replace(make_recipe(settings, console.print, progress), gate=lambda *_: ())
        report = rebuild(settings.seeds, trial.data, recipe)
    console.print(f"{report.snapshot}: {report.passages} passages by {settings.model}, beside the live index.")


def wrong_share(live: Evaluation) -> float:
    """Return how many of the unanswerable the trial may answer: as many as the live index, so that both are alike."""
    refused = (
        figure.estimate.value for figure in live.figures if figure.key == "refused_unanswerable" and figure.estimate
    )
    return max(_WRONG, 1.0 - next(refused, 1.0))


def _calibrate(
    settings: Settings, trial: Settings, cases: list[Case], wrong: float, say: Callable[[str], None]
) -> None:
    """Fit the confidence of the trial to the questions, where there are enough of them."""
    reranker, reader = load_reranker(settings.reranker), load_reader(settings.reader, settings.data)
    with closing(open_current(trial.data)) as snapshot:
        precision = snapshot.manifest.encoder.precision
        encoder = load_encoder(trial.model, settings.data, precision=precision, say=say)
        finder = Finder(snapshot, encoder, reranker, comprehension=reader)
        examples = examples_of(finder, cases)
        try:
            check_enough(examples, wrong)
        except UsageError as error:
            say(f"Confidence is not fitted to the new model. {error}")
            return
        told = f"{len(cases)} questions, by onrecord try-model"
        calibration, _ = calibrate(examples, finder, wrong, told)
    recalibrate(trial.data, calibration)


def _compare(settings: Settings, trial: Settings, cases: list[Case], now: Evaluation) -> Comparison:
    with closing(Responder(trial.model_copy(update={"data": settings.data}), open_current(trial.data))) as responder:
        return compare(now, evaluate(responder, trial, cases, shown))


def _publish(settings: Settings, model: str, say: Callable[[str], None]) -> None:
    """Have a rebuild take up what was tried, through its gate, and keep the model as the setting."""
    before = current_name(settings.data)
    try:
        run_rebuild(settings.model_copy(update={"model": model}), full=False, strict=False)
    except RefusedError as error:
        raise RefusedError(
            f"{error} (with ONRECORD_MODEL={quote(model)}). {settings.model} stays live.", error.name
        ) from error
    keep_setting("model", model)
    shutil.rmtree(settings.data / TRIAL)
    say(
        f"{FILE} says model = {model!r} now; a bot that runs takes it up when it is started anew. To go back: onrecord "
        f"rollback {before}"
    )
