"""What somebody is told, and what is called for, where it hangs elsewhere: "told *reporters* she had left"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    asks_or_relates,
    either,
    first,
    is_addressee,
    is_adverbial_clause,
    is_after_preposition,
    is_auxiliary,
    is_complement,
    is_mark,
    is_open_complement,
    is_participle,
    is_preposition,
    is_relative_clause,
    is_to,
    is_verb,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_is_wish = either(is_open_complement, is_complement, is_adverbial_clause)
_TELLS = words("""
tell tells told telling inform informs informed informing remind reminds reminded assure assures assured warn warns
warned warning notify notified convince convinced
""")
_STORIES = words("""
story stories truth lie lies joke jokes tale tales secret secrets news anecdote anecdotes version thing things fact
facts details all everything something nothing what anything fortune time
""")


def told_somebody(verb: Token) -> tuple[Token, ...]:
    """The clause that is told, where it hangs on whom it is told: none where that has been told itself."""
    if verb.lower_ not in _TELLS or first(verb.rights, is_complement) is not None:
        return ()
    for listener in _listeners(verb):
        said = first(listener.rights, is_relative_clause)
        if said is not None and (content := _whole(listener, said)):
            return content
    return ()


def _listeners(verb: Token) -> Iterator[Token]:
    """Whom somebody tells, and where: "told the *paper* from *hospital* that …"."""
    for child in verb.rights:
        if is_addressee(child) and child.lower_ not in _STORIES:
            yield child
        elif is_preposition(child):
            yield from (noun for noun in child.rights if is_after_preposition(noun))


def _whole(listener: Token, said: Token) -> tuple[Token, ...]:
    """A clause with a subject of its own: behind "that", or right behind whom it is told."""
    subject = subject_of(said)
    if subject is None or asks_or_relates(subject) or subject.lower_ == "that":
        return ()
    content = [token for token in (*said.subtree, *_goes_on(said)) if token.i > listener.i]
    opening = content[0]
    words = [token for token in content if not token.is_punct]
    gap = words[-1] == said  # "told the man she had *met*"
    opens = opening.lower_ == "that" or (is_addressee(listener) and opening == subject.left_edge and not gap)
    return tuple(content) if opens else ()


def _goes_on(said: Token) -> Iterator[Token]:
    """What the parser hung on who tells it: "told us that he had stopped, *got out and been waved on*"."""
    teller = next((token for token in said.ancestors if is_verb(token)), said)
    for child in teller.rights:
        behind = teller.doc[said.right_edge.i + 1 : child.left_edge.i]
        if child.i > said.i and is_adverbial_clause(child) and is_participle(child) and len(behind) == 1:
            yield from (*behind, *child.subtree)


def wished(verb: Token, preposition: Token) -> Iterator[Token]:
    """What is to be done, behind a preposition: "called on him *to go*", "appealed to parents *to have it done*"."""
    for child in verb.rights:
        if child.i > preposition.i and is_to_do(child):
            yield from child.subtree


def is_to_do(child: Token) -> bool:
    """Whether a word behind a verb is what is to be done: (asked them) to "leave"."""
    return _is_wish(child) and any(is_to(word) and is_auxiliary(word) for word in child.lefts)


def called_for(verb: Token) -> tuple[Token, tuple[Token, ...]] | None:
    """What somebody asks for, with "for" where the parser made a clause of it: "called *for* the money to be spent"."""
    for child in verb.rights:
        opening = child.left_edge
        if is_to_do(child) and opening.lower_ == "for" and is_mark(opening):
            return opening, tuple(token for token in child.subtree if token.i > opening.i)
    return None


def opens_with_that(verb: Token) -> bool:
    """Whether this is a second clause reported: "says it was late, *and that* it was wet"."""
    return verb.left_edge.lower_ == "that" and subject_of(verb) not in (None, verb.left_edge)
