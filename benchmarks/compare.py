"""Ours, plain sentence-transformers + FAISS and LangChain + FAISS: the same texts, the same model, one run.

python -m benchmarks.compare [--documents FOLDER] [--build 500] [--serve 11000] [--questions FILE]

Every figure comes from a process of its own, one after another. Each system builds ``--build`` passages, and embeds
them alone (the others' build again, as they do no more); for serving, its store of ``--serve`` passages is filled with
vectors made once, as that does not change how it serves.

``ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI ATEN_CPU_CAPABILITY=avx512`` before it takes AMX and bf16 from all of them alike.
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

from embeddings.encoding.processor import CPUINFO, flags_of, name_of
from embeddings.readers.folder import read_documents
from embeddings.text.passages import split_passages

HERE = Path(__file__).parent
SYSTEMS = ("onrecord", "sentence_transformers_faiss", "langchain_faiss")
BASE = "langchain_faiss"
COLD_RUNS = 3
FEATURES = {
    "amx": ("amx_",),
    "vnni": ("avx512_vnni", "avx_vnni"),
    "bf16": ("avx512_bf16", "amx_bf16"),
    "avx512": ("avx512f",),
}
LIMITS = ("ONEDNN_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--questions", type=Path, default=HERE / "golden" / "questions.jsonl")
    parser.add_argument("--build", type=int, default=500)
    parser.add_argument("--serve", type=int, default=11_000)
    options = parser.parse_args()
    print(processor(), flush=True)
    passages = _passages(options.documents)
    with tempfile.TemporaryDirectory() as folder:
        small = _collection(Path(folder, "small"), passages[: options.build])
        large = _collection(Path(folder, "large"), passages[: options.serve])
        figures = {system: _measure(system, small, large, options.questions, Path(folder)) for system in SYSTEMS}
    _print(figures, min(options.build, len(passages)), min(options.serve, len(passages)))


def processor(path: Path = CPUINFO) -> str:
    """Say what this machine computes with, and what of it was switched off."""
    flags = flags_of(path) or frozenset[str]()
    held = {name: any(flag.startswith(prefixes) for flag in flags) for name, prefixes in FEATURES.items()}
    told = ", ".join(f"{name} {'yes' if has else 'no'}" for name, has in held.items())
    limits = ", ".join(f"{name}={os.environ[name]}" for name in LIMITS if name in os.environ)
    return f"{name_of(path)}, {os.cpu_count()} cores: {told}" + (f"; limited by {limits}" if limits else "") + "\n"


def _passages(folder: Path) -> list[str]:
    documents, _ = read_documents(folder)
    return [passage.text for document in documents for passage in split_passages(document)]


def _collection(folder: Path, texts: list[str]) -> Path:
    """Write each passage as a document of its own, so that every system has the same ones."""
    folder.mkdir()
    path = folder / "texts.jsonl"
    rows = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def _measure(system: str, small: Path, large: Path, questions: Path, folder: Path) -> dict[str, float]:
    built = _run(system, "build", small, folder / f"{system}-small")
    embedded = _run(system, "embed", small, folder / f"{system}-embedded")
    store = folder / f"{system}-large"
    _run(system, "fill", large, store)
    served = _run(system, "serve", store, questions)
    return {
        "build, passages per second": built["passages_per_second"],
        "embedding alone, passages per second": embedded["passages_per_second"],
        "question to answer, median ms": served["median_ms"],
        "question to answer, p95 ms": served["p95_ms"],
        "the same without the reading model, median ms": served.get("unread_median_ms", served["median_ms"]),
        "the same without the reading model, p95 ms": served.get("unread_p95_ms", served["p95_ms"]),
        "cold start to first answer, s": min(_cold(system, store, questions) for _ in range(COLD_RUNS)),
        "memory while serving, MB": served["memory_mb"],
    }


def _run(system: str, verb: str, first: Path, second: Path) -> dict[str, float]:
    command = [sys.executable, "-m", f"benchmarks.systems.{system}", verb, str(first), str(second)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment())
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _cold(system: str, store: Path, questions: Path) -> float:
    one = store.parent / "one.jsonl"
    one.write_text(questions.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    started = time.perf_counter()
    if system == "onrecord":
        question = json.loads(one.read_text(encoding="utf-8"))["question"]
        environment = _environment() | {"ONRECORD_DATA": str(store)}
        command = [str(Path(sys.executable).parent / "onrecord"), "ask", question]
        subprocess.run(command, check=False, capture_output=True, env=environment)
    else:
        _run(system, "ask", store, one)
    return time.perf_counter() - started


def _environment() -> dict[str, str]:
    ours = {"PYTHONPATH": str(HERE.parent), "PYTHONWARNINGS": "ignore", "TOKENIZERS_PARALLELISM": "false"}
    return {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")} | ours


def _print(figures: dict[str, dict[str, float]], built: int, served: int) -> None:
    print(f"{built} passages built, {served} served; in brackets: share of {BASE}'s\n")
    print("| " + " | ".join(["", *SYSTEMS]) + " |\n|---|" + "---|" * len(SYSTEMS))
    for name, base in figures[BASE].items():
        cells = [f"{figures[system][name]:.2f} ({figures[system][name] / base:.2f})" for system in SYSTEMS]
        print("| " + " | ".join([name, *cells]) + " |")


if __name__ == "__main__":
    main()
