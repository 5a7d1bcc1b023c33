"""What is said: for each construction the tokens that carry it, none where a verb is not so used.

The trees are ClearNLP's, as spaCy's English pipelines have them; where the parser is known to go astray
with reported speech, the function says how.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.cues import CUES, DOCUMENT_NOUNS, SPEECH_FORMS
from embeddings.statements.subjects import agent_of, reporter_of, subject_of, taken_for_participle
from embeddings.statements.tokens import any_as, first_as, is_finite_verb, is_gerund, is_modal, is_to, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp"})
_ADVERBIALS = frozenset({"advmod", "npadvmod", "aux", "neg", "prt", "auxpass", "dative"})
_ASIDE = frozenset({",", "-", "--", "–", "—", "―", "(", ";"})
# What begins the part of a sentence behind "…, he said," that is the reporter's own.
_TAILS = words("in at on during after before while when as citing calling adding referring with noting")
_QUESTIONS = frozenset({"if", "how", "why", "whether"})
_ANAPHORS = frozenset({"move", "step", "decision", "change", "measure"})


def beside(verb: Token) -> tuple[Token, ...]:
    """What "…, he said, …" interrupts or follows: the rest of its sentence."""
    subject = subject_of(verb)
    if subject is None or not is_finite_verb(verb) or _has_object_behind(verb, subject):
        return ()
    aside = _aside_of(verb, subject)
    first, after = min(aside), verb.i + 1
    while after in aside:
        after += 1
    return _around(verb.doc, first, after) if _is_set_off(verb.doc, first, after) else ()


def _has_object_behind(verb: Token, subject: Token) -> bool:
    """Whether a verb is followed by what it does something to: "he said so" is no aside."""
    return subject.i < verb.i and any_as(verb.rights, "dobj")


def _aside_of(verb: Token, subject: Token) -> set[int]:
    """The places of the words of "he said", with when, where and to whom."""
    edge = [verb, *subject.subtree]
    for child in verb.children:
        if child.dep_ in _ADVERBIALS or (child.dep_ in ("prep", "advcl") and child.i > verb.i):
            edge.extend(child.subtree)
    return {token.i for token in edge}


def _is_set_off(doc: Doc, first: int, after: int) -> bool:
    """Whether an aside has a comma or a dash before it, and a mark or the end behind it."""
    return first > 0 and doc[first - 1].text in _ASIDE and (after >= len(doc) or doc[after].is_punct)


def _around(doc: Doc, first: int, after: int) -> tuple[Token, ...]:
    """The words around an aside, less what is the reporter's own; none where they are no clause."""
    end = len(doc)
    if first > 1 and doc[first - 2].tag_ in ("WDT", "WP") and doc[first - 1].text == ",":
        return tuple(doc[first - 2 : first - 1]) + tuple(doc[after:])
    if after + 1 < end and doc[after].text == "," and doc[after + 1].lower_ in _TAILS:
        end = after
    before = doc[:first]
    complete = any(is_verb(token) or is_modal(token) for token in before)
    return (*before, *doc[after:end]) if complete or after >= len(doc) - 1 else ()


def as_reported(verb: Token) -> tuple[Token, ...]:
    """The sentence around the aside: "As the paper reported, …"."""
    opener = verb.doc[verb.left_edge.i]
    if verb.dep_ != "advcl" or opener.lower_ != "as" or any_as(verb.rights, "dobj", "ccomp"):
        return ()
    return _without(verb.head.subtree, verb.subtree)


def clause(verb: Token) -> tuple[Token, ...]:
    """The clause that a verb reports: said that …, asked whether …; before it, behind it or around it."""
    after = first_as(verb.rights, "ccomp")
    if after is not None:
        return _reported(after, verb)
    before = first_as(verb.lefts, "ccomp")
    if before is not None:
        return _fronted(before, verb)
    if verb.dep_ == "parataxis":
        return _without(verb.head.subtree, verb.subtree)
    if verb.lower_ in SPEECH_FORMS:
        return _loosely_joined(verb) or taken_for_participle(verb)
    return ()


def _fronted(clause: Token, verb: Token) -> tuple[Token, ...]:
    """A reported clause that stands before its verb."""
    if clause.lower_ in SPEECH_FORMS and subject_of(clause) is not None:
        return ()  # two reports side by side
    own = {verb} | {t for child in verb.children if child != clause for t in child.subtree}
    return tuple(t for t in clause.subtree if t not in own)


def _loosely_joined(verb: Token) -> tuple[Token, ...]:
    """What is said where the parser does not call it a complement: "asked if …", "said having … helps"."""
    for child in verb.rights:
        gerund = child.dep_ == "xcomp" and is_gerund(child)
        if gerund or (child.dep_ == "advcl" and any(c.lower_ in _QUESTIONS for c in child.children)):
            return tuple(child.subtree)
    return ()


