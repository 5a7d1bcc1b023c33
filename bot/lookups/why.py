"""Why an answer is what it is: how each stage ranked and scored what was shown, and the best that was not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.confidence import assess, calibration_of
from bot.answering.material import Material
from bot.answering.quotes import choose, chosen_by, score
from bot.render import describe, location, short
from bot.types import Answer, Citation, NotOnRecord
from embeddings.search.query import is_foreign
from embeddings.text.language import base_language
from embeddings.types import Hit

STAGES = ("dense", "keyword", "rerank", "fused", "read", "quote")  # in the order in which they act
DEPTH = 100  # passages among which the ranks count

_Stage = Callable[[Hit], float | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a stage made of a passage. ``rank`` counts from 1; None where it is not among those that were ranked."""

    rank: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """One passage. ``mark`` is its number, or that it was not shown; a stage that did not find it is left out."""

    mark: str
    source: str
    stages: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``facts`` of the whole answer, by name, and a row for each passage that was shown, then the best that was not."""

    facts: Mapping[str, str]
    rows: tuple[Row, ...]


def explain(outcome: Answer | NotOnRecord, material: Material, proposed: Sequence[Hit], snapshot: str) -> Explanation:
    """Explain an outcome by the hits that it was chosen from and all that were proposed, DEPTH of them at most."""
    quoted, evidence = _quoted(material), material.found.evidence
    stages: dict[str, _Stage] = {
        "dense": lambda hit: hit.scores.dense,
        "keyword": lambda hit: hit.scores.keyword,
        "rerank": lambda hit: hit.scores.rerank,
        "fused": lambda hit: hit.scores.fused,
        "read": lambda hit: evidence[hit.passage.id].strength if hit.passage.id in evidence else None,
        "quote": lambda hit: quoted.get(hit.passage.id),
    }
    ranks = {stage: _ranks(proposed, of) for stage, of in stages.items()}
    shown = {citation.passage.id for citation in outcome.citations}
    others = [hit for hit in proposed if hit.passage.id not in shown]
    best = min(others, key=lambda hit: (-quoted.get(hit.passage.id, float("-inf")), hit.rank), default=None)

    def row(mark: str, source: str, hit: Hit) -> Row:
        scores = {stage: of(hit) for stage, of in stages.items()}
        standing = {s: Standing(ranks[s].get(hit.passage.id), v) for s, v in scores.items() if v is not None}
        return Row(mark, source, standing)

    rows = [row(f"[{citation.number}]", _source(citation), _hit(citation)) for citation in outcome.citations]
    if best is not None:
        rows.append(row("not shown", f"{describe(best.document)}, ¶ {best.passage.paragraph}", best))
    return Explanation(_facts(outcome, material, len(proposed), snapshot), tuple(rows))


def why_lines(explanation: Explanation) -> list[str]:
    """Return an explanation as lines of plain text: the facts on the first, then one for each passage."""
    facts = ", ".join(f"{name} {value}" for name, value in explanation.facts.items())
    return [facts, *(f"{row.mark} {standing_line(row)}: {row.source}" for row in explanation.rows)]


def standing_line(row: Row) -> str:
    """Return what the stages made of a passage, on one line."""
    return ", ".join(f"{stage} {standing_text(row.stages.get(stage))}" for stage in STAGES if stage in row.stages)


def standing_text(standing: Standing | None) -> str:
    """Return a score with its rank."""
    if standing is None:
        return "–"
    return f"{standing.score:.3f}" if standing.rank is None else f"{standing.score:.3f} (#{standing.rank})"


def _quoted(material: Material) -> dict[str, float]:
    """Return the score of the best window of each passage."""
    best: dict[str, float] = {}
    weights = chosen_by(material.found)
    for window in material.windows:
        best[window.hit.passage.id] = max(score(window, weights), best.get(window.hit.passage.id, float("-inf")))
    return best


def _ranks(hits: Sequence[Hit], of: _Stage) -> dict[str, int]:
    scored = [(value, hit) for hit in hits if (value := of(hit)) is not None]
    ordered = sorted(scored, key=lambda pair: (-pair[0], pair[1].rank))
    return {hit.passage.id: rank for rank, (_, hit) in enumerate(ordered, start=1)}


def _hit(citation: Citation) -> Hit:
    return Hit(citation.passage, citation.document, citation.scores, citation.number)


def _source(citation: Citation) -> str:
    return f"{describe(citation.document)}, {location(citation)}"


def _facts(outcome: Answer | NotOnRecord, material: Material, proposed: int, snapshot: str) -> dict[str, str]:
    found = material.found
    facts = {"outcome": "answered" if isinstance(outcome, Answer) else outcome.reason.replace("_", " ")}
    facts |= {"confidence": f"{outcome.confidence:.3f}"}
    if found.hits:
        choice = choose(material)
        quoted = choice.windows[0].hit if choice.windows else found.hits[0]
        foreign = is_foreign(found.query.language, base_language(quoted.document.language))
        sure, least = assess(material, choice), calibration_of(found, quoted).least(foreign=foreign)
        facts |= {"on record": f"{sure.answerable:.3f}", "threshold": f"{least:.3f}"}
    filters = found.query.filters.labels()
    facts |= {"filters": short(" ".join(filters))} if filters else {}
    facts |= {"asked about": str(found.query.when)} if found.query.when is not None else {}
    return facts | {"passages ranked": str(proposed), "snapshot": snapshot}
