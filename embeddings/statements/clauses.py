"""Who said what in one parsed sentence, without looking at quotation marks.

The patterns: a cue verb with a clause, an infinitive, an object or a preposition that carries what is said;
a cue set beside the clause it reports ("It works, he said"); "according to"; nouns ("her claim that …").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from embeddings.statements.attitudes import attitudes
from embeddings.statements.claim import Claim, around
from embeddings.statements.contents import (
    as_reported,
    beside,
    clause,
    infinitive,
    named_as,
    object_of,
    passive_subject,
    person_to,
)
from embeddings.statements.cues import CUES, LIGHT_FORMS, NOUN_FORMS, Cue
from embeddings.statements.interruptions import interrupted
from embeddings.statements.opinions import opinions
from embeddings.statements.stances import is_made_known, stances
from embeddings.statements.subjects import speaker_of, subject_of
from embeddings.statements.tokens import (
    Predicate,
    either,
    first,
    is_after_preposition,
    is_agent,
    is_auxiliary,
    is_clause_after_preposition,
    is_complement,
    is_gap,
    is_in_heading,
    is_lost_verb,
    is_mark,
    is_noun,
    is_object,
    is_on_noun,
    is_one_name,
    is_owner,
    is_particle,
    is_preposition,
    is_relative_clause,
    is_to,
    is_verb,
)
from embeddings.statements.told import called_for, wished
from embeddings.turns.words import NOBODY

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The frame a verb must have, what the finding is called, where it is found; the first that finds wins.
_FRAMES: tuple[tuple[str, str, Callable[[Token], tuple[Token, ...]]], ...] = (
    ("clause", "beside", beside),
    ("clause", "as reported", as_reported),
    ("clause", "clause", clause),
    ("person_to", "person_to", person_to),
    ("infinitive", "infinitive", infinitive),
    ("as", "as", named_as),
)
_is_told_of = either(is_after_preposition, is_clause_after_preposition)
_carries = either(is_preposition, is_particle, is_agent)
_opens_clause = either(is_mark, is_auxiliary)
_WOULD = frozenset({"would", "'d", "’d"})  # "would like a tap" is a wish
_COLONS = frozenset({":", "):"})
_LONGEST_HEADING = 7  # words and marks up to a colon
_LONGEST_LABEL = 12
_NOUN_PREPOSITIONS = frozenset({"of", "for", "about", "against", "to", "over", "on"})


def claims(doc: Doc) -> Iterator[Claim]:
    """The reported clauses of ``doc``, in the order of their cues."""
    yield from _headline(doc)
    for token in doc:
        lower = token.lower_
        if lower == "according":
            yield from _according_to(token)
        elif (
            lower in CUES
            and (is_verb(token) or is_lost_verb(token))
            and not (is_made_known(token) or _is_asked_aside(token))
        ):
            yield from _verb(token, CUES[lower])
        elif is_noun(token) and lower in NOUN_FORMS:
            yield from _noun(token, NOUN_FORMS[lower])
    yield from stances(doc)
    yield from attitudes(doc)
    yield from opinions(doc)


def _headline(doc: Doc) -> Iterator[Claim]:
    """A name, a colon, and what it says: "Minister: Talks will go on"; what may be one: "Team (Kofi): …"."""
    colon = next((token for token in doc[:_LONGEST_LABEL] if token.text in _COLONS), None)
    if colon is None or not 0 < colon.i < len(doc) - 2:
        return
    before = [*dropwhile(is_gap, doc[: colon.i])]
    name = before[-1] if before and before[-1].text != ")" else doc[colon.i - 2]
    if before and name.lower_ not in NOBODY and (frame := _frame(colon, name, before)) is not None:
        yield Claim((colon,), name, tuple(doc[colon.i + 1 :]), frame, ":")


def _frame(colon: Token, name: Token, before: Sequence[Token]) -> str | None:
    """What words before a colon are: a heading's name, a label that may be a name, or neither."""
    short = colon.i < _LONGEST_HEADING
    if short and is_one_name(name) and all(map(is_in_heading, before)):
        return "colon"
    in_brackets = name != before[-1] or colon.text != ":"
    return "label" if in_brackets or (short and all(token.text[0].isupper() for token in before)) else None