def _reported(clause: Token, verb: Token) -> tuple[Token, ...]:
    """The words of a reported clause, less the second cues that the parser hung on it."""
    drop: set[int] = set()
    for child in clause.rights:
        if reporter_of(child) == verb:
            drop.update(t.i for t in child.subtree)
            drop.update(
                t.i for t in clause.children if t.dep_ in ("cc", "punct") and child.left_edge.i - 3 < t.i < child.i
            )
    tokens = [t for t in clause.subtree if t.i not in drop and t.i > verb.i]
    for child in verb.rights:
        # "… said it had failed and would be tried again": a verb that cannot be the reporter's own.
        if child.dep_ == "conj" and child.lower_ not in CUES and _goes_on(child):
            tokens.extend(t for t in child.subtree if t.i > verb.i)
    head = verb.head
    if verb.dep_ in ("ccomp", "csubj", "nsubj") and head.i > clause.i and verb.left_edge.i == head.left_edge.i:
        # A long subject led the parser to end the reported clause too early.
        seen = {t.i for t in verb.subtree}
        tokens.extend(t for t in head.subtree if t.i not in seen and t.i > clause.i)
    return tuple(sorted(tokens, key=lambda t: t.i))


def _goes_on(verb: Token) -> bool:
    """Whether a verb that the parser joined to the reporting one continues what is reported."""
    subject = subject_of(verb)
    if subject is None:
        return any(is_modal(child) for child in verb.children)
    return subject.tag_ == "PRP"


def _without(tokens: Iterable[Token], drop: Iterable[Token]) -> tuple[Token, ...]:
    dropped = {token.i for token in drop}
    return tuple(token for token in tokens if token.i not in dropped)


def infinitive(verb: Token) -> tuple[Token, ...]:
    """What somebody vows, refuses or asks to do."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and any(is_to(c) for c in child.lefts):
            return tuple(child.subtree)
    return ()


def person_to(verb: Token) -> tuple[Token, ...]:
    """Whom somebody urges, and to do what."""
    person = first_as(verb.rights, "dobj", "dative")
    for child in verb.rights:
        infinitive = any(is_to(c) and c.dep_ == "aux" for c in child.lefts)
        if infinitive and child.dep_ in ("xcomp", "ccomp", "advcl"):
            if person is not None:
                return (*person.subtree, *child.subtree)
            if child.dep_ == "ccomp":
                return tuple(child.subtree)
    return ()


def named_as(verb: Token) -> tuple[Token, ...]:
    """Somebody or something and what it is called: "called the vote a sham", "described it as unfair"."""
    thing = first_as(verb.rights, "dobj", "ccomp")
    if thing is None:
        return ()
    small_clause = thing.dep_ == "ccomp" and not is_finite_verb(thing)
    if small_clause:
        return tuple(t for t in thing.subtree if t.i > verb.i)
    for child in verb.rights:
        if child.i > thing.i and (
            child.dep_ in ("oprd", "xcomp") or (child.dep_ == "prep" and child.lower_ in ("as", "to"))
        ):
            return (*thing.subtree, *child.subtree)
    return ()


def object_of(verb: Token) -> tuple[Token, ...]:
    """What somebody denies, praises or announces, with what belongs to it."""
    first = next((child for child in verb.rights if child.dep_ in _OBJECTS), None)
    if first is None:
        return ()
    if first.lower_ in DOCUMENT_NOUNS and any(c.dep_ == "acl" and c.lower_ in CUES for c in first.rights):
        return ()  # "published a report describing …" says what the report does
    content = list(first.subtree)
    for child in verb.rights:
        joined = child.dep_ in ("prep", "oprd", "xcomp", "dobj") and child.lower_ in (
            "as",
            "to",
            "of",
            "for",
            "with",
        )
        if child.i > first.i and (joined or child.dep_ in ("oprd", "xcomp")):
            content.extend(child.subtree)
    return tuple(content)


def passive_subject(verb: Token) -> tuple[Token, ...]:
    """The subject of a passive, or the noun it hangs on: "it was criticised by", "a move welcomed by"."""
    if agent_of(verb) is None:
        return ()
    subject = subject_of(verb)
    if subject is not None:
        return tuple(subject.subtree)
    if verb.dep_ != "acl":
        return ()
    noun = verb.head
    if noun.lower_ in _ANAPHORS and is_verb(noun.head) and noun.head.i < noun.i:
        # "they called for talks, a move welcomed by …": what it is that was welcomed.
        start = noun.head.i + 1
        return tuple(verb.doc[start + (verb.doc[start].dep_ == "prep") : noun.left_edge.i])
    if noun.dep_ in ("appos", "npadvmod", "dobj", "attr", "pobj", "nsubj", "conj"):
        return tuple(t for t in noun.subtree if t.i < verb.left_edge.i)
    return ()
