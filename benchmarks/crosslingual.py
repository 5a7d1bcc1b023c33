"""How often dense search alone puts the right English paragraph first, by the language of the question.

    python -m benchmarks.crosslingual ENGLISH FOLDER DATA MODEL [MODEL ...]

ENGLISH is a ``corpus.jsonl.gz`` of English paragraphs; FOLDER holds questions about them, as XQuAD's, in files
``questions-LANGUAGE.jsonl``, of which 150 are asked, the same of each model. DATA keeps the compiled models. Every
question is put to all models in turn, so that their times can be compared on a busy machine, with each other only.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from pathlib import Path
from statistics import mean, median
from typing import Any

from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.encoding.encoders import load_encoder

ASKED = 150


def main(english: Path, folder: Path, data: Path, *models: str) -> None:
    """Print a row for each model."""
    with gzip.open(english, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    asked = {path.stem.removeprefix("questions-"): chosen(path) for path in sorted(folder.glob("questions-*.jsonl"))}
    encoders = {model: load_encoder(model, data, say=print) for model in models}
    passages, seconds = {}, {}
    for model, encoder in encoders.items():
        passages[model], seconds[model] = embedded(encoder, list(texts.values()))
    ids, times = list(texts), {model: list[float]() for model in models}
    shares = {model: list[float]() for model in models}
    for questions in asked.values():
        right = dict.fromkeys(models, 0)
        for question in questions:
            wanted = {document["doc_id"] for document in question["relevant_en"]}
            for model, encoder in encoders.items():
                started = time.perf_counter()
                vector = encoder.encode_query(question["question"])
                times[model].append(time.perf_counter() - started)
                right[model] += ids[int((passages[model] @ vector).argmax())] in wanted
        for model in models:
            shares[model].append(right[model] / len(questions))
    print("model", *asked, "mean", "processor ms/passage", "ms/question", sep="\t")
    for model in models:
        figures = [f"{share:.3f}" for share in (*shares[model], mean(shares[model]))]
        spent = seconds[model] / len(texts)
        print(model, *figures, f"{spent * 1000:.1f}", f"{median(times[model]) * 1000:.1f}", sep="\t")


def embedded(encoder: Encoder, texts: list[str]) -> tuple[Matrix, float]:
    """Return the vectors of texts, and the processor's seconds."""
    encoder.encode_passages(texts[:16])  # the first time takes longer
    started = time.process_time()
    return encoder.encode_passages(texts), time.process_time() - started


def chosen(path: Path) -> list[dict[str, Any]]:
    """Return the questions that are asked: those of the same numbers in every language."""
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return random.Random(7).sample(questions, ASKED)  # noqa: S311  the same questions each time


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
