"""``onrecord rebuild``: the write flow with progress on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from bot.confidence import calibration_for
from bot.settings import Settings
from embeddings.encoding.encoders import load_encoder
from embeddings.rebuild import Progress, RebuildReport, rebuild
from embeddings.recalibrate import recalibrate
from embeddings.snapshot import open_current

_SHOWN = 20  # documents that could not be read
_EVERY = 10.0  # seconds between two plain lines


def run_rebuild(settings: Settings, *, full: bool, strict: bool, accept_recall: bool = False) -> RebuildReport:
    """Rebuild and print what came of it to standard error, which leaves standard output to answers."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    started = time.monotonic()
    with _progress(console) as progress:
        report = rebuild(
            settings.seeds,
            settings.data,
            model=settings.model,
            load=lambda model: load_encoder(model, settings.data, anew=full, say=console.print),
            full=full,
            strict=strict,
            exact_up_to=settings.exact_up_to,
            accept_recall=accept_recall,
            calibrate=calibration_for,
            progress=progress,
        )
    report = report if report.published else _refresh(settings, report)
    for error in report.errors[:_SHOWN]:
        console.print(f"left out: {error}")
    if len(report.errors) > _SHOWN:
        console.print(f"left out: {len(report.errors) - _SHOWN} more")
    console.print(_summary(report, time.monotonic() - started))
    return report


def _refresh(settings: Settings, report: RebuildReport) -> RebuildReport:
    """Give documents that did not change the project's calibration, where that is another by now."""
    with closing(open_current(settings.data)) as live:
        has = live.manifest.calibration
        wanted = calibration_for(live.manifest.encoder, has)
    return report if wanted == has else replace(report, snapshot=recalibrate(settings.data, wanted))


def _summary(report: RebuildReport, seconds: float) -> str:
    unread = f", {len(report.errors)} could not be read" if report.errors else ""
    if not report.published:
        return f"Nothing changed: {report.documents} documents{unread}; {report.snapshot} stays live."
    return (
        f"Published {report.snapshot}: {report.documents} documents{unread}, {report.passages} passages, "
        f"in {seconds:.1f} s."
    )


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    if not console.is_terminal:
        yield _plain_lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield show


def _plain_lines(console: Console) -> Progress:
    last = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        nonlocal last
        if total and time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            console.print(f"{stage}: {done} of {total} ({100 * done // total} %)")

    return show
