"""Who "the former" and "the latter" are: of the only two people whom the sentences before name."""

from __future__ import annotations

from typing import Final

from embeddings.statements.full_names import surname_of
from embeddings.statements.named import named_in
from embeddings.statements.people import People
from embeddings.statements.unnamed import SENTENCE

OF_TWO: Final = {"the former": 0, "the latter": 1}
_FARTHEST = 4  # sentences before


def of_two(people: People, word: str, window: str) -> str | None:
    """Return the surname of the first or the second of two; None where fewer or more are named."""
    named: list[str] = []
    for sentence in reversed(SENTENCE.split(window)[-_FARTHEST - 1 :]):
        here = [surname_of(name) for name, _ in named_in(people, sentence) if name in people.full]
        named = list(dict.fromkeys([*here, *named]))
        if len(named) > 1:
            break
    return named[OF_TWO[word]] if len(named) == len(OF_TWO) else None
