"""How ours grows: 1k, 10k, 100k passages of real text, and 1,000,000 made vectors for FAISS alone.

python -m benchmarks.scale --documents FOLDER [--questions FILE] [--sizes 1000 10000 100000] [--plot docs/scale.svg]

Every size is built and asked in a process of its own. At 1,000,000 the vectors are random points around 1,000 random
centres, which says nothing of quality: only of time and memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from embeddings.library.index import VectorIndex
from embeddings.readers.folder import read_documents
from embeddings.text.passages import split_passages

HERE = Path(__file__).parent
DIMENSION = 384
Figures = dict[str, float]


def main() -> None:
    """Measure, print a table and draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--questions", type=Path, default=HERE / "golden" / "questions.jsonl")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    documents, _ = read_documents(options.documents)
    texts = [passage.text for document in documents for passage in split_passages(document)]
    rows = []
    for size in options.sizes:
        if size <= len(texts):
            rows.append(_measure(texts[:size], options.questions))
            print(json.dumps(rows[-1]), flush=True)
    print(json.dumps(_faiss(options.vectors)))
    if options.plot:
        _draw(rows, options.plot)


def _measure(texts: list[str], questions: Path) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder, "texts", "texts.jsonl")
        collection.parent.mkdir()
        lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
        collection.write_text("\n".join(lines), encoding="utf-8")
        built = _run("build", str(collection), f"{folder}/data")
        served = _run("serve", f"{folder}/data", str(questions))
    return {"passages": len(texts), "passages_per_second": built["passages_per_second"]} | served


def _run(*arguments: str) -> Figures:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    command = [sys.executable, "-m", "benchmarks.systems.onrecord", *arguments]
    environment["PYTHONPATH"] = str(HERE.parent)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _faiss(count: int) -> Figures:
    """Build and search the vector index alone."""
    random = np.random.default_rng(0)
    centres = random.standard_normal((1_000, DIMENSION), dtype=np.float32)
    vectors = centres[random.integers(0, len(centres), count)]
    vectors += 0.7 * random.standard_normal((count, DIMENSION), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    queries = vectors[:: count // 200] + 0.03 * random.standard_normal((200, DIMENSION), dtype=np.float32)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    started = time.perf_counter()
    index = VectorIndex.build(vectors)
    built = time.perf_counter() - started
    spec = index.tune(queries, vectors)
    taken = []
    for query in queries:
        started = time.perf_counter()
        index.search(query, 50)
        taken.append((time.perf_counter() - started) * 1000)
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder, "vectors.faiss"))
        size = Path(folder, "vectors.faiss").stat().st_size / 1e6
    return {
        "vectors": count,
        "build_s": built,
        "recall_at_10": spec.recall or 1.0,
        "probes": spec.probes or 0,
        "median_ms": float(np.median(taken)),
        "p95_ms": float(np.percentile(taken, 95)),
        "file_mb": size,
    }


def _draw(rows: list[Figures], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    sizes = [row["passages"] for row in rows]
    for name, label in (
        ("median_ms", "whole answer, median"),
        ("p95_ms", "whole answer, 95th percentile"),
        ("embedding_median_ms", "embedding the question, median"),
    ):
        left.plot(sizes, [row[name] for row in rows], marker="o", label=label)
    left.set(xscale="log", xlabel="passages", ylabel="milliseconds", ylim=0)
    left.legend(frameon=False, fontsize=8)
    right.plot(sizes, [row["memory_mb"] for row in rows], marker="o", color="tab:green")
    right.set(xscale="log", xlabel="passages", ylabel="memory while serving, MB", ylim=0)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path)


if __name__ == "__main__":
    main()
