"""What somebody is told, where the parser hung it on who is told: "told *reporters* she had never seen it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from embeddings.naming.words import words
from embeddings.statements.subjects import subject_of
from embeddings.statements.tokens import (
    asks_or_relates,
    first,
    is_addressee,
    is_after_preposition,
    is_complement,
    is_preposition,
    is_relative_clause,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    content = [token for token in said.subtree if token.i > listener.i]
    opening = content[0]
    words = [token for token in content if not token.is_punct]
    gap = words[-1] == said  # "told the man she had *met*"
    opens = opening.lower_ == "that" or (is_addressee(listener) and opening == subject.left_edge and not gap)
    return tuple(content) if opens else ()
