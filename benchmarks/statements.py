"""What statements cost: the same rebuild with them and without, turn by turn in one run.

python -m benchmarks.statements --documents FOLDER [--count 300] [--rounds 3]

The first ``--count`` documents are read, split, embedded, indexed, verified and published. Prints the seconds of
clock and of processor of each round, children's included, and the ratios of the sums; 1.6 is what they may cost.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from unittest.mock import patch

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoders import load_encoder
from embeddings.readers.folder import read_documents
from embeddings.rebuild import Recipe, rebuild
from embeddings.statements.extract import Extractor
from embeddings.statements.registry import EXTRACTORS

HERE = Path(__file__).parent
_FACTS = ("id", "title", "publisher", "author", "date", "url", "text")
Seconds = tuple[float, float]  # of clock, of processor


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    documents = read_documents(options.documents)[0][: options.count]
    with tempfile.TemporaryDirectory() as folder:
        seeds, data = Path(folder, "seeds"), Path(folder, "data")
        seeds.mkdir()
        rows = ({name: asdict(document)[name] for name in _FACTS} for document in documents)
        (seeds / "documents.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        load_encoder(DEFAULT_MODEL, data)  # compiled once in a data folder's life, so not timed
        without: list[Seconds] = []
        with_them: list[Seconds] = []
        for number in range(options.rounds):
            without.append(_build(seeds, data, {}))
            with_them.append(_build(seeds, data, EXTRACTORS))
            print(f"round {number + 1}: without {_shown(without[-1])}, with {_shown(with_them[-1])}", flush=True)
    clock, processor = (sum(with_them[i][at] for i in range(options.rounds)) for at in (0, 1))
    clock_without, processor_without = (sum(without[i][at] for i in range(options.rounds)) for at in (0, 1))
    print(f"{len(documents)} documents: {clock / clock_without:.2f} times the clock's time,", end=" ")
    print(f"{processor / processor_without:.2f} times the processor's")


def _build(seeds: Path, data: Path, extractors: Mapping[str, Extractor]) -> Seconds:
    with patch("embeddings.statements.registry.EXTRACTORS", extractors):
        clock, processor = time.perf_counter(), _processor()
        rebuild(seeds, data, Recipe(DEFAULT_MODEL, lambda model: load_encoder(model, data)), full=True)
        return time.perf_counter() - clock, _processor() - processor


def _processor() -> float:
    """Return the seconds that all processors have spent on this process and on its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _shown(seconds: Seconds) -> str:
    return f"{seconds[0]:.1f} s ({seconds[1]:.1f} s of processor)"


if __name__ == "__main__":
    main()
