"""PDF, by pypdf: the text of each page, with running heads left out, words and paragraphs put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import quantiles

import pypdf
import pypdf.errors

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.facts import extracted_facts

MOST_PAGES = 3000
_HEADS = 2  # lines at the top and at the bottom of a page that may be running ones
_LEAST_PAGES = 3  # that a running head stands on
_NO_TITLE = re.compile(r"(?i)^(untitled|document\d*|microsoft word - .*|.*\.(docx?|pdf|indd|qxd|tex|rtf))?$")
_PAGE_NUMBER = re.compile(r"(?i)^\W*(?:page|p\.|seite|pág\.?)?\s*\d{1,5}(?:\s*(?:/|of|von|de)\s*\d{1,5})?\W*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_STOP = re.compile(r"[.!?…:;。！？។၊။؟][\"'”’»)\]\d]*$")
_DIGITS = re.compile(r"\d+")
_SPOILT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


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
        pages = [_lines(page.extract_text()) for page in reader.pages]
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


def _lines(text: str) -> list[str]:
    lines = (" ".join(_SPOILT.sub(" ", line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and what stands at the edge of most pages, its numbers aside."""
    seen = Counter(head for lines in pages for head in {_head(lines[place]) for place in _edges(lines)})
    filled = sum(map(bool, pages))
    running = {head for head, count in seen.items() if count >= max(_LEAST_PAGES, filled / 2)}
    cleaned = []
    for lines in pages:
        edges = {*_edges(lines)}
        out = {place for place in edges if _head(lines[place]) in running}
        out |= {place for place in (0, len(lines) - 1) if len(lines) > 1 and _PAGE_NUMBER.match(lines[place])}
        cleaned.append([line for place, line in enumerate(lines) if place not in out])
    return cleaned


def join_pages(pages: Sequence[list[str]]) -> tuple[str, tuple[int, ...]]:
    """Join lines to paragraphs, across pages too; return the text and where each page begins in it."""
    width = _width([len(line) for lines in pages for line in lines])
    text, before = "", ""
    starts: list[int] = []
    for lines in pages:
        for place, line in enumerate(lines):
            text += _between(before, line, width) if text else ""
            if text.endswith("\0"):  # a word cut at the end of the line before
                text = text[:-2]
            if place == 0:
                starts.append(len(text))
            text, before = text + line, line
        if not lines:
            starts.append(len(text))
    return text, tuple(min(start, len(text)) for start in starts)


def _between(before: str, line: str, width: float) -> str:
    """Return what joins two lines: nothing, a space or a blank line. A NUL says that a hyphen is to go."""
    if _HYPHEN.search(before) and line[:1].islower() and len(before) > width / 2:
        return "\0"
    short = len(before) < (0.8 if _STOP.search(before) else 0.55) * width
    if short:
        return "\n\n"
    return "" if _UNSPACED.match(before[-1:]) and _UNSPACED.match(line[:1]) else " "


def _width(lengths: Sequence[int]) -> float:
    """Return how long a full line is: nine in ten are shorter."""
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(max(lengths, default=0))


def _edges(lines: Sequence[str]) -> list[int]:
    return [place for place in range(len(lines)) if place < _HEADS or place >= len(lines) - _HEADS]


def _head(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()
