"""Fit the weights that tell reported speech from other uses of the same verbs.

    python -m benchmarks.fit_statements corpus.jsonl attributions.jsonl --told WHICH [--said FILE …] [--out FILE]

The corpus has rows ``{"id", "text"}``; the attributions have ``doc_id`` and ``offsets`` with ``quote`` and
``speaker`` spans (PolNeAR's, for one). A finding of the patterns is right if it shares most of its characters
with a marked quotation whose speaker it names. Files for ``evaluate --statements`` may be added: what they hold is
right, and what they don't hold weighs little, as they don't tell everything.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.evaluation.speakers import read_said
from embeddings.statements.claim import Claim
from embeddings.statements.clauses import claims
from embeddings.statements.extract import sentences_of
from embeddings.statements.parser import parse
from embeddings.statements.pieces import pieces_of
from embeddings.statements.plausibility import features
from embeddings.statements.segments import STAND_IN, Segment
from embeddings.statements.speakers import describe
from embeddings.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS = Path("embeddings/statements/weights.json")
COMMAND = "python -m benchmarks.fit_statements CORPUS ATTRIBUTIONS"
REGULARIZATION = 0.3  # the inverse of the L2 penalty; 0.1 to 1 cross-validate alike
LEAST_SEEN = 8  # findings a feature must hold of
SMALLEST = 0.02  # weights nearer to zero are left out
OVERLAP = 0.4  # shared characters of all, for a right finding
# Of a finding in a file of what is said: what it holds of the words, what the words hold of it.
HELD, TOLD = 0.5, 0.3
UNTOLD = 0.06  # how much a finding counts that such a file does not hold

Marked = Sequence[tuple[list[Span], list[Span]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("attributions", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--told", required=True, help="which texts these are, in words that stand beside the weights")
    parser.add_argument("--said", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    marked: dict[str, list[tuple[list[Span], list[Span]]]] = defaultdict(list)
    for row in _rows(arguments.attributions):
        offsets = row["offsets"]
        marked[row["doc_id"]].append((offsets["quote"], offsets.get("speaker") or []))
    findings: list[tuple[frozenset[str], bool]] = []
    for row in _rows(arguments.corpus):
        findings.extend(_findings(row["text"], marked[row["id"]]))
    told = [found for path in arguments.said for found in _told(path)]
    weights = fit(findings + told, [1.0] * len(findings) + [1.0 if right else UNTOLD for _, right in told])
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
        for pieces, claim in _claimed(segment, doc):
            if claim.speaker is not None:
                phrase = describe(claim.speaker, claim.cue[0])
                speaker = segment.span(phrase.first.idx, phrase.last.idx + len(phrase.last.text))
                yield frozenset(features(claim)), _is_right(pieces, speaker, marked)


def _claimed(segment: Segment, doc: Doc) -> Iterator[tuple[list[Span], Claim]]:
    """The findings of a sentence that name a speaker and are no part of another, with the document's spans."""
    found = [claim for claim in claims(doc) if claim.speaker is not None]
    inside = [{token.i for token in claim.content} for claim in found]
    for at, claim in enumerate(found):
        nested = any(claim.cue[0].i in tokens for other, tokens in enumerate(inside) if other != at)
        pieces = pieces_of(segment, [token for token in claim.content if token.text != STAND_IN])
        if pieces and not nested:
            yield pieces, claim


def _told(path: Path) -> Iterator[tuple[frozenset[str], bool]]:
    """The features of every finding in the texts of a file of what is said, and whether that is among it."""
    texts: dict[str, list[frozenset[int]]] = defaultdict(list)
    for gold in read_said(path):
        texts[gold.text].append(frozenset(range(*gold.words)))
    for text, said in texts.items():
        sentences = sentences_of(text)
        for segment, doc in zip(sentences, parse(segment.text for segment in sentences), strict=True):
            for pieces, claim in _claimed(segment, doc):
                found = _characters(pieces)
                shares = [len(found & words) / len(words) for words in said if len(found & words) >= TOLD * len(found)]
                yield frozenset(features(claim)), max(shares, default=0.0) >= HELD


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


def fit(findings: Sequence[tuple[frozenset[str], bool]], heed: Sequence[float]) -> dict[str, float]:
    """A weight for each feature, and the bias; ``heed`` says how much each finding counts."""
    counts = Counter(name for names, _ in findings for name in names)
    columns = {name: at for at, name in enumerate(sorted(n for n, seen in counts.items() if seen >= LEAST_SEEN))}
    table = np.zeros((len(findings), len(columns)))
    for row, (names, _) in enumerate(findings):
        for name in names & columns.keys():
            table[row, columns[name]] = 1
    model = LogisticRegression(C=REGULARIZATION, max_iter=2000).fit(
        table, [label for _, label in findings], sample_weight=list(heed)
    )
    weights = {name: round(float(model.coef_[0][at]), 2) for name, at in columns.items()}
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}
    return {"bias": round(float(model.intercept_[0]), 2), **kept}


if __name__ == "__main__":
    main()
