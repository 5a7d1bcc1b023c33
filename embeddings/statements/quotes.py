"""Which cue goes with a whole quotation of a sentence: by the tree, else by the nearest place."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from embeddings.statements.cues import CUES

_MAX_CLIMB = 6


def speech_cues(doc: Doc) -> list[Token]:
    """The verbs of ``doc`` that may stand beside quotation marks."""
    return [token for token in doc if token.tag_[:2] == "VB" and token.lower_ in CUES and CUES[token.lower_].speech]


def cue_of(stand_in: Token, cues: list[Token]) -> Token | None:
    """The cue that the word standing for a quotation hangs on, or the nearest one."""
    token = stand_in
    for _ in range(_MAX_CLIMB):
        if token.head == token:
            break
        token = token.head
        if token in cues:
            return token
    return min(cues, key=lambda cue: abs(cue.i - stand_in.i), default=None)
