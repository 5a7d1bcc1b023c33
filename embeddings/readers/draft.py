"""What a reader finds in a file, before the operator's own facts are put over it. Plain values: it travels as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from embeddings.types import Part, Recognised, Span, WrittenTurn

Origin = Literal[
    "sidecar", "front matter", "collection", "extracted", "feed", "folder.toml", "sources.toml", "address", "detected",
    "file name", "first lines",
]  # fmt: skip

FROM_FEED: Final = "onrecord: the words of a feed"  # the generator of a page that is made of them
UNKNOWN_KEY: Final = "the key "  # so begins what is told of one above a text: many notes may have the same
FACSIMILE: Final = "facsimile"  # the request for the picture of a page
MOST_AT_WORK: Final = 1000  # times that a reader may ask for more time: pages of a file that are read by OCR
FACTS: Final = ("title", "publisher", "author", "date", "url", "language", "visibility")


@dataclass(frozen=True, slots=True)
class AtWork:
    """Said by a reader before each page that takes long: every one has the time of a whole file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be. ``facts`` are what the file says itself, ``origins`` where not simply ``extracted`` from it.

    ``key`` follows the path in the document's id, where a file holds several; ``identity`` replaces it.
    """

    text: str
    facts: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    key: str = ""
    identity: str | None = None
    body_start: int = 0
    pages: tuple[int, ...] = ()
    turns: tuple[WrittenTurn, ...] = ()
    question: bool = False
    message: str | None = None  # the number of a chat's message: it follows the chat's address
    line: int | None = None
    parts: tuple[Part, ...] = ()
    left_out: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return the draft that went through JSON. Raises ValueError, TypeError or KeyError where it is none."""
    turns = tuple(map(_turn, values["turns"]))
    parts = tuple(Part(**part) for part in values["parts"])
    recognised = tuple(Recognised(**one) for one in values["recognised"])
    listed = {key: tuple(values[key]) for key in ("pages", "left_out")}
    return Draft(**{**values, **listed, "turns": turns, "parts": parts, "recognised": recognised})


def _turn(values: Mapping[str, Any]) -> WrittenTurn:
    writer = values["writer"]
    named = None if writer is None else _span(writer)
    return WrittenTurn(named, tuple(map(_span, values["words"])), bool(values["asks"]))


def _span(values: Sequence[int]) -> Span:
    start, end = values
    return int(start), int(end)
