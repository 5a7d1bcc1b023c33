"""What a rebuild takes in a large library: all of it, nothing changed, and one document in a hundred.

python -m benchmarks.growing FOLDER --documents FOLDER [--passages 1000000] [--share 0.01]

Real documents are repeated under ids of their own, each copy with its number at the end of every paragraph, so that no
passage is another's. Vectors are sums of random ones, one for each word, and statements are two for each passage at
even distances: what a model and a grammar take grows with what is new, and is measured by ``benchmarks.rebuilds``. All
else is done as in every rebuild, each in a process of its own. Memory is the most that was the process's own at any
time (RssAnon, looked at five times a second); what is mapped from files is page cache.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.millions import own_memory
from embeddings.building.stages import More, Stages
from embeddings.encoding.encoder import EncoderSpec, Matrix, Progress, Vector, no_progress, unit
from embeddings.readers.folder import read_documents
from embeddings.rebuild import Recipe, rebuild
from embeddings.statements.registry import Text
from embeddings.text.passages import split_passages
from embeddings.types import Document, Speaker, Statement

HERE = Path(__file__).parent
_DIMENSION, _WORDS = 384, 4096
_APART, _LONG = 350, 80  # characters from one statement to the next, and of each
_PEOPLE = 9973
_TOGETHER = 100  # documents in a file


@dataclass(frozen=True)
class MadeEncoder:
    """Text -> the sum of a random vector for each of its words."""

    words: Matrix
    spec = EncoderSpec(model="made", revision="1", digest="made-384", dimension=_DIMENSION)

    def encode_query(self, text: str) -> Vector:
        return unit(self.words[[zlib.crc32(word) % _WORDS for word in text.lower().encode().split()]].sum(axis=0))

    def encode_sentence(self, text: str) -> Vector:
        return self.encode_query(text)

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        rows = [self.encode_query(text) for text in texts]
        progress(len(rows))
        return np.array(rows, dtype=np.float32).reshape(-1, _DIMENSION)


def main() -> None:
    """Write the documents, and measure three rebuilds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--share", type=float, default=0.01, help="of the documents that change")
    parser.add_argument("--build", action="store_true", help="one rebuild, and no more")
    options = parser.parse_args()
    if options.build:
        print(json.dumps(_build(options.folder)))
        return
    seeds = options.folder / "seeds"
    files = _write(options.documents, seeds, options.passages)
    for what in ("full", "unchanged", "changed"):
        if what == "changed":
            _edit(random.Random(0).sample(files, max(1, round(options.share * len(files)))))  # noqa: S311  a sample
        command = [sys.executable, "-m", "benchmarks.growing", "--build", str(options.folder)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        print(json.dumps({"rebuild": what} | json.loads(done.stdout.splitlines()[-1])), flush=True)


def _build(folder: Path) -> dict[str, object]:
    began, at, spent = time.perf_counter(), ("starting", 0.0), defaultdict[str, float](float)

    def note(stage: str, *_: int) -> None:
        nonlocal at
        now = time.process_time()
        spent[at[0]] += now - at[1]
        at = (stage, now)

    words = np.random.default_rng(0).standard_normal((_WORDS, _DIMENSION)).astype(np.float32)
    made = Stages(statements=_statements)
    with _watching(lambda: at[0]) as most:
        recipe = Recipe("made", lambda _: MadeEncoder(words), stages=made, progress=note)
        report = rebuild(folder / "seeds", folder / "data", recipe, accept=True)
    note("done")
    return {
        "documents": report.documents,
        "passages": report.passages,
        "kept": report.kept,
        "clock_s": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time(), 1),
        "memory_mb": max(most.values()),
        "cpu_s_of": {stage: round(seconds, 1) for stage, seconds in spent.items()},
        "memory_mb_of": most,
    }


def _statements(documents: Iterable[Text], more: More) -> dict[str, list[Statement]]:
    made = {}
    for identity, text, _ in documents:
        number = zlib.crc32(identity.encode())
        places = range(0, max(1, len(text) - _LONG), _APART)
        made[identity] = [_said(identity, place, number * 31 + place // _APART) for place in places]
        more(1)
    return made


def _said(identity: str, place: int, number: int) -> Statement:
    speaker = Speaker(f"Ann Lee{number % _PEOPLE}", "she", (place, place + 3))
    return Statement(identity, ((place, place + _LONG),), speaker, "said", (place, place + 4), "direct")


@contextmanager
def _watching(stage: Callable[[], str]) -> Iterator[dict[str, int]]:
    """Yield the most memory that was the process's own in each stage so far, in megabytes."""
    most, over = defaultdict[str, int](int), threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            most[stage()] = max(most[stage()], round(own_memory("RssAnon")))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def _write(documents: Path, seeds: Path, wanted: int) -> list[Path]:
    """Write as many documents as make so many passages, some in each file."""
    seeds.mkdir(parents=True)
    read, _ = read_documents(documents)
    count = sum(len(split_passages(document)) for document in read)
    copies = max(1, round(wanted / count))
    rows = (_copied(document, copy) for copy in range(copies) for document in read)
    files: list[Path] = []
    while some := [row for row, _ in zip(rows, range(_TOGETHER), strict=False)]:
        files.append(seeds / f"{len(files):05}.jsonl")
        files[-1].write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    return files


def _copied(document: Document, copy: int) -> dict[str, str | None]:
    facts = {name: getattr(document, name) for name in ("title", "publisher", "author", "date", "url")}
    text = "\n\n".join(f"{paragraph} {copy}." for paragraph in document.text.split("\n\n"))
    return {"id": f"{document.id}-{copy}", "text": text} | facts


def _edit(files: Sequence[Path]) -> None:
    """Add a paragraph to every document of some files."""
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row["text"] += "\n\nThis was added later."
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
