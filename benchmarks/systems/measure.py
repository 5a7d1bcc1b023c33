"""What every system's script measures in the same way, and how it reports: one JSON object on standard output."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Matrix

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


def made_vectors(texts: Sequence[str]) -> Matrix:
    """Embed texts with our compiled encoder, kept in a folder that all systems share: for filling, not for timing."""
    from embeddings.encoding.encoders import (
        load_encoder,  # not at the top: what a system does not need is not to weigh on it
    )

    encoder = load_encoder(DEFAULT_MODEL, Path(tempfile.gettempdir(), "onrecord-benchmarks"))
    kept = Path(tempfile.gettempdir(), "onrecord-benchmarks", f"{hashlib.sha256(repr(texts).encode()).hexdigest()}.npy")
    if not kept.exists():
        np.save(kept, encoder.encode_passages(texts))
    vectors: Matrix = np.load(kept)
    return vectors


def run(
    build: Callable[[str, str], int],
    fill: Callable[[str, str], object],
    serve: Callable[[str, Sequence[str]], dict[str, float]],
    ask: Callable[[str, str], object],
    embed: Callable[[str, str], Callable[[], int]] | None = None,
) -> None:
    """Carry out one of the verbs and print what was measured.

    ``build COLLECTION FOLDER`` is timed, and what ``embed COLLECTION FOLDER`` gives where there is one, when all is
    loaded; ``fill COLLECTION FOLDER`` is not; ``serve FOLDER QUESTIONS`` times every question; ``ask FOLDER QUESTIONS``
    asks the first one, for whoever times the process.
    """
    verb, first, second = sys.argv[1:]
    report: dict[str, float] = {}
    if verb in ("build", "embed"):
        act = embed(first, second) if verb == "embed" and embed is not None else partial(build, first, second)
        started = time.perf_counter()
        count = act()
        report = {"passages_per_second": count / (time.perf_counter() - started)}
    elif verb == "fill":
        fill(first, second)
    elif verb == "serve":
        report = serve(first, read_questions(second))
    else:
        ask(first, read_questions(second)[0])
    json.dump({"memory_mb": peak_memory_mb()} | report, sys.stdout)
