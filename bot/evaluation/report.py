"""An evaluation -> one HTML file that opens offline. Whatever is put into the template is escaped by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bot.evaluation.bootstrap import Array
from bot.evaluation.compare import KINDS, Comparison
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import Figure, confidences, counts, interval, judged, written
from bot.evaluation.measures import calibration, risk_coverage
from bot.evaluation.observations import Observation
from bot.evaluation.output import changed_settings
from bot.evaluation.plots import distribution_plot, reliability_plot, risk_coverage_plot, whisker
from bot.evaluation.speakers import VERDICTS, Judged
from bot.evaluation.speakers import figures as said_figures
from bot.evaluation.why import MISSES, explain, miss
from bot.render import clean
from embeddings.errors import UsageError
from embeddings.owner import write_file

_TILES = (
    "relevant_at_1 answer_in_first_quote refused_answerable refused_unanswerable calibration_error latency_median"
).split()


def write_report(
    path: Path, evaluation: Evaluation | None, comparison: Comparison | None, judged: Sequence[Judged] = ()
) -> None:
    """Write the report. Raises UsageError where it can't be written there."""
    try:
        write_file(path, to_report(evaluation, comparison, judged))
    except OSError as error:
        raise UsageError(f"The report can't be written to {str(path)!r}: {error.strerror}.") from None


def to_report(evaluation: Evaluation | None, comparison: Comparison | None, judged: Sequence[Judged] = ()) -> str:
    """Return the report as HTML."""
    return _template().render(
        evaluation=evaluation,
        comparison=comparison,
        changed=changed_settings(evaluation.settings, comparison.after.settings) if evaluation and comparison else [],
        kinds=KINDS,
        statements=judged,
        said_figures=said_figures(judged) if judged else (),
        verdicts=[(title, [one for one in judged if one.verdict == verdict]) for verdict, title in VERDICTS.items()],
        **(_answers(evaluation) if evaluation else {}),
    )


def _answers(evaluation: Evaluation) -> dict[str, object]:
    """Return what the template shows of the answers."""
    seen = evaluation.observations
    figures = {figure.key: figure for figure in evaluation.figures}
    return {
        "counts": counts(seen),
        "tiles": [figures[key] for key in _TILES if figures[key].estimate],
        "plots": list(_plots(seen)),
        "misses": [
            (kind, title, says, [observation for observation in seen if miss(observation) == kind])
            for kind, (title, says) in MISSES.items()
        ],
    }


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"explain": explain, "interval": interval, "marked": marked, "bar": _bar, "stages": _stages}
    environment.filters["written"] = written
    return environment.get_template("report.html")


def _finalize(value: object) -> object:
    """Take control and direction-changing characters out of all text that is not our own markup."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def marked(text: str, answers: Iterable[str]) -> Markup:
    """Return a text, escaped, with the answers marked where they stand in it letter by letter."""
    wanted = "|".join(r"\s+".join(map(re.escape, answer.split())) for answer in sorted(answers, key=len, reverse=True))
    if not wanted:
        return escape(clean(text))
    pieces = re.split(f"({wanted})", clean(text), flags=re.IGNORECASE)
    odd = Markup("<mark>{}</mark>")
    return Markup("").join(odd.format(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces))


def _bar(figure: Figure) -> Markup:
    taken = figure.estimate
    return whisker(taken.value, taken.low, taken.high) if taken and figure.unit != "ms" else Markup("")


def _stages(observations: Sequence[Observation]) -> list[str]:
    """Return the names of the scores' stages, in their order."""
    return list(dict.fromkeys(name for seen in observations for shown in seen.shown for name in shown.scores))


def _plots(observations: Sequence[Observation]) -> Iterable[tuple[str, str, Markup]]:
    """Yield title, explanation and drawing of each plot for which there are figures."""
    confidence, correct, answered = judged(observations)
    if confidence.size:
        says = "If only the most confident were answered: further right is more answers, lower is fewer wrong ones."
        yield "Risk and coverage", says, risk_coverage_plot(risk_coverage(confidence, correct, answered))
        says = "A dot is a tenth of the questions. On the dashed line, a confidence of 70 % is right 70 % of the time."
        stated, true, mass = (list(map(float, column)) for column in calibration(confidence, correct))
        yield "Calibration", says, reliability_plot(stated, true, mass)
    sides = [confidences(observations, answerable=side) for side in (True, False)]
    says = "Answerable questions upwards, the others downwards: the less they overlap, the better both are told apart."
    yield "Confidence", says, distribution_plot("confidence", *sides)
    for stage in _stages(observations):
        sides = [_first_scores(observations, stage, answerable=side) for side in (True, False)]
        yield f"Score of the first passage: {stage}", says, distribution_plot(stage, *sides)


def _first_scores(observations: Sequence[Observation], stage: str, *, answerable: bool) -> Array:
    some = [seen for seen in observations if seen.shown and seen.case.answerable == answerable]
    values = [seen.shown[0].scores.get(stage) for seen in some]
    return np.array([value for value in values if value is not None], dtype=np.float64)
