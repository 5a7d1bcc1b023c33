from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import Task

from bot.rebuilds.progress import Rate, on_bar, plain_lines, shown_on


def clock(*seconds: float) -> Callable[[], float]:
    """Return a clock that shows these times, one a look: when it is set, then at each report."""
    return iter(seconds).__next__


def lines(reports: Sequence[tuple[str, int, int]], seconds: Sequence[float], every: float) -> list[str]:
    said: list[str] = []
    show = plain_lines(said.append, every, clock(*seconds))
    for report in reports:
        show(*report)
    return said


@pytest.mark.parametrize(
    ("done", "seconds", "line"),
    [
        (10, 100.0, "10 of 40 (25 %), 0.1 a second, about 300 s left"),
        (10, 4.0, "10 of 40 (25 %), 2.5 a second, about 12 s left"),
        (10, 1.0, "10 of 40 (25 %), 10 a second, about 3 s left"),
        (39, 0.01, "39 of 40 (97 %), 3,900 a second, about 0 s left"),
        (40, 2.0, "40 of 40 (100 %), 20 a second, about 0 s left"),
        (0, 5.0, "0 of 40 (0 %)"),
        (10, 0.0, "10 of 40 (25 %)"),  # no time has passed: nothing is known of a rate
    ],
)
def test_a_line_tells_share_rate_and_time_left(done: int, seconds: float, line: str) -> None:
    said = lines([("embedding", 0, 40), ("embedding", done, 40)], [0, 100, 100 + seconds], every=0)
    assert said == ["embedding: 0 of 40 (0 %)", f"embedding: {line}"]


def test_a_rate_is_that_of_its_stage() -> None:
    reports = [("embedding", 0, 4), ("embedding", 4, 4), ("statements", 0, 8), ("statements", 2, 8)]
    assert lines(reports, [0, 10, 12, 22, 26], every=0)[1::2] == [
        "embedding: 4 of 4 (100 %), 2.0 a second, about 0 s left",
        "statements: 2 of 8 (25 %), 0.5 a second, about 12 s left",
    ]


def test_there_is_at_most_one_line_in_so_many_seconds() -> None:
    times = [0, 9, 10, 19.5, 20, 31]  # the first line comes ten seconds after the start, or later
    said = lines([("reading", done, 5) for done in range(1, 6)], times, every=10)
    assert [line.partition(" (")[0] for line in said] == ["reading: 2 of 5", "reading: 4 of 5", "reading: 5 of 5"]


def test_ten_seconds_are_what_is_waited() -> None:
    said: list[str] = []
    show = plain_lines(said.append, clock=clock(0, 9.9, 10))
    show("reading", 1, 2)
    show("reading", 2, 2)
    assert said == ["reading: 2 of 2 (100 %), 20 a second, about 0 s left"]


def test_a_stage_that_can_not_be_counted_takes_no_turn() -> None:
    said = lines([("indexing", 0, 0), ("reading", 1, 2)], [0, 10, 10], every=10)
    assert said == ["reading: 1 of 2 (50 %)"]


def test_lines_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    with shown_on(Console(file=out), clock(0, 0, 20)) as show:
        show("reading", 0, 2)
        show("reading", 1, 2)
    assert out.getvalue() == "reading: 1 of 2 (50 %), 0.1 a second, about 20 s left\n"


def test_a_bar_on_a_terminal_leaves_nothing_behind() -> None:
    out = io.StringIO()
    with shown_on(Console(file=out, force_terminal=True, width=100)) as show:
        show("embedding", 3, 4)
    assert "embedding" in out.getvalue()
    assert "3/4" in out.getvalue()
    assert out.getvalue().endswith("\x1b[2K")  # the line is cleared


def test_a_bar_has_one_task_and_each_stage_begins_it_anew() -> None:
    bar = Bar(console=Console(file=io.StringIO()))
    show = on_bar(bar)
    seen = [[(task.description, task.completed, task.total) for task in bar.tasks]]
    for report in (("reading", 0, 0), ("reading", 2, 4), ("reading", 4, 4), ("embedding", 1, 8), ("indexing", 0, 0)):
        show(*report)
        seen.append([(task.description, task.completed, task.total) for task in bar.tasks])
    assert seen == [
        [("reading", 0, None)],
        [("reading", 0, None)],
        [("reading", 2, 4)],
        [("reading", 4, 4)],
        [("embedding", 1, 8)],
        [("indexing", 0, None)],
    ]


@pytest.mark.parametrize(("speed", "shown"), [(None, ""), (0.0, ""), (1234.5, "1,234/s"), (0.6, "1/s")])
def test_the_rate_beside_a_bar(speed: float | None, shown: str) -> None:
    assert Rate().render(cast("Task", SimpleNamespace(speed=speed))).plain == shown
