"""Who said what in one parsed sentence, without looking at quotation marks.

The patterns: a cue verb with a clause, an infinitive, an object or a preposition that carries what is said;
a cue set beside the clause it reports ("It works, he said"); "according to"; nouns ("her claim that …").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from embeddings.statements.subjects import speaker_of
from embeddings.statements.tokens import first_as, is_noun, is_to, is_verb

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
_NOUN_PREPOSITIONS = frozenset({"of", "for", "about", "against", "to", "over", "on"})


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
    yield from _headline(doc)
    for token in doc:
        lower = token.lower_
        if lower == "according":
            yield from _according_to(token)
        elif is_verb(token) and lower in CUES:
            yield from _verb(token, CUES[lower])
        elif is_noun(token) and lower in NOUN_FORMS:
            yield from _noun(token, NOUN_FORMS[lower])


def _headline(doc: Doc) -> Iterator[Claim]:
    """A name, a colon, and what it says: "Minister: Talks will go on"."""
    colon = next((token for token in doc[:7] if token.text == ":"), None)
    if colon is None or not 0 < colon.i < len(doc) - 2:
        return
    last = doc[colon.i - 1]
    if all(token.tag_[:2] in ("NN", "JJ", "PO", "DT") for token in doc[: colon.i]) and last.tag_ == "NNP":
        yield Claim((colon,), last, tuple(doc[colon.i + 1 :]), "colon", ":")


def _according_to(token: Token) -> Iterator[Claim]:
    to = next((child for child in token.children if is_to(child)), None)
    if to is None and token.i + 1 < len(token.doc) and is_to(token.doc[token.i + 1]):
        to = token.doc[token.i + 1]
    source = next((child for child in (to.children if to else ()) if child.dep_ in ("pobj", "pcomp")), None)
    if to is None or source is None:
        return
    head = token.head
    while not is_verb(head) and head.dep_ not in ("ROOT", "conj", "appos") and head.head != head:
        head = head.head
    aside = {*token.subtree, *to.subtree}
    content = [t for t in head.subtree if t not in aside]
    if head.dep_ == "relcl" and token.i > head.i:
        content = [t for t in content if t.i < token.i]
    yield Claim((token, to), source, tuple(content), "according", "according")


def _verb(token: Token, cue: Cue) -> Iterator[Claim]:
    speaker = speaker_of(token)
    for needed, frame, content_of in _FRAMES:
        content = content_of(token) if needed in cue.frames else ()
        if content:
            yield Claim((token,), speaker, content, frame, cue.lemma)
            return
    for child in token.rights:
        if child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.frames:
            yield Claim((token, child), speaker, tuple(child.subtree)[1:], child.lower_, cue.lemma)
            return
    if "object" in cue.frames:
        passive = passive_subject(token)
        content = passive or object_of(token)
        if content:
            yield Claim((token,), speaker, content, "passive" if passive else "object", cue.lemma)


def _noun(token: Token, lemma: str) -> Iterator[Claim]:
    """Nouns of saying: "the government's claim that …", "issued a call for …"."""
    owner = first_as(token.lefts, "poss")
    verb = token.head
    cue: tuple[Token, ...] = (token,)
    lent = token.dep_ == "dobj" and verb.lower_ in LIGHT_FORMS
    if lent:
        owner, cue = speaker_of(verb), (verb, token)
    if owner is None:
        return
    frame = "noun lent" if lent else "noun"
    for child in token.rights:
        clausal = child.dep_ in ("acl", "relcl", "ccomp") and any(
            c.lower_ in ("that", "to") and c.dep_ in ("mark", "aux") for c in child.lefts
        )
        if clausal:
            yield Claim(cue, owner, tuple(child.subtree), frame, lemma)
            return
        if child.dep_ == "prep" and child.lower_ in _NOUN_PREPOSITIONS:
            yield Claim((*cue, child), owner, tuple(child.subtree)[1:], frame + " of", lemma)
            return
