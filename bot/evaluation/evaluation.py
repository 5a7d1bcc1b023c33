"""Cases asked of one bot -> an evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.cases import Case
from bot.evaluation.figures import Figure, measure
from bot.evaluation.observations import Observation, observe
from bot.responder import Responder
from bot.settings import Settings

_BEARING = {"seeds", "data", "model", "reranker", "reader", "exact_up_to"}  # on answers

Track = Callable[[Sequence[Case]], Iterable[Case]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one snapshot, under one set of settings, made of the cases; observations are in their order."""

    snapshot: str
    settings: dict[str, Any]
    observations: tuple[Observation, ...]
    figures: tuple[Figure, ...]


def evaluate(responder: Responder, settings: Settings, cases: Sequence[Case], track: Track = iter) -> Evaluation:
    """Ask every case, once the model is warm, and measure. ``track`` passes the cases on and may show how far it is."""
    responder.respond(cases[0].question)
    observations = tuple(observe(responder, case) for case in track(cases))
    return Evaluation(responder.snapshot.name, public(settings), observations, measure(observations))


def public(settings: Settings) -> dict[str, Any]:
    """Return the settings that bear on answers, as JSON values; nothing of Telegram, so no token and no person."""
    return settings.model_dump(mode="json", include=_BEARING)
