"""Who is meant by a surname that several people of a text bear. In doubt nobody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from embeddings.naming.given import HERS, HIS
from embeddings.statements.people import MENS_TITLES, WOMENS_TITLES
from embeddings.text.possessives import owner

_TITLE = re.compile(r"[\w.]+")
_WORD = re.compile(r"[\w’'-]+")
_FAR_MORE = 3  # times that one is named for each time that the others are, who then stand by the way
_GOES_BY = 3  # times that a text says a surname alone: then it is a name for one, whoever of them that is


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The people who share a word; ``named`` is where each is named in full, ``alone`` how often the word stands."""

    word: str
    named: Sequence[tuple[int, str]]
    alone: int

    def meant(self, written: str, place: int) -> str | None:
        """Return whom the word means; the word itself where the text calls one of them by it all along; else None."""
        counts = Counter(name for _, name in self.named)
        titled = _titled(written, counts)
        if titled is not None:
            return titled
        last = self.named[max(bisect_left(self.named, (place, "")) - 1, 0)][1]
        if counts[last] >= _FAR_MORE * (counts.total() - counts[last]):
            return last
        return self.word if self.alone >= _GOES_BY else None


def find_namesakes(text: str, word: str, bearers: Collection[str]) -> Namesakes:
    """Look for those who share a word."""
    named = sorted((place, name) for name in bearers for place in _places(text, name))
    every = sum(1 for found in _WORD.finditer(text) if owner(found[0]) == word)
    return Namesakes(word, named, every - len(named))


def _places(text: str, name: str) -> Iterator[int]:
    """Where a name stands in a text."""
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + len(name))


def _titled(written: str, bearers: Collection[str]) -> str | None:
    """Return the only one whom a title before the word fits: "Mrs Mensah" of Ama and Kofi Mensah."""
    title = _TITLE.match(written)
    word = "" if title is None else title[0].lower()
    if word not in MENS_TITLES | WOMENS_TITLES:
        return None
    others = HIS if word in WOMENS_TITLES else HERS
    fitting = [name for name in bearers if name.partition(" ")[0] not in others]
    return fitting[0] if len(fitting) == 1 else None
