"""Question, title and passage as the tokens that the network reads: [CLS] question [SEP] title [SEP] passage [SEP]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from embeddings.types import Span

BEGIN, PAD, END = 101, 0, 102  # of BERT's word pieces
LONGEST: Final = 320  # tokens: a passage of 900 characters, its title and a question
_QUESTION, _TITLE, _OVERLAP = 64, 32, 64  # tokens: at most, at most, and what two inputs of one passage share


@dataclass(frozen=True, slots=True)
class Input:
    """One row for the network: its tokens, and which characters of the passage each of the passage's tokens is."""

    tokens: list[int]
    question: int  # how many tokens are the question's, with the marks around it
    first: int  # where the passage's tokens begin
    spans: list[Span]


def make_inputs(tokenizer: Any, question: str, passages: Sequence[tuple[str, str]]) -> list[list[Input]]:  # noqa: ANN401
    """Return the inputs of each passage, given as title and text: one, or several that overlap where it is long."""
    texts = [question, *(part for passage in passages for part in passage)]
    asked, *read = tokenizer.encode_batch(texts, add_special_tokens=False)
    begin = [BEGIN, *asked.ids[:_QUESTION], END]
    return [
        _inputs(begin, [*title.ids[:_TITLE], END], *_whole(passage))
        for title, passage in zip(read[::2], read[1::2], strict=True)
    ]


def _whole(encoding: Any) -> tuple[list[int], list[Span]]:  # noqa: ANN401  the library has no types
    """Return all tokens of a text with their spans, those too which the tokenizer sets apart as too many."""
    parts = [encoding, *encoding.overflowing]
    return [token for part in parts for token in part.ids], [span for part in parts for span in part.offsets]


def _inputs(begin: list[int], title: list[int], tokens: list[int], spans: list[Span]) -> list[Input]:
    head = [*begin, *title]
    room = LONGEST - len(head) - 1
    starts = range(0, len(tokens) - _OVERLAP, room - _OVERLAP) if len(tokens) > room else (0,)
    return [Input([*head, *tokens[at : at + room], END], len(begin), len(head), spans[at : at + room]) for at in starts]
