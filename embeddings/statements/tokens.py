"""What a word of a parsed sentence is, in words: a rule reads as a sentence, and the parser's labels stand here.

Tags are the Penn Treebank's, relations ClearNLP's, as spaCy's English pipelines give them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARTICLES = frozenset({"the", "a", "an"})


def is_verb(token: Token) -> bool:
    """Whether a word is a verb in any form, a modal not among them."""
    return token.tag_[:2] == "VB"


def is_finite_verb(token: Token) -> bool:
    """Whether a verb tells when: says, said, say; not saying, to say or a participle."""
    return token.tag_ in ("VBD", "VBZ", "VBP")


def is_gerund(token: Token) -> bool:
    """Whether a verb ends in -ing."""
    return token.tag_ == "VBG"


def is_modal(token: Token) -> bool:
    """Whether a word is a modal verb: will, might."""
    return token.tag_ == "MD"


def is_noun(token: Token) -> bool:
    """Whether a word is a noun or a name."""
    return token.tag_[:2] == "NN"


def is_name(token: Token) -> bool:
    """Whether a word is a proper noun, or one in the plural."""
    return token.tag_[:3] == "NNP"


def is_article(token: Token) -> bool:
    """Whether a word is "the", "a" or "an"."""
    return token.lower_ in _ARTICLES


def is_gap(token: Token) -> bool:
    """Whether a token is no word: punctuation or white space."""
    return token.is_punct or token.is_space


def is_to(token: Token) -> bool:
    """Whether a word is "to"."""
    return token.lower_ == "to"


def first_as(tokens: Iterable[Token], *relations: str) -> Token | None:
    """The first of some words that stands in one of these relations to the word it hangs on."""
    return next((token for token in tokens if token.dep_ in relations), None)


def any_as(tokens: Iterable[Token], *relations: str) -> bool:
    """Whether one of some words stands in one of these relations to the word it hangs on."""
    return first_as(tokens, *relations) is not None
