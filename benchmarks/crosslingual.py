"""How often the right English paragraph comes first, by the language of the question: by dense search alone, and after
fusion.

    python -m benchmarks.crosslingual FOLDER DATA [DATA ...]

FOLDER holds questions about English paragraphs, as XQuAD's, in files ``questions-LANGUAGE.jsonl``, of which 150 are
asked, the same in every language. Each DATA holds an index of the paragraphs, by one model, as ``onrecord rebuild``
makes it. Dense search alone takes the question's vector as it is.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from bot.responder import Responder
from bot.settings import Settings
from embeddings.library.condition import Condition
from embeddings.library.snapshot import open_current
from embeddings.retrieve import candidates
from embeddings.search.fusion import fuse
from embeddings.search.query import make_query

ASKED = 150
NEAR = "es de ru vi tr ro".split()
FAR = "ar zh hi th el".split()


def main(folder: Path, *libraries: Path) -> None:
    """Print two rows for each library."""
    asked = {path.stem.removeprefix("questions-"): chosen(path) for path in sorted(folder.glob("questions-*.jsonl"))}
    print("model", "", *asked, f"mean of {' '.join(NEAR)}", f"mean of {' '.join(FAR)}", sep="\t")
    for library in libraries:
        snapshot = open_current(library)
        model = snapshot.manifest.encoder.model
        responder = Responder(Settings(data=library, model=model), snapshot)
        shares = {language: shares_of(responder, questions) for language, questions in asked.items()}
        for way in ("dense alone", "after fusion"):
            figures = [shares[language][way] for language in asked]
            means = [mean(shares[language][way] for language in some if language in shares) for some in (NEAR, FAR)]
            print(model, way, *(f"{figure:.3f}" for figure in (*figures, *means)), sep="\t", flush=True)
        responder.close()


def shares_of(responder: Responder, questions: list[dict[str, Any]]) -> dict[str, float]:
    """Return the share of questions whose right document comes first, in either way."""
    snapshot, right = responder.snapshot, defaultdict[str, int](int)
    for question in questions:
        wanted = {document["doc_id"] for document in question["relevant_en"]}
        query = make_query(question["question"])
        vector = responder.encoder.encode_query(query.text)
        found = candidates(snapshot, vector, query)
        nearest, _ = snapshot.passages.nearest(vector, 1, Condition())[0]
        best = found.passages[int(np.argmax(fuse(found, query)))]
        right["dense alone"] += snapshot.passages.of([nearest])[nearest].document_id in wanted
        right["after fusion"] += best.document_id in wanted
    return {way: count / len(questions) for way, count in right.items()}


def chosen(path: Path) -> list[dict[str, Any]]:
    """Return the questions that are asked: those of the same numbers in every language."""
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return random.Random(7).sample(questions, min(ASKED, len(questions)))  # noqa: S311  the same questions each time


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:]))
