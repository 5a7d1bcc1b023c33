"""Parsed sentences to try one rule on: each is parsed once, and what a rule gives is read as words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from embeddings.statements.parser import load_parser, parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@cache
def tree(sentence: str) -> Doc:
    """A sentence as the parser reads it."""
    (doc,) = parse([sentence])
    return doc


@cache
def drawn(sentence: str) -> Doc:
    """A tree drawn by hand, ``word/TAG/relation/head`` for each word: for what the parser seldom reads so.

    The head is the place of the word that this one hangs on, counted from 0; a root's is its own.
    """
    from spacy.tokens import Doc

    words, tags, relations, heads = zip(*(word.rsplit("/", 3) for word in sentence.split()), strict=True)
    return Doc(
        load_parser().vocab, words=[*words], tags=[*tags], deps=[*relations], heads=[int(head) for head in heads]
    )


def word(sentence: str, text: str) -> Token:
    """The last word that is so written in a sentence, or in a drawn tree where each word says its relations."""
    doc = drawn(sentence) if "/" in sentence else tree(sentence)
    return next(one for one in reversed(doc) if one.text == text)


def read(tokens: Iterable[Token] | Token | None) -> str | None:
    """Words as a test writes them: one, several, or None."""
    if tokens is None:
        return None
    return " ".join(token.text for token in tokens) if isinstance(tokens, Iterable) else tokens.text
