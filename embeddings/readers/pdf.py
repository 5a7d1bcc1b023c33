"""PDF, by pypdf: the text of each page, with running heads left out, words and paragraphs put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pypdf
import pypdf.errors

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.facts import extracted_facts

MOST_PAGES = 3000
_HEADS = 2  # lines at the top and at the bottom of a page that may be running ones
_LEAST_PAGES = 3  # that a running head stands on
_NO_TITLE = re.compile(r"(?i)^(untitled|document\d*|microsoft word - .*|.*\.(docx?|pdf|indd|qxd|tex|rtf))?$")
_PAGE_NUMBER = re.compile(r"(?i)^\W*+(?:(?:page|p\.|seite|pág\.?)\s*)?\d{1,5}(?:\s*(?:/|of|von|de)\s*\d{1,5})?\W*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_STOP = re.compile(r"[.!?…:;。！？។၊။؟][\"'”’»)\]\d]*$")
_DIGITS = re.compile(r"\d+")
_SPOILT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


_SPACED = 1.3  # times the usual distance of two lines: what is further apart are two paragraphs
_LEAST_SPACED = 0.05  # of all lines, where a document sets its paragraphs apart
_FULL = 0.8  # of the width: a line that is longer, and ends no sentence, goes on in the next one
_MOST_FULL = 0.2  # of the lines before what should be paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, and how high it stands, in points; None where that is not known."""

    text: str
    height: float | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How many characters a full line has, and how far paragraphs are apart at least; None where they are not."""

    width: float
    gap: float | None


def read_pdf(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a PDF. Raises DocumentError where it is encrypted, damaged, too long or a scan."""
    try:
        yield _read(path, name)
    except (pypdf.errors.PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError,
            OverflowError, ArithmeticError, AssertionError, NotImplementedError, LookupError) as error:  # fmt: skip
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise DocumentError(name, f"is a damaged PDF ({why}); save it anew from where it came") from None


def _read(path: Path, name: str) -> Draft:
    with path.open("rb") as file:
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(name, "is locked with a password; save it without: qpdf --decrypt --password=…")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise DocumentError(name, f"has {count:,} pages, and at most {MOST_PAGES:,} are read; split it")
        pages = [_lines(page) for page in reader.pages]
        metadata: Mapping[str, object] = reader.metadata if reader.metadata is not None else {}
        facts = {key: metadata.get(f"/{key.title()}") for key in ("title", "author")}
    if not any(pages):
        raise DocumentError(name, "has no text, as scans have none; add it with OCR: ocrmypdf in.pdf out.pdf")
    text, starts = join_pages(without_heads(pages))
    if _NO_TITLE.match(str(facts["title"] or "").strip()):
        first = text.partition("\n\n")[0]
        facts["title"] = first if len(first) <= 200 and not _STOP.search(first) else None
    known = extracted_facts(facts)
    title = known.get("title")
    return Draft(text, known, pages=starts, body_start=len(title) if title and text.startswith(f"{title}\n") else 0)


def _lines(page: Any) -> list[Line]:  # noqa: ANN401  the library's type is not exported
    """Return the lines of a page, with the height of the first piece of each."""
    found: list[tuple[list[str], list[float]]] = [([], [])]

    def see(text: str, matrix: Sequence[float], inner: Sequence[float], *_: object) -> None:
        for place, piece in enumerate(text.split("\n")):
            if place:
                found.append(([], []))
            found[-1][0].append(piece)
            if piece.strip():
                found[-1][1].append(inner[5] * matrix[3] + matrix[5])

    page.extract_text(visitor_text=see)
    lines = (
        Line(" ".join(_SPOILT.sub(" ", "".join(texts)).split()), next(iter(heights), None)) for texts, heights in found
    )
    return [line for line in lines if line.text]


def without_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and what stands at the edge of most pages, its numbers aside."""
    seen = Counter(head for lines in pages for head in {_head(lines[place].text) for place in _edges(lines)})
    filled = sum(map(bool, pages))
    running = {head for head, count in seen.items() if count >= max(_LEAST_PAGES, filled / 2)}
    cleaned = []
    for lines in pages:
        edges = {*_edges(lines)}
        out = {place for place in edges if _head(lines[place].text) in running}
        out |= {place for place in (0, len(lines) - 1) if len(lines) > 1 and _PAGE_NUMBER.match(lines[place].text)}
        cleaned.append([line for place, line in enumerate(lines) if place not in out])
    return cleaned


def join_pages(pages: Sequence[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """Join lines to paragraphs, across pages too; return the text and where each page begins in it."""
    layout = _layout(pages)
    text, before = "", Line("", None)
    starts: list[int] = []
    for lines in pages:
        for place, line in enumerate(lines):
            text += _between(before, line if place else Line(line.text, None), layout) if text else ""
            if text.endswith("\0"):  # a word cut at the end of the line before
                text = text[:-2]
            if place == 0:
                starts.append(len(text))
            text, before = text + line.text, line
        if not lines:
            starts.append(len(text))
    return text, tuple(min(start, len(text)) for start in starts)


def _between(above: Line, below: Line, layout: Layout) -> str:
    """Return what joins two lines: nothing, a space or a blank line. A NUL says that a hyphen is to go."""
    before, line = above.text, below.text
    if _HYPHEN.search(before) and line[:1].islower() and len(before) > layout.width / 2:
        return "\0"
    apart = _apart(above, below)
    if apart is not None and layout.gap is not None:
        ends = apart > layout.gap
    else:
        ends = len(before) < (0.8 if _STOP.search(before) else 0.55) * layout.width
    if ends:
        return "\n\n"
    return "" if _UNSPACED.match(before[-1:]) and _UNSPACED.match(line[:1]) else " "


def _apart(above: Line, below: Line) -> float | None:
    """Return how far a line is below another, None where it isn't: at the top of another column."""
    if above.height is None or below.height is None or below.height > above.height:
        return None
    return above.height - below.height


def _layout(pages: Sequence[list[Line]]) -> Layout:
    width = _width([len(line.text) for lines in pages for line in lines])
    pairs = [(above, gap) for lines in pages for above, below in pairwise(lines) if (gap := _apart(above, below))]
    if len(pairs) < 2:
        return Layout(width, None)
    gaps = [gap for _, gap in pairs]
    for usual in (quantiles(gaps, n=10)[0], median(gaps)):  # most of the paragraphs may be of one line
        least = _SPACED * usual
        ends = [above.text for above, gap in pairs if gap > least]
        full = sum(len(text) > _FULL * width and not _STOP.search(text) for text in ends)
        if len(ends) >= _LEAST_SPACED * len(pairs) and full <= _MOST_FULL * len(ends):
            return Layout(width, least)
    return Layout(width, None)


def _width(lengths: Sequence[int]) -> float:
    """Return how long a full line is: nine in ten are shorter."""
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(max(lengths, default=0))


def _edges(lines: Sequence[Line]) -> list[int]:
    return [place for place in range(len(lines)) if place < _HEADS or place >= len(lines) - _HEADS]


def _head(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()
