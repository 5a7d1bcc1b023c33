"""How likely a pattern's finding is somebody's words or stance: a logistic regression over readable features.

"He appeared to win" and "she vowed to win" have one tree; which verbs report, in which place of a sentence,
is learned. ``weights.json`` holds the weights, and says with what they were fitted, on what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.claim import Claim
from embeddings.statements.cues import DOCUMENT_NOUNS, PLAIN_SPEECH, STANCES
from embeddings.statements.holders import can_hold
from embeddings.statements.tokens import (
    has,
    is_apposition,
    is_auxiliary,
    is_common_noun,
    is_doer,
    is_in_compound,
    is_mark,
    is_negation,
    is_noun_clause,
    is_one_name,
    relation_of,
    tag_of,
)
from embeddings.statements.unsaid import is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Token

# How sure to be. Plain reporting is nearly always meant as such; attitudes are not.
PLAUSIBLE_SPEECH = 0.45
PLAUSIBLE = 0.7
PLAUSIBLE_NAMED = 0.5  # a stance of somebody with a name
PLAUSIBLE_KNOWN = 0.6  # of somebody of whom the text says who they are, unless it is of what they mean to do
# Somebody's own document, or a named person's stance in the passive, says who speaks better than the average.
PLAUSIBLE_GROUNDED = 0.2
PLAUSIBLE_STANCE = 0.58  # what somebody wants or refuses, by the verb that tells it
PLAUSIBLE_INTRODUCED = 0.35  # the same, of whom the text says who they are: "the mayor, Ama Mensah,", "the parish"
_CERTAIN = frozenset(
    {"view", "before colon", "valued", "minded", "made known", "opinion"}
)  # each told by several words
_MEANT = frozenset({"infinitive", "person_to"})
# Stances that nobody takes in silence: "the prosecutor demanded three years".
_ALOUD = words("demand propose recommend reject oppose request")
_VOICED = frozenset({"object", "clause", "infinitive", "for"})
_UNDER = words("relcl advcl ccomp acl xcomp conj pcomp")  # the parser's relations
_OPENERS = words("that whether how what why if to for his her their")
_PRONOUNS = words("i you he she we they it who that which this these those")
_QUANTITIES = words("half most many some number majority third quarter percent dozens hundreds thousands millions")
_DISTANCE = 3  # words are counted by threes, up to fifteen
_MOST = 5


def is_plausible(claim: Claim, *, quotes: bool) -> bool:
    """Whether a claim is sure enough for its kind; a label before a colon is only where it names somebody."""
    if claim.frame == "label" or is_unsaid(claim.cue[0], claim.speaker):
        return False
    if claim.frame == "object" and claim.speaker is not None and claim.speaker.lower_ in _QUANTITIES:
        return False  # "half of them fled, citing fears": a number of people has reasons, not words
    return plausibility(claim) >= _needed(claim, quotes=quotes)


def _needed(claim: Claim, *, quotes: bool) -> float:
    """How likely a claim must be."""
    if _is_own_document(claim) or _is_stance_of_somebody(claim):
        return PLAUSIBLE_GROUNDED
    if claim.frame in _CERTAIN:
        return PLAUSIBLE_GROUNDED
    if claim.frame.startswith("stance"):
        return _needed_of_stance(claim)
    plain = quotes or claim.lemma in PLAIN_SPEECH or claim.frame == "according" or _is_voiced(claim)
    if plain:
        return PLAUSIBLE_SPEECH
    if _is_described(claim):
        return PLAUSIBLE_NAMED
    return PLAUSIBLE_KNOWN if claim.frame not in _MEANT and _is_known(claim) else PLAUSIBLE


def _needed_of_stance(claim: Claim) -> float:
    if not _is_introduced(claim):
        return PLAUSIBLE_STANCE
    return PLAUSIBLE_GROUNDED / 2 if claim.lemma == "would" else PLAUSIBLE_INTRODUCED


def _is_voiced(claim: Claim) -> bool:
    return claim.lemma in _ALOUD and claim.frame in _VOICED and claim.speaker is not None


def _is_introduced(claim: Claim) -> bool:
    """Whether a sentence says who its speaker is: by an office, a full name, a description beside it."""
    speaker = claim.speaker
    return speaker is not None and (is_common_noun(speaker) or has(speaker.children, is_apposition, is_in_compound))


def _is_known(claim: Claim) -> bool:
    """Whether a sentence says who its speaker is, and that is somebody who has views."""
    return claim.speaker is not None and _is_introduced(claim) and can_hold(claim.speaker)


def _is_described(claim: Claim) -> bool:
    return claim.speaker is not None and has(claim.speaker.children, is_apposition)


def _is_own_document(claim: Claim) -> bool:
    """Whether this is "she released a statement *saying* …"."""
    cue = claim.cue[0]
    return is_noun_clause(cue) and cue.head.lower_ in DOCUMENT_NOUNS and claim.speaker != cue.head


def _is_stance_of_somebody(claim: Claim) -> bool:
    """Whether this is "the plan was *criticised* by Ama Mensah"."""
    taken = claim.frame in ("passive", "object") and claim.lemma in STANCES
    return taken and claim.speaker is not None and is_one_name(claim.speaker)


def plausibility(claim: Claim) -> float:
    """The chance, from 0 to 1, that ``claim`` reports what its speaker said or thinks."""
    weights = _weights()
    total = weights["bias"] + sum(weights.get(feature, 0.0) for feature in features(claim))
    return 1 / (1 + exp(-total))


@cache
def _weights() -> dict[str, float]:
    text = files("embeddings.statements").joinpath("weights.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}


def features(claim: Claim) -> Iterator[str]:
    """The names of what holds of ``claim``; a stance told by its verb alone has its own, which no report shares."""
    own = "stance: " if claim.frame.startswith("stance") else ""
    yield from (f"{own}{name}" for name in _features(claim))


def _features(claim: Claim) -> Iterator[str]:
    kind = "clausal" if claim.frame in ("clause", "beside", "according") else "other"
    yield f"frame {claim.frame}"
    yield f"{claim.frame} {claim.lemma}"
    yield from _cue(claim.cue[0], kind)
    yield from _speaker(claim)
    first = min(claim.content, key=_place)
    if first.lower_ in _OPENERS:
        yield f"opens {first.lower_}"
    yield f"opens {tag_of(first)}"
    yield f"{kind} words {_measured(len(claim.content))}"


def _cue(cue: Token, kind: str) -> Iterator[str]:
    in_document = is_noun_clause(cue) and cue.head.lower_ in DOCUMENT_NOUNS
    relation = "document" if in_document else relation_of(cue)
    for scope in ("", f"{kind} "):
        yield f"{scope or 'tag '}{tag_of(cue)}"
        yield f"{scope}relation {relation}"
    for name in set(map(relation_of, cue.ancestors)) & _UNDER:
        yield f"under {name}"
    for child in cue.children:
        if is_auxiliary(child):
            yield f"auxiliary {child.lower_}"
        elif is_negation(child):
            yield "neg"
        elif is_mark(child):
            yield f"mark {child.lower_}"


def _speaker(claim: Claim) -> Iterator[str]:
    speaker = claim.speaker
    if speaker is None:
        yield "speaker none"
        return
    yield f"speaker {tag_of(speaker)}"
    if speaker.lower_ in _PRONOUNS:
        yield f"speaker {speaker.lower_}"
    if speaker.head == claim.cue[0] and is_doer(speaker):
        yield "speaker subject"
    yield f"speaker distance {_measured(abs(speaker.i - claim.cue[0].i))}"


def _measured(words: int) -> int:
    """A number of words, as a weight is learned for it."""
    return min(words // _DISTANCE, _MOST)


def _place(token: Token) -> int:
    return token.i
