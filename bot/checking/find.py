"""A claim -> what was found for it: for each reading, where its words may stand, and whom its speaker may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.checking.claim import ClaimReading, Pasted
from embeddings.library.open_library import OpenLibrary
from embeddings.search.stretches import WideStretch, find_stretches, word_weights
from embeddings.text.verbatim import words_said


@dataclass(frozen=True, slots=True)
class FoundReading:
    """``weights`` say how rare each of the words is; ``keys`` are those of everybody who goes by the claimed name."""

    reading: ClaimReading
    stretches: tuple[WideStretch, ...]
    weights: Mapping[str, float]
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """What was found for each reading of a claim, in their order."""

    readings: tuple[FoundReading, ...]


def find_claim(snapshot: OpenLibrary, claim: Pasted, *, private: bool = False) -> FoundClaim:
    """Look a claim up; in private documents only where ``private`` is allowed."""
    return FoundClaim(tuple(_found(snapshot, reading, private=private) for reading in claim.readings))


def _found(snapshot: OpenLibrary, reading: ClaimReading, *, private: bool) -> FoundReading:
    known = snapshot.store.statements.speakers(reading.speaker, private=private) if reading.speaker else []
    forms = [word.form for word in words_said(reading.words)]
    return FoundReading(
        reading,
        tuple(find_stretches(snapshot, reading.words, private=private)),
        word_weights(snapshot, forms, private=private),
        frozenset(one.key for one in known),
    )
