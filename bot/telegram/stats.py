"""Questions by day, as a small picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

DAYS = 30
ANSWERED, REFUSED = "answered", "not on record"
Days = Sequence[tuple[date, dict[str, int]]]


def chart(days: Days) -> bytes:
    """Draw how many questions were answered and refused on each day; PNG, about 800 by 400 pixels."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num  # noqa: PLC0415  it takes a second
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.add_subplot()
    at = [float(date2num(day)) for day, _ in days]
    answered, refused = ([counts.get(what, 0) for _, counts in days] for what in (ANSWERED, REFUSED))
    axes.bar(at, answered, color="#2a7f62", label=ANSWERED)
    axes.bar(at, refused, bottom=answered, color="#d9a441", label=REFUSED)
    axes.set_ylabel("questions a day")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=100)
    return picture.getvalue()


def summary(days: Days) -> str:
    """Say in a sentence what the picture shows."""
    answered, refused = (sum(counts.get(what, 0) for _, counts in days) for what in (ANSWERED, REFUSED))
    asked = answered + refused
    if not asked:
        return f"Nothing was asked in the last {len(days)} days."
    return f"{asked} questions in the last {len(days)} days: {answered} answered, {refused} not on record."
