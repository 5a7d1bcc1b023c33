"""How often the right paragraph comes first, by the language of the question: by dense search alone, and after fusion.

    python -m benchmarks.crosslingual FOLDER DATA [DATA ...] [--answers] [--count 150]

FOLDER holds questions about paragraphs, as XQuAD's, in files ``questions-LANGUAGE.jsonl``, of which 150 are asked, the
same in every language. Each DATA holds an index of the paragraphs in English, or another language, by one model, as
``onrecord rebuild`` makes it. Dense search alone takes the question's vector as it is.

With --answers, 30 are answered instead, with the reader: how often the first quote answers, how many are answered, and
how many all the same where their whole article is missing (without titles, their paragraph), which should be none.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from bot.answering.outcome import outcome_of
from bot.answering.quotes import MOST
from bot.evaluation.matching import holds
from bot.questions.question import question_of
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.library.condition import Condition
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder, candidates
from embeddings.search.fusion import fuse
from embeddings.search.query import make_query

ASKED, ANSWERED = 150, 30
NEAR = "es de ru vi tr ro".split()
FAR = "ar zh hi th el".split()


def main() -> None:
    """Print a few rows for each library."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("libraries", nargs="+", type=Path)
    parser.add_argument("--answers", action="store_true")
    parser.add_argument("--count", type=int, help="questions in each language")
    options = parser.parse_args()
    folder, count = options.folder, options.count or (ANSWERED if options.answers else ASKED)
    asked = {path.stem.removeprefix("questions-"): chosen(path) for path in sorted(folder.glob("questions-*.jsonl"))}
    print("model", "", *asked, f"mean of {' '.join(NEAR)}", f"mean of {' '.join(FAR)}", sep="\t")
    for library in options.libraries:
        snapshot = open_current(library)
        model = snapshot.manifest.encoder.model
        responder = Responder(Settings(data=library, model=model), snapshot)
        measure = answers_of if options.answers else shares_of
        shares = {language: measure(responder, questions[:count]) for language, questions in asked.items()}
        for way in next(iter(shares.values())):
            figures = [shares[language][way] for language in asked]
            means = [mean(shares[language][way] for language in some if language in shares) for some in (NEAR, FAR)]
            print(model, way, *(f"{figure:.3f}" for figure in (*figures, *means)), sep="\t", flush=True)
        responder.close()


def shares_of(responder: Responder, questions: list[dict[str, Any]]) -> dict[str, float]:
    """Return the share of questions whose right document comes first, in either way."""
    snapshot, right = responder.snapshot, dict.fromkeys(("dense alone", "after fusion", "by sentences, too"), 0)
    for question in questions:
        wanted = wanted_by(question)
        query = make_query(question["question"])
        vector = responder.encoder.encode_query(query.text)
        found = candidates(snapshot, vector, query)
        nearest, _ = snapshot.passages.nearest(vector, 1, Condition())[0]
        best = found.passages[int(np.argmax(fuse(found, query)))]
        with responder.finding() as finder:
            hits = finder.find(query).hits
        right["dense alone"] += snapshot.passages.of([nearest])[nearest].document_id in wanted
        right["after fusion"] += best.document_id in wanted
        right["by sentences, too"] += hits[0].document.id in wanted
    return {way: count / len(questions) for way, count in right.items()}


def answers_of(responder: Responder, questions: list[dict[str, Any]]) -> dict[str, float]:
    """Return the share of first quotes that answer, of questions answered, and of those without their article."""
    right = dict.fromkeys(("first quote answers", "answered", "answered without its article"), 0)
    with responder.finding() as finder:
        documents = finder.snapshot.store.documents()
        for question in questions:
            wanted = wanted_by(question)
            titles = {documents[one].title for one in wanted & documents.keys()} - {None, ""}
            article = wanted | {identity for identity, document in documents.items() if document.title in titles}
            answer = outcome_of_text(finder, question["question"])
            if isinstance(answer, Answer):
                held = [*question["answers"], *question.get("answers_en", [])]
                cited = {one.number: one.document.id for one in answer.citations}
                first = answer.quotes[0]
                right["first quote answers"] += cited[first.citation] in wanted and holds(first.text, held)
                right["answered"] += 1
            without = outcome_of_text(replace(finder, without=article), question["question"])
            right["answered without its article"] += isinstance(without, Answer)
    return {way: count / len(questions) for way, count in right.items()}


def outcome_of_text(finder: Finder, text: str) -> Answer | NotOnRecord:
    """Return what is answered to a question that stands alone."""
    query = make_query(text)
    return outcome_of(question_of(query), finder.find(query), MOST)


def wanted_by(question: dict[str, Any]) -> set[str]:
    """Return the documents that answer, in whichever language a library has them."""
    return {document["doc_id"] for document in (*question.get("relevant_en", []), *question["relevant"])}


def chosen(path: Path) -> list[dict[str, Any]]:
    """Return the questions that are asked: those of the same numbers in every language."""
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return random.Random(7).sample(questions, min(ASKED, len(questions)))  # noqa: S311  the same questions each time


if __name__ == "__main__":
    main()
