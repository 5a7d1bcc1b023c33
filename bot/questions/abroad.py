"""What a question in another language than English asks about speakers, by the table in the language's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex
from regex import Match, Pattern

from bot.questions.asked import OPPOSING, SUPPORTING, alike, read_question
from embeddings.search.query import SpeakerQuestion
from embeddings.statements.german.nouns import is_role, nominative
from embeddings.statements.german.verbs import ATTITUDES, SAYING, Verb
from embeddings.statements.german.words import ADDRESSES, DEGREES, DETERMINERS
from embeddings.text.lexicon import languages, table_of

_READ_CHARACTERS: Final = 250  # at most: a longer question asks several things
_WORD: Final = regex.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class SpeakerRules:
    """Patterns by what is asked with them; ``verbs`` are those that a way of saying is asked for by."""

    patterns: Mapping[str, Sequence[Pattern[str]]]
    opener: Pattern[str]
    nobody: frozenset[str]
    verbs: frozenset[str]

    def matches(self, kind: str, text: str) -> Iterable[Match[str]]:
        """Yield what the patterns of a kind make of a question."""
        found = (pattern.fullmatch(text) for pattern in self.patterns[kind])
        return (match for match in found if match is not None)


def read_speakers(question: str, language: str | None) -> SpeakerQuestion | None:
    """Return what a question asks about speakers, None where it asks about something else."""
    text, rules = " ".join(question.split()), speaker_rules(language)
    found = read_question(question) if rules is None else None
    if found is not None or len(text) > _READ_CHARACTERS:
        return found
    # A short question tells little of its language: "Was sagte Holz?".
    others = map(speaker_rules, languages()) if language in ("en", None) else ()
    return next(filter(None, (_read(one, text) for one in (rules, *others) if one is not None)), None)


def _read(rules: SpeakerRules, text: str) -> SpeakerQuestion | None:
    return _stands(rules, text) or _disagrees(rules, text) or _said(rules, text) or _who(rules, text)


@cache
def speaker_rules(language: str | None) -> SpeakerRules | None:
    """Return the rules that the file of a language has, None where it has none."""
    table = table_of(language).get("speakers")
    if table is None:
        return None
    parts = {"name": table["name"], "about": table["about"], "topic": "(?P<topic>.+?)"}

    def compiled(pattern: str) -> Pattern[str]:
        for key, value in parts.items():
            pattern = pattern.replace(f"{{{key}}}", value)
        return regex.compile(rf"{table['lead']}{pattern}[\s?!.]*", regex.IGNORECASE)

    kinds = ("said", "did", "who", "against", "favour", "disagrees")
    return SpeakerRules(
        {kind: tuple(map(compiled, table[kind])) for kind in kinds},
        regex.compile(table["opener"], regex.IGNORECASE),
        frozenset(table["nobody"].split()),
        frozenset(table["verbs"].split()),
    )


def _said(rules: SpeakerRules, text: str) -> SpeakerQuestion | None:
    """Read what somebody said, or whether they denied it."""
    for match in rules.matches("said", text):
        name = _name(match["speaker"], rules)
        if name:
            return SpeakerQuestion("said", (name,), _clean(match["topic"], rules))
    for match in rules.matches("did", text):
        name, verb = _name(match["speaker"], rules), _verb(match["verb"], match["rest"], rules)
        if name and verb is not None:
            return SpeakerQuestion("said", (name,), _clean(match["rest"], rules), alike(verb.lemma))
    return None


def _who(rules: SpeakerRules, text: str) -> SpeakerQuestion | None:
    for match in rules.matches("who", text):
        verb = _verb(match["verb"], match["rest"], rules)
        topic = "" if verb is None else _clean(_without(match["rest"], verb.particle), rules)
        if verb is not None and topic:
            return SpeakerQuestion("who", (), topic, alike(verb.lemma))
    return None


def _stands(rules: SpeakerRules, text: str) -> SpeakerQuestion | None:
    """Read who is for or against something."""
    for kind, cues in (("against", OPPOSING), ("favour", SUPPORTING)):
        for match in rules.matches(kind, text):
            return SpeakerQuestion("who", (), _clean(match["topic"], rules), cues)
    return None


def _disagrees(rules: SpeakerRules, text: str) -> SpeakerQuestion | None:
    for match in rules.matches("disagrees", text):
        name = _name(match["speaker"], rules)
        if name:
            return SpeakerQuestion("disagrees", (name,), _clean(match["topic"], rules))
    return None


def _verb(form: str, rest: str, rules: SpeakerRules) -> Verb | None:
    """Return the verb that a question has in a form, with its particle behind it: "Wer *lehnt* den Plan *ab*?"."""
    low, words = form.lower(), _WORD.findall(rest.lower())
    for forms in (SAYING, ATTITUDES):
        told = (*forms.finite.get(low, ()), *filter(None, [forms.participles.get(low)]))
        for verb in told:
            whole = low in forms.participles or not verb.particle or verb.particle in words
            if whole and verb.infinitive in rules.verbs:
                return verb
    return None


def _without(rest: str, particle: str) -> str:
    """Return what is asked about without the verb's particle."""
    if not particle:
        return rest
    return regex.sub(rf"(?i)(?<!\w){particle}(?!\w),? ?", "", rest, count=1).strip()


def _name(written: str, rules: SpeakerRules) -> str:
    """Return the name without article, office and form of address; "" where it is nobody's."""
    words = written.split()
    while len(words) > 1 and _is_beside(words):
        words = words[1:]
    if not words or words[0].lower() in rules.nobody:
        return ""
    return " ".join([*words[:-1], nominative(words[-1])])  # "die Meinung des Ministeriums"


def _is_beside(words: Sequence[str]) -> bool:
    low = words[0].lower().rstrip(".")
    behind = words[1][0].isupper()
    return low in DETERMINERS | DEGREES | ADDRESSES.keys() or (is_role(words[0]) and behind)


def _clean(topic: str | None, rules: SpeakerRules) -> str:
    return rules.opener.sub("", (topic or "").strip(" ,?!."), count=1)
