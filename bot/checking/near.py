"""A stretch of a document made ready for comparing: its words, its sentences, and what is said between its quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.checking.align import Text
from embeddings.search.stretches import WideStretch
from embeddings.text.passages import units_within
from embeddings.text.verbatim import SaidWord, words_said
from embeddings.types import Span

_ASIDE = 160  # characters between two pieces of what somebody says, that tell who does


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch, its words, and the sentences that these stand in."""

    stretch: WideStretch
    words: tuple[SaidWord, ...]
    text: Text
    sentences: tuple[Span, ...]

    def sentence_of(self, word: int) -> Span:
        """Return the sentence that holds a word, or the word alone where none does."""
        start, end = self.words[word].span
        place = bisect_right(self.sentences, start, key=lambda span: span[0]) - 1
        return self.sentences[place] if place >= 0 and end <= self.sentences[place][1] else (start, end)


def make_near(stretch: WideStretch) -> Near:
    """Make a stretch ready for comparing."""
    text = stretch.document.text
    words = tuple(words_said(text, stretch.start, stretch.end))
    between = list(_asides(stretch))
    silent = frozenset(
        at for at, word in enumerate(words) if any(a <= word.start and word.end <= b for a, b in between)
    )
    units = units_within(stretch.document, stretch.start, stretch.end)
    sentences = tuple(sorted(span for paragraph in units for span in paragraph))
    return Near(stretch, words, Text([word.form for word in words], silent), sentences)


def nearest_first(nears: Iterable[Near], pasted: Sequence[str]) -> list[Near]:
    """Order stretches by how many of the pasted words, and of the pairs of these, they hold."""
    wanted = [*pasted, *pairwise(pasted)]

    def shared(near: Near) -> int:
        held = {*near.text.forms, *pairwise(near.text.forms)}
        return sum(one in held for one in wanted)

    return sorted(nears, key=shared, reverse=True)


def _asides(stretch: WideStretch) -> Iterator[Span]:
    """Yield what stands between two pieces of what one speaker says, as "she said" does."""
    pieces = sorted((span, record.key) for record in stretch.records for span in record.statement.quote)
    tellings = [one.statement.cue_span for one in stretch.records if one.statement.cue_span is not None]
    for ((_, end), key), ((start, _), other) in pairwise(pieces):
        tells = any(end <= cue[0] and cue[1] <= start for cue in tellings)
        if key == other and key is not None and tells and 0 < start - end <= _ASIDE:
            yield end, start
