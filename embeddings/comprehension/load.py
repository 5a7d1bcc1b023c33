"""Which model comprehends: the project's own, none, or one for extractive question answering by name or folder."""

from __future__ import annotations

from functools import cache

from embeddings.comprehension.comprehension import Comprehension, load_comprehension
from embeddings.comprehension.pretrained import PretrainedComprehension
from embeddings.comprehension.weights import read_card

OWN, OFF = "onrecord", "off"


@cache
def load_reader(name: str) -> Comprehension | None:
    """Return the model of a name, the same each time, None for "off". Raises ModelError where it can't be loaded."""
    if name == OFF:
        return None
    return load_comprehension() if name == OWN else PretrainedComprehension(name)


def reader_digest(name: str) -> str | None:
    """Return what tells a model from another, and loads none for it; None for 'off'."""
    if name == OFF:
        return None
    return read_card().digest if name == OWN else name
