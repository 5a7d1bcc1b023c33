"""``onrecord rebuild``: the write flow behind its gate, and what is said and remembered of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Final

from rich.console import Console

from bot.answering.confidence import calibration_for
from bot.extras import need_extra
from bot.live import live_name
from bot.rebuilds.examples import make_examples
from bot.rebuilds.following import failed_lines, follow_sources, followed_summary
from bot.rebuilds.gate import make_gate
from bot.rebuilds.last import LastRebuild, Outcome, ended, remember
from bot.rebuilds.progress import shown_on
from bot.rebuilds.sharing import alone, share, take_up
from bot.render import clean
from bot.settings import Settings
from embeddings.building.progress import Progress
from embeddings.building.stages import HERE, Stages
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.export import half_made
from embeddings.errors import BusyError, OnrecordError, RebuildError, RefusedError
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import open_current
from embeddings.library.snapshots import prune
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from embeddings.sources.follow import Followed
from embeddings.text.wording import many, printable

_SHOWN: Final = 20  # documents that could not be read


def run_rebuild(
    settings: Settings,
    *,
    full: bool,
    strict: bool,
    accept: bool = False,
    progress: Progress | None = None,
    ray: str | None = None,
) -> RebuildReport:
    """Rebuild, prune, and print what came of it to standard error, which leaves standard output to answers.

    ``progress`` is told of it in place of the terminal; ``ray`` is the address of a cluster that does the work.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    began = time.monotonic()
    followed: list[Followed] = []
    try:
        with alone(settings), _stages(settings, ray) as stages, shown_on(console) as shown:
            if settings.index is not None:
                live_name(settings)  # where an index can't be put, none is built
            take_up(settings)
            recipe = replace(
                make_recipe(settings, console.print, progress or shown, anew=full),
                prepare=lambda told: followed.extend(follow_sources(settings, told)),
                stages=stages,
            )
            report = rebuild(settings.seeds, settings.data, recipe, full=full, strict=strict, accept=accept)
        half_made(settings.data, sweep=True)
        report = report if report.published else _refresh(settings, report)
        share(settings)
    except BusyError:
        raise  # what comes of the one that runs is what there will be to remember
    except BaseException as error:
        remember(settings.data, failure(error, time.monotonic() - began))
        raise
    if report.published:
        with contextlib.suppress(RebuildError):  # another rebuild runs already, which will do it
            prune(settings.data, settings.keep_snapshots)
    last = remember(settings.data, success(report, followed, time.monotonic() - began))
    for line in (*last.notes, last.message):
        console.print(clean(line))
    return report


@contextlib.contextmanager
def _stages(settings: Settings, ray: str | None) -> Iterator[Stages]:
    if ray is None:
        yield HERE
        return
    need_extra("ray", "onrecord rebuild --ray")
    from embeddings.building.cluster import cluster  # noqa: PLC0415  only where it is wanted

    with cluster(ray, settings.data) as stages:
        yield stages


def failure(error: BaseException, seconds: float) -> LastRebuild:
    """Say what came of a rebuild that raised."""
    message = str(error) if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}"
    return ended("refused" if isinstance(error, RefusedError) else "failed", message, seconds)


def success(report: RebuildReport, followed: Sequence[Followed], seconds: float) -> LastRebuild:
    """Say what came of a rebuild that went well."""
    summary = " ".join(filter(None, (_summary(report, seconds), followed_summary(followed))))
    outcome: Outcome = "published" if report.published else "unchanged"
    return ended(outcome, summary, seconds, tuple(_left_out(report)), tuple(failed_lines(followed)))


def make_recipe(settings: Settings, say: Callable[[str], None], progress: Progress, *, anew: bool = False) -> Recipe:
    """Return what these settings make an index by, of the documents as they are."""
    return Recipe(
        settings.model,
        lambda model: load_encoder(model, settings.data, precision=settings.precision, anew=anew, many=True, say=say),
        exact_up_to=settings.exact_up_to,
        gate=make_gate(settings),
        calibrate=calibration_for,
        examples=make_examples(settings),
        progress=progress,
    )


def _refresh(settings: Settings, report: RebuildReport) -> RebuildReport:
    """Give documents that did not change the project's calibration, where that is another by now."""
    with closing(open_current(settings.data)) as live:
        has = live.manifest.calibration
        wanted = calibration_for(live.manifest.encoder, [has] if has else [])
    return report if wanted == has else replace(report, snapshot=recalibrate(settings.data, wanted))


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
