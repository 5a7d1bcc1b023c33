"""What every system's script measures in the same way, and how it reports: one JSON object on standard output."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WARM_UP = 5


def read_texts(path: str) -> list[str]:
    """Return the texts of a collection, one a line."""
    return [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()]


def read_questions(path: str) -> list[str]:
    """Return the questions of a file, one a line."""
    return [json.loads(line)["question"] for line in Path(path).read_text(encoding="utf-8").splitlines()]


def milliseconds(act: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Return the median and the 95th percentile of how long ``act`` takes, after a warm-up."""
    for question in questions[:WARM_UP]:
        act(question)
    taken = []
    for question in questions:
        started = time.perf_counter()
        act(question)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {"median_ms": taken[len(taken) // 2], "p95_ms": taken[int(len(taken) * 0.95)]}


def peak_memory_mb() -> float:
    """Return the most memory this process ever held, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


def run(build: Callable[[str, str], int], serve: Callable[[str, str], dict[str, float]]) -> None:
    """Carry out ``build COLLECTION FOLDER`` or ``serve FOLDER QUESTIONS`` and print what was measured."""
    verb, first, second = sys.argv[1:]
    if verb == "build":
        started = time.perf_counter()
        count = build(first, second)
        report = {"passages_per_second": count / (time.perf_counter() - started)}
    else:
        report = serve(first, second)
    json.dump(report | {"memory_mb": peak_memory_mb()}, sys.stdout)
