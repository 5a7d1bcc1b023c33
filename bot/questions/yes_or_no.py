"""Questions that yes or no answers, and what they are about: "Are cats allowed?".

The rules here are English; those of other languages stand in their files in ``embeddings/text/languages/``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex
from regex import Pattern

from bot.questions.words import PREPOSITIONS
from embeddings.text.lexicon import table_of
from embeddings.text.terms import STOPWORDS, question_terms, term_of

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
_ALLOWING: Final = frozenset(map(term_of, _PREDICATES[0]))
_DETERMINERS: Final = frozenset(
    "the a an any my our your their his her its this that these those there some all".split()
)
_SUBJECTS: Final = frozenset("i we you one he she they it people anyone anybody someone somebody everyone".split())
_HEADING: Final = 2  # words at most
_NEVER_APART: Final = frozenset(
    "new old big small large own local main other more extra many much very first last".split()
)
_BROADER: Final = {
    **dict.fromkeys("dog cat rabbit hamster bird hors".split(), frozenset(("pet", "anim"))),
    **dict.fromkeys("bike bicycl car motorbik scooter".split(), frozenset(("vehicl",))),
}


@dataclass(frozen=True, slots=True)
class YesOrNoRules:
    """``asks`` finds questions that yes or no answers, ``alternative`` those that let choose.

    Each rule ``of`` something is asked for by its first words and settled by the second; ``settling`` settles anything.
    """

    asks: Pattern[str]
    alternative: Pattern[str]
    of: Sequence[tuple[Pattern[str], Pattern[str]]]
    settling: Pattern[str]


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """``about`` are the terms of what a rule is asked for, any of which will do: "cat", or "pet" that it is one of.

    There are none where no rule is asked for, as ``of_rule`` tells. ``terms`` are those of what the question is about,
    ``settling`` those that tell how it is; in another language than English, what is ``settled_by``.
    """

    terms: frozenset[str]
    settling: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    of_rule: bool = False
    settled_by: Pattern[str] | None = None
    apart: tuple[str, str] | None = (
        None  # the term that tells a noun's things from others, and the noun's: gas, barbecue
    )
    deed: str = ""  # the term of what somebody wants to do: "Can I record it?"


def read_yes_or_no(question: str, language: str | None = None) -> YesOrNo | None:
    """Return what a question wants to be told of, None where something else than yes or no answers it."""
    text = " ".join(question.split())
    if len(text) > _READ_CHARACTERS:
        return None
    rules = rules_of(language)
    return _in_english(text) if rules is None else _by(rules, text, language)


def _by(rules: YesOrNoRules, text: str, language: str | None) -> YesOrNo | None:
    if rules.asks.search(text) is None or rules.alternative.search(text):
        return None
    words, settled_by = next((rule for rule in rules.of if rule[0].search(text)), (None, rules.settling))
    meant = words.sub(" ", text) if words else text
    terms = frozenset(question_terms(meant, language)) if _WORD.search(meant) else frozenset[str]()
    return YesOrNo(terms, of_rule=words is not None, settled_by=settled_by) if terms else None


@cache
def rules_of(language: str | None) -> YesOrNoRules | None:
    """Return the rules that the file of a language has, None where it has none."""
    table = table_of(language)
    rules = table.get("yes_or_no")
    if rules is None:
        return None
    whole = r"(?<!\w)(?:{})(?!\w)" if table.get("spaces", True) else "(?:{})"

    def words(pattern: str) -> Pattern[str]:
        return regex.compile(whole.replace("{}", pattern), regex.IGNORECASE)

    return YesOrNoRules(
        asks=regex.compile(rules["asks"], regex.IGNORECASE),
        alternative=regex.compile(rules["alternative"], regex.IGNORECASE),
        of=[(words(rule), words(f"{rule}|{rules['settling']}")) for rule in rules["rules"]],
        settling=words(rules["settling"]),
    )


def _in_english(text: str) -> YesOrNo | None:
    asked = _ASKED.match(text)
    if asked is None or _ALTERNATIVE.search(text):
        return None
    words = [word.casefold() for word in _WORD.findall(asked["rest"])]
    content = [word for word in words if word not in STOPWORDS | _SUBJECTS | _DETERMINERS]
    group = next((group for word in words for group in _PREDICATES if word in group), frozenset[str]())
    settling = frozenset(map(term_of, group))
    about = _about(words, group)
    terms = frozenset(map(term_of, content))
    apart = _apart(words, group)
    deed = term_of(words[1]) if words[0] in _SUBJECTS and not group and len(words) > 1 else ""
    return YesOrNo(terms - settling, settling, frozenset(about), bool(settling), None, apart, deed) if content else None


def _apart(words: list[str], group: frozenset[str]) -> tuple[str, str] | None:
    """Return what a rule is for, or what somebody gives, uses …, where two nouns name it; None where one does."""
    if words[0] in _SUBJECTS and not group:
        phrase = words[2:]
    else:
        phrase = words[: next((place for place, word in enumerate(words) if word in group), 0)]
    while phrase and phrase[0] in _DETERMINERS:
        phrase = phrase[1:]
    end = next((place for place, word in enumerate(phrase) if word in PREPOSITIONS | STOPWORDS), len(phrase))
    telling, noun = phrase[:end][-2:] if end > 1 else ("", "")
    return (term_of(telling), term_of(noun)) if noun and telling not in _NEVER_APART else None


def is_of_another(sentence: str, apart: tuple[str, str]) -> bool | None:
    """Return whether a sentence names only other things by the noun that is asked about: "charcoal barbecues".

    None where it does not have the noun, or no more than that, as a heading has.
    """
    telling, noun = apart
    words = [word.casefold() for word in _WORD.findall(sentence)]
    before = [words[place - 1] if place else "" for place, word in enumerate(words) if term_of(word) == noun]
    if not before or len(words) <= _HEADING:
        return None
    held = {term_of(piece) for word in words for piece in word.split("-")}
    is_told = any(is_kin(telling, other) for other in held)
    bare = STOPWORDS | PREPOSITIONS | _DETERMINERS | {""}
    return not is_told and not any(word in bare or word.isdecimal() for word in before)


def is_kin(one: str, other: str) -> bool:
    """Return whether two terms are of one family: "smok" and "smoker"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3)


def settles(sentence: str, words: frozenset[str], asked: YesOrNo) -> bool:
    """Return whether a sentence, whose terms are ``words``, tells how it is, rather than of it."""
    if asked.settled_by is not None:
        return asked.settled_by.search(sentence) is not None
    return not words.isdisjoint(asked.settling | _SETTLING | (_ALLOWING if asked.deed else frozenset()))


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
