"""Fitted weights: a table by the model that made the vectors, since a cosine means something else with every one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_OTHERS: Final = "all-MiniLM-L6-v2"  # whose weights models have that none were fitted to


@cache
def weights_of(path: Path, model: str, reader: str | None = None) -> Mapping[str, float]:
    """Return the weight of each feature, from a file that ``benchmarks.fit_ranking`` writes.

    Those for a reader, by digest, are the ones that were fitted with it. A model that has none goes by its own.
    """
    tables = json.loads(path.read_text(encoding="utf-8"))
    names = [f"{model} {reader}", model, f"{_OTHERS} {reader}", _OTHERS]
    weights: dict[str, float] = next(tables[name] for name in names if name in tables)["weights"]
    return weights
