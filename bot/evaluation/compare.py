"""Two evaluations of the same cases -> what changed, figure by figure and question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.evaluation.bootstrap import Estimate, difference
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import CUTOFFS, Figure
from bot.evaluation.observations import Observation
from bot.responder import Responder
from bot.settings import Settings, load_settings
from embeddings.errors import UsageError
from embeddings.library.snapshot import Snapshot, open_current, open_snapshot

Kind = Literal["worse", "better", "other"]
KINDS: tuple[Kind, ...] = ("worse", "better", "other")


@dataclass(frozen=True, slots=True)
class Change:
    """A question that the other bot handles in another way; ``other`` is neither better nor worse by what is known."""

    kind: Kind
    before: Observation
    after: Observation


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of both, and by how much it changed; None where either has no value."""

    before: Figure
    after: Figure
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """From ``before``, the bot as it is, to ``after``, what it was compared with."""

    before: Evaluation
    after: Evaluation
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]


def open_other(what: str, settings: Settings) -> tuple[Responder, Settings]:
    """Open what is compared with: a settings file (.toml), a data folder, or a snapshot's name in the same folder.

    A snapshot is asked through the model that made it. Raises UsageError where there is no such thing.
    """
    path = Path(what)
    if path.suffix == ".toml":
        other = load_settings(over=path)
        return Responder(other), other
    if (path / "index").is_dir():
        return _open(open_current(path), settings.model_copy(update={"data": path}))
    folder = settings.data / "index" / what
    if what and path.name == what and folder.is_dir():
        return _open(open_snapshot(folder), settings)
    raise UsageError(
        f"There is nothing to compare with at {what!r}: it is no settings file (.toml), no data folder, and no "
        f"snapshot in {str(settings.data / 'index')!r}."
    )


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare two evaluations of the same cases."""
    figures = {figure.key: figure for figure in after.figures}
    differences = tuple(_difference(figure, figures[figure.key]) for figure in before.figures)
    pairs = zip(before.observations, after.observations, strict=True)
    return Comparison(before, after, differences, tuple(_changes(list(pairs))))


def _open(snapshot: Snapshot, settings: Settings) -> tuple[Responder, Settings]:
    other = settings.model_copy(update={"model": snapshot.manifest.encoder.model})
    return Responder(other, snapshot), other


def _difference(before: Figure, after: Figure) -> Difference:
    if before.estimate is None or after.estimate is None:
        return Difference(before, after, None)
    return Difference(before, after, difference(before.estimate, after.estimate))


def _changes(pairs: Sequence[tuple[Observation, Observation]]) -> list[Change]:
    changes = []
    for before, after in pairs:
        first, second = _grade(before), _grade(after)
        if first != second:
            changes.append(Change("better" if second > first else "worse", before, after))
        elif _look(before) != _look(after):
            changes.append(Change("other", before, after))
    return changes


def _grade(seen: Observation) -> tuple[int, int]:
    """Grade an outcome, more is better: what was shown comes first, the relevant document at 1, 3 or 10 second.

    A wrong answer is worse than none. Where no answers are known, any answer beats a refusal.
    """
    case = seen.case
    if not case.answerable:
        return int(not seen.answered), 0
    if not case.answers:
        shown = int(seen.answered)
    elif seen.quote_holds:
        shown = 3
    elif seen.any_quote_holds:
        shown = 2
    else:
        shown = int(not seen.answered)
    return shown, sum(seen.document_rank is not None and seen.document_rank <= cutoff for cutoff in CUTOFFS)


def _look(seen: Observation) -> tuple[object, ...]:
    """Return what the asker is told; scores, confidence and what is nearest to a refusal may differ without it."""
    return tuple((text, seen.shown[number - 1].source) for number, text in seen.quotes)
