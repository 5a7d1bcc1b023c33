"""The values that flow through the house. Frozen, plain, and importing nothing of ours.

Offsets count characters (code points) of ``Document.text``; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Span = tuple[int, int]
Visibility = Literal["public", "private"]
StatementKind = Literal["direct", "indirect", "mixed", "stance"]  # the last: what they want, and no words of theirs
PartKind = Literal["heading", "item", "row", "code", "message"]

FETCHED: Final = "fetched"  # among the origins of a document
OCR: Final = "ocr"  # as well, once for each stretch of the text


@dataclass(frozen=True, slots=True)
class WrittenTurn:
    """What one person wrote or said: in a chat, an e-mail, a transcript; ``words`` are its paragraphs.

    ``writer`` is where the text bears their name, None where it names nobody. ``asks`` is what is put to somebody else,
    who replies in the turn behind: the reply is found by it, and it is no answer itself.
    """

    writer: Span | None
    words: tuple[Span, ...]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is no paragraph of prose: a heading, an item of a list, a row of a table below its head, code,
    a short message of a chat.

    ``level`` is how deep a heading or an item is, from 1; ``group`` is the same for the rows of one table.
    """

    kind: PartKind
    start: int
    end: int
    level: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of a text that was read by OCR, and how sure that is of its words, in percent."""

    start: int
    end: int
    sure: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was given; ``text`` is never altered.

    ``date`` is the document's own, ISO 8601 (``2017``, ``2017-10`` or ``2017-10-18``); ``path`` is where
    it was read, relative to the documents' folder. What the document does not say is None.
    """

    id: str
    text: str
    path: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    visibility: Visibility = "public"  # what is private is searched only for those who may see it
    body_start: int = 0  # passages begin here: the title line of a plain text file is not one
    language: str | None = None  # ISO 639-1
    pages: tuple[int, ...] = ()  # where each page begins; ascending, two are equal where a page has no text
    paragraphs: tuple[int, ...] = ()  # where each paragraph begins, ascending; empty where nobody has looked
    turns: tuple[WrittenTurn, ...] = ()  # who wrote or said what, ascending
    question: bool = False  # the title is a question and the text its answer: found by the one, quoted from the other
    origins: tuple[tuple[str, str], ...] = ()  # where each fact came from: ("date", "front matter")
    parts: tuple[Part, ...] = ()  # ascending, none in another
    left_out: tuple[str, ...] = ()  # what stands in the file and not in the text, in words: "2 comments"

    @property
    def fetched(self) -> str | None:
        """When it was fetched (ISO 8601, UTC), None where it came otherwise. Never a date of the document's own."""
        return dict(self.origins).get(FETCHED)

    @property
    def recognised(self) -> tuple[Recognised, ...]:
        """What of its text was read by OCR."""
        values = (map(int, value.split()) for key, value in self.origins if key == OCR)
        return tuple(Recognised(*numbers) for numbers in values)


@dataclass(frozen=True, slots=True)
class Link:
    """A document with the words of another: the ``same`` but for white space, or nearly so."""

    document_id: str
    same: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one document: what is embedded, searched and cited.

    ``text == document.text[start:end]``; ``paragraph`` counts from 1 and is that of the first sentence. ``notes`` are
    what text/notes.py makes of it, "" where that was not done yet.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    paragraph: int
    page: int | None = None
    notes: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a statement is.

    ``as_written`` is the slice of the document at ``span`` ("Sem", "he"); ``name`` is what it resolves to
    inside the document ("Yang Sem"), the same as written where nothing better is certain; ``role`` is how
    the document introduces them ("Cambodian senator").
    """

    name: str
    as_written: str
    span: Span
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said. ``quote`` may be in several pieces; ``speaker`` is None where the text names none."""

    document_id: str
    quote: tuple[Span, ...]
    speaker: Speaker | None
    cue: str | None
    cue_span: Span | None
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Scores:
    """How a passage matched, by stage; higher is better and None means that the stage did not find it.

    ``dense`` is a cosine in [-1, 1]; ``keyword`` is BM25, unbounded; ``fused`` orders the hits, or
    ``rerank`` where a cross-encoder is set and has read the passage.
    """

    dense: float | None
    keyword: float | None
    fused: float
    rerank: float | None = None

    @property
    def order(self) -> float:
        """What orders the hits."""
        return self.fused if self.rerank is None else self.rerank

    def stages(self) -> dict[str, float | None]:
        """Return the score of each stage, by name; that of the reranker only where there is one."""
        found = {"dense": self.dense, "keyword": self.keyword, "fused": self.fused}
        return found if self.rerank is None else found | {"rerank": self.rerank}


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that matched, with its document. ``rank`` counts from 1.

    ``copies`` are the same words, or nearly, in other documents, the earliest first.
    """

    passage: Passage
    document: Document
    scores: Scores
    rank: int
    copies: tuple[Hit, ...] = ()
