from __future__ import annotations

import io
import json

from rich.console import Console

from bot.evaluation.cases import Case
from bot.evaluation.compare import compare
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import measure
from bot.evaluation.observations import Observation
from bot.evaluation.output import make_console, print_comparison, print_evaluation, to_json
from tests.bot.evaluation.samples import MARKUP, make_observation

NONE = Case("u", "Why [bold]?", answerable=False)


def make_evaluation(*observations: Observation, model: str = "hashing") -> Evaluation:
    return Evaluation("20260101T0000Z-aaaaaa", {"model": model}, observations, measure(observations))


BEFORE = make_evaluation(
    make_observation("It was Roe.", confidence=0.9, milliseconds=12.34),
    make_observation("No.", case=NONE, confidence=0.2),
)
AFTER = make_evaluation(
    make_observation("Nobody.", "It was Roe.", confidence=0.9),
    make_observation(answered=False, case=NONE),
    model="tiny",
)


def printed(*, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120, markup=False, highlight=False)
    print_evaluation(console, BEFORE)
    print_comparison(console, compare(BEFORE, AFTER))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_table_is_plain_where_it_is_piped() -> None:
    lines = [" ".join(line.split()) for line in printed().splitlines()]
    assert lines[:3] == [
        "2 questions, 1 answerable and 1 not; snapshot 20260101T0000Z-aaaaaa",
        "figure value 95 % interval questions",
        "Relevant document first 100.0 % 100.0 to 100.0 % 1",
    ]
    assert "AUROC of the confidence 1.000 1.000 to 1.000 2" in lines
    assert "1 Answered, though it can’t be" in lines
    assert "\x1b" not in printed()
    assert "─" not in printed()
    assert "─" in printed(terminal=True)


def test_what_changed_follows() -> None:
    lines = [" ".join(line.split()) for line in printed().splitlines()]
    assert "Compared with snapshot 20260101T0000Z-aaaaaa: model is 'tiny' instead of 'hashing'" in lines
    assert "Answer in the first quote 100.0 % 0.0 % -100.0 pp -100.0 to -100.0 pp" in lines
    changes = lines[lines.index("1 worse") :]
    assert changes == [
        "1 worse",
        "c Who?",
        "now: It was Roe. [Title, Echo, 2021]",
        "other: Nobody. [Title, Echo, 2021]",
        "1 better",
        "u Why [bold]?",
        "now: No. [Title, Echo, 2021]",
        "other: not on record",
        "0 other",
    ]


def test_the_first_quote_that_differs_is_shown_in_one_safe_line() -> None:
    console = Console(file=io.StringIO(), width=120, markup=False, highlight=False)
    first = make_evaluation(make_observation("It was Roe.", f"Old\n{MARKUP}" + "x" * 200))
    print_comparison(console, compare(first, make_evaluation(make_observation("It was Roe."))))
    assert isinstance(console.file, io.StringIO)
    *_, now, other = console.file.getvalue().splitlines()
    assert now.startswith('    now:   Old <script>alert("x")</script> & \ufffdevil\ufffdxxx')
    assert now.endswith("xxx…")
    assert other == "    other: no further quote"


def test_json_holds_every_figure_and_both_sides() -> None:
    row = json.loads(to_json(BEFORE, compare(BEFORE, AFTER)))
    assert row["snapshot"] == "20260101T0000Z-aaaaaa"
    assert row["settings"] == {"model": "hashing"}
    assert row["counts"]["questions"] == 2
    assert set(row["figures"]) == {figure.key for figure in BEFORE.figures}
    assert row["figures"]["latency_median"] == {
        "label": "Median time",
        "unit": "ms",
        "questions": 2,
        "value": 11.17,
        "low": 10.0,
        "high": 12.34,
    }
    assert row["misses"] == {"false_answer": 1, "refused": 0, "no_quote": 0, "later_quote": 0, "document": 0}
    assert row["risk_coverage"] == [
        {"coverage": 0.5, "risk": 0.0, "confidence": 0.9},
        {"coverage": 1.0, "risk": 0.5, "confidence": 0.2},
    ]
    assert row["calibration"] == [
        {"confidence": 0.2, "correct": 0.0, "share": 0.5},
        {"confidence": 0.9, "correct": 1.0, "share": 0.5},
    ]
    other = row["compare"]
    assert other["settings"] == {"model": "tiny"}
    assert other["differences"]["answer_in_first_quote"] == {"value": -1.0, "low": -1.0, "high": -1.0}
    assert [(change["change"], change["id"]) for change in other["changes"]] == [("worse", "c"), ("better", "u")]
    assert other["changes"][1]["after"] == {"answered": False, "confidence": 0.5, "document_rank": 1, "quotes": []}


def test_json_without_values_and_without_comparison() -> None:
    row = json.loads(to_json(make_evaluation(make_observation("It was Roe.", case=Case("c", "Who?"))), None))
    assert "compare" not in row
    assert row["calibration"] == row["risk_coverage"] == []
    assert row["figures"]["auroc"] == {
        "label": "AUROC of the confidence",
        "unit": "score",
        "questions": 1,
        "value": None,
        "low": None,
        "high": None,
    }


def test_a_pipe_is_wide_enough_for_the_table() -> None:
    assert make_console().width == 120
