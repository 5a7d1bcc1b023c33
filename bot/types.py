"""What an answer is: frozen values, and nothing that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from embeddings.types import Document, Passage, Recognised, Scores, Span, Speaker, Statement

Reason = Literal["empty_index", "nothing_relevant", "filtered_out"]
AsideKind = Literal[
    "greeting", "thanks", "goodbye", "fine", "unclear", "help", "sources", "compare", "summarise", "translate"
]


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said beside what is on record: in reply to small talk, of the bot, or that it does not do what is asked.

    ``example`` is a question that the library answers, "" where none is known; ``listing`` what there is to ask about.
    """

    kind: AsideKind
    example: str = ""
    listing: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether that is all: nothing was searched for."""
        return self.kind not in ("compare", "summarise", "translate")


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered mark to one paragraph of one passage, and where it stands. Numbers count from 1 within an answer.

    ``also_in`` are the other documents that hold the quoted words, a whole sentence at least. ``link`` leads to the
    page that a document without a web address can be checked on, and is put in on the way to a reader.
    """

    number: int
    document: Document
    passage: Passage
    paragraph: int
    scores: Scores
    also_in: tuple[Document, ...] = ()
    page: int | None = None
    link: str | None = None

    @property
    def recognised(self) -> Recognised | None:
        """What OCR read of the cited page, or of the whole text where it has no pages; None where it read nothing."""
        pages = self.document.pages
        at = pages[self.page - 1] if self.page is not None and self.page <= len(pages) else self.passage.start
        return next((one for one in self.document.recognised if one.start <= at < one.end), None)


@dataclass(frozen=True, slots=True)
class QuotedList:
    """That a quote is a list of ``items``, of which it shows the first; ``end`` is where the list ends."""

    items: int
    shown: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of a cited document: ``text == document.text[start:end]``; ``statement`` says whose words.

    ``listed`` is there where the quote is a list, or the beginning of one.
    ``answer`` is the span of the document, within the quote, that answers by itself; None where nothing tells.
    What is ``earlier`` answers like the first quote, in an older document of its series.
    """

    citation: int
    text: str
    start: int
    end: int
    statement: Statement | None = None
    listed: QuotedList | None = None
    answer: Span | None = None
    earlier: bool = False

    @property
    def speaker(self) -> Speaker | None:
        """Whose words they are."""
        return None if self.statement is None else self.statement.speaker


@dataclass(frozen=True, slots=True)
class Answer:
    """At least one quote, best first; every quote bears the number of one of the citations."""

    question: str
    confidence: float  # the probability that the first quote answers
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    by_speaker: bool = False  # several speakers on one question: who says what
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class NotOnRecord:
    """A refusal. ``nearest`` are the closest passages; they are offered as that, not as an answer.

    ``confidence`` is the probability that the best quote would have answered. ``excluding`` are the filters that left
    nothing or, where there are ``nearest``, those under which nothing answers. Where it was asked what somebody said,
    ``silent`` are those who said nothing of it, and ``others`` who did speak of it.
    """

    question: str
    confidence: float
    reason: Reason
    nearest: tuple[Citation, ...]
    excluding: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    aside: Aside | None = None

    @property
    def is_talk(self) -> bool:
        """Whether nothing was asked of the documents, so that nothing was refused."""
        return self.aside is not None and self.aside.alone

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is cited: the nearest passages."""
        return self.nearest

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """None: nothing is quoted."""
        return ()
