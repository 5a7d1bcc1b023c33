"""Found -> Checked: have these words been said, by whom, and what was changed? Pure: no files, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.checking.checked import Alteration, Checked, Verdict
from bot.checking.claim import Pasted
from bot.checking.find import FoundClaim, FoundReading
from bot.checking.near import Near, make_near
from bot.checking.pieces import Match, is_far, joined, parts, whole
from bot.checking.places import Sighting, cite_sightings, nearest_passages, sight
from embeddings.text.verbatim import SaidWord, words_said

_PLACES: Final = 10  # that are shown of one verdict
_LEAST_WORDS: Final = 4  # of what may be told as changed
_SHARE: Final = 0.6  # of the words, by how rare they are, that must be the same
_PLAIN_SHARE: Final = 0.5  # and of the words, each counted once
_RUN: Final = 3  # of the words in a row
_ELLIPSIS: Final = ("…", "...", ". . .")
_ORDER: Final = ("word_for_word", "only_reported", "other_speaker", "changed", "put_together", "not_on_record")


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading with its words and where something was left out: behind so many of them."""

    found: FoundReading
    words: tuple[SaidWord, ...]
    gaps: frozenset[int]
    nears: tuple[Near, ...]

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words]


def check(found: FoundClaim, claim: Pasted) -> Checked:
    """Return the verdict on a claim from what was found for its readings: that of the one which explains it best."""
    verdicts = [_check(_read(one), claim) for one in found.readings]
    exact = [one for one in verdicts if one.verdict in ("word_for_word", "only_reported", "other_speaker")]
    if exact:
        return min(exact, key=lambda one: (one.confirmed is not True, _ORDER.index(one.verdict)))
    known = [one for one in verdicts if one.verdict != "not_on_record"]
    return known[-1] if known else verdicts[0]


def _read(found: FoundReading) -> _Read:
    text = found.reading.words
    words = tuple(words_said(text))
    between = (text[one.end : other.start] for one, other in pairwise(words))
    gaps = {at for at, marks in enumerate(between, start=1) if any(dots in marks for dots in _ELLIPSIS)}
    return _Read(found, words, frozenset(gaps), tuple(map(make_near, found.stretches)))


def _check(read: _Read, claim: Pasted) -> Checked:
    reading = read.found.reading
    blank = Checked(claim.typed, reading.words, reading.speaker, "not_on_record")
    places = whole(read.forms, read.nears, read.gaps)
    exact = _sights(read, (piece for piece in places if not piece.cost and not is_far(piece, read.gaps)))
    if said := [one for one in exact if not one.differences]:
        return _said(read, blank, said)
    if exact:
        return _told(blank, "changed", exact, exact[0].differences)
    return _nearly(read, blank, places[:1])


def _nearly(read: _Read, blank: Checked, places: Sequence[Match]) -> Checked:
    """Tell what the words were made of, where they stand nowhere as they are."""
    pieces = _sights(read, _parts(read) or places)
    if len(pieces) > 1:
        return _told(blank, "put_together", pieces, [one for piece in pieces for one in piece.differences])
    if pieces and _is_near(read, pieces[0].piece):
        return _told(blank, "changed", pieces, pieces[0].differences)
    return replace(blank, nearest=nearest_passages(read.nears, read.forms))


def _sights(read: _Read, pieces: Iterable[Match]) -> list[Sighting]:
    return [sight(piece, read.words, read.gaps, read.found) for piece in pieces]


def _said(read: _Read, blank: Checked, said: Sequence[Sighting]) -> Checked:
    """Tell whose words they are that stand somewhere as they were pasted."""
    claimed = read.found.reading.speaker is not None
    fitting = [one for one in said if one.claimed] if claimed else list(said)
    if not fitting:
        return replace(_told(blank, "other_speaker", _best_first(said)), confirmed=False)
    reported = all(one.whose.by == "report" for one in fitting)
    ordered = [*_best_first(fitting), *(one for one in _best_first(said) if one not in fitting)]
    told = _told(blank, "only_reported" if reported else "word_for_word", ordered)
    return replace(told, confirmed=True if claimed else None)


def _told(
    blank: Checked, verdict: Verdict, sightings: Sequence[Sighting], changes: Sequence[Alteration] = ()
) -> Checked:
    shown = sightings[:_PLACES]
    places, citations = cite_sightings(shown)
    claimed = None if blank.speaker is None else all(one.claimed for one in shown)
    more = len(sightings) - len(shown)
    return replace(
        blank,
        verdict=verdict,
        places=places,
        sources=citations,
        differences=tuple(changes),
        more=more,
        confirmed=claimed,
    )


def _best_first(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Order places: what somebody says before what is told of it, the earliest document first."""
    order = ("speaker", "document", "report")

    def key(one: Sighting) -> tuple[bool, int, str, int]:
        document = one.piece.near.stretch.document
        return not one.claimed, order.index(one.whose.by), document.date or "~", one.matched[0]

    return sorted(sightings, key=key)


def _parts(read: _Read) -> list[Match]:
    """Return the pieces that the words are made of, those of one sentence joined; none where one is no piece."""
    found = parts(read.forms, read.nears, read.gaps)
    made: list[Match] = []
    for piece in found:
        together = joined(made[-1], piece) if made else None
        made = [*made[:-1], together] if together is not None else [*made, piece]
    return made if len(made) == 1 or all(_is_near(read, piece) for piece in made) else []


def _is_near(read: _Read, piece: Match) -> bool:
    """Whether enough of the words are the same for these to be the ones that were meant."""
    count = piece.end - piece.first
    same = {step.pasted for step in piece.same}
    weights = [read.found.weights.get(word.form, 1.0) for word in read.words[piece.first : piece.end]]
    held = sum(weight for at, weight in enumerate(weights, start=piece.first) if at in same)
    enough = held >= _SHARE * sum(weights) and len(same) >= _PLAIN_SHARE * count
    return count >= _LEAST_WORDS and enough and _longest_run(same) >= _RUN


def _longest_run(places: Collection[int]) -> int:
    longest = run = 0
    for place in sorted(places):
        run = run + 1 if place - 1 in places else 1
        longest = max(longest, run)
    return longest
