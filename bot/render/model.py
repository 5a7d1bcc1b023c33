"""What a message is made of: blocks, which are runs of words in one style. No markup, no limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from embeddings.types import Span

Kind = Literal["line", "quote", "expandable"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds since 1970 and how to show them: https://core.telegram.org/bots/api#date-time-entity-formatting."""

    unix: int
    style: str


@dataclass(frozen=True, slots=True)
class Run:
    """Clean words in one style. A run has a link or a moment, not both."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a message, or a quote; ``gap`` puts an empty line before it.

    Optional ones are added last; ``label`` is what stands over one that is shown apart.
    """

    runs: tuple[Run, ...]
    kind: Kind = "line"
    gap: bool = False
    optional: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)


def line(*runs: Run | str, gap: bool = False) -> Block:
    """Make a block of one line."""
    return Block(tuple(Run(run) if isinstance(run, str) else run for run in runs), gap=gap)


def bold_in(text: str, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """Divide a text where bold begins and ends; spans may overlap, and what lies outside the text is left alone."""
    inside = sorted((max(0, start), min(len(text), end)) for start, end in spans)
    pieces, at = [], 0
    for start, end in inside:
        begin = max(start, at)
        if begin < end:
            pieces += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    return [(piece, bold) for piece, bold in [*pieces, (text[at:], False)] if piece]


def cut_block(block: Block, at: int) -> tuple[Block, Block]:
    """Divide a block behind the first ``at`` characters; each part keeps the styles of its words."""
    head, tail, left = [], [], at
    for run in block.runs:
        head.append(replace(run, text=run.text[:left]))
        tail.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return (
        replace(block, runs=tuple(run for run in head if run.text)),
        replace(block, runs=tuple(run for run in tail if run.text), gap=False),
    )
