"""What was not said: cues in conditions, questions, and under words that take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import any_as, first_as

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = words("if unless lest")
_NOBODY = words("nobody none neither nothing")
_NO = words("no neither")
_INVERTED = words("did do does has have had is was were should will would could can")
# "without saying", "instead of denying", "far from it", "short of calling for": by the words before the cue.
_BUT_NOT = (("without",), ("instead", "of"), ("far", "from"), ("short", "of"), ("rather", "than"))
_UNREAL = words(
    "wish wishes wished wishing avoid avoids avoided avoiding pretend pretends pretended denied denies deny"
)
_HEARSAY = words("""
rumour rumours rumor rumors speculation myth notion idea hoax suggestion suggestions allegation allegations
""")
_DOUBTED = words("true false untrue wrong clear certain known likely unlikely impossible fake unclear")
_MAX_CLIMB = 3


def is_unsaid(cue: Token, speaker: Token | None) -> bool:
    """Whether a cue says that somebody might say something, or did not, rather than that they said it."""
    if speaker is not None and _is_nobody(speaker):
        return True
    return _is_asked(cue) or _is_conditional(cue) or _is_set_aside(cue) or _is_doubted(cue)


def _is_nobody(speaker: Token) -> bool:
    return speaker.lower_ in _NOBODY or any(child.lower_ in _NO for child in speaker.lefts)


def _is_asked(cue: Token) -> bool:
    """Did she say …? Had she said …, …"""
    subject = subject_of(cue)
    aux = first_as(cue.lefts, "aux", "auxpass")
    if subject is None or aux is None or not aux.i < subject.i or aux.lower_ not in _INVERTED:
        return False
    asks = cue.doc[len(cue.doc) - 1].text == "?"
    opens = cue.left_edge.i == aux.i
    return opens and (asks or aux.lower_ in ("had", "should", "were"))


def _is_conditional(cue: Token) -> bool:
    token = cue
    for _ in range(_MAX_CLIMB):
        if any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in token.lefts):
            return token.dep_ == "advcl"
        if token.dep_ not in ("conj", "xcomp", "ccomp"):
            return False
        token = token.head
    return False


def _is_set_aside(cue: Token) -> bool:
    before = tuple(token.lower_ for token in cue.doc[max(0, cue.i - 2) : cue.i])
    return any(before[-len(phrase) :] == phrase for phrase in _BUT_NOT)


def _is_doubted(cue: Token) -> bool:
    """It is not true that she said …; rumours that she said …; he wishes that he had said …"""
    above = cue.head
    if cue.dep_ in ("ccomp", "acl", "relcl") and above.lower_ in _HEARSAY:
        return True
    if cue.dep_ == "relcl" and above.dep_ == "attr":  # "he was not the one who said …"
        return any_as(above.head.children, "neg")
    if cue.dep_ not in ("ccomp", "xcomp", "csubj", "advcl"):
        return False
    if above.lower_ in _UNREAL:
        return True
    judged = above.lower_ in _DOUBTED or any(
        child.dep_ == "acomp" and child.lower_ in _DOUBTED for child in above.rights
    )
    return judged and cue.dep_ != "advcl"
