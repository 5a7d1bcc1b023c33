from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from markupsafe import Markup

from bot.evaluation.measures import Point
from bot.evaluation.plots import distribution_plot, reliability_plot, risk_coverage_plot, whisker

NONE = np.array([], dtype=np.float64)


def parts(drawing: Markup, tag: str, label: str | None = None) -> list[ET.Element]:
    root = ET.fromstring(drawing)  # noqa: S314  our own drawing, which must be well-formed
    return [part for part in root.iter(tag) if label is None or label in part.get("class", "").split()]


def test_the_risk_coverage_curve_has_its_points_where_the_values_are() -> None:
    drawing = risk_coverage_plot([Point(0.5, 0.0, 0.9), Point(1.0, 0.2, 0.5)])
    (line,) = parts(drawing, "polyline", "line")
    # the area spans 50 to 338 and, downwards, 22 to 206; the highest risk is its top
    assert line.get("points") == "194.0,206.0 338.0,22.0"
    (dot,) = parts(drawing, "circle")
    assert (dot.get("cx"), dot.get("cy")) == ("338.0", "22.0")
    assert dot[0].text == "100% answered, 20% of these wrong"


def test_a_bin_lies_as_far_from_the_diagonal_as_it_is_off() -> None:
    drawing = reliability_plot([0.5], [0.25], [1.0])
    (gap,) = parts(drawing, "polyline", "gap")
    assert gap.get("points") == "194.0,114.0 194.0,160.0"
    assert parts(drawing, "circle")[0][0].text == "confidence 50%, right 25%, 100% of the questions"


def test_the_answerable_go_up_and_the_others_down() -> None:
    drawing = distribution_plot("dense", np.array([1.0, 1.0]), np.array([0.0]))
    up, down = (
        [bar for bar in parts(drawing, "rect", label) if bar.get("height") != "0.0"] for label in ("up", "down")
    )
    assert [(bar.get("y"), bar.get("height")) for bar in up] == [("22.0", "92.0")]
    assert [(bar.get("y"), bar.get("height")) for bar in down] == [("114.0", "92.0")]
    assert float(up[0].get("x", "")) > float(down[0].get("x", ""))
    assert [text.text for text in parts(drawing, "text")][:5] == ["0", "0.25", "0.5", "0.75", "1"]


@pytest.mark.parametrize(
    "drawing",
    [
        risk_coverage_plot([]),
        reliability_plot([], [], []),
        distribution_plot("<b>&", NONE, NONE),
        distribution_plot("same", np.array([3.0, 3.0]), NONE),
        distribution_plot("wide", np.array([-1e9, 1e9]), np.array([1e-9])),
        whisker(0.5, 0.25, 0.75),
        whisker(1, 1, 1),
    ],
)
def test_any_values_make_a_well_formed_drawing(drawing: Markup) -> None:
    assert parts(drawing, "svg")
    assert not re.search(r"[\",. ](nan|inf)", drawing)
