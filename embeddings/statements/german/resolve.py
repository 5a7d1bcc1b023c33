"""Who a speaker of a German text is: surnames, offices and pronouns, each only where there is no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.statements.german.nouns import Gender
from embeddings.statements.german.people import Named, TextPeople
from embeddings.statements.german.phrases import NounPhrase, read_phrase
from embeddings.statements.german.reports import Report
from embeddings.types import Span

_LONGEST_LOOK = 1500  # characters in which somebody is looked for whom a pronoun means
_AGAIN = frozenset({"er", "sie"})
_LIKE_PRONOUNS = ("jährige", "jährigen", "mann", "frau")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The name that a speaker has, as written where nothing better is certain, and their role."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class _Before:
    """Who spoke before: in which paragraph, and from where on."""

    name: str
    paragraph: int
    place: int


def resolve(people: TextPeople, paragraphs: Sequence[Span], drafts: Sequence[Report]) -> list[Resolved | None]:
    """Return the name and role of each draft's speaker, None where it has none."""
    found: list[Resolved | None] = []
    before: _Before | None = None
    for draft in drafts:
        phrase = draft.speaker
        if phrase is None:
            found.append(None)
            continue
        name = _name(people, paragraphs, draft, phrase, before)
        known = name or phrase.name
        found.append(Resolved(known, phrase.role or people.roles.get(known)))
        if not draft.is_stance:
            before = _Before(name, draft.sentence.paragraph, draft.sentence.start) if name else None
    return found


def _name(
    people: TextPeople, paragraphs: Sequence[Span], draft: Report, phrase: NounPhrase, before: _Before | None
) -> str | None:
    """Return who a phrase names; None for a pronoun or a description that leaves that open."""
    if phrase.sort == "person":
        return _person(people, phrase)
    if phrase.sort == "office":
        if phrase.office.lower().endswith(_LIKE_PRONOUNS) and phrase.name == phrase.office:
            return _pronoun(people, paragraphs, draft, phrase.gender, before)
        return _office(people, phrase)
    if phrase.sort == "pronoun":
        fits = phrase.name.lower() in ("er", "sie")
        return _pronoun(people, paragraphs, draft, phrase.gender, before) if fits else None
    return phrase.name


def _person(people: TextPeople, phrase: NounPhrase) -> str:
    name = phrase.name
    if " " in name and not name.startswith(("von ", "van ", "de ", "zu ")):
        return name
    surname = name.rsplit(maxsplit=1)[-1]
    for form in (surname, surname.removesuffix("s"), surname.rstrip("'’")):
        names = people.full.get(form) or people.given.get(form) or set[str]()
        fitting = {one for one in names if _may_be(people.gender(one), phrase.gender)}
        if len(fitting) == 1:
            return next(iter(fitting))
        if names:
            return name
    return name


def _may_be(one: Gender, other: Gender) -> bool:
    return not one or not other or one == other


def _office(people: TextPeople, phrase: NounPhrase) -> str | None:
    """Return the holder of an office, where the text tells of one alone."""
    if phrase.name != phrase.office:
        return None
    holders = {one for one in people.holders(phrase.office) if _may_be(people.gender(one), phrase.gender)}
    return next(iter(holders)) if len(holders) == 1 else None


def _pronoun(
    people: TextPeople, paragraphs: Sequence[Span], draft: Report, gender: Gender, before: _Before | None
) -> str | None:
    """Return the one person whom "er" or "sie" can mean; None in doubt."""
    assert draft.speaker is not None  # noqa: S101  callers have one
    place, number = draft.speaker.span[0], draft.sentence.paragraph
    near = _fitting(people.between(max(paragraphs[number][0], place - _LONGEST_LOOK), place), gender)
    names = {one.name for one in near}
    if len(names) == 1:
        return next(iter(names)) or None
    if names:
        return _opens(near, draft) or _goes_on(near, draft, before)
    return before.name if before is not None and _leads(people, paragraphs, number, gender, before) else None


def _goes_on(near: Sequence[Named], draft: Report, before: _Before | None) -> str | None:
    """Return who spoke before in a paragraph, if nobody else whom a pronoun can mean came since."""
    if before is None or before.paragraph != draft.sentence.paragraph:
        return None
    since = {one.name for one in near if one.place >= before.place}
    return before.name if since <= {before.name} and any(one.name == before.name for one in near) else None


def _opens(near: Sequence[Named], draft: Report) -> str | None:
    """Return the one person whom the sentence before names, if they are its subject: "Nowak hielt das für zu viel."."""
    hidden, start, end = draft.sentence.masked, draft.sentence.before, draft.sentence.start
    subject = None if start < 0 else read_phrase(hidden, start, end)
    if subject is None or subject.oblique or subject.sort not in ("person", "office"):
        return None
    told = [one for one in near if one.place >= start]
    alone = {one.name for one in told} == {told[0].name} if told else False
    again = not _AGAIN.isdisjoint(hidden[subject.end : end].split())  # "Rau kennt er seit Jahren"
    return told[0].name or None if alone and told[0].place <= subject.span[0] and not again else None


def _leads(people: TextPeople, paragraphs: Sequence[Span], number: int, gender: Gender, before: _Before) -> bool:
    """Whether the paragraph above tells of nobody else than who spoke before."""
    if not max(number - 1, 0) <= before.paragraph <= number or number == 0:
        return False
    start, end = paragraphs[number - 1]
    above = _fitting(people.between(max(start, end - _LONGEST_LOOK), end), gender)
    return {one.name for one in above} == {before.name}


def _fitting(named: Sequence[Named], gender: Gender) -> list[Named]:
    return [one for one in named if _may_be(one.gender, gender)]
