"""An evaluation -> a table for the terminal, plain where it is piped, or one JSON object for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.evaluation.bootstrap import Estimate
from bot.evaluation.compare import KINDS, Change, Comparison
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import Figure, counts, interval, judged, written
from bot.evaluation.measures import calibration, risk_coverage
from bot.evaluation.observations import Observation
from bot.evaluation.speakers import VERDICTS, Judged
from bot.evaluation.speakers import figures as said_figures
from bot.evaluation.why import MISSES, miss
from bot.render import clean

_PIPED = 120  # columns, where there is no terminal to ask
_LONGEST = 160  # characters of a quote in a line


def make_console() -> Console:
    """Return the console that the tables are printed on; without a terminal, there are no colours and boxes."""
    console = Console(markup=False, highlight=False)
    return console if console.is_terminal else Console(markup=False, highlight=False, width=_PIPED)


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print the figures and how many misses there are of each kind."""
    counted = counts(evaluation.observations)
    console.print(
        f"{counted['questions']} questions, {counted['answerable']} answerable and {counted['unanswerable']} not; "
        f"snapshot {evaluation.snapshot}"
    )
    _print_figures(console, evaluation.figures, "questions")
    missed = Counter(map(miss, evaluation.observations))
    for name, (title, _) in MISSES.items():
        if missed[name]:
            console.print(f"{missed[name]:>6}  {title}")


def print_statements(console: Console, judged: Sequence[Judged]) -> None:
    """Print the figures of what is said in texts, and how many misses there are of each kind."""
    console.print(f"{len(judged)} statements in {len({one.said.document_id for one in judged})} texts")
    _print_figures(console, said_figures(judged), "statements")
    for verdict, title in VERDICTS.items():
        console.print(f"{sum(one.verdict == verdict for one in judged):>6}  {title}")


def _print_figures(console: Console, figures: Sequence[Figure], of: str) -> None:
    table = _table(console, "figure", "value", "95 % interval", of)
    for figure in figures:
        taken = figure.estimate
        cells = (written(taken.value, figure.unit), interval(taken, figure.unit)) if taken else ("–", "")
        table.add_row(figure.label, *cells, str(figure.count))
    console.print(table)


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print the figures of both, and every question that changed."""
    before, after = comparison.before, comparison.after
    changed = _changed(before.settings, after.settings)
    console.print(f"\nCompared with snapshot {after.snapshot}: {changed}", soft_wrap=True)
    table = _table(console, "figure", "now", "other", "change", "95 % interval")
    for pair in comparison.differences:
        unit, taken = pair.before.unit, pair.estimate
        cells = (written(taken.value, unit, sign="+"), interval(taken, unit, sign="+")) if taken else ("–", "")
        table.add_row(pair.before.label, _value(pair.before), _value(pair.after), *cells)
    console.print(table)
    for kind in KINDS:
        changes = [change for change in comparison.changes if change.kind == kind]
        console.print(f"{len(changes)} {kind}")
        for change in changes:
            console.print(Text(_change_lines(change)), soft_wrap=True)


def to_json(evaluation: Evaluation | None, comparison: Comparison | None, judged: Sequence[Judged] = ()) -> str:
    """Return all figures, intervals, counts, curves, the snapshot and the settings as one JSON object.

    What is said in texts stands under ``statements``, where that was measured.
    """
    row = {} if evaluation is None else _evaluation(evaluation)
    if judged:
        row["statements"] = _statements(judged)
    if comparison is not None:
        row["compare"] = _evaluation(comparison.after) | {
            "differences": {pair.before.key: _estimate(pair.estimate) for pair in comparison.differences},
            "changes": [_change(change) for change in comparison.changes],
        }
    return json.dumps(row, ensure_ascii=False)


def changed_settings(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the settings that differ, with both values."""
    return [(name, before[name], after[name]) for name in before if before[name] != after[name]]


def _changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = [f"{name} is {other!r} instead of {own!r}" for name, own, other in changed_settings(before, after)]
    return ", ".join(changed) or "the same settings"


def _table(console: Console, first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD if console.is_terminal else None, pad_edge=False)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _value(figure: Figure) -> str:
    return written(figure.estimate.value, figure.unit) if figure.estimate else "–"


def _change_lines(change: Change) -> str:
    """Return the question and, of both, the first quote that is another, on lines of their own."""
    case, sides = change.before.case, (change.before, change.after)
    place = next((at for at, pair in enumerate(zip_longest(*map(_quoted, sides))) if pair[0] != pair[1]), 0)
    before, after = (_line(_quoted(seen)[place : place + 1], answered=seen.answered) for seen in sides)
    lines = (f"  {case.id}  {case.question}", f"    now:   {before}", f"    other: {after}")
    return "\n".join(clean(" ".join(line.split("\n"))) for line in lines)


def _quoted(seen: Observation) -> list[str]:
    return [f"{' '.join(text.split())} [{seen.shown[number - 1].source}]" for number, text in seen.quotes]


def _line(quotes: Sequence[str], *, answered: bool) -> str:
    if not quotes:
        return "no further quote" if answered else "not on record"
    return quotes[0] if len(quotes[0]) <= _LONGEST else f"{quotes[0][: _LONGEST - 1]}…"


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    confidence, correct, answered = judged(evaluation.observations)
    bins = calibration(confidence, correct) if len(confidence) else ((), (), ())
    curve = risk_coverage(confidence, correct, answered)
    return {
        "snapshot": evaluation.snapshot,
        "settings": evaluation.settings,
        "counts": counts(evaluation.observations),
        "figures": {figure.key: _figure(figure) for figure in evaluation.figures},
        "misses": {kind: sum(miss(seen) == kind for seen in evaluation.observations) for kind in MISSES},
        "risk_coverage": [_rounded(coverage=p.coverage, risk=p.risk, confidence=p.confidence) for p in curve],
        "calibration": [
            _rounded(confidence=stated, correct=true, share=mass) for stated, true, mass in zip(*bins, strict=True)
        ],
    }


def _statements(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return figures and misses; ``questions`` of a figure counts the statements."""
    missed = [one for one in judged if one.verdict != "right"]
    return {
        "counts": {"statements": len(judged), "texts": len({one.said.document_id for one in judged})},
        "figures": {figure.key: _figure(figure) for figure in said_figures(judged)},
        "misses": [
            {
                "id": one.said.document_id,
                "verdict": one.verdict,
                "words": one.context[1],
                "speaker": one.said.speaker,
                "found": None if one.found is None else one.found.name,
            }
            for one in missed
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    taken = _estimate(figure.estimate) or dict.fromkeys(("value", "low", "high"))
    return {"label": figure.label, "unit": figure.unit, "questions": figure.count, **taken}


def _estimate(taken: Estimate | None) -> dict[str, float] | None:
    return None if taken is None else _rounded(value=taken.value, low=taken.low, high=taken.high)


def _change(change: Change) -> dict[str, Any]:
    case = change.before.case
    sides = {"before": change.before, "after": change.after}
    return {"change": change.kind, "id": case.id, "question": case.question} | {
        name: {
            "answered": seen.answered,
            "confidence": round(seen.confidence, 4),
            "document_rank": seen.document_rank,
            "quotes": _texts(seen.quotes),
        }
        for name, seen in sides.items()
    }


def _texts(quotes: Sequence[tuple[int, str]]) -> list[str]:
    return [text for _, text in quotes]


def _rounded(**values: float) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in values.items()}