def _according_to(token: Token) -> Iterator[Claim]:
    to = first(token.children, is_to) or _next(token, is_to)
    source = None if to is None else first(to.children, _is_told_of)
    if to is not None and source is not None:
        told = around(token, to) or _taken_for_relative(source)
        if told:
            yield Claim((token, to), source, told, "according", "according")


def _taken_for_relative(source: Token) -> tuple[Token, ...]:
    """The sentence that the parser hung on who tells it: "According to the maker *that figure holds* …"."""
    verb = first(source.rights, is_relative_clause)
    opening = None if verb is None else verb.left_edge
    if verb is None or opening is None or opening.lower_ != "that" or opening.head == verb:
        return ()
    return tuple(verb.subtree)


def _next(token: Token, is_so: Predicate) -> Token | None:
    """The word behind another, if it is so."""
    return first(token.doc[token.i + 1 : token.i + 2], is_so)


def _verb(token: Token, cue: Cue) -> Iterator[Claim]:
    aside = interrupted(token)
    if aside is not None:
        yield aside
        return
    speaker = speaker_of(token)
    for needed, frame, content_of in _FRAMES:
        content = content_of(token) if needed in cue.frames else ()
        if content:
            yield Claim((token,), speaker, content, frame, cue.lemma)
            return
    found = _prepositional(token, cue)
    if found is not None:
        yield Claim(found[0], speaker, found[1], found[2], cue.lemma)
        return
    if "object" in cue.frames and not _only_likes(token, cue):
        passive = passive_subject(token)
        content = passive or object_of(token)
        if content:
            yield Claim((token,), speaker, content, "passive" if passive else "object", cue.lemma)


def _is_asked_aside(verb: Token) -> bool:
    """Whether somebody is asked before they speak: "*Asked* why, she said …"."""
    asked = verb.lower_ == "asked" and subject_of(verb) is None
    return asked and "," in [word.text for word in verb.doc[verb.i + 2 : verb.i + 4]]


def _prepositional(token: Token, cue: Cue) -> tuple[tuple[Token, ...], tuple[Token, ...], str] | None:
    """The cue, the content and the frame of a verb with its preposition: "called for talks", "called on him to go"."""
    for child in token.rights:
        if _carries(child) and child.lower_ in cue.frames:
            todo = tuple(wished(token, child))
            upon = cue.lemma == "call" and child.lower_ == "on"
            if todo or not upon:  # "called on his mother"
                return (token, child), (*tuple(child.subtree)[1:], *todo), "for" if upon else child.lower_
    asked = called_for(token) if "for" in cue.frames else None
    return None if asked is None else ((token, asked[0]), asked[1], "for")


def _only_likes(token: Token, cue: Cue) -> bool:
    """Whether somebody likes a thing: "would like a tap" is a wish."""
    return cue.lemma == "like" and not any(child.lower_ in _WOULD for child in token.lefts)


def _noun(token: Token, lemma: str) -> Iterator[Claim]:
    """Nouns of saying: "the government's claim that …", "issued a call for …"."""
    owner, frame = first(token.lefts, is_owner), "noun"
    cue: tuple[Token, ...] = (token,)
    if is_object(token) and token.head.lower_ in LIGHT_FORMS:
        owner, cue, frame = speaker_of(token.head), (token.head, token), "noun lent"
    if owner is None:
        return
    for child in token.rights:
        if _is_that_or_to(child):
            yield Claim(cue, owner, tuple(child.subtree), frame, lemma)
            return
        if is_preposition(child) and child.lower_ in _NOUN_PREPOSITIONS:
            yield Claim((*cue, child), owner, tuple(child.subtree)[1:], frame + " of", lemma)
            return


def _is_that_or_to(clause: Token) -> bool:
    """Whether a clause behind a noun says what it holds: "the claim *that* …", "the promise *to* …"."""
    opens = any(word.lower_ in ("that", "to") and _opens_clause(word) for word in clause.lefts)
    return opens and (is_on_noun(clause) or is_complement(clause))
