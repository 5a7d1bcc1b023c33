"""Who said what in one parsed sentence: patterns over its dependency tree (ClearNLP labels, as spaCy's English has).

The patterns: a cue verb with a clause, an infinitive, an object or a preposition that carries what is said;
a cue set beside the clause it reports ("It works, he said"); "according to"; a passive with its agent; relative
clauses and participles, whose subject is the noun or the verb they hang on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from embeddings.statements.cues import CUES, Cue

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp"})
_AFTER_OBJECT = frozenset({"dobj", "dative", "prep", "oprd", "xcomp", "acl", "relcl", "ccomp", "acomp", "pcomp", "attr", "prt", "agent"})
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A cue, the head of its speaker's phrase, and the tokens of what is said; all in the parsed text."""

    cue: tuple[Token, ...]
    speaker: Token | None
    content: tuple[Token, ...]
    frame: str
    lemma: str


def claims(doc: Doc) -> Iterator[Claim]:
    """The reported clauses of ``doc``, in the order of their cues."""
    for token in doc:
        lower = token.lower_
        if lower == "according":
            claim = _according_to(token)
            if claim is not None:
                yield claim
        elif lower in CUES and (token.tag_[:2] == "VB"):
            yield from _verb(token, CUES[lower])


def speaker_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does the saying, or None where the sentence names nobody."""
    token = verb
    for _ in range(_MAX_CLIMB):
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
        if passive or (token.dep_ in ("acl", "relcl") and token.tag_ == "VBN" and not _subject(token)):
            return _agent(token)
        subject = _subject(token)
        if subject is not None:
            return subject
        if token.dep_ in ("acl", "relcl"):
            return token.head if token.tag_ == "VBG" else None
        if token.dep_ == "pcomp" or (token.dep_ == "prep" and token.head.dep_ != "ROOT"):
            token = token.head
            continue
        if token.dep_ == "xcomp":
            target = next((c for c in token.head.children if c.dep_ in ("dobj", "dative")), None)
            if target is not None and token.tag_ == "VB":
                return target
        if token.dep_ == "ROOT" or token.head is token:
            return None
        token = token.head
    return None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"), None)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def _according_to(token: Token) -> Claim | None:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = next((child for child in (to.children if to else ()) if child.dep_ in ("pobj", "pcomp")), None)
    if to is None or source is None:
        return None
    head = token.head
    while head.dep_ in ("pobj", "prep", "dobj", "npadvmod", "advmod", "appos", "compound") and head.head is not head:
        head = head.head
    content = _without(head.subtree, token.subtree)
    return Claim((token, to), source, content, "according", "according")


def _verb(token: Token, cue: Cue) -> Iterator[Claim]:
    speaker = speaker_of(token)
    done = False
    if "clause" in cue.frames:
        content = _clause(token, cue)
        if content:
            yield Claim((token,), speaker, content, "clause", cue.lemma)
            done = True
    if not done and "person_to" in cue.frames:
        content = _person_to(token)
        if content:
            yield Claim((token,), speaker, content, "person_to", cue.lemma)
            done = True
    if not done and "to" in cue.frames:
        content = _infinitive(token)
        if content:
            yield Claim((token,), speaker, content, "to", cue.lemma)
            done = True
    if not done:
        for child in token.rights:
            if child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.frames:
                yield Claim((token, child), speaker, _rest(child, token), child.lower_, cue.lemma)
                done = True
                break
    if not done and "object" in cue.frames:
        content = _object(token)
        if content:
            yield Claim((token,), speaker, content, "object", cue.lemma)


def _clause(verb: Token, cue: Cue) -> tuple[Token, ...]:
    for child in verb.children:
        if child.dep_ == "ccomp":
            return _without(child.subtree, [verb] if child.i > verb.i else _own(verb, child))
    if verb.dep_ in ("parataxis",) or (verb.dep_ == "ccomp" and not cue.frames & {"x"} and _beside(verb)):
        return _without(verb.head.subtree, verb.subtree)
    if cue.speech:
        for child in verb.children:
            if child.dep_ in ("advcl",) and child.i > verb.i and any(c.lower_ in ("if", "how", "why", "whether") for c in child.children):
                return tuple(child.subtree)
    return ()


def _beside(verb: Token) -> bool:
    """Whether a verb is set beside the clause it hangs on: ", he said," rather than a part of it."""
    first = min(token.i for token in verb.subtree)
    before = verb.doc[first - 1] if first else None
    return before is not None and before.is_punct and verb.i > verb.head.i


def _own(verb: Token, content: Token) -> set[Token]:
    return {verb} | {t for child in verb.children if child is not content for t in child.subtree}


def _without(tokens: Iterator[Token], drop: object) -> tuple[Token, ...]:
    dropped = {token.i for token in drop}  # type: ignore[attr-defined]
    return tuple(token for token in tokens if token.i not in dropped)


def _infinitive(verb: Token) -> tuple[Token, ...]:
    for child in verb.rights:
        if child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.lefts):
            return tuple(child.subtree)
    return ()


def _person_to(verb: Token) -> tuple[Token, ...]:
    person = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and any(c.lower_ == "to" for c in child.lefts) and person is not None:
            return (*person.subtree, *child.subtree)
    return ()


def _rest(preposition: Token, verb: Token) -> tuple[Token, ...]:
    tokens = [t for t in preposition.subtree if t.i != preposition.i]
    return tuple(tokens)


def _object(verb: Token) -> tuple[Token, ...]:
    dependents = list(verb.rights)
    first = next((child for child in dependents if child.dep_ in _OBJECTS), None)
    if first is None:
        return ()
    content: list[Token] = list(first.subtree)
    for child in dependents:
        if child.i > first.i and child.dep_ in ("prep", "oprd", "xcomp", "dobj") and child.lower_ in ("as", "to", "of", "for", "with") :
            content.extend(child.subtree)
    return tuple(content)
