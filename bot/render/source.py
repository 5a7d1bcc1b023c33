"""One source in full: the passage with the paragraphs before and after, exactly as they stand in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.locale import _
from bot.render.answers import passage_runs, source_runs
from bot.render.facts import also_in, short
from bot.render.markup import to_markup
from bot.render.model import Block, Run, line
from bot.render.split import fits, split
from bot.types import Citation
from embeddings.text.passages import paragraphs_of
from embeddings.types import Document, Passage, Span

_MOST = 4  # messages; passages of our own making always fit one


def source_messages(citation: Citation, quoted: Sequence[Span]) -> list[str]:
    """Return a source as the HTML of one message, of several where the passage alone is too long for one.

    ``quoted`` are spans of the document that are shown in bold. What doesn't fit is said to go on.
    """
    document, passage = citation.document, citation.passage
    head = _head(citation, quoted[0] if quoted else (passage.start, passage.end))
    around = _block(document, with_neighbours(document, passage), quoted)
    if fits([*head, around]):
        return [to_markup([*head, around])]
    messages = split([*head, _block(document, (passage.start, passage.end), quoted)])
    cut = [line(Run(_("… the passage goes on in the document."), italic=True))] if len(messages) > _MOST else []
    return [*map(to_markup, messages[:_MOST]), *([to_markup(cut)] if cut else [])]


def with_neighbours(document: Document, passage: Passage) -> Span:
    """Return the span from the paragraph before a passage to the one after it."""
    spans = [span for span in paragraphs_of(document) if span[1] > document.body_start]
    held = [at for at, (start, end) in enumerate(spans) if start < passage.end and passage.start < end]
    if not held:
        return passage.start, passage.end
    first, last = max(0, held[0] - 1), min(len(spans) - 1, held[-1] + 1)
    return min(passage.start, max(spans[first][0], document.body_start)), max(passage.end, spans[last][1])


def _head(citation: Citation, shown: Span) -> list[Block]:
    document = citation.document
    author = [line(Run(short(document.author), italic=True))] if document.author else []
    others = [line(also_in(citation))] if citation.also_in else []
    source = source_runs(replace(citation, also_in=()), shown)
    return [line(f"[{citation.number}] ", *source), *author, *others]


def _block(document: Document, span: Span, quoted: Sequence[Span]) -> Block:
    start, end = span
    before = (Run("… "),) if start > document.body_start and document.text[document.body_start : start].strip() else ()
    after = (Run(" …"),) if document.text[end:].strip() else ()
    return Block((*before, *passage_runs(document.text[start:end], start, quoted), *after), "quote")
