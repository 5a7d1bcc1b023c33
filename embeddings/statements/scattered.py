"""The rest of what is reported, where the parser hung it elsewhere: on the verb that reports, or above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from embeddings.statements.cues import CUES
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    either,
    has,
    is_complement,
    is_doer,
    is_joined,
    is_modal,
    is_personal_pronoun,
    is_subject_clause,
)
from embeddings.statements.told import opens_with_that

if TYPE_CHECKING:
    from spacy.tokens import Token

_is_long_subject = either(is_complement, is_subject_clause, is_doer)


def also_reported(clause: Token, verb: Token) -> Iterator[Token]:
    """Another clause that the parser hung on the verb: "said the sum found, nine cents a kilo, *was small*"."""
    for other in verb.rights:
        if other.i > clause.i and is_complement(other) and subject_of(other) is None:
            between = verb.doc[clause.right_edge.i + 1 : other.left_edge.i]
            if all(token.text == "," for token in between):
                yield from (*between, *other.subtree)


def joined_to(verb: Token) -> Iterator[Token]:
    """A verb that the parser joined to the reporting one: "… said it had failed *and would be tried again*"."""
    for child in verb.rights:
        if is_joined(child) and (opens_with_that(child) or (child.lower_ not in CUES and _goes_on(child))):
            yield from (t for t in child.subtree if t.i > verb.i)


def cut_off(clause: Token, verb: Token) -> Iterator[Token]:
    """The rest of a reported clause whose long subject led the parser to end it too early."""
    main = verb.head
    if _is_long_subject(verb) and main.i > clause.i and verb.left_edge.i == main.left_edge.i:
        seen = {t.i for t in verb.subtree}
        yield from (t for t in main.subtree if t.i not in seen and t.i > clause.i)


def _goes_on(verb: Token) -> bool:
    """Whether a verb that the parser joined to the reporting one continues what is reported."""
    subject = subject_of(verb)
    return has(verb.children, is_modal) if subject is None else is_personal_pronoun(subject)
