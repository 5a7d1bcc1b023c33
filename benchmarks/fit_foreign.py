"""Fit the weights that count where question and passage differ in language; the others stay.

python -m benchmarks.fit_foreign DATA=QUESTIONS[,MOST] [DATA=QUESTIONS[,MOST] ...] [--same 4] [--only NAME ...]
    [--quotes] [--cross-validate]

They are those of fusion.json or, with --quotes, those of quotes.json, with every reader and without.

The questions are about the documents of the index, in any language: XQuAD's ask for the English paragraphs with what
they have as "relevant_en", those of a library of several languages with "relevant". Of each file all are asked, or so
many, the same each time. A question whose right passage is in its own language, in a library of several, counts
``--same`` times: what is moved must not drown it. Where features are named with ``--only``, the others weigh nothing.
Without --cross-validate the weights are written for the model that made the first index, which ONRECORD_MODEL names;
with it, five folds are left out in turn, by article, and what came of them is printed: the share of questions whose
right document comes first or, with --quotes, whose first quote answers.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import mean
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.fit_ranking import FOLDS, Case, article_of, material_of, read_case
from benchmarks.libraries import Remembering
from benchmarks.logit import Array, Choice, fit_choices
from bot.answering import quotes
from bot.answering.windows import Window
from bot.evaluation.matching import holds
from bot.responder import Responder
from bot.settings import Settings
from embeddings.comprehension.load import OFF
from embeddings.search import fusion

COMMAND = "python -m benchmarks.fit_foreign DATA=QUESTIONS ..."
FOREIGN = ("foreign", "foreign_dense", "foreign_chance", "foreign_names", "foreign_common")
OF_QUOTES = ("foreign", "foreign_passage", "foreign_dense", "foreign_words")
Weights = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asked", nargs="+", help="a data folder and what to ask of it: DATA=QUESTIONS[,MOST]")
    parser.add_argument("--same", type=float, default=4.0, help="what one counts whose passage is in its language")
    parser.add_argument("--only", nargs="+", default=FOREIGN, choices=FOREIGN, help="the features that may weigh")
    parser.add_argument("--quotes", action="store_true", help="fit the weights of quotes.json")
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    sets = {one: _cases(one) for one in options.asked}
    cases = [case for some in sets.values() for case in some]
    model = cases[0].found.model
    if options.quotes:
        _fit_quotes(model, sets, options)
        return
    before: Weights = json.loads(fusion.WEIGHTS.read_text(encoding="utf-8"))[model]["weights"]
    if options.cross_validate:
        folds = [crc32(article_of(case).encode()) % FOLDS for case in cases]
        fits = [
            fit_foreign([case for case, at in zip(cases, folds, strict=True) if at != fold], before, options)
            for fold in range(FOLDS)
        ]
        used = [fits[fold] for fold in folds]
    else:
        used = [fit_foreign(cases, before, options)] * len(cases)
        _write(model, used[0], ", ".join(f"{len(some)} of {_file(name)}" for name, some in sets.items()))
        print({name: used[0][name] for name in FOREIGN})
    firsts = iter([is_first(case, weights) for case, weights in zip(cases, used, strict=True)])
    for name, some in sets.items():
        print(f"{mean(next(firsts) for _ in some):.3f} of {len(some)} {name}")


def _fit_quotes(model: str, sets: Mapping[str, Sequence[Case]], options: argparse.Namespace) -> None:
    """Fit the weights of quotes, and write them or, left out by article, print how many first quotes answer."""
    cross_validate = options.cross_validate
    tables = json.loads(quotes.WEIGHTS.read_text(encoding="utf-8"))
    order: Weights = json.loads(fusion.WEIGHTS.read_text(encoding="utf-8"))[model]["weights"]
    asked = [(case, material_of(case, order).windows) for some in sets.values() for case in some]
    folds = [crc32(article_of(case).encode()) % FOLDS for case, _ in asked]
    told = (
        f"foreign_*: {COMMAND} --quotes, on {', '.join(f'{len(some)} of {_file(name)}' for name, some in sets.items())}"
    )
    for name in (name for name in tables if name.partition(" ")[0] == model):
        before: Weights = tables[name]["weights"]
        fits = [
            _quotes_fitted(
                [one for one, at in zip(asked, folds, strict=True) if not cross_validate or at != fold],
                before,
                options.same,
            )
            for fold in range(FOLDS if cross_validate else 1)
        ]
        used = [fits[fold] if cross_validate else fits[0] for fold in folds]
        firsts = iter([_first_answers(case, windows, its) for (case, windows), its in zip(asked, used, strict=True)])
        print(name, {key: round(fits[0][key], 4) for key in OF_QUOTES})
        for file, some in sets.items():
            print(f"{mean(next(firsts) for _ in some):.3f} of {len(some)} {file}")
        tables[name] |= {"across": told, "weights": fits[0]}
    if not cross_validate:
        quotes.WEIGHTS.write_text(json.dumps(tables, indent=2) + "\n", encoding="utf-8")


def _quotes_fitted(asked: Sequence[tuple[Case, Sequence[Window]]], before: Weights, same: float) -> Weights:
    kept = {name: 0.0 if name in OF_QUOTES else weight for name, weight in before.items()}
    choices = [
        Choice(
            np.array([[window.features[name] for name in OF_QUOTES] for window in windows]),
            np.array([_answers(case, window) for window in windows]),
            same if _is_same(case) and _is_mixed(case) else 1.0,
            np.array([quotes.score(window, kept) for window in windows]),
        )
        for case, windows in asked
        if windows
    ]
    return kept | dict(zip(OF_QUOTES, fit_choices(choices), strict=True))


def _first_answers(case: Case, windows: Sequence[Window], weights: Weights) -> bool:
    return bool(windows) and _answers(case, max(windows, key=lambda window: quotes.score(window, weights)))


def _answers(case: Case, window: Window) -> bool:
    relevant = {one["doc_id"] for one in case.question["relevant"]}
    return window.hit.document.id in relevant and holds(window.text, case.question["answers"])


def fit_foreign(cases: Sequence[Case], before: Weights, options: argparse.Namespace) -> Weights:
    """Return all the weights, those across languages fitted beside the others."""
    names = list(before)
    free = [names.index(name) for name in options.only]
    kept = np.array([0.0 if name in FOREIGN else weight for name, weight in before.items()])
    choices = []
    for case in cases:
        share = options.same if _is_same(case) and _is_mixed(case) else 1.0
        choices.append(Choice(case.columns[:, free], case.document, share, case.columns @ kept))
    fitted = dict(zip(options.only, fit_choices(choices), strict=True))
    return {name: fitted.get(name, 0.0) if name in FOREIGN else weight for name, weight in before.items()}


def is_first(case: Case, weights: Weights) -> bool:
    """Whether a passage of the right document comes first by these weights."""
    scores: Array = case.columns @ np.array(list(weights.values()))
    return bool(case.document[int(np.argmax(scores))])


def _is_same(case: Case) -> bool:
    """Whether a right passage is in the question's language."""
    return bool((case.document & (_foreign(case) == 0)).any())


