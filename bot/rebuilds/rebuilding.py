"""``onrecord rebuild``: the write flow behind its gate, with progress on a terminal and plain lines elsewhere.

What came of the last one is kept in ``<data>/index/last.json``, for ``onrecord status``.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bot.answering.confidence import calibration_for
from bot.rebuilds.following import failed_lines, follow_sources, followed_summary
from bot.rebuilds.gate import make_gate
from bot.render import clean
from bot.settings import Settings
from embeddings.building.build import Progress
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.export import half_made
from embeddings.errors import BusyError, OnrecordError, RebuildError, RefusedError
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import ASIDE, open_current
from embeddings.library.snapshots import prune
from embeddings.owner import write_file
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from embeddings.sources.follow import Followed
from embeddings.text.wording import many, printable

Outcome = Literal["published", "unchanged", "refused", "failed"]

LAST: Final = "last.json"
_SHOWN = 20  # documents that could not be read
_SLOW = 10.0  # a second, below which a rate is told to a tenth
_EVERY = 10.0  # seconds between two plain lines


@dataclass(frozen=True, slots=True)
class LastRebuild:
    """What came of a rebuild. ``at`` is when it ended, ISO 8601; ``message`` is what was said of it.

    ``left_out`` are lines that name the documents which could not be read, ``unfetched`` those of sources.
    """

    at: str
    outcome: Outcome
    message: str
    seconds: float
    left_out: tuple[str, ...] = ()
    unfetched: tuple[str, ...] = ()


_LAST = TypeAdapter(LastRebuild)


def run_rebuild(
    settings: Settings, *, full: bool, strict: bool, accept: bool = False, progress: Progress | None = None
) -> RebuildReport:
    """Rebuild, prune, and print what came of it to standard error, which leaves standard output to answers.

    ``progress`` is told of it in place of the terminal.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    started = time.monotonic()
    followed: list[Followed] = []
    try:
        with _progress(console) as shown:
            report = rebuild(
                settings.seeds,
                settings.data,
                Recipe(
                    settings.model,
                    lambda model: load_encoder(model, settings.data, anew=full, say=console.print),
                    exact_up_to=settings.exact_up_to,
                    gate=make_gate(settings),
                    calibrate=calibration_for,
                    prepare=lambda told: followed.extend(follow_sources(settings, told)),
                    progress=progress or shown,
                ),
                full=full,
                strict=strict,
                accept=accept,
            )
        half_made(settings.data, sweep=True)
        report = report if report.published else _refresh(settings, report)
    except BusyError:
        raise  # what comes of the one that runs is what there will be to remember
    except BaseException as error:
        outcome: Outcome = "refused" if isinstance(error, RefusedError) else "failed"
        message = str(error) if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}"
        remember(settings.data, outcome, message, time.monotonic() - started)
        raise
    if report.published:
        with contextlib.suppress(RebuildError):  # another rebuild runs already, which will do it
            prune(settings.data, settings.keep_snapshots)
    left_out = tuple(_left_out(report))
    seconds = time.monotonic() - started
    summary = " ".join(filter(None, (_summary(report, seconds), followed_summary(followed))))
    unfetched = tuple(failed_lines(followed))
    outcome = "published" if report.published else "unchanged"
    remember(settings.data, outcome, summary, seconds, left_out, unfetched)
    for line in (*(f"not fetched: {one}" for one in unfetched), *(f"left out: {one}" for one in left_out), summary):
        console.print(clean(line))
    return report


def _refresh(settings: Settings, report: RebuildReport) -> RebuildReport:
    """Give documents that did not change the project's calibration, where that is another by now."""
    with closing(open_current(settings.data)) as live:
        has = live.manifest.calibration
        wanted = calibration_for(live.manifest.encoder, has)
    return report if wanted == has else replace(report, snapshot=recalibrate(settings.data, wanted))


def last_rebuild(data: Path) -> LastRebuild | None:
    """Return what came of the last rebuild, None where there was none."""
    try:
        return _LAST.validate_json((data / "index" / LAST).read_bytes())
    except (OSError, ValidationError):
        return None


def remember(
    data: Path,
    outcome: Outcome,
    said: str,
    seconds: float,
    left_out: tuple[str, ...] = (),
    unfetched: tuple[str, ...] = (),
) -> LastRebuild:
    """Keep what came of a rebuild that has ended now, and return it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    last = LastRebuild(at, outcome, _text(said), round(seconds, 1), tuple(map(_text, left_out)), unfetched)
    path = data / "index" / LAST
    with contextlib.suppress(OSError):  # a full disk is what the rebuild itself tells of
        new = path.with_name(f"{ASIDE}{LAST}")
        write_file(new, _LAST.dump_json(last, indent=2) + b"\n")
        new.replace(path)
    return last


def _text(value: str) -> str:
    """Return a text that can be written: the name of a file may hold what is not UTF-8."""
    return value.encode("utf-8", "backslashreplace").decode()


def _left_out(report: RebuildReport) -> Iterator[str]:
    for lines in (list(map(str, report.errors)), [printable(line) for line in report.left_out]):
        yield from lines[:_SHOWN]
        if len(lines) > _SHOWN:
            yield f"{len(lines) - _SHOWN} more"


def _summary(report: RebuildReport, seconds: float) -> str:
    unread = f", {len(report.errors)} could not be read" if report.errors else ""
    if not report.published:
        return f"Nothing changed: {many(report.documents, 'document')}{unread}; {report.snapshot} stays live."
    kept = f" ({report.kept} of them as they were)" if report.kept else ""
    return (
        f"Published {report.snapshot}: {many(report.documents, 'document')}{unread}, "
        f"{many(report.passages, 'passage')}{kept}, in {seconds:.1f} s."
    )


class _Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    if not console.is_terminal:
        yield plain_lines(console.print)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task, current = bar.add_task("reading", total=None), "reading"

        def show(stage: str, done: int, total: int) -> None:
            nonlocal current
            if stage != current:
                bar.reset(task, description=stage)  # the rate of one stage says nothing of the next
                current = stage
            bar.update(task, completed=done, total=total or None)

        yield show


def plain_lines(say: Callable[[str], object], every: float = _EVERY) -> Progress:
    """Return a progress that says a line with rate and time left, at most one in ``every`` seconds."""
    stage_now, began, last = "", time.monotonic(), time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        nonlocal stage_now, began, last
        now = time.monotonic()
        if stage != stage_now:
            stage_now, began = stage, now
        if not total or now - last < every:
            return
        last = now
        rate = done / (now - began) if now > began else 0.0
        shown = f"{rate:,.0f}" if rate >= _SLOW else f"{rate:.1f}"
        left = f", {shown} a second, about {(total - done) / rate:,.0f} s left" if rate else ""
        say(f"{stage}: {done} of {total} ({100 * done // total} %){left}")

    return show
