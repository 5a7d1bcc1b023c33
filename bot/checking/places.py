"""A piece that was found -> where it stands, whose words it is there, and the numbered citation of it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.checking.checked import Alteration, Place
from bot.checking.differences import cut_out, differences
from bot.checking.find import FoundReading
from bot.checking.near import Near, nearest_first
from bot.checking.pieces import Match
from bot.checking.whose import Whose, is_claimed, whose
from bot.types import Citation, Quote
from embeddings.search.stretches import WideStretch
from embeddings.text.passages import page_of, paragraph_of
from embeddings.text.verbatim import SaidWord
from embeddings.types import Passage, Scores, Span

_NEAREST = 3  # passages that a refusal shows
_AROUND = 400  # characters that the whole sentences may add to the words


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece, the span of it in its document, whose words it is there, and whether the claimed speaker's."""

    piece: Match
    matched: Span
    whose: Whose
    claimed: bool
    differences: tuple[Alteration, ...]


def sight(piece: Match, pasted: Sequence[SaidWord], gaps: AbstractSet[int], found: FoundReading) -> Sighting:
    """Look at where a piece stands. What was denied is told as changed: a negation was left out."""
    words, document = piece.near.words, piece.near.stretch.document
    matched = words[piece.same[0].recorded].start, words[piece.same[-1].recorded].end
    of = whose(document, matched, piece.near.stretch.records)
    changes = differences(piece, pasted, gaps)
    if of.denial is not None and not changes:
        changes = [cut_out(piece.near, of.denial), *changes]
    claimed = found.reading.speaker is not None and is_claimed(found, document, of)
    return Sighting(piece, matched, of, claimed, tuple(changes))


def cite_sightings(sightings: Sequence[Sighting]) -> tuple[tuple[Place, ...], tuple[Citation, ...]]:
    """Return a place for each, and a citation for each passage and paragraph, numbered in their order."""
    cited: dict[tuple[str, int], Citation] = {}
    places = []
    for one in sightings:
        stretch, (start, end) = one.piece.near.stretch, _sentences(one)
        document, passage = stretch.document, _passage(stretch, one.matched)
        paragraph = paragraph_of(document, one.matched[0])
        share = round(len(one.piece.same) / max(1, one.piece.end - one.piece.first), 4)
        citation = Citation(
            len(cited) + 1,
            document,
            passage,
            paragraph,
            Scores(None, stretch.score or None, share),
            page=page_of(document, one.matched[0]),
        )
        number = cited.setdefault((passage.id, paragraph), citation).number
        quote = Quote(number, document.text[start:end], start, end, one.whose.statement)
        places.append(Place(quote, one.matched, one.whose.by))
    return tuple(places), tuple(cited.values())


def nearest_passages(nears: Sequence[Near], pasted: Sequence[str]) -> tuple[Citation, ...]:
    """Return the passages that have most of the words, as what they are: not the same."""
    found = [near.stretch for near in nearest_first(nears, pasted)[:_NEAREST]]
    return tuple(
        Citation(number, one.document, one.passages[0], one.passages[0].paragraph, Scores(None, one.score or None, 0.0))
        for number, one in enumerate(found, start=1)
    )


def _sentences(one: Sighting) -> Span:
    """Return the whole sentences of a match, or the match alone where these are long."""
    near, same = one.piece.near, one.piece.same
    start, end = near.sentence_of(same[0].recorded)[0], near.sentence_of(same[-1].recorded)[1]
    start, end = min(start, one.matched[0]), max(end, one.matched[1])
    is_long = (end - start) - (one.matched[1] - one.matched[0]) > _AROUND
    return one.matched if is_long else (start, end)


def _passage(stretch: WideStretch, matched: Span) -> Passage:
    """Return the passage that holds most of a match, or is nearest to it."""
    return max(stretch.passages, key=lambda one: min(one.end, matched[1]) - max(one.start, matched[0]))
