"""What somebody wants, backs, refuses or doubts, told without a word of speech: "wants the spring", "has agreed".

Such a stance is told by its verb, and only of those who can hold one: see ``holders``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.claim import Claim
from embeddings.statements.cue_words import ALONE, WITH_CLAUSE, WITH_PREDICATE, WORDLESS, WORDLESS_BUT_CLAUSE
from embeddings.statements.cues import ATTITUDE_FORMS, CUES
from embeddings.statements.holders import can_hold
from embeddings.statements.subjects import speaker_of, subject_of, tells_what_is
from embeddings.statements.tokens import (
    either,
    first,
    has,
    is_adverbial_clause,
    is_auxiliary,
    is_bare_verb,
    is_complement,
    is_gap,
    is_joined,
    is_joining,
    is_judgement,
    is_loose_clause,
    is_mark,
    is_noun_clause,
    is_object,
    is_open_complement,
    is_participle,
    is_particle,
    is_predicate,
    is_preposition,
    is_verb,
    makes_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What begins a clause that tells of something else: "backs the plan, *whereas* the union does not".
_ELSEWHERE = words("while whereas when after before although though")
_ENDS = frozenset({";", ":", "—", "–"})
_WOULD = frozenset({"would", "'d", "’d"})
_HAPPENS = words("be become have need win lose get happen seem appear remain")
_is_clausal = either(is_complement, is_open_complement)


def attitudes(doc: Doc) -> Iterator[Claim]:
    """Yield the stances that the verbs of a sentence tell, in their order."""
    for token in doc:
        if not is_verb(token) or _is_passive(token):
            continue
        lemma = ATTITUDE_FORMS.get(token.lower_)
        told = _held(token, lemma) if lemma is not None else None
        told = told or _would(token)
        if told is not None:
            yield told


def is_wordless(claim: Claim) -> bool:
    """Whether a claim tells what somebody wants, backs or refuses, rather than what they said or think."""
    if claim.lemma in WORDLESS:
        return True
    return claim.lemma in WORDLESS_BUT_CLAUSE and not has(claim.cue[0].rights, is_complement)


def _is_passive(verb: Token) -> bool:
    return has(verb.children, makes_passive) or (is_noun_clause(verb) and is_participle(verb))


def _held(verb: Token, lemma: str) -> Claim | None:
    """Tell what somebody holds by a verb of stance."""
    kind = _kind(verb)
    holder = speaker_of(verb) if _may_tell(verb, lemma, kind) else None
    if holder is None or not can_hold(holder):
        return None
    told = predicate(verb)
    if told:
        return Claim((verb,), holder, told, f"stance {kind}", lemma)
    return Claim((verb,), holder, (verb,), "stance alone", lemma) if lemma in ALONE else None


def _kind(verb: Token) -> str:
    """By what a stance is told: an object and what it is taken for, a clause, a preposition, or nothing of these."""
    if has(verb.rights, is_predicate, is_judgement):
        return "predicate"
    for name, is_so in (("object", is_object), ("clause", _is_clausal), ("preposition", is_preposition)):
        if has(verb.rights, is_so):
            return name
    return "other"


def _may_tell(verb: Token, lemma: str, kind: str) -> bool:
    """Whether a verb tells a stance as it stands: "rules *out* a break-in", "finds it *odd*", "means *to sell*"."""
    if lemma == "rule":
        return any(is_particle(child) and child.lower_ == "out" for child in verb.rights)
    if lemma in WITH_PREDICATE and kind in ("predicate", "clause"):
        return True
    if _is_willing(verb):
        return True
    return lemma not in WITH_PREDICATE and (lemma not in WITH_CLAUSE or kind == "clause")


def _is_willing(verb: Token) -> bool:
    return any(is_auxiliary(child) and child.lower_ in _WOULD for child in verb.lefts)


def _would(verb: Token) -> Claim | None:
    """Tell what somebody would do: "would sell for seven", "would not let them leave the village"."""
    if not (tells_what_is(verb) and is_bare_verb(verb) and _is_willing(verb)) or verb.lower_ in _HAPPENS - {"have"}:
        return None
    if verb.lower_ == "have" and not has(verb.rights, is_object, is_complement):
        return None  # "would have to go"
    holder, told = speaker_of(verb), predicate(verb)
    if holder is None or not can_hold(holder) or not told:
        return None
    would = first(verb.lefts, is_auxiliary)
    return Claim((verb,) if would is None else (would, verb), holder, (verb, *told), "stance would", "would")


def predicate(verb: Token) -> tuple[Token, ...]:
    """What stands behind a verb and belongs to it, up to where something else is told."""
    doc, end = verb.doc, verb.right_edge.i
    others = {token.i for child in verb.rights if _tells_more(child) for token in child.subtree}
    others |= {child.i for child in verb.rights if is_joining(child) and child.i + 1 in others}
    told = takewhile(lambda token: token.text not in _ENDS, doc[verb.i + 1 : end + 1])
    own = [token for token in told if token.i not in others]
    while own and is_gap(own[-1]):
        own.pop()
    return tuple(own)


def _tells_more(child: Token) -> bool:
    """Whether a clause behind a verb is no part of the stance."""
    if is_joined(child):
        return is_verb(child) and (subject_of(child) is not None or child.lower_ in CUES)
    if is_adverbial_clause(child):
        marks = (child.left_edge, *filter(is_mark, child.lefts))
        return any(mark.lower_ in _ELSEWHERE for mark in marks)
    return is_loose_clause(child) and subject_of(child) is not None
