"""Who speaks, as a German sentence puts it: "die Sprecherin der Polizei", "Stadträtin Eva Klein (Grüne)", "sie"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from embeddings.statements.german.heads import HeadWord, behind, head_of, opening_of, parted, words_from
from embeddings.statements.german.nouns import (
    Gender,
    gender_of_given,
    gender_of_role,
    is_body,
    is_feminine,
    nominative,
)
from embeddings.statements.german.words import ADDRESSES, COUNCILS, NO_NAMES, PLURAL, TEXTS
from embeddings.types import Span

Sort = Literal["person", "office", "body", "text", "pronoun", "several"]

_PRONOUNS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("er", "Er"), "m"),
    **dict.fromkeys(("sie", "Sie"), "f"),
    **dict.fromkeys(("ich", "Ich", "wir", "Wir"), ""),
}
_OBLIQUE: Final = frozenset("dem den des einem einer eines seinem seiner ihrem ihrer unserem unserer".split())
_GENITIVE: Final = frozenset({"des", "eines", "seines", "ihres"})
_BY_DETERMINER: Final[dict[str, Gender]] = {"die": "f", "eine": "f", "der": "m", "ein": "m"}
_OWNERS: Final = frozenset({"der", "des", "für"})
_MOST_NAMES: Final = 4  # words of a name


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """``span`` is what names the speaker, ``name`` what they are called there, ``role`` what is said of them beside it.

    ``office`` is the last word of the role: "Sprecherin"; ``end`` is where all that belongs to the phrase ends. What is
    ``oblique`` is no subject: "dem Minister".
    """

    span: Span
    end: int
    name: str
    sort: Sort
    gender: Gender = ""
    role: str | None = None
    office: str = ""
    oblique: bool = False


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a phrase: titles, offices, names, what is in brackets, and what stands behind."""

    determiner: str
    titles: Sequence[HeadWord]
    roles: Sequence[HeadWord]
    names: Sequence[HeadWord]
    brackets: str
    behind: str
    end: int

    @property
    def office(self) -> str:
        """The last word of the role."""
        word = self.roles[-1].text if self.roles else ""
        return nominative(word) if self.determiner in _GENITIVE else word

    @property
    def gender(self) -> Gender:
        """Whose phrase it is, "" in doubt."""
        addressed = next((ADDRESSES[word.low] for word in self.titles if word.low in ADDRESSES), None)
        if addressed is not None:
            return addressed
        given = gender_of_given(self.names[0].text) if self.names else ""
        if not self.office:
            return given
        told = gender_of_role(self.office)
        return "f" if told == "f" else given or _BY_DETERMINER.get(self.determiner, told)

    @property
    def oblique(self) -> bool:
        """Whether it can't be a subject: "dem Minister", "der Ministerin"."""
        if self.determiner != "der":
            return self.determiner in _OBLIQUE
        return any(is_feminine(word) for word in (*(name.text for name in self.names), self.office) if word)


def read_phrase(text: str, start: int, end: int) -> NounPhrase | None:
    """Read who is named from ``start`` on; None where the words name nobody who can speak."""
    words = words_from(text, start, end)
    if not words:
        return None
    first = words[0]
    if first.text in _PRONOUNS:
        return NounPhrase((first.start, first.end), first.end, first.text, "pronoun", _PRONOUNS[first.text])
    determiner, at = opening_of(words)
    head, at = ([], at) if at < 0 else head_of(words, at)
    if not head or head[0].low in NO_NAMES:
        return None
    parts = _parts(determiner, head, words, at)
    return _named(parts) if parts.names else _described(parts)


def _parts(determiner: str, head: list[HeadWord], words: Sequence[HeadWord], at: int) -> _Parts:
    titles, roles, names = parted(head, genitive=determiner in _GENITIVE)
    brackets = ""
    if at < len(words) and words[at].bracket:
        brackets, at = words[at].text, at + 1
    told, end = behind(words, at, of_role=not names or is_body(nominative(names[-1].text)))
    return _Parts(determiner, titles, roles, names, brackets, told, end or words[at - 1].end + words[at - 1].bracket)


def _named(parts: _Parts) -> NounPhrase | None:
    """Return a phrase with a name: a person's, or a body's."""
    names = parts.names
    sort = _sort(parts)
    name = " ".join(word.text for word in names)
    if parts.determiner in _GENITIVE and len(names) == 1 and sort == "body":
        name = nominative(name)
    span = names[0].start, names[-1].end
    role = _role(parts)
    if sort == "body" and parts.behind.partition(" ")[0] in _OWNERS:  # "Verband der Milchbauern"
        span, name, role = (span[0], parts.end), f"{name} {parts.behind}", None
    return sort and NounPhrase(span, parts.end, name, sort, parts.gender, role, parts.office, parts.oblique)


def _described(parts: _Parts) -> NounPhrase | None:
    """Return a phrase that tells an office and no name."""
    roles, office = parts.roles, parts.office
    if not roles:
        return None
    name = " ".join(filter(None, (*(word.text for word in roles[:-1]), office, parts.behind)))
    span = roles[0].start, parts.end if parts.behind else roles[-1].end
    council = office.lower().endswith(COUNCILS)
    sort: Sort = "several" if parts.determiner in PLURAL else "body" if council else "office"
    return NounPhrase(span, parts.end, name, sort, parts.gender, parts.brackets or None, office, parts.oblique)


def _sort(parts: _Parts) -> Sort | None:
    genitive = parts.determiner in _GENITIVE
    names = [nominative(word.text) if genitive else word.text for word in parts.names]
    if parts.titles or parts.roles:
        return "person"
    if is_body(names[0]) or is_body(names[-1]):
        return "body"
    if names[-1].lower().endswith(TEXTS):
        return "text"
    if parts.determiner:
        return "body" if len(names) > 1 and parts.determiner in ("die", "der", "das") else None
    return "person" if len(names) <= _MOST_NAMES and not names[0][0].isdigit() else None


def _role(parts: _Parts) -> str | None:
    degrees = [f"{word.text}." for word in parts.titles if word.low not in ADDRESSES]
    front = " ".join(filter(None, ([word.text for word in parts.roles] or degrees) + [parts.behind]))
    return ", ".join(filter(None, (front, parts.brackets))) or None
