"""The picture of a page, read by OCR: its words where they stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from embeddings.readers.glyphs import DrawnPage, picture_of
from embeddings.readers.ocr import sureness, words_in
from embeddings.readers.words import Word
from embeddings.text.wording import many
from embeddings.types import Recognised

if TYPE_CHECKING:
    from PIL import Image

MOST_DOTS: Final = 30_000_000  # of a picture
_FINE: Final = 300  # dots an inch, that a page is drawn with
_POINTS: Final = 72
_LEAST_SURE: Final = 30  # percent: below, a word is none


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What OCR made of a page, how sure it is in percent, and how many words it could not read."""

    page: DrawnPage
    sure: int
    unread: int


def scanned_page(path: Path, number: int) -> ScannedPage:
    """Read a page of a PDF, whose ``number`` counts from 0."""
    return scanned(*picture_of(path, number, _FINE / _POINTS, MOST_DOTS))


def scanned(picture: Image.Image, scale: float) -> ScannedPage:
    """Read a picture; ``scale`` is how many of its dots make a point."""
    found = words_in(picture)
    read = [word for word in found if word.sure >= _LEAST_SURE]
    words = (
        Word(word.text, word.left / scale, word.right / scale, -word.base / scale, word.size / scale) for word in read
    )
    return ScannedPage(DrawnPage(tuple(words), drawn=True), round(sureness(read)), len(found) - len(read))


def stretches(starts: Sequence[int], end: int, scans: Mapping[int, ScannedPage]) -> tuple[Recognised, ...]:
    """Return what of a text whose pages begin at ``starts`` was read by OCR."""
    ends = (*starts[1:], end)
    return tuple(
        Recognised(starts[number], ends[number], scan.sure)
        for number, scan in sorted(scans.items())
        if starts[number] < ends[number]
    )


def unread(scans: Iterable[ScannedPage]) -> Iterator[str]:
    """Yield what to say of words that could not be read."""
    if count := sum(scan.unread for scan in scans):
        yield f"{many(count, 'word')} that OCR could not read"
