"""What a noun of somebody's opinion tells: "Ama's view is that …", "takes the view that …", "Reply of Ama: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.attitudes import predicate
from embeddings.statements.claim import Claim
from embeddings.statements.cue_words import OPINIONS
from embeddings.statements.cues import CUES
from embeddings.statements.holders import can_hold
from embeddings.statements.subjects import speaker_of, subject_of, tells_what_is
from embeddings.statements.tokens import (
    asks_or_relates,
    first,
    is_after_preposition,
    is_agent,
    is_bare_verb,
    is_common_noun,
    is_finite_verb,
    is_modal,
    is_noun_clause,
    is_object,
    is_on_noun,
    is_owner,
    is_particle,
    is_preposition,
    is_subject,
    is_to,
    names_somebody,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HELD = words("view opinion position stance line attitude")
_TO_DO = words("wish suggestion proposal recommendation advice preference demand request hope answer solution")
_BE = words("is was are were remains remained")
_OF = words("of by from")
_TAKES = words("take takes took taken taking hold holds held share shares shared express expresses expressed")
_LET = words("let lets letting")
_KNOWS = words("know see understand")
_NO = words("no little few any")
_SEEN = words("need reason objection objections point use danger risk harm sense problem cause doubt doubts money time")
_DOUBTS = words("doubts concerns reservations misgivings objections qualms worries")
_HAS = words("has have had")
_SEES = words("see sees saw has had have finds found")
_UNTIL = frozenset({";", "—", "–"})
_NOBODY = words("it this that there")
_POSSESSIVES = words("his her their")
_EDITORS = words("editor author translator")  # "Editor's note: …"
_LEAST = 3  # words that are told


def opinions(doc: Doc) -> Iterator[Claim]:
    """Yield what the nouns of a sentence that tell an opinion carry, in their order."""
    for token in doc:
        if token.lower_ in _LET:
            yield from _let_know(token)
        elif is_common_noun(token) or token.i == 0:
            told = _told_by(token) if token.lower_ in OPINIONS else None
            told = told or (_seen(token) if token.lower_ in _SEEN | _DOUBTS else None)
            if told is not None:
                yield told


def _told_by(noun: Token) -> Claim | None:
    return _behind_verb(noun) or _behind_colon(noun) or _taken(noun)


def _behind_verb(noun: Token) -> Claim | None:
    """Ama's view *is that it is safe*; the theory, put forward by Ama, *was that* …"""
    verb = noun.head
    holder = holder_of(noun)
    if holder is None or not is_subject(noun) or verb.lower_ not in _BE or verb.i < noun.i:
        return None
    told = tuple(verb.doc[verb.i + 1 : verb.right_edge.i + 1])
    return Claim((noun, verb), holder, told, "opinion", noun.lower_) if _tells(noun, told) else None


def _tells(noun: Token, told: Sequence[Token]) -> bool:
    """Whether words are a clause: "that it is safe"; "to close it" of what may be done; not "a good one"."""
    if len(told) < _LEAST:
        return False
    opening = told[0]
    if opening.lower_ == "that":
        return any(is_finite_verb(token) or is_modal(token) for token in told[1:])
    return is_to(opening) and noun.lower_ in _TO_DO


def _behind_colon(noun: Token) -> Claim | None:
    """Ama's comment: *it is safe*; "Statement of the mayor, Ama Mensah: …", where this is all before the colon."""
    doc = noun.doc
    colon = next((token for token in doc[noun.i + 1 :] if token.text == ":"), None)
    holder = None if colon is None else holder_of(noun)
    if colon is None or holder is None or any(map(_is_finite, doc[: colon.i])):
        return None
    told = tuple(takewhile(lambda token: token.text not in _UNTIL, doc[colon.i + 1 :]))
    advises = noun.lower_ in _TO_DO and bool(told) and is_bare_verb(told[0])  # "Ama's advice: *close* the bridge"
    if len(told) < _LEAST or not (advises or any(map(_is_finite, told))):
        return None
    return Claim((noun, colon), holder, told, "opinion", noun.lower_)


