"""Question, title and passage as the tokens that the network reads: <s> question </s></s> title </s> passage </s>."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from embeddings.types import Span

BEGIN, PAD, END = 0, 1, 2  # of XLM-R's tokenizer
LONGEST: Final = 320  # tokens: a passage of 900 characters, its title and a question
_QUESTION, _TITLE, _OVERLAP = 64, 32, 64


@dataclass(frozen=True, slots=True)
class Window:
    """One input: its tokens, where title and passage begin, and which characters of the passage each of its tokens is."""

    tokens: list[int]
    question: int  # how many tokens are the question's, with the marks around it
    first: int
    spans: list[Span]


def windows(tokenizer: Any, question: str, passages: Sequence[tuple[str, str]]) -> list[list[Window]]:  # noqa: ANN401
    """Return the windows of each passage, given as title and text: one, or several that overlap where it is long."""
    asked, *read = _encoded(tokenizer, [question, *(part for passage in passages for part in passage)])
    begin = [BEGIN, *asked.ids[:_QUESTION], END, END]
    return [
        _windows([*begin, *title.ids[:_TITLE], END], len(begin), passage.ids, passage.offsets)
        for title, passage in zip(read[::2], read[1::2], strict=True)
    ]


def _windows(head: list[int], question: int, tokens: list[int], spans: list[Span]) -> list[Window]:
    room = LONGEST - len(head) - 1
    starts = range(0, max(1, len(tokens) - _OVERLAP), room - _OVERLAP)
    return [
        Window([*head, *tokens[at : at + room], END], question, len(head), spans[at : at + room])
        for at in (starts if len(tokens) > room else (0,))
    ]


def _encoded(tokenizer: Any, texts: Sequence[str]) -> Any:  # noqa: ANN401  the library has no types
    return tokenizer.encode_batch(list(texts), add_special_tokens=False)
