"""PDF: its pages as a person sees them, without running heads. Pages that hold no text are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.columns import Block
from embeddings.readers.draft import MOST_AT_WORK, AtWork, Draft
from embeddings.readers.edges import without_edges
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.glyphs import DrawnPage, read_drawn
from embeddings.readers.gutters import gutters_of
from embeddings.readers.hyphens import Spelling, is_cut, spelling_of
from embeddings.readers.layout import setting_of, usual_size
from embeddings.readers.ocr import INSTALL, ocr_languages
from embeddings.readers.paragraphs import PagedPiece, pieces_of
from embeddings.readers.pieces import Piece, compose
from embeddings.readers.regions import blocks_of
from embeddings.readers.runs import rows_of
from embeddings.readers.scans import ScannedPage, scanned_page, stretches, unread

_ReadPages = tuple[list[list[Block]], list[str], list[PagedPiece]]  # and what was left out

_NO_TITLE: Final = re.compile(r"(?i)^(untitled|document\d*|microsoft word - .*|.*\.(docx?|pdf|indd|qxd|tex|rtf))?$")
_SENTENCE: Final = re.compile(r"[.!?…;:。！？؟](?:\s|$)")
_LONGEST_TITLE: Final = 200
_MOST_NAMED: Final = 10  # pages
_SCAN: Final = f"has no text, as scans have none; have it read by OCR: {INSTALL}"
_NO_WORDS: Final = "has no text, and OCR found no words in it"


def read_pdf(path: Path, name: str) -> Iterator[Draft | AtWork]:
    """Yield the document of a PDF; pages without text are read by OCR, where there is.

    Raises DocumentError where it is encrypted, damaged, too long or a scan.
    """
    drawn, facts = read_drawn(path, name)
    read = _read(drawn)
    scans: dict[int, ScannedPage] = {}
    empty = [number for number, one in enumerate(drawn) if one.drawn and not (read[0][number] or one.aside)]
    for number in empty[:MOST_AT_WORK] if ocr_languages() else ():
        yield AtWork()
        scans[number] = scanned_page(path, number)
    if scans:
        drawn = [scans[number].page if number in scans else page for number, page in enumerate(drawn)]
        read = _read(drawn)
    yield _draft(drawn, read, scans, facts, name)


def draft_of_pages(
    drawn: Sequence[DrawnPage], scans: Mapping[int, ScannedPage], facts: Mapping[str, str], name: str
) -> Draft:
    """Return the document of pages, some of them read by OCR. Raises DocumentError where there is no word on any."""
    return _draft(drawn, _read(drawn), scans, facts, name)


def _draft(
    drawn: Sequence[DrawnPage], read: _ReadPages, scans: Mapping[int, ScannedPage], facts: Mapping[str, str], name: str
) -> Draft:
    pages, left_out, pieces = read
    if not pieces:
        raise DocumentError(name, _NO_WORDS if scans else _SCAN)
    text, parts = compose(one.piece for one in pieces)
    given = facts.get("title", "")
    known = extracted_facts({**facts, "title": _title(given, [one.piece for one in pieces])})
    title = known.get("title")
    body_start = len(title) if title and text.startswith(f"{title}\n") else 0
    told = (*left_out, *_without_text(pages, drawn), *unread(scans.values()))
    starts = _starts(pieces, len(pages))
    return Draft(
        text,
        known,
        pages=starts,
        body_start=body_start,
        parts=parts,
        left_out=told,
        recognised=stretches(starts, len(text), scans),
    )


def _read(drawn: Sequence[DrawnPage]) -> _ReadPages:
    """Return the blocks of each page, what was left out of them, and the pieces of them all."""
    free = gutters_of(drawn)
    rows = [rows_of(page.words, gutters) for page, gutters in zip(drawn, free, strict=True)]
    usual = usual_size(rows)
    bodies, left_out = without_edges(rows, usual)
    pages = [blocks_of(body, page.rules, gutters) for body, page, gutters in zip(bodies, drawn, free, strict=True)]
    lines = [run.text for page in bodies for row in page for run in row]
    spelling = spelling_of(lines) if any(map(is_cut, lines)) else Spelling()
    asides = [page.aside for page in drawn]
    return pages, left_out, pieces_of(pages, asides, setting_of(pages, usual), spelling)


def _title(given: str, pieces: Sequence[Piece]) -> str | None:
    """Return the title: the one given, unless it is a file's name, else a heading at the top, or a first short line."""
    if not _NO_TITLE.match(given.strip()):
        return given
    top = list(takewhile(_could_be_title, pieces[:2]))
    return next((piece.text for piece in top if piece.kind == "heading"), top[0].text if top else None)


def _could_be_title(piece: Piece) -> bool:
    is_short = len(piece.text) <= _LONGEST_TITLE and not _SENTENCE.search(piece.text)
    return is_short and piece.kind in ("heading", "paragraph")


def _starts(pieces: Sequence[PagedPiece], count: int) -> tuple[int, ...]:
    """Return where each page begins in the text of these pieces."""
    begins: dict[int, int] = {}
    at = 0
    for one in pieces:
        for page, offset in one.begins:
            begins.setdefault(page, at + offset)
        at += len(one.piece.text) + 2
    starts = []
    later = max(0, at - 2)
    for page in reversed(range(count)):
        later = min(later, begins.get(page, later))
        starts.append(later)
    return tuple(reversed(starts))


def _without_text(pages: Sequence[Sequence[Block]], drawn: Sequence[DrawnPage]) -> Iterator[str]:
    """Yield what to say of pages that something is drawn on, and no text."""
    told = [bool(blocks or page.aside or not page.drawn) for blocks, page in zip(pages, drawn, strict=True)]
    empty = [number for number, page in enumerate(drawn) if not (told[number] or page.nameless)]
    if empty:
        what = "a picture" if len(empty) == 1 else "pictures"
        todo = "in which OCR found no words" if ocr_languages() else f"without text; have it read by OCR: {INSTALL}"
        yield f"{_named(empty)}, {what} {todo}"
    yield from _unreadable(drawn)


def _unreadable(drawn: Sequence[DrawnPage]) -> Iterator[str]:
    if nameless := [number for number, page in enumerate(drawn) if page.nameless]:
        yield f"{_named(nameless)}, as nothing says which letters the glyphs are; have it read by OCR: {INSTALL}"
    if broken := [number for number, page in enumerate(drawn) if page.broken]:
        yield f"{_named(broken)}, damaged"


def _named(numbers: Sequence[int]) -> str:
    listed = ", ".join(str(number + 1) for number in numbers[:_MOST_NAMED])
    return f"page{'s' if len(numbers) > 1 else ''} {listed}{' and more' if len(numbers) > _MOST_NAMED else ''}"
