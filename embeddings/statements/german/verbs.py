"""The German verbs that report: their forms, and the English lemma that says much the same as each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TABLE: Final = tomllib.loads(Path(__file__).with_name("verbs.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as it stands in a main clause; ``particle`` is what it leaves to the end of it, "" where nothing is.

    ``lemma`` is an English verb's; ``quoting`` tells that only quoted words are words of the speaker, ``colon`` that
    these stand behind a colon alone.
    """

    infinitive: str
    lemma: str
    particle: str
    quoting: bool
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """Verbs by a finite form in a main clause, by their participle, and by a form at the end of a clause."""

    finite: Mapping[str, tuple[Verb, ...]]
    participles: Mapping[str, Verb]
    final: Mapping[str, Verb]
    plural: frozenset[str]


def _forms(*tables: tuple[str, bool]) -> Forms:
    finite: dict[str, tuple[Verb, ...]] = {}
    participles: dict[str, Verb] = {}
    final: dict[str, Verb] = {}
    plurals: set[str] = set()
    for name, quoting in tables:
        for infinitive, present, past, participle, lemma, *rest in map(str.split, _TABLE[name].strip().splitlines()):
            particle = rest[0] if rest else ""
            verb = Verb(infinitive, lemma, particle, quoting, name == "by_colon")
            several = tuple(_plural(infinitive.removeprefix(particle), past))
            plurals.update(several)
            for form in (present, past, *several):
                finite[form] = (*finite.get(form, ()), verb)
                final.setdefault(particle + form, verb)
            participles.setdefault(participle, verb)
    return Forms(finite, participles, final, frozenset(plurals))


def _plural(present: str, past: str) -> Iterator[str]:
    yield present
    yield f"{past}n" if past.endswith("e") else f"{past}en"


SAYING: Final = _forms(("saying", False), ("by_quotation", True), ("by_colon", True))
ATTITUDES: Final = _forms(("attitudes", False))
# Of words that several verbs share: "wies" of "wies … zurück", and what is no verb of the tables.
_SAYS: Final = {
    **dict.fromkeys(("weist", "wies", "wiesen"), "reject"),
    **dict.fromkeys(("wirft", "warf", "warfen"), "accuse"),
    **dict.fromkeys("will wollen wollte wollten möchte möchten".split(), "want"),
    "gegen": "oppose",
    "für": "support",
}


def english_lemma(cue: str) -> str:
    """Return the English lemma that says much the same as a German cue, "" where it is none."""
    first, _, last = cue.lower().partition(" ")
    word = last if last in _SAYS else first
    if word in _SAYS:
        return _SAYS[word]
    told = next((verb for verb in SAYING.finite.get(word, ()) if last and verb.particle == last), None)
    if told is not None:
        return told.lemma
    for forms in (SAYING, ATTITUDES):
        verb = next(iter(forms.finite.get(word, ())), None) or forms.participles.get(word) or forms.final.get(word)
        if verb is not None:
            return verb.lemma
    return ""
