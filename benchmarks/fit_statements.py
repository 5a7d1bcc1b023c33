"""Fit the weights that tell reported speech from other uses of the same verbs.

    python -m benchmarks.fit_statements corpus.jsonl attributions.jsonl --told WHICH [--out weights.json]

The corpus has rows ``{"id", "text"}``; the attributions have ``doc_id`` and ``offsets`` with ``quote`` and
``speaker`` spans (PolNeAR's, for one). A finding of the patterns is right if it shares most of its characters
with a marked quotation whose speaker it names.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from embeddings.statements.clauses import claims
from embeddings.statements.extract import sentences_of
from embeddings.statements.parser import parse
from embeddings.statements.pieces import pieces_of
from embeddings.statements.plausibility import features
from embeddings.statements.segments import STAND_IN
from embeddings.statements.speakers import describe
from embeddings.types import Span

WEIGHTS = Path("embeddings/statements/weights.json")
COMMAND = "python -m benchmarks.fit_statements CORPUS ATTRIBUTIONS"
REGULARIZATION = 0.3  # the inverse of the L2 penalty; 0.1 to 1 cross-validate alike
LEAST_SEEN = 8  # findings a feature must hold of
SMALLEST = 0.02  # weights nearer to zero are left out
OVERLAP = 0.4  # shared characters of all, for a right finding

Marked = Sequence[tuple[list[Span], list[Span]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("attributions", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--told", required=True, help="which texts these are, in words that stand beside the weights")
    arguments = parser.parse_args()
    marked: dict[str, list[tuple[list[Span], list[Span]]]] = defaultdict(list)
    for row in _rows(arguments.attributions):
        offsets = row["offsets"]
        marked[row["doc_id"]].append((offsets["quote"], offsets.get("speaker") or []))
    findings: list[tuple[frozenset[str], bool]] = []
    for row in _rows(arguments.corpus):
        findings.extend(_findings(row["text"], marked[row["id"]]))
    weights = fit(findings)
    fitted = {"fitted_with": COMMAND, "fitted_on": arguments.told, "weights": weights}
    arguments.out.write_text(json.dumps(fitted, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    right = sum(label for _, label in findings)
    print(f"{len(findings)} findings, {right} right; {len(weights)} weights in {arguments.out}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _findings(text: str, marked: Marked) -> Iterator[tuple[frozenset[str], bool]]:
    """The features of every finding in ``text`` that names a speaker, and whether it is right."""
    sentences = sentences_of(text)
    for segment, doc in zip(sentences, parse(segment.text for segment in sentences), strict=True):
        found = [claim for claim in claims(doc) if claim.speaker is not None]
        inside = [{token.i for token in claim.content} for claim in found]
        for at, claim in enumerate(found):
            nested = any(claim.cue[0].i in tokens for other, tokens in enumerate(inside) if other != at)
            pieces = pieces_of(segment, [token for token in claim.content if token.text != STAND_IN])
            if nested or not pieces or claim.speaker is None:
                continue
            phrase = describe(claim.speaker, claim.cue[0])
            speaker = segment.span(phrase.first.idx, phrase.last.idx + len(phrase.last.text))
            yield frozenset(features(claim)), _is_right(pieces, speaker, marked)


def _is_right(pieces: Iterable[Span], speaker: Span, marked: Marked) -> bool:
    found = _characters(pieces)
    for quote, speakers in marked:
        there = _characters(quote)
        near = len(found & there) >= OVERLAP * len(found | there)
        if near and any(start < speaker[1] and speaker[0] < end for start, end in speakers):
            return True
    return False


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def fit(findings: Sequence[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """A weight for each feature, and the bias."""
    counts = Counter(name for names, _ in findings for name in names)
    columns = {name: at for at, name in enumerate(sorted(n for n, seen in counts.items() if seen >= LEAST_SEEN))}
    table = np.zeros((len(findings), len(columns)))
    for row, (names, _) in enumerate(findings):
        for name in names & columns.keys():
            table[row, columns[name]] = 1
    model = LogisticRegression(C=REGULARIZATION, max_iter=2000).fit(table, [label for _, label in findings])
    weights = {name: round(float(model.coef_[0][at]), 2) for name, at in columns.items()}
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}
    return {"bias": round(float(model.intercept_[0]), 2), **kept}


if __name__ == "__main__":
    main()
