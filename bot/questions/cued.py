"""How words tell of a saying: by a cue that is asked for, by its contrary, or in the first person. English."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from bot.questions.asked import FORMS, OPPOSING, SUPPORTING
from bot.questions.tones import tone_of
from embeddings.search.query import SpeakerQuestion
from embeddings.statements.cues import inflections

_WORD: Final = re.compile(r"[\w’']+")
_NOT: Final = frozenset("not never nobody none hardly neither nor cannot".split())
_DEEDS: Final = frozenset("deny promise apologise apologize admit blame refuse agree want oppose accuse".split())
_NO_VERBS: Final = {"would", "according"}
_NEGATED = 4  # words before a cue, one of which turns it around
_IN_FAVOUR: Final = re.compile(r"(?i)\bin favou?r\b")
_OWN: Final = re.compile(
    r"\b(?:I|[Ww]e)(?:['’]m|['’]re| am| are| was| were)? "
    r"(?:(?:also|strongly|fully|still|firmly|really|would|must|will|do) ){0,2}(?P<word>[a-z]+)"
)
_MEANT_BEFORE: Final = re.compile(  # "rejected the plan", "agreed with him": which, and whom, was told before
    r"(?i)\b(?:it|this|that|him|her|them|th(?:e|is|at) (?:\w+ )?(?:plan|proposal|idea|move|decision|project|measure"
    r"|bill|motion|scheme|step|suggestion|request|ban|vote|change|offer|deal))\b"
)


def has_cue(text: str, cues: Collection[str]) -> bool:
    """Return whether a text tells of a saying by one of some cues, given as lemmas, without turning it around."""
    words = [word.lower() for word in _WORD.findall(text)]
    forms = _forms(frozenset(cues))
    told = (at for at, word in enumerate(words) if word in forms)
    plainly = any(not any(map(_is_not, words[max(0, at - _NEGATED) : at])) for at in told)
    return plainly or _takes_side(text, cues)


def opposite(cues: Collection[str]) -> frozenset[str]:
    """Return the cues of those on the other side; none where the cues take no side."""
    for_it, against = not SUPPORTING.isdisjoint(cues), not OPPOSING.isdisjoint(cues)
    if for_it == against:
        return frozenset()
    return OPPOSING if for_it else SUPPORTING


def is_deed(asked: SpeakerQuestion) -> bool:
    """Return whether nothing else answers what somebody said than what they said in that way: "Did she apologise?"."""
    return not asked.topic and not _DEEDS.isdisjoint(asked.cues)


def own_cue(words: str) -> str:
    """Return the lemma by which somebody tells what they do in saying it, "" where they don't: "I am against it"."""
    for found in _OWN.finditer(words):
        lemma = "oppose" if found["word"] == "against" else FORMS.get(found["word"], "")
        if lemma and not found["word"].endswith(("ed", "ing")):
            return lemma
    return ""


def means_what_was_told(text: str) -> bool:
    """Return whether a text speaks of somebody or something that is named before it: "rejected the plan"."""
    return _MEANT_BEFORE.search(text) is not None


def _is_not(word: str) -> bool:
    return word in _NOT or word.endswith(("n't", "n’t"))


def _takes_side(text: str, cues: Collection[str]) -> bool:
    if not OPPOSING.isdisjoint(cues) and tone_of("call", text) == "criticize":
        return True
    return not SUPPORTING.isdisjoint(cues) and _IN_FAVOUR.search(text) is not None


@lru_cache(maxsize=64)
def _forms(cues: frozenset[str]) -> frozenset[str]:
    verbs = {lemma.partition("+")[0] for lemma in cues} - _NO_VERBS
    forms = frozenset(form for verb in verbs for form in inflections(verb))
    return forms | {"against"} if cues & OPPOSING else forms
