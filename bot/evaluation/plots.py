"""Curves and bars as inline SVG, in the classes that the report's style sheet colours. Lengths are in SVG units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from bot.evaluation.bootstrap import Array
from bot.evaluation.measures import Point

_WIDTH, _HEIGHT = 360, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 338, 22, 206
_HISTOGRAM_BINS = 24


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plotting area: ``x`` and ``y`` are the ranges of values that it spans."""

    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - self.x[0]) / (self.x[1] - self.x[0])

    def up(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self.y[0]) / (self.y[1] - self.y[0])


def risk_coverage_plot(points: Sequence[Point]) -> Markup:
    """Draw the risk-coverage curve; its end is the bot as it is."""
    highest = max((point.risk for point in points), default=0.0)
    frame = _Frame((0, 1), (0, min(1.0, max(0.1, np.ceil(highest * 10) / 10))))
    places = [(frame.across(point.coverage), frame.up(point.risk)) for point in points]
    parts = [_axes(frame, "questions answered", "of these wrong")]
    if points:
        end = points[-1]
        says = f"{end.coverage:.0%} answered, {end.risk:.0%} of these wrong"
        parts += [_polyline(places, "line"), _dot(*places[-1], says)]
        parts += [_text(places[-1][0] - 8, places[-1][1] - 10, "as it is", "note end")]
    return _svg(parts, "Risk-coverage curve")


def reliability_plot(stated: Sequence[float], true: Sequence[float], mass: Sequence[float]) -> Markup:
    """Draw the share correct over the confidence, a dot for each bin, and how far it is from the diagonal."""
    frame = _Frame((0, 1), (0, 1))
    parts = [_axes(frame, "confidence", "first quote right")]
    parts += [_polyline([(frame.across(at), frame.up(at)) for at in (0.0, 1.0)], "ideal")]
    bins = list(zip(stated, true, mass, strict=True))
    for said, right, _ in bins:
        parts += [_polyline([(frame.across(said), frame.up(at)) for at in (said, right)], "gap")]
    parts += [_polyline([(frame.across(said), frame.up(right)) for said, right, _ in bins], "line thin")]
    for said, right, weight in bins:
        says = f"confidence {said:.0%}, right {right:.0%}, {weight:.0%} of the questions"
        parts += [_dot(frame.across(said), frame.up(right), says)]
    return _svg(parts, "Calibration")


def distribution_plot(name: str, answerable: Array, unanswerable: Array) -> Markup:
    """Draw how a score is spread: the answerable upwards, the others downwards, each as shares of their own."""
    everything = np.concatenate([answerable, unanswerable])
    low, high = (float(everything.min()), float(everything.max())) if everything.size else (0.0, 1.0)
    ticks = _round_ticks(low, high if high > low else low + 1)
    edges = np.linspace(ticks[0], ticks[-1], _HISTOGRAM_BINS + 1)
    above, below = (np.histogram(side, edges)[0] / max(1, side.size) for side in (answerable, unanswerable))
    tallest = max(float(above.max()), float(below.max()), 0.01)
    frame = _Frame((float(ticks[0]), float(ticks[-1])), (-tallest, tallest))
    parts = [_vertical(frame, at, f"{at:.6g}") for at in ticks]
    parts += [_polyline([(_LEFT, frame.up(0)), (_RIGHT, frame.up(0))], "axis"), _x_label(name)]
    for heights, sign, label in ((above, 1, "up"), (below, -1, "down")):
        parts += [_bar(frame, edges, place, sign * float(height), label) for place, height in enumerate(heights)]
    parts += [_text(_LEFT, _TOP - 10, f"▲ answerable ({answerable.size})", "up-text")]
    parts += [_text(_RIGHT, _TOP - 10, f"▼ unanswerable ({unanswerable.size})", "down-text end")]
    return _svg(parts, f"Distribution of {name}")


def whisker(value: float, low: float, high: float) -> Markup:
    """Draw a share or score in [0, 1] with its interval, small enough for a cell of a table."""
    return Markup(
        '<svg class="whisker" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" x="0" y="5" width="100" height="2"/>'
        '<rect class="span" x="{:.1f}" y="3" width="{:.1f}" height="6"/>'
        '<rect class="value" x="{:.1f}" y="1" width="1.6" height="10"/></svg>'
    ).format(100 * low, max(0.5, 100 * (high - low)), 100 * value - 0.8)


def _svg(parts: Iterable[Markup], label: str) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, _HEIGHT, label, Markup("").join(parts)
    )


def _axes(frame: _Frame, x_label: str, y_label: str) -> Markup:
    """Draw the grid of two shares, with ticks and labels."""
    parts = [_vertical(frame, value, f"{value:.0%}") for value in np.linspace(*frame.x, 5)]
    for value in np.linspace(*frame.y, 6):
        at = frame.up(value)
        parts += [_polyline([(_LEFT, at), (_RIGHT, at)], "grid"), _text(_LEFT - 6, at + 4, f"{value:.0%}", "end")]
    turned = Markup('<text class="middle" transform="translate(11 {:.1f}) rotate(-90)">{}</text>')
    return Markup("").join([*parts, _x_label(x_label), turned.format((_TOP + _BOTTOM) / 2, y_label)])


def _vertical(frame: _Frame, value: float, says: str) -> Markup:
    at = frame.across(value)
    return _polyline([(at, _TOP), (at, _BOTTOM)], "grid") + _text(at, _BOTTOM + 16, says, "middle")


def _x_label(says: str) -> Markup:
    return _text((_LEFT + _RIGHT) / 2, _HEIGHT - 8, says, "middle")


def _round_ticks(low: float, high: float) -> Array:
    """Return four to six round numbers, evenly spaced, that enclose a range."""
    rough = (high - low) / 4
    magnitude = 10.0 ** np.floor(np.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    return float(step) * np.arange(np.floor(low / step + 1e-6), np.ceil(high / step - 1e-6) + 1)


def _bar(frame: _Frame, edges: Array, place: int, height: float, label: str) -> Markup:
    left, right = frame.across(float(edges[place])), frame.across(float(edges[place + 1]))
    top, bottom = sorted((frame.up(0), frame.up(height)))
    says = f"{abs(height):.1%} from {edges[place]:.3g} to {edges[place + 1]:.3g}"
    return Markup(
        '<rect class="bar {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
    ).format(label, left + 0.5, top, right - left - 1, bottom - top, says)


def _polyline(places: Sequence[tuple[float, float]], label: str) -> Markup:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return Markup('<polyline class="{}" points="{}"/>').format(label, points)


def _dot(x: float, y: float, says: str) -> Markup:
    return Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="4"><title>{}</title></circle>').format(x, y, says)


def _text(x: float, y: float, says: str, label: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(label, x, y, says)
