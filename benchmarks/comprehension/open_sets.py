"""The open sets, as pairs. See their README for where they come from, and which of their negatives can be trusted."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.comprehension.pairs import Pair

# File, and how many of its pairs that answer and that don't are drawn at most.
SHARES: Final = {
    "squadshifts-new-wiki": (7937, 0),
    "squadshifts-new-wiki-other-passages": (0, 1600),
    "squad2-ten-articles": (4371, 348),
    "squad2-ten-articles-other-passages": (0, 900),
    "changed-questions": (0, 2200),
    "quoref-contrast": (700, 0),
    "qamr": (4000, 757),
    "selqa-sentences": (2685, 3500),
    "fairytaleqa": (3000, 0),
    "fairytaleqa-other-passages": (0, 1000),
    "boolq": (1000, 0),
    "boolq-other-passages": (0, 1000),
    "condaqa": (1000, 483),
    "clapnq": (300, 291),
    "clapnq-sentences": (893, 1200),
    "medquad": (600, 0),
    "medquad-same-subject": (0, 600),
}
MARKED: Final = {"squadshifts-new-wiki", "squad2-ten-articles", "quoref-contrast", "qamr", "fairytaleqa"}
_LONGEST = 1300  # characters: an unmarked answer may stand anywhere, so longer passages are not cut but left out


def read_open(folder: Path, chance: random.Random) -> list[Pair]:
    """Draw the pairs of all open sets. The same ``chance`` draws the same."""
    drawn = []
    for name, shares in SHARES.items():
        found = list(_pairs(name, folder / f"{name}.jsonl.gz"))
        for answerable, share in zip((True, False), shares, strict=True):
            those = [pair for pair in found if pair.answerable is answerable]
            drawn += chance.sample(those, min(share, len(those)))
    return drawn


def _pairs(name: str, path: Path) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            passage = row.get("passage") or row["sentence"]
            answerable = bool(row["answerable"] if "answerable" in row else row["label"])
            span = _span(row, passage) if answerable and name in MARKED else None
            wanted = span is not None or not (answerable and name in MARKED)
            if wanted and (span is not None or len(passage) <= _LONGEST):
                title = (row.get("title") or "").replace("_", " ")
                yield Pair(name, row["question"].strip(), title, passage, answerable, span, title or row["id"])


def _span(row: dict[str, Any], passage: str) -> tuple[int, int] | None:
    """Return where the first answer that stands in the passage word for word stands."""
    starts = row.get("answer_start") or []
    for at, answer in enumerate(map(str.strip, row.get("answers") or [])):
        start = starts[at] if at < len(starts) else passage.find(answer)
        if answer and start >= 0 and passage.startswith(answer, start):
            return start, start + len(answer)
    return None
