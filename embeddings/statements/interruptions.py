"""What "it said" interrupts between a subject and its verb: "The bridge, *it said*, was closed in May".

The commas tell it: parsers hang such asides, and the words around them, on whatever stands next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from embeddings.statements.claim import Claim
from embeddings.statements.cues import CUES, SPEECH_FORMS
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    first,
    has,
    is_complement,
    is_doer,
    is_finite_verb,
    is_in_compound,
    is_modal,
    is_name,
    is_nominal,
    is_owner,
    is_preposition,
    is_verb,
    names_somebody,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = frozenset({",", "—", "–", "-"})
_LONGEST = 9  # words of an aside
_NOBODY = frozenset({"that", "which", "this", "these", "those", "what", "who"})


def interrupted(verb: Token) -> Claim | None:
    """Return what a report stands in the middle of, between a noun and its verb; None where it does not."""
    doc = verb.doc
    if verb.lower_ not in SPEECH_FORMS or not is_finite_verb(verb):
        return None
    if _tells_itself(verb):
        return None
    low = _mark_beside(verb, -1)
    highs = [] if low is None else [at for at in _marks_behind(verb, low) if _is_cut([*doc[:low]], [*doc[at + 1 :]])]
    if low is None or not highs:
        return None
    high = highs[0]
    aside = [*doc[low + 1 : high]]
    speaker = _before(verb, aside) or _behind(verb, aside)
    if speaker is None or speaker.lower_ in _NOBODY or sum(map(is_finite_verb, aside)) > 1:
        return None
    return Claim((verb,), speaker, (*doc[:low], *doc[high + 1 :]), "beside", CUES[verb.lower_].lemma)


def _mark_beside(verb: Token, step: int) -> int | None:
    """The place of the nearest comma or dash before a verb, or behind it."""
    doc = verb.doc
    places = (verb.i + step * far for far in range(1, _LONGEST))
    return next((at for at in places if 0 <= at < len(doc) and doc[at].text in _MARKS), None)


def _marks_behind(verb: Token, low: int) -> list[int]:
    """The places where an aside may end: a mark behind a verb, and the next: "said *its chairwoman, Ama Mensah*,"."""
    doc = verb.doc
    marks = [at for at in range(verb.i + 1, min(len(doc), verb.i + 2 * _LONGEST)) if doc[at].text in _MARKS]
    if not marks or marks[0] - verb.i >= _LONGEST:
        return []
    inside = [*doc[marks[0] + 1 : marks[1]]] if low == verb.i - 1 and len(marks) > 1 else []
    named = bool(inside) and inside[0].text[0].isupper() and inside[-1].text[0].isupper()
    return marks[: 1 + named]


def _is_cut(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a subject without a verb ends before an aside, and a verb without one begins behind it."""
    whole = has(left, is_finite_verb, is_modal) or not has(left, is_nominal, is_name, is_verb)
    opening = next(iter(right), None)
    if whole or opening is None:
        return False
    fronted = is_preposition(left[0]) and has(right, is_finite_verb, is_modal)  # "In May, she said, *it was closed*"
    return fronted or is_finite_verb(opening) or is_modal(opening)


def _tells_itself(verb: Token) -> bool:
    """Whether a verb has who tells before it and what is told behind: "The smiths, Ama & Kofi, say the bridge …"."""
    told = first(verb.rights, is_complement)
    subject = subject_of(verb)
    return told is not None and subject is not None and subject.i < verb.i and subject_of(told) is not None


def _before(verb: Token, aside: Sequence[Token]) -> Token | None:
    """The last noun before a verb: "*it* said", "the *union* said on Monday"."""
    nouns = [token for token in aside if token.i < verb.i and _is_head(token)]
    acting = [token for token in nouns if is_doer(token)]
    return (acting or nouns)[-1] if nouns else None


def _behind(verb: Token, aside: Sequence[Token]) -> Token | None:
    """The first name behind a verb that its aside begins with: "said *Ama Mensah*"."""
    if aside[0] != verb:
        return None
    spoken = takewhile(lambda token: not is_preposition(token), aside[1:])  # not "asked *for* his view"
    return next((token for token in spoken if _is_head(token)), None)


def _is_head(token: Token) -> bool:
    whole = is_in_compound(token) and token.head.i > token.i
    return (names_somebody(token) or is_nominal(token)) and not whole and not is_owner(token)
