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
    read = ((number, _labelled(text, span)) for number, span in enumerate(spans))
    found = {number: labelled for number, labelled in read if labelled is not None}
    counts = Counter(name for name, _ in found.values())
    if len(found) < _LEAST or len(counts) < 2 or max(counts.values()) < 2:
        return {}
    shouted = set(filter(str.isupper, counts))
    speakers = shouted or {name for name, count in counts.items() if count > 1}
    return {number: turn for number, (name, turn) in found.items() if name in speakers}


def _labelled(text: str, span: Span) -> tuple[str, Turn] | None:
    """Whose label a paragraph begins with, and where their words are; None where it has none, or is no sentence."""
    start, end = span
    label = _LABEL.match(text[start:end])
    if label is None or label[1].lower() in _NOBODY or text[end - 1] not in _ENDS:
        return None
    return label[1], (start, start + label.end(), end)
