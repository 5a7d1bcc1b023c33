"""Questions that yes or no answers, and what they are about: "Are cats allowed?". English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.questions.words import PREPOSITIONS
from embeddings.text.terms import STOPWORDS, term_of

_READ_CHARACTERS: Final = 200  # at most
_AUXILIARY: Final = (
    "is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would|isn['’]t|aren['’]t"
    "|can['’]t|don['’]t|doesn['’]t"
)
_ASKED: Final = re.compile(
    rf"(?:(?:so|and|but|please|hi|hello|hey),? |(?:tell me |do you know )?(?:if|whether) )?(?:{_AUXILIARY})\s"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
_ALTERNATIVE: Final = re.compile(r"(?i)\bor (?!not\b)")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PREDICATES: Final = (  # words that settle a rule, one way or the other; the stems of each group go together
    frozenset(
        "allowed permitted forbidden banned prohibited welcome tolerated barred excluded admitted accepted".split()
    ),
    frozenset("required necessary obligatory compulsory mandatory needed optional voluntary".split()),
    frozenset("free charged included extra".split()),
    frozenset("open closed shut reopened".split()),
    frozenset("available possible offered provided".split()),
    frozenset("safe dangerous harmful harmless".split()),
    frozenset("legal illegal lawful unlawful valid invalid".split()),
)
_SETTLING: Final = frozenset(
    "not no never none nobody must may can cannot only always except without neither nor".split()
)
_DETERMINERS: Final = frozenset(
    "the a an any my our your their his her its this that these those there some all".split()
)
_SUBJECTS: Final = frozenset("i we you one he she they it people anyone anybody someone somebody everyone".split())
_BROADER: Final = {
    **dict.fromkeys("dog cat rabbit hamster bird hors".split(), frozenset(("pet", "anim"))),
    **dict.fromkeys("bike bicycl car motorbik scooter".split(), frozenset(("vehicl",))),
}


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """``about`` are the terms of what a rule is asked for, any of which will do: "cat", or "pet" that it is one of.

    There are none where no rule is asked for. ``terms`` are all that the question is about, ``settling`` those that
    tell how it is.
    """

    terms: frozenset[str]
    settling: frozenset[str]
    about: frozenset[str] = frozenset()


def read_yes_or_no(question: str) -> YesOrNo | None:
    """Return what a question wants to be told of, None where something else than yes or no answers it."""
    text = " ".join(question.split())
    asked = _ASKED.match(text) if len(text) <= _READ_CHARACTERS else None
    if asked is None or _ALTERNATIVE.search(text):
        return None
    words = [word.casefold() for word in _WORD.findall(asked["rest"])]
    content = [word for word in words if word not in STOPWORDS | _SUBJECTS | _DETERMINERS]
    group = next((group for word in words for group in _PREDICATES if word in group), frozenset[str]())
    settling = frozenset(map(term_of, group))
    about = _about(words, group)
    return YesOrNo(frozenset(map(term_of, content)), settling, frozenset(about)) if content else None


def is_kin(one: str, other: str) -> bool:
    """Return whether two terms are of one family: "smok" and "smoker"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3)


def settles(words: frozenset[str], asked: YesOrNo) -> bool:
    """Return whether the terms of a sentence tell how it is, rather than of it."""
    return not words.isdisjoint(asked.settling | _SETTLING)


def _about(words: list[str], group: frozenset[str]) -> set[str]:
    """Return the terms of the noun that a rule is for: the last before what settles it, or before "of", "in" …."""
    if not group:
        return set()
    end = next(place for place, word in enumerate(words) if word in group)
    subject = words[:end]
    cut = next((place for place, word in enumerate(subject) if word in PREPOSITIONS), len(subject))
    nouns = [word for word in subject[:cut] if word not in _DETERMINERS | _SUBJECTS | STOPWORDS]
    if not nouns:  # "Am I allowed to smoke?": what follows
        nouns = [word for word in words[end + 1 :] if word not in STOPWORDS | PREPOSITIONS | _DETERMINERS][:1]
    term = term_of(nouns[-1]) if nouns else ""
    return {term, *_BROADER.get(term, ())} if term else set()
