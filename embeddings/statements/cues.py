"""What tells of somebody's words, and the construction that carries what is said.

A verb's *frames* are those constructions: ``clause`` (said that …), ``infinitive`` (vowed to …), ``object``
(denied the claim), ``as`` (called it a sham), ``person_to`` (urged them to …) and prepositions
(called *for* …). ``speech`` marks verbs that may stand beside words in quotation marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from embeddings.statements import cue_words
from embeddings.statements.cue_words import DOCUMENT_NOUNS, PLAIN_SPEECH, STANCES

__all__ = [
    "ATTITUDE_FORMS",
    "BESIDE_FORMS",
    "CUES",
    "DOCUMENT_NOUNS",
    "LIGHT_FORMS",
    "NOUN_FORMS",
    "PLAIN_SPEECH",
    "SPEECH_FORMS",
    "SPOKEN_FORMS",
    "STANCES",
    "Cue",
    "holds_cue",
    "inflections",
]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb form may do. ``frames`` holds clause, to, object, person_to and prepositions."""

    lemma: str
    frames: frozenset[str]
    speech: bool


def _table(kind: str) -> Mapping[str, list[str]]:
    """Every verb or noun that reports with its forms; ``benchmarks/inflections.py`` wrote them."""
    text = files("embeddings.statements").joinpath("inflections.json").read_text(encoding="utf-8")
    found: Mapping[str, list[str]] = json.loads(text)[kind]
    return found


_VERBS = _table("verbs")


def inflections(verb: str) -> list[str]:
    """The forms of a verb that reports, its base first. KeyError for any other."""
    return _VERBS[verb]


def _lexicon() -> dict[str, Cue]:
    frames: dict[str, set[str]] = {}
    for frame, lemmas in (
        ("clause", cue_words.SPEECH | cue_words.CLAUSE),
        ("infinitive", cue_words.INFINITIVE),
        ("object", cue_words.OBJECT),
        ("as", cue_words.NAMED_AS),
        ("person_to", cue_words.PERSON_TO),
    ):
        for lemma in lemmas:
            frames.setdefault(lemma, set()).add(frame)
    for pair in cue_words.PREPOSITION:
        lemma, _, preposition = pair.partition("+")
        frames.setdefault(lemma, set()).add(preposition)
    cues = {lemma: Cue(lemma, frozenset(names), lemma in cue_words.SPEECH) for lemma, names in frames.items()}
    return {form: cues[lemma] for lemma in sorted(cues) for form in _VERBS[lemma]}


def _forms(lemmas: Iterable[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in _VERBS[lemma])


CUES = _lexicon()
SPEECH_FORMS = frozenset(form for form, cue in CUES.items() if cue.speech)
BESIDE_FORMS = _forms(cue_words.BESIDE)
SPOKEN_FORMS = _forms(cue_words.SPOKEN)
LIGHT_FORMS = _forms(cue_words.LIGHT)
ATTITUDE_FORMS = {form: lemma for lemma in sorted(cue_words.ATTITUDES) for form in _VERBS[lemma]}
NOUN_FORMS = {form: noun for noun, forms in _table("nouns").items() for form in forms}
# A sentence without one of these, and without quotation marks, has nothing for the parser.
_OTHERS = frozenset({"according", "against", "favour", "favor", "view", "opinion", "version", "would"})
_CUE_WORDS = frozenset({*_OTHERS, *cue_words.MINDS, *CUES, *NOUN_FORMS, *ATTITUDE_FORMS})
_WORD = re.compile(r"\w+")


def holds_cue(sentence: str) -> bool:
    """Whether a sentence holds the word of some cue. Ten times as quick as one pattern of them all."""
    found = _WORD.findall(sentence.lower())
    if not _CUE_WORDS.isdisjoint(found):
        return True
    return not cue_words.OPINIONS.isdisjoint(found) and (":" in sentence or "that" in found)
