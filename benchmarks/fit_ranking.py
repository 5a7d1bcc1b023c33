"""Fit the weights of fusion.json and quotes.json on questions asked of built indexes.

python -m benchmarks.fit_ranking DATA=QUESTIONS [DATA=QUESTIONS ...] [--alone DATA=WRITTEN ...] [--reader off]
    [--quotes] [--cross-validate]

Both are conditional logit models (logit.py). The weights are kept for the model that made the first index. The answers
of a question need to stand in its relevant document. Without --cross-validate the files are written; with it, five
folds of the questions are left out in turn, and what came of them is printed: those about one article, which is the
title of their document or what they have as "group", are always left out together, in whichever languages and sets they
are. With a reader, which is the project's own unless it is off, the weights of quotes.json are those for it, and
fusion.json stays as it is; with --quotes it also stays without one, and the passages are ordered by it. Documents that
were written with questions (--alone) are asked one by one, and count for the quotes alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import Remembering, RememberingReader
from benchmarks.logit import Array, Choice, fit_choices
from bot.answering import quotes
from bot.answering.material import Material, gather
from bot.evaluation.matching import holds
from bot.questions.question import question_of
from bot.responder import Responder
from bot.settings import Settings
from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.load import OFF, OWN, load_reader
from embeddings.encoding.encoder import Encoder
from embeddings.library.condition import Condition
from embeddings.retrieve import READ, Found, candidates, read_hits
from embeddings.search import fusion
from embeddings.search.likeness import likeness_of
from embeddings.search.query import make_query
from embeddings.search.spoken import Spoken
from embeddings.search.weights import weights_of
from embeddings.types import Document, Hit, Scores

FOLDS = 5
HITS = 10
ALONE = 0.5  # what a question counts that is asked of its document alone
COMMAND = "python -m benchmarks.fit_ranking DATA=QUESTIONS ..."


@dataclass(frozen=True, slots=True)
class Case:
    """One question: candidates by features, which are right, and which stand in a right document.

    ``alone`` says that it was asked of one document.
    """

    question: dict[str, Any]
    found: fusion.Candidates
    documents: dict[str, Document]
    columns: Array
    right: NDArray[np.bool_]
    document: NDArray[np.bool_]
    reader: Comprehension | None
    encoder: Encoder
    spoken: Spoken
    alone: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asked", nargs="+", help="a data folder and the questions to ask of it: DATA=QUESTIONS")
    parser.add_argument("--alone", action="append", default=[], help="a data folder and a file as shared/written has")
    parser.add_argument("--reader", default=OWN, help="as ONRECORD_READER has it")
    parser.add_argument("--quotes", action="store_true", help="leave fusion.json as it is, and order passages by it")
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    own = load_reader(options.reader)
    reader = RememberingReader(own) if own else None
    sets = {
        Path(questions): _cases(Path(data), Path(questions), reader, alone=alone)
        for alone, asked in ((False, options.asked), (True, options.alone))
        for data, questions in (one.split("=") for one in asked)
    }
    model = next(iter(sets.values()))[0].found.model
    order = dict(weights_of(fusion.WEIGHTS, model)) if options.quotes else None
    if options.cross_validate:
        folds = [_folds(cases) for cases in sets.values()]
        shown: dict[Path, list[tuple[bool, ...]]] = {questions: [] for questions in sets}
        for fold in range(FOLDS):
            first, second = _fit(
                [case for parts in folds for at, part in enumerate(parts) if at != fold for case in part], order
            )
            for questions, parts in zip(sets, folds, strict=True):
                shown[questions] += [_shown(case, first, second) for case in parts[fold]]
    else:
        first, second = _fit([case for cases in sets.values() for case in cases], order)
        told = ", ".join(
            f"{len(cases)} of {questions.parent.name}/{questions.name}" for questions, cases in sets.items()
        )
        command = COMMAND + " --alone DATA=WRITTEN" * bool(options.alone) + " --quotes" * options.quotes
        if reader is None and order is None:
            _write(fusion.WEIGHTS, model, first, command, told)
        _write(quotes.WEIGHTS, f"{model} {reader.digest}" if reader else model, second, command, told)
        shown = {questions: [_shown(case, first, second) for case in cases] for questions, cases in sets.items()}
    for questions, figures in shown.items():
        _print(f"{questions.parent.name}, {'left out' if options.cross_validate else 'fitted on'}", figures)


def _cases(data: Path, questions: Path, reader: Comprehension | None, *, alone: bool) -> list[Case]:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    if alone:
        rows = [
            {"question": asked["question"], "answers": [asked["answer"]], "relevant": [{"doc_id": row["id"]}]}
            for row in rows
            for asked in row["questions"]
        ]
    with closing(Responder(Settings(data=data, reader=OFF))) as responder:
        encoder = Remembering(responder.encoder)
        return [read_case(responder, encoder, row, reader, alone=alone) for row in rows if row.get("answers")]


def _folds(cases: Sequence[Case]) -> list[list[Case]]:
    folds: list[list[Case]] = [[] for _ in range(FOLDS)]
    for case in cases:
        folds[crc32(article_of(case).encode()) % FOLDS].append(case)
    return folds


def article_of(case: Case) -> str:
    """Return what a question is about, by which it is left out."""
    titles = [
        case.documents[one["doc_id"]].title for one in case.question["relevant"] if one["doc_id"] in case.documents
    ]
    return str(case.question.get("group") or next(filter(None, titles), case.question["question"]))


def read_case(
    responder: Responder,
    encoder: Encoder,
    row: dict[str, Any],
    reader: Comprehension | None = None,
    *,
    alone: bool = False,
) -> Case:
    """Return what a question, a row of a file, is to be chosen from."""
    query = make_query(str(row["question"]))
    relevant = {found_in["doc_id"] for found_in in row.get("relevant", [])}
    allowed = Condition(documents=frozenset(relevant)) if alone else Condition()
    vector = encoder.encode_query(query.text)
    found = candidates(responder.snapshot, vector, query, allowed)
    columns = fusion.features(found, query)
    document = np.array([passage.document_id in relevant for passage in found.passages])
    right = document & np.array([_answers(row, passage.text) for passage in found.passages])
    documents = responder.snapshot.store.documents((passage.document_id for passage in found.passages), private=True)
    features = np.stack(list(columns.values()), axis=1)
    spoken = Spoken(vector, query.language, found.model)
    return Case(row | {"query": query}, found, documents, features, right, document, reader, encoder, spoken, alone)


def material_of(case: Case, weights: dict[str, float]) -> Material:
    fused = case.columns @ np.array(list(weights.values()))
    order = np.argsort(-fused, kind="stable")[:HITS]
    hits = tuple(
        Hit(
            case.found.passages[at],
            case.documents[case.found.passages[at].document_id],
            Scores(float(case.found.dense[at]), None, float(fused[at])),
            rank,
        )
        for rank, at in enumerate(order, start=1)
    )
    query = case.question["query"]
    read = read_hits(case.reader, query, hits[:READ])
    likeness = likeness_of(case.encoder, case.spoken, hits)
    found = Found(query, case.found.weights, hits, 0, model=case.found.model, evidence=read, likeness=likeness)
    return gather(question_of(query), found)


def _fit_passages(cases: Sequence[Case]) -> dict[str, float]:
    names = list(fusion.features(cases[0].found, cases[0].question["query"]))
    sets = [
        Choice(case.columns, right, share)
        for case in cases
        for right, share in ((case.right, 0.7), (case.document, 0.3))
        if not case.alone
    ]
    return dict(zip(names, fit_choices(sets), strict=True))


def _fit(cases: Sequence[Case], first: dict[str, float] | None = None) -> tuple[dict[str, float], dict[str, float]]:
    """Fit the weights of the passages, unless they are given, and those of the windows."""
    first = first or _fit_passages(cases)
    choices = []
    window_names: list[str] = []
    for case in cases:
        found = material_of(case, first).windows
        window_names = list(found[0].features)
        columns = np.array([[window.features[name] for name in window_names] for window in found])
        relevant = {
            passage.document_id for passage, right in zip(case.found.passages, case.document, strict=True) if right
        }
        right = np.array([w.hit.document.id in relevant and _answers(case.question, w.text) for w in found])
        choices.append(Choice(columns, right, ALONE if case.alone else 1.0))
    return first, dict(zip(window_names, fit_choices(choices), strict=True))


def _shown(case: Case, first: dict[str, float], second: dict[str, float]) -> tuple[bool, ...]:
    """Relevant document first, answer in the first passage, in the first quote, in any quote."""
    choice = quotes.choose(material_of(case, first), weights=second)
    relevant = {passage.document_id for passage, right in zip(case.found.passages, case.document, strict=True) if right}
    texts = [window.text for window in choice.windows]
    best = choice.passages[0].passage
    return (
        best.document_id in relevant,
        _answers(case.question, best.text),
        _answers(case.question, texts[0]),
        any(_answers(case.question, text) for text in texts),
    )


def _answers(row: dict[str, Any], text: str) -> bool:
    return holds(text, row["answers"])


def _write(path: Path, model: str, weights: dict[str, float], command: str, told: str) -> None:
    """Put a model's weights in the place of those it had; of a model with a reader, the newest reader's are kept."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    if " " in model:
        tables = {
            name: table for name, table in tables.items() if not name.startswith(f"{model.split(maxsplit=1)[0]} ")
        }
    tables[model] = {"fitted_with": command, "fitted_on": told, "weights": weights}
    path.write_text(json.dumps(tables, indent=2) + "\n", encoding="utf-8")


def _print(what: str, shown: Sequence[tuple[bool, ...]]) -> None:
    names = ("relevant document first", "answer in first passage", "in first quote", "in any quote")
    shares = np.mean(np.array(shown, dtype=float), axis=0)
    print(f"{what}, {len(shown)} questions: " + ", ".join(f"{n} {s:.3f}" for n, s in zip(names, shares, strict=True)))


if __name__ == "__main__":
    main()
