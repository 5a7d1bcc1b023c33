"""Transcripts: paragraphs that begin with the name of who speaks, "MENSAH: It will pass."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from embeddings.types import Span

# A name in capitals, or with capitals; few words, no sentence.
_LABEL = re.compile(r"\A((?:[^\W\d_a-z][\w.'’-]*)(?: [^\W\d_a-z][\w.'’-]*){0,4}):\s+(?=\S)")
_NOBODY = frozenset("q a question answer note update correction editor source photo video audio image".split())
_ENDS = '.?!…"”'  # a turn is a sentence; a table of names and numbers is none
_LEAST = 3  # turns of a transcript, of two speakers at least, one of them twice

Turn = tuple[int, int, int]  # where the paragraph starts, where its words do, where they end


def opens_turn(sentence: str) -> bool:
    """Whether a sentence begins with what may be a speaker's name and a colon."""
    return _LABEL.match(sentence) is not None


def find_turns(text: str, spans: Sequence[Span]) -> dict[int, Turn]:
    """Return the turns of the conversations in ``text`` by the number of their paragraph; ``spans`` are all those."""
    found: dict[int, tuple[str, Turn]] = {}
    for number, (start, end) in enumerate(spans):
        label = _LABEL.match(text[start:end])
        if label is not None and label[1].lower() not in _NOBODY and text[end - 1] in _ENDS:
            found[number] = label[1], (start, start + label.end(), end)
    counts = Counter(name for name, _ in found.values())
    if len(found) < _LEAST or len(counts) < 2 or max(counts.values()) < 2:
        return {}
    shouted = [name for name in counts if name.isupper()]
    kept = {name for name, count in counts.items() if name.isupper() or (not shouted and count > 1)}
    return {number: turn for number, (name, turn) in found.items() if name in kept}
