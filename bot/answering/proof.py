"""The last look before anything is shown: does each quote stand in its document, and are the words whose it says?"""

from __future__ import annotations

from typing import Protocol, TypeVar

from bot.answering.attribution import stands_in
from bot.types import Citation, Quote
from embeddings.errors import SnapshotError
from embeddings.types import Document, Passage


class Quoting(Protocol):
    """What is shown: quotes, each of which bears the number of one of the citations."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is cited."""


Shown = TypeVar("Shown", bound=Quoting)


def prove(outcome: Shown, *, private: bool = False) -> Shown:
    """Compare every quote and passage with its document once more; nothing that fails is ever shown.

    Raises SnapshotError where one is not an exact slice, or is of a private document and ``private`` is not allowed.
    """
    if not private and any(_is_private(citation) for citation in outcome.citations):
        raise SnapshotError(
            "A private document was found for somebody who may not see it, so nothing is shown. Build the index anew: "
            "onrecord rebuild --full"
        )
    cited = {citation.number: citation for citation in outcome.citations}
    slices: list[tuple[Citation, Passage | Quote]] = [(citation, citation.passage) for citation in outcome.citations]
    slices += [(cited[quote.citation], quote) for quote in outcome.quotes]
    for citation, shown in slices:
        if not _proven(citation.document, shown):
            raise SnapshotError(
                f"A quote does not stand in {citation.document.id!r} at {shown.start}-{shown.end}, so nothing is shown."
                " Build the index anew: onrecord rebuild --full"
            )
    return outcome


def _is_private(citation: Citation) -> bool:
    return any(document.visibility != "public" for document in (citation.document, *citation.also_in))


def _proven(document: Document, shown: Passage | Quote) -> bool:
    statement = shown.statement if isinstance(shown, Quote) else None
    exact = shown.text and shown.text == document.text[shown.start : shown.end]
    answer = shown.answer if isinstance(shown, Quote) else None
    inside = answer is None or shown.start <= answer[0] < answer[1] <= shown.end
    return bool(exact) and inside and (statement is None or stands_in(document, (shown.start, shown.end), statement))
