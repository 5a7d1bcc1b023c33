"""The vector index of millions of passages: recall, memory, time to build and to search, for each kind of index.

python -m benchmarks.millions embed FOLDER --documents FOLDER [--questions FILE]      # real vectors, once
python -m benchmarks.millions measure FOLDER [--sizes 131188 1000000 10000000] [--kinds ivf codes] [--models FOLDER]

``measure`` makes as many vectors as it needs of the real ones: these first, then mixtures of two that stand one after
the other in the documents, w of the one and 1 - w of the other with w drawn from 0.2 to 0.8, and 0.35 of a normal
noise that has the covariance of the real ones, scaled to length 1. Each index is built and searched in a process of
its own: as many lists are searched as 200 first sentences of the passages take, and the recall@10 is that of the
questions. Memory is what is the process's own (RssAnon): what is mapped from files counts as page cache. Times are the
processor's, so that what else the machine does is not counted; ``first_ms`` alone is the clock's, of questions that
find nothing of the vectors in the page cache. The question's embedding is timed in the same process, after all else.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from embeddings.encoding.encoder import Matrix, unit
from embeddings.encoding.encoders import load_encoder
from embeddings.library import lists
from embeddings.library.index import VectorIndex
from embeddings.library.lists import Kept
from embeddings.readers.folder import read_documents
from embeddings.text.passages import embedded_text, split_passages
from embeddings.text.sentences import sentence_spans

HERE = Path(__file__).parent
REAL, QUESTIONS, SENTENCES = "real.npy", "questions.npy", "sentences.npy"
MADE, INDEX = "made.npy", "vectors.faiss"
_BLOCK = 20_000
_WANTED, _PROPOSED = 10, 50  # whose recall is told, and how many are asked for, as in a search


def main() -> None:
    """Embed, or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["embed", "measure", "build", "search"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--questions", type=Path, default=HERE / "golden" / "questions.jsonl")
    parser.add_argument("--models", type=Path, default=Path(".onrecord"), help="data folder with the compiled model")
    parser.add_argument("--sizes", type=int, nargs="+", default=[131_188, 1_000_000, 10_000_000])
    parser.add_argument("--kinds", nargs="+", default=["ivf", "codes"])
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(exist_ok=True, parents=True)
    if options.what == "embed":
        _embed(folder, options.documents, options.questions, options.models)
    elif options.what == "measure":
        for size in options.sizes:
            _make(folder, size)
            for kind in options.kinds:
                figures = {"vectors": size, "kind": kind} | _run("build", options, kind) | _run("search", options, kind)
                print(json.dumps(figures), flush=True)
    elif options.what == "build":
        print(json.dumps(_build(folder, options.kinds[0])))
    else:
        print(json.dumps(_search(folder) | _embedding(options.questions, options.models)))


def _embed(folder: Path, documents: Path, questions: Path, models: Path) -> None:
    read, _ = read_documents(documents)
    pairs = [(document, passage) for document in read for passage in split_passages(document)]
    encoder = load_encoder("all-MiniLM-L6-v2", models)
    asked = _asked(questions)
    texts = [passage.text for _, passage in pairs[:: max(1, len(pairs) // 200)]]
    first = [text[slice(*sentence_spans(text, 0, len(text))[0])] for text in texts]
    for name, queries in ((QUESTIONS, asked), (SENTENCES, first)):
        np.save(folder / name, np.array([encoder.encode_query(query) for query in queries], dtype=np.float32))
    shape = (len(pairs), encoder.spec.dimension)
    vectors = np.lib.format.open_memmap(folder / REAL, mode="w+", dtype=np.float16, shape=shape)
    for at in range(0, len(pairs), _BLOCK):
        vectors[at : at + _BLOCK] = encoder.encode_passages([embedded_text(*one) for one in pairs[at : at + _BLOCK]])


def _asked(questions: Path) -> list[str]:
    return [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]


def _make(folder: Path, size: int) -> None:
    """Write as many vectors as are wanted, and for each question how near its tenth is."""
    real = np.load(folder / REAL).astype(np.float32)
    spread = np.linalg.cholesky(np.cov(real.T) + 1e-6 * np.eye(real.shape[1])).astype(np.float32)
    random = np.random.default_rng(0)
    made = np.lib.format.open_memmap(folder / MADE, mode="w+", dtype=np.float16, shape=(size, real.shape[1]))
    queries = np.load(folder / QUESTIONS)
    best = np.full((len(queries), _WANTED), -np.inf, dtype=np.float32)
    for at in range(0, size, _BLOCK):
        places = np.arange(at, min(at + _BLOCK, size))
        block = real[places % len(real)]
        if places[-1] >= len(real):
            share = random.uniform(0.2, 0.8, (len(places), 1)).astype(np.float32)
            noise = random.standard_normal(block.shape, dtype=np.float32) @ spread.T
            mixed = unit(share * block + (1 - share) * real[(places + 1) % len(real)] + 0.35 * noise)
            block = np.where(places[:, None] < len(real), block, mixed)
        made[places[0] : places[-1] + 1] = block
        scores = queries @ made[places[0] : places[-1] + 1].astype(np.float32).T
        best = np.partition(np.hstack([best, scores]), -_WANTED)[:, -_WANTED:]
    made.flush()
    np.save(folder / "least.npy", best.min(axis=1))


def _build(folder: Path, kind: str) -> dict[str, float | None]:
    vectors: Kept = np.load(folder / MADE, mmap_mode="r")
    lists.CODES_ABOVE = 0 if kind == "codes" else len(vectors)
    started = time.process_time()
    index = VectorIndex.build(vectors, exact_up_to=0)
    built = time.process_time() - started
    started = time.process_time()
    spec = index.tune(np.load(folder / SENTENCES), vectors)
    index.save(folder / INDEX)
    return {
        "build_s": built,
        "tune_s": time.process_time() - started,
        "build_memory_mb": own_memory("VmHWM"),
        "lists": spec.lists,
        "probes": spec.probes,
        "recall_tuned": spec.recall,
        "file_mb": (folder / INDEX).stat().st_size / 1e6,
    }


def _search(folder: Path) -> dict[str, float | None]:
    queries: Matrix = np.load(folder / QUESTIONS)
    least = np.load(folder / "least.npy") - 1e-6
    _drop(folder / MADE)
    started = time.process_time()
    index = VectorIndex.load(folder / INDEX, folder / MADE)
    opened = time.process_time() - started
    vectors: Kept = np.load(folder / MADE, mmap_mode="r")
    found, first = [], []
    for query in queries:  # once, so that the page cache holds what it needs
        started = time.perf_counter()
        found.append(index.search(query, _PROPOSED))
        first.append((time.perf_counter() - started) * 1000)
    taken, good = [], []
    for query, last in zip(queries, least, strict=True):
        started = time.process_time()
        hits = index.search(query, _PROPOSED)
        taken.append((time.process_time() - started) * 1000)
        own = vectors[[row - 1 for row, _ in hits[:_WANTED]]].astype(np.float32) @ query
        good.append(float(np.mean(own >= last)))
    return {
        "recall_at_10": float(np.mean(good)),
        "median_ms": float(np.median(taken)),
        "p95_ms": float(np.percentile(taken, 95)),
        "first_ms": float(np.median(first[: len(first) // 4])),
        "open_ms": opened * 1000,
        "memory_mb": own_memory("RssAnon"),
        "found": float(np.mean([len(hits) for hits in found])),
    }


def _drop(path: Path) -> None:
    """Put a file out of the page cache."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _embedding(questions: Path, models: Path) -> dict[str, float]:
    """Return what embedding a question takes, which a search is held against."""
    encoder, taken = load_encoder("all-MiniLM-L6-v2", models), []
    for question in _asked(questions) * 2:
        started = time.process_time()
        encoder.encode_query(question)
        taken.append((time.process_time() - started) * 1000)
    return {"embedding_ms": float(np.median(taken)), "embedding_p95_ms": float(np.percentile(taken, 95))}


def own_memory(field: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith(field))


def _run(what: str, options: argparse.Namespace, kind: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.millions", what, str(options.folder), "--kinds", kind]
    command += ["--questions", str(options.questions), "--models", str(options.models)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
