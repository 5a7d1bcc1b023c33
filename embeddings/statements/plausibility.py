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

from embeddings.statements.clauses import Claim
from embeddings.statements.cues import DOCUMENT_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNDER = frozenset({"relcl", "advcl", "ccomp", "acl", "xcomp", "conj", "pcomp"})
_OPENERS = frozenset({"that", "whether", "how", "what", "why", "if", "to", "for", "his", "her", "their"})
_PRONOUNS = frozenset({"i", "you", "he", "she", "we", "they", "it", "who", "that", "which", "this", "these", "those"})


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
    """The names of what holds of ``claim``."""
    cue = claim.cue[0]
    yield f"frame {claim.frame}"
    yield f"{claim.frame} {claim.lemma}"
    yield f"tag {cue.tag_}"
    relation = "document" if cue.dep_ == "acl" and cue.head.lower_ in DOCUMENT_NOUNS else cue.dep_
    yield f"relation {relation}"
    kind = "clausal" if claim.frame in ("clause", "beside", "according") else "other"
    yield f"{kind} {cue.tag_}"
    yield f"{kind} relation {relation}"
    for name in {token.dep_ for token in cue.ancestors} & _UNDER:
        yield f"under {name}"
    for child in cue.children:
        if child.dep_ == "aux":
            yield f"auxiliary {child.lower_}"
        elif child.dep_ in ("neg", "mark"):
            yield f"{child.dep_} {child.lower_ if child.dep_ == 'mark' else ''}".strip()
    yield from _speaker(claim)
    first = min(claim.content, key=_place)
    if first.lower_ in _OPENERS:
        yield f"opens {first.lower_}"
    yield f"opens {first.tag_}"
    yield f"{kind} words {min(len(claim.content) // 3, 5)}"


def _speaker(claim: Claim) -> Iterator[str]:
    speaker = claim.speaker
    if speaker is None:
        yield "speaker none"
        return
    yield f"speaker {speaker.tag_}"
    if speaker.lower_ in _PRONOUNS:
        yield f"speaker {speaker.lower_}"
    if speaker.head == claim.cue[0] and speaker.dep_ == "nsubj":
        yield "speaker subject"
    distance = abs(speaker.i - claim.cue[0].i)
    yield f"speaker distance {min(distance // 3, 5)}"


def _place(token: Token) -> int:
    return token.i