def _is_mixed(case: Case) -> bool:
    return bool(_foreign(case).any() and not _foreign(case).all())


def _foreign(case: Case) -> Array:
    column: Array = case.columns[:, list(fusion.features(case.found, case.question["query"])).index("foreign")]
    return column


def _file(asked_of: str) -> str:
    """Return the name of a file of questions and of its folder: paths of this machine are not told."""
    path = Path(asked_of.partition("=")[2].partition(",")[0])
    return f"{path.parent.name}/{path.name}"


def _cases(asked_of: str) -> list[Case]:
    data, _, file = asked_of.partition("=")
    questions, _, most = file.partition(",")
    rows = [json.loads(line) for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    asked = random.Random(11).sample(rows, min(int(most or len(rows)), len(rows)))  # noqa: S311  the same each time
    with closing(Responder(Settings(data=Path(data), reader=OFF))) as responder:
        encoder = Remembering(responder.encoder)
        return [read_case(responder, encoder, _in_either(row)) for row in asked]


def _in_either(row: dict[str, Any]) -> dict[str, Any]:
    """Return a question with what answers it in its own language and in English."""
    both = {name: [*row[name], *row.get(f"{name}_en", [])] for name in ("answers", "relevant")}
    return row | both


def _write(model: str, weights: Weights, told: str) -> None:
    tables = json.loads(fusion.WEIGHTS.read_text(encoding="utf-8"))
    tables[model] |= {"across": f"foreign_*: {COMMAND}, on {told}", "weights": weights}
    fusion.WEIGHTS.write_text(json.dumps(tables, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