def _is_finite(token: Token) -> bool:
    return (is_finite_verb(token) or is_modal(token)) and not is_noun_clause(token)


def _taken(noun: Token) -> Claim | None:
    """The council *takes the view that* …; she *is of the opinion that* …"""
    if noun.lower_ not in _HELD:
        return None
    clause = next((child for child in noun.rights if is_on_noun(child) and child.left_edge.lower_ == "that"), None)
    verb = _holding(noun)
    subject = None if verb is None or clause is None else speaker_of(verb)
    if verb is None or clause is None or subject is None:
        return None
    return Claim((verb, noun), subject, tuple(clause.subtree), "opinion", noun.lower_)


def _holding(noun: Token) -> Token | None:
    """The verb by which somebody has an opinion: "*takes* the view", "*is* of the opinion"."""
    if is_object(noun) and noun.head.lower_ in _TAKES:
        return noun.head
    of = noun.head
    if is_after_preposition(noun) and of.lower_ == "of" and of.head.lower_ in _BE | {"be", "been"}:
        return of.head
    return None


def _let_know(verb: Token) -> Iterator[Claim]:
    """The office *has let us know that* …"""
    known = next((token for token in verb.doc[verb.i + 1 : verb.i + 5] if token.lower_ in _KNOWS), None)
    if known is None or known.head != verb:
        return
    that = next((token for token in verb.doc[known.i + 1 : known.right_edge.i + 1] if token.lower_ == "that"), None)
    subject = speaker_of(verb)
    if that is None or subject is None or asks_or_relates(subject) or subject.lower_ in _NOBODY:
        return
    yield Claim((verb, known), subject, tuple(verb.doc[that.i : known.right_edge.i + 1]), "made known", "know")


def _seen(noun: Token) -> Claim | None:
    """The engineer *sees no need* for it; she *has no objection* as long as …, *has doubts* about it."""
    verb = noun.head
    doubts = noun.lower_ in _DOUBTS and verb.lower_ in _HAS
    if not (is_object(noun) and verb.lower_ in _SEES) or not (doubts or first(noun.lefts, _says_no)):
        return None
    subject = subject_of(verb)
    if subject is None or not can_hold(subject) or not tells_what_is(verb):
        return None
    told = takewhile(lambda token: not _adds(token), predicate(verb))
    return Claim((verb,), subject, tuple(told), "minded", "see")


def _adds(comma: Token) -> bool:
    """Whether another report begins behind a comma: "saw no need for it, *telling* them …"."""
    behind = comma.doc[comma.i + 1 : comma.i + 2]
    return comma.text == "," and any(token.lower_ in CUES for token in behind)


def _says_no(word: Token) -> bool:
    return word.lower_ in _NO


def holder_of(noun: Token) -> Token | None:
    """Whose an opinion is: "*Ama*'s", "of *Ama*", "put forward by *Ama*"."""
    owner = first(noun.lefts, is_owner)
    if owner is not None:
        return owner if _can_have(owner) else None
    for child in noun.rights:
        source = first(child.children, is_after_preposition) if _comes_from(child) else _agent(child)
        if source is not None and _can_have(source):
            return source
    return None


def _comes_from(child: Token) -> bool:
    return (is_preposition(child) or is_agent(child)) and child.lower_ in _OF


def _agent(participle: Token) -> Token | None:
    if not is_noun_clause(participle):
        return None
    by = next((child for child in participle.rights if is_agent(child) or _comes_from(child)), None)
    particle = first(participle.rights, is_particle)
    by = by or (None if particle is None else next(filter(_comes_from, particle.rights), None))
    return None if by is None else first(by.children, is_after_preposition)


def _can_have(holder: Token) -> bool:
    if asks_or_relates(holder):
        return False
    if holder.lower_ in _EDITORS:
        return False
    return names_somebody(holder) or can_hold(holder) or holder.lower_ in _POSSESSIVES
