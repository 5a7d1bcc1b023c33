"""Which model comprehends: the project's own, none, or one for extractive question answering by name or folder."""

from __future__ import annotations

from pathlib import Path

from embeddings.comprehension.comprehension import Comprehension, load_comprehension
from embeddings.comprehension.pretrained import PretrainedComprehension

OWN, OFF = "onrecord", "off"
_LOADED: dict[str, Comprehension] = {}


def load_reader(name: str, data: Path | None = None) -> Comprehension | None:
    """Return the model of a name, the same each time, None for "off". Raises ModelError where it can't be loaded.

    Our own is kept in the folder ``data`` as it is ready to run, where one is given.
    """
    if name == OFF:
        return None
    if name not in _LOADED:
        _LOADED[name] = load_comprehension(data=data) if name == OWN else PretrainedComprehension(name)
    return _LOADED[name]
