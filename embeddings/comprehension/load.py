"""Which model comprehends: the project's own, none, or one for extractive question answering by name or folder."""

from __future__ import annotations

from functools import cache

from embeddings.comprehension.comprehension import Comprehension, load_comprehension
from embeddings.comprehension.pretrained import PretrainedComprehension

OWN, OFF = "onrecord", "off"


@cache
def load_reader(name: str) -> Comprehension | None:
    """Return the model of a name, the same each time, None for "off". Raises ModelError where it can't be loaded."""
    if name == OFF:
        return None
    return load_comprehension() if name == OWN else PretrainedComprehension(name)
