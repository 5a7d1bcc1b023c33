"""How far a rebuild is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from embeddings.building.progress import Progress

Clock = Callable[[], float]  # seconds

_SLOW: Final = 10.0  # a second, below which a rate is told to a tenth
_EVERY: Final = 10.0  # seconds between two plain lines


@contextmanager
def shown_on(console: Console, clock: Clock = time.monotonic) -> Iterator[Progress]:
    """Yield what shows progress on a console as long as it is open."""
    if not console.is_terminal:
        yield plain_lines(console.print, clock=clock)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        yield on_bar(bar)


def on_bar(bar: Bar) -> Progress:
    """Return a progress that moves the only task of a bar: each stage has its own, with its own rate."""
    task, current = bar.add_task("reading", total=None), "reading"

    def show(stage: str, done: int, total: int) -> None:
        nonlocal task, current
        if stage != current:
            bar.remove_task(task)
            task, current = bar.add_task(stage, total=None), stage
        bar.update(task, completed=done, total=total or None)

    return show


def plain_lines(say: Callable[[str], object], every: float = _EVERY, clock: Clock = time.monotonic) -> Progress:
    """Return a progress that says a line with rate and time left, at most one in ``every`` seconds."""
    stage_now, began = "", clock()
    last = began

    def show(stage: str, done: int, total: int) -> None:
        nonlocal stage_now, began, last
        now = clock()
        if stage != stage_now:
            stage_now, began = stage, now
        if total and now - last >= every:
            last = now
            say(_line(stage, done, total, done / (now - began) if now > began else 0.0))

    return show


def _line(stage: str, done: int, total: int, rate: float) -> str:
    shown = f"{rate:,.0f}" if rate >= _SLOW else f"{rate:.1f}"
    left = f", {shown} a second, about {(total - done) / rate:,.0f} s left" if rate else ""
    return f"{stage}: {done} of {total} ({100 * done // total} %){left}"


class Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        """Return it as it stands beside the bar."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")
