"""The speaker's phrase."""

from __future__ import annotations

from spacy.tokens import Token

_TRIMMED = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "punct", "ccomp"})


def phrase(head: Token) -> tuple[Token, Token]:
    """First and last token of the noun phrase around ``head``: modifiers in, appositions and clauses out."""
    first = last = head
    stack = [head]
    while stack:
        token = stack.pop()
        first = min(first, token, key=lambda t: t.i)
        last = max(last, token, key=lambda t: t.i)
        for child in token.children:
            if child.i > head.i and child.dep_ in _TRIMMED or (child.dep_=='cc' and child.i==token.right_edge.i):
                continue
            stack.append(child)
    return first, last
