"""Labels inside a text: "Hegarty: …" is somebody's words where the text names them, and "Battery: …" is nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from embeddings.naming.given import HERS, HIS
from embeddings.naming.words import ADDRESSES
from embeddings.statements.full_names import by_given_name, full_names
from embeddings.statements.tokens import is_finite_verb, is_gap, is_modal
from embeddings.turns.words import PERSONS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from embeddings.statements.claim import Claim

_GIVEN = HERS | HIS
_LEAST_LABEL = 2  # a name and its colon
_MOST_NAMES = 5
_BETWEEN = frozenset({",", ".", "!", "?", "…", "”", '"', "’"})
_CLOSING = frozenset({")", ",", ").", "),", ";"})
_HE = frozenset({"he", "she", "his", "her", "him"})
_REPLIES = frozenset({"yes", "no"})


class NamedPeople:
    """The people of a text, who are looked for when first asked about."""

    def __init__(self, text: str) -> None:
        self._text = text

    def names(self, name: Sequence[str]) -> bool:
        """Whether words name one of them, or begin with a title or a first name."""
        if not name or not all(word[0].isupper() for word in name):
            return False
        called = name[0].lower().rstrip(".") in ADDRESSES and len(name) > 1
        return called or name[0] in _GIVEN or name[-1] in self._people

    @cached_property
    def _people(self) -> frozenset[str]:
        full = full_names(self._text)
        return frozenset({*full, *by_given_name(full)})


def label_of(stand_in: Token, known: NamedPeople) -> tuple[tuple[Token, ...], Token | None] | None:
    """Somebody whom a text knows, and a colon right before a quotation: "Hegarty: '…'"."""
    before = [*dropwhile(is_gap, stand_in.doc[: stand_in.i])]
    if len(before) < _LEAST_LABEL or before[-1].text != ":":
        return None
    return ((before[-1],), before[-2]) if known.names([token.text for token in before[:-1]]) else None


def credit_of(words: Sequence[Token], known: NamedPeople) -> tuple[tuple[Token, ...], Token | None] | None:
    """Somebody whom a text knows, in brackets behind quoted words, or with these in brackets: '("…", Mensah)'."""
    doc, place = words[0].doc, words[-1].i + 1
    while place < len(doc) and doc[place].text in _BETWEEN:
        place += 1
    if place >= len(doc):
        return None
    enclosed = words[0].i > 0 and words[0].nbor(-1).text == "(" and place > words[-1].i + 1
    opened = doc[place].text == "("
    if not enclosed and not opened:
        return None
    name = [*takewhile(lambda token: token.text not in _CLOSING, doc[place + opened :])]
    if not name or len(name) > _MOST_NAMES or not known.names([token.text for token in name]):
        return None
    return (name[0].nbor(-1),), name[-1]


def is_label(claim: Claim, known: NamedPeople) -> bool:
    """Whether a claim's label names somebody whom the text knows, and is followed by words of theirs.

    "Hegarty: the letters are large enough", "App team (Kofi Boateng): we showed it at nine"; not a heading, nor what is
    told of them ("Mensah: Win at last", "Mensah: She leads by nine").
    """
    if claim.frame not in ("colon", "label") or claim.speaker is None or not _is_told(claim.content):
        return False
    before = claim.speaker.doc[: claim.speaker.i + 1]
    brackets = [token.i for token in before if token.text == "("]
    named = [token for token in before[brackets[-1] + 1 if brackets else 0 :] if not is_gap(token)]
    if brackets:
        named = [*dropwhile(lambda token: token.text.islower(), named)]  # "(statement by Ama Mensah)"
    return known.names([token.text for token in named])


def _is_told(words: Sequence[Token]) -> bool:
    """Whether words are a sentence in the first person, or go on with small letters; and tell of nobody else."""
    if not any(is_finite_verb(token) or is_modal(token) for token in words):
        return False
    lower = {token.lower_ for token in words}
    own = words[0].text[0].islower() or not PERSONS.isdisjoint(lower)
    return own and (_HE.isdisjoint(lower) or words[0].lower_ in _REPLIES)
