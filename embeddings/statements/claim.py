"""One finding in a parsed sentence: who reports what, by which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.statements.tokens import either, is_apposition, is_joined, is_relative_clause, is_root, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_stands_alone = either(is_root, is_joined, is_apposition)


@dataclass(frozen=True, slots=True)
class Claim:
    """A cue, the head of its speaker's phrase, and the tokens of what is said; all in the parsed text."""

    cue: tuple[Token, ...]
    speaker: Token | None
    content: tuple[Token, ...]
    frame: str
    lemma: str


def around(aside: Token, *more: Token) -> tuple[Token, ...]:
    """What words such as "according to her" stand beside: the nearest clause above them, without them."""
    main = aside.head
    while not is_verb(main) and not _stands_alone(main):
        main = main.head
    own = {token for one in (aside, *more) for token in one.subtree}
    words = [token for token in main.subtree if token not in own]
    if is_relative_clause(main) and aside.i > main.i:
        words = [token for token in words if token.i < aside.i]  # "a bridge that is safe, according to her, …"
    return tuple(words)
