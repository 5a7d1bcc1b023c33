"""How well a model reads: documents asked alone, answerable questions against near misses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.comprehension.pairs import HIGH, overlap
from benchmarks.comprehension.written import Row, passages_of
from bot.evaluation.cases import Case
from bot.evaluation.matching import holds
from bot.responder import Responder
from embeddings.comprehension.evidence import Evidence
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from embeddings.text.sentences import sentence_spans
from embeddings.types import Span

Read = Callable[[str, Sequence[tuple[str, str]]], list[Evidence]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question: the strongest evidence in the document, and whether its sentences hold the answer.

    ``right`` is None for a near miss.
    """

    evidence: Evidence
    overlap: float
    right: bool | None


def ask_alone(rows: Iterable[Row], read: Read) -> list[Asked]:
    """Ask every question and near miss of each document of the document alone."""
    return [asked for row in rows for asked in _ask(row, read)]


def _ask(row: Row, read: Read) -> Iterable[Asked]:
    passages = passages_of(row)
    given = [(row["title"], passage.text) for passage in passages]
    for asked in [*row["questions"], *row["unanswerable"]]:
        found = read(asked["question"], given)
        best = max(range(len(found)), key=lambda at: found[at].strength)
        right = None
        if "answer" in asked:
            right = asked["answer"] in _sentences(passages[best].text, found[best].span)
        yield Asked(found[best], overlap(asked["question"], row["text"]), right)


def ask_library(responder: Responder, cases: Iterable[Case], read: Read, passages: int = 5) -> list[Asked]:
    """Ask each case of the best passages that a library has for it."""
    return [_ask_best(responder, case, read, passages) for case in cases]


def _ask_best(responder: Responder, case: Case, read: Read, passages: int) -> Asked:
    hits = Finder(responder.snapshot, responder.encoder).find(make_query(case.question)).hits[:passages]
    found = read(case.question, [(hit.document.title or "", hit.passage.text) for hit in hits])
    best = max(range(len(found)), key=lambda at: found[at].strength)
    text = hits[best].passage.text
    right = holds(_sentences(text, found[best].span), case.answers) if case.answerable else None
    return Asked(found[best], overlap(case.question, text), right)


def _sentences(text: str, span: Span | None) -> str:
    """Return the whole sentences in which a span lies."""
    start, end = span or (0, 0)
    held = [one for one in sentence_spans(text, 0, len(text)) if one[0] < end and start < one[1]]
    return text[held[0][0] : held[-1][1]] if held else ""


def auroc(yes: Sequence[float], no: Sequence[float]) -> float:
    """Return how often one that answers scores above one that doesn't."""
    if not yes or not no:
        return float("nan")
    above = np.subtract.outer(np.array(yes), np.array(no))
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def kept(yes: Sequence[float], no: Sequence[float], refused: float = 0.9) -> float:
    """Return the share of those that answer above the score that refuses a share of those that don't."""
    return float((np.array(yes) > np.quantile(no, refused)).mean())


def report(name: str, asked: Sequence[Asked]) -> str:
    """Return the figures in a few lines."""
    lines = [name]
    no = [one for one in asked if one.right is None]
    yes = [one for one in asked if one.right is not None]
    for what, part in (
        ("all", yes),
        ("high overlap", [one for one in yes if one.overlap >= HIGH]),
        ("low overlap", [one for one in yes if one.overlap < HIGH]),
    ):
        if part:
            lines.append(f"  {what} {len(part)} + {len(no)}: {_figures(part, no)}")
    return "\n".join(lines)


def _figures(yes: Sequence[Asked], no: Sequence[Asked]) -> str:
    ways: dict[str, Callable[[Evidence], float]] = {
        "strength": lambda one: one.strength,
        "whole": lambda one: one.answerable,
        "span": lambda one: one.score,
    }
    areas = {
        name: auroc([way(one.evidence) for one in yes], [way(one.evidence) for one in no]) for name, way in ways.items()
    }
    share = kept([one.evidence.strength for one in yes], [one.evidence.strength for one in no])
    told = ", ".join(f"{name} {area:.3f}" for name, area in areas.items())
    right = np.mean([bool(one.right) for one in yes])
    return f"right sentence {right:.3f}, AUROC {told}, kept at 90 % refused {share:.3f}"
