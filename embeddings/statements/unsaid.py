"""What was not said: cues in conditions, questions, and under words that take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.subjects import is_asked_of, subject_of
from embeddings.statements.tokens import (
    either,
    first,
    has,
    is_adverbial_clause,
    is_any_auxiliary,
    is_attribute,
    is_bare_verb,
    is_complement,
    is_joined,
    is_judgement,
    is_mark,
    is_negation,
    is_on_noun,
    is_open_complement,
    is_relative_clause,
    is_subject_clause,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = words("if unless lest")
_NOBODY = words("nobody none neither nothing legend rumour rumor rumours rumors tradition")
_NO = words("no neither")
# What shows and lists, and has no words: "as the table says".
_MUTE = words("""
table tables chart charts graph graphs map maps list lists label labels sign signs clock thermometer meter diagram
picture pictures photo photograph photographs timetable calendar means
needle panel display screen sensor device figure figures column columns row rows
""")
_INVERTED = words("did do does has have had is was were should will would could can")
# "without saying", "instead of denying", "far from it", "short of calling for": by the words before the cue.
_BUT_NOT = (("without",), ("instead", "of"), ("far", "from"), ("short", "of"), ("rather", "than"))
_UNREAL = words(
    "wish wishes wished wishing avoid avoids avoided avoiding pretend pretends pretended denied denies deny"
)
_IMAGINE = words("imagine suppose picture assume consider")
_HEARSAY = words("""
rumour rumours rumor rumors speculation myth notion idea hoax suggestion suggestions allegation allegations
""")
_DOUBTED = words("true false untrue wrong clear certain known likely unlikely impossible fake unclear")
_MAX_CLIMB = 3
_goes_on = either(is_joined, is_open_complement, is_complement)
_is_clause_of_verb = either(is_complement, is_open_complement, is_subject_clause, is_adverbial_clause)


def is_unsaid(cue: Token, speaker: Token | None) -> bool:
    """Whether a cue says that somebody might say something, or did not, rather than that they said it."""
    if speaker is not None and _is_nobody(speaker):
        return True
    return (
        is_asked_of(cue)
        or _is_imagined(cue)
        or _is_asked(cue)
        or _is_conditional(cue)
        or _is_set_aside(cue)
        or _is_doubted(cue)
    )


def _is_nobody(speaker: Token) -> bool:
    joined = (speaker, *(child for child in speaker.rights if is_joined(child)))  # "postcards and other *means*"
    nobody = speaker.lower_ in _NOBODY or any(one.lower_ in _MUTE and _is_thing(one) for one in joined)
    return nobody or any(child.lower_ in _NO for child in speaker.lefts)


def _is_thing(noun: Token) -> bool:
    """Whether a word is no name: "the table", "Table 3"."""
    behind = noun.doc[noun.i + 1].text if noun.i + 1 < len(noun.doc) else ""
    return noun.text[0].islower() or behind.isdigit()


def _is_imagined(cue: Token) -> bool:
    """Imagine a farmer who says …"""
    opening = cue.doc[0]
    return opening.lower_ in _IMAGINE and is_bare_verb(opening) and subject_of(opening) is None


def _is_asked(cue: Token) -> bool:
    """Did she say …? Had she said …, …"""
    subject = subject_of(cue)
    helper = first(cue.lefts, is_any_auxiliary)
    if subject is None or helper is None or helper.lower_ not in _INVERTED:
        return False
    asks = cue.doc[len(cue.doc) - 1].text == "?"
    opens = cue.left_edge.i == helper.i
    return opens and (asks or helper.lower_ in ("had", "should", "were"))


def _is_conditional(cue: Token) -> bool:
    token = cue
    for _ in range(_MAX_CLIMB):
        if any(is_mark(child) and child.lower_ in _CONDITIONS for child in token.lefts):
            return is_adverbial_clause(token)  # "If she says so, …"; not "She asked if he said so"
        if not _goes_on(token):
            return False
        token = token.head  # "If she comes and *says* so, …"
    return False


def _is_set_aside(cue: Token) -> bool:
    before = tuple(token.lower_ for token in cue.doc[max(0, cue.i - 2) : cue.i])
    return any(before[-len(phrase) :] == phrase for phrase in _BUT_NOT)


def _is_doubted(cue: Token) -> bool:
    above = cue.head
    if above.lower_ in _HEARSAY and (is_complement(cue) or is_on_noun(cue)):
        return True  # "Rumours that she *said* …"
    if is_relative_clause(cue) and is_attribute(above):
        return has(above.head.children, is_negation)  # "He was not the one who *said* …"
    if not _is_clause_of_verb(cue):
        return False
    if above.lower_ in _UNREAL:
        return True  # "He wishes that he had *said* …"
    judged = above.lower_ in _DOUBTED or any(is_judgement(it) and it.lower_ in _DOUBTED for it in above.rights)
    return judged and not is_adverbial_clause(cue)  # "It is not true that she *said* …"
