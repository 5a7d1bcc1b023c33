"""Questions and the libraries they are asked of -> examples to fit confidence to.

Every question is asked of the whole library, then of the library without the documents that answer it (and those of the
same title), then of small parts of it, with and without them: a threshold that was learnt from one library and one kind
of unanswerable question would be about those. Of documents that were written with questions and near misses, each is
asked as a library of its own, or with the others of its ``library``.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.comprehension.written import read_written
from benchmarks.libraries import part_of
from bot.calibration.examples import ask, ask_without
from bot.calibration.fit import Example
from bot.evaluation.cases import Case, read_cases
from embeddings.comprehension.comprehension import Comprehension
from embeddings.encoding.encoder import Encoder
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder

PARTS = ((1, 40), (3, 30), (10, 20), (30, 10), (100, 4), (300, 2))  # documents, libraries of so many
MOST = 40  # questions of each kind that a part is asked
# What one counts that is asked without its documents, unless a set has no others that can't be answered, and what one
# counts that is asked of a part of the library.
LEFT_OUT, PART = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A set of questions and the library they are asked of; ``alone``, each of the documents alone that it is about."""

    name: str
    data: Path
    cases: Sequence[Case]
    alone: bool = False


def set_of(text: str) -> Asked:
    data, _, files = text.partition("=")
    questions, _, unanswerable = files.partition(",")
    cases = read_cases(Path(questions)) + (read_cases(Path(unanswerable), answerable=False) if unanswerable else [])
    return Asked(Path(questions).parent.name, Path(data), cases)


def alone(text: str) -> Asked:
    data, _, file = text.partition("=")
    rows = read_written(Path(file))
    libraries: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        libraries[_library(row)][row["id"]] = None
    cases = [
        Case(
            f"{row['id']} {at}",
            asked["question"],
            "answer" in asked,
            (asked["answer"],) if "answer" in asked else (),
            libraries[_library(row)],
        )
        for row in rows
        for at, asked in enumerate([*row["questions"], *row["unanswerable"]])
    ]
    return Asked(f"{Path(file).parent.name}_{Path(file).stem}", Path(data), cases, alone=True)


def _library(row: Mapping[str, Any]) -> str:
    return str(row.get("library", row["id"]))


def examples_of(
    asked: Asked,
    encoder: Encoder,
    reader: Comprehension | None,
    weight: float,
    parts: Sequence[tuple[int, int]] | None = None,
) -> Iterator[Example]:
    """Ask a set of its library, of the library without what answers, and of parts of it."""
    with closing(open_current(asked.data)) as built:
        ids = sorted(built.store.documents())
        with part_of(built, ids, None if built.manifest.encoder == encoder.spec else encoder) as whole:
            finder = Finder(whole, encoder, comprehension=reader)
            if asked.alone:
                yield from _each_alone(finder, asked.cases, weight)
                return
            yield from ask(finder, asked.cases, weight=weight)
            only = all(case.answerable for case in asked.cases)
            apart = weight * (1.0 if only else LEFT_OUT)
            yield from ask_without(finder, of_matters(asked.cases, whole), weight=apart, plain=False)
            generator = random.Random(0)  # noqa: S311  the same parts every time
            for size, count in PARTS if parts is None else parts:
                for _ in range(count if size < len(ids) / 2 else 0):
                    yield from _part(finder, asked.cases, ids, size, generator, weight * PART)


def _each_alone(whole: Finder, cases: Sequence[Case], weight: float) -> Iterator[Example]:
    """Ask the questions about each few documents of a library that has only these."""
    by_documents: defaultdict[frozenset[str], list[Case]] = defaultdict(list)
    for case in cases:
        by_documents[frozenset(case.relevant)].append(case)
    for identities, some in by_documents.items():
        with part_of(whole.snapshot, identities) as library:
            yield from ask(replace(whole, snapshot=library), some, weight=weight)


def of_matters(cases: Sequence[Case], library: OpenLibrary) -> list[Case]:
    """Return the cases with every document of the same title as relevant: paragraphs of one article are one matter."""
    titled: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    titles = {identity: document.title or identity for identity, document in library.store.documents().items()}
    for identity, title in titles.items():
        titled[title][identity] = None
    return [
        replace(case, relevant={**case.relevant, **_joined(titled[titles.get(one, one)] for one in case.relevant)})
        for case in cases
    ]


def _joined(several: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    return {name: value for one in several for name, value in one.items()}


def _part(
    whole: Finder,
    cases: Sequence[Case],
    ids: Sequence[str],
    size: int,
    generator: random.Random,
    weight: float,
) -> Iterator[Example]:
    relevant = sorted({identity for case in cases if case.answerable for identity in case.relevant} & {*ids})
    chosen = {*generator.sample(relevant, max(1, size // 2)), *generator.sample(ids, size // 2)}
    inside = [case for case in cases if case.answerable and chosen & {*case.relevant}]
    others = [case for case in cases if not chosen & {*case.relevant} and (case.answerable or not case.relevant)]
    with part_of(whole.snapshot, chosen) as library:
        part = replace(whole, snapshot=library)
        asked = generator.sample(inside, min(MOST, len(inside)))
        yield from ask(part, asked, weight=weight, plain=False)
        asked = generator.sample(others, min(MOST, max(2, len(inside))))
        yield from ask_without(part, asked, weight=weight, plain=False)
        yield from ask(part, (c for c in asked if not c.answerable), weight=weight, plain=False)
