"""A page of a PDF as a picture, with the words marked that are quoted from it."""

from __future__ import annotations

import base64
import contextlib
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from embeddings.errors import DocumentError
from embeddings.readers.glyphs import flat_page, placed_words
from embeddings.readers.letters import SpaceBox

_WIDTH: Final = 1100  # dots: a phone of 390 pixels shows three for each
_MOST_DOTS: Final = 4_000_000
_MARK: Final = (255, 229, 138)
_LEAST_ALIKE: Final = 3  # words in a row that are the same, where not all of them are found
_ROOM: Final = 1.5  # points around a word

Placed = tuple[str, SpaceBox]


@dataclass(frozen=True, slots=True)
class Facsimile:
    """A picture (WebP, in base64) and its size in dots; ``marked`` tells whether the words were found on it.

    ``lettered`` tells whether the page has letters at all: a scan has none.
    """

    picture: str
    width: int
    height: int
    marked: bool
    lettered: bool


def facsimile_of(path: Path, name: str, number: int, words: str, earlier: int = 0) -> Facsimile:
    """Draw a page, whose ``number`` counts from 0, and mark words on it; they stand there ``earlier`` times before.

    Raises DocumentError where there is no such page.
    """
    with _opened(path, name, number) as page:
        placed = list(placed_words(page))
        found = places_of_words([text for text, _ in placed], words, earlier)
        width, height = page.get_size()
        scale = min(_WIDTH / max(1.0, width), (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
        with contextlib.closing(page.render(scale=scale)) as bitmap:
            picture = bitmap.to_pil().convert("RGB")
            convert = bitmap.get_posconv(page)
            boxes = [_dots(convert, placed[place][1], picture.size) for place in found]
    return _told(_marked(picture, boxes), marked=bool(found), lettered=bool(placed))


@contextlib.contextmanager
def _opened(path: Path, name: str, number: int) -> Iterator[pypdfium2.PdfPage]:
    try:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as document, flat_page(document, number) as page:
            yield page
    except (pypdfium2.PdfiumError, IndexError):
        raise DocumentError(name, "is a damaged PDF, or has no such page") from None


def places_of_words(page: Sequence[str], words: str, earlier: int = 0) -> list[int]:
    """Return which words of a page are those that are looked for: all in a row, else the longer runs of them.

    Where all of them stand there several times, ``earlier`` of these are passed over.
    """
    letters = [bare_letters(text) for text in page]
    wanted, drawn = bare_letters(words), "".join(letters)
    if not wanted:
        return []
    at = -1
    for _ in range(earlier + 1):
        at = max(at, drawn.find(wanted, at + 1))
    if at < 0:
        return _alike(letters, [one for word in words.split() if (one := bare_letters(word))])
    ends = list(accumulate(map(len, letters)))
    spans = zip((0, *ends[:-1]), ends, strict=True) if ends else ()
    return [place for place, (start, end) in enumerate(spans) if start < at + len(wanted) and at < end]


def bare_letters(text: str) -> str:
    """Return letters and digits alone, in one form: what a line's end and a hyphen there leave as it is."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _alike(page: list[str], wanted: list[str]) -> list[int]:
    blocks = SequenceMatcher(None, page, wanted, autojunk=False).get_matching_blocks()
    return [place for at, _, size in blocks if size >= _LEAST_ALIKE for place in range(at, at + size)]


def _dots(convert: pypdfium2.PdfPosConv, box: SpaceBox, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return where a box of the page is in the picture, whichever way that is turned."""
    left, bottom, right, top = box
    one = convert.to_bitmap(left - _ROOM, bottom - _ROOM)
    other = convert.to_bitmap(right + _ROOM, top + _ROOM)
    (x, last_x), (y, last_y) = (sorted(pair) for pair in zip(one, other, strict=True))
    return max(0, x), max(0, y), min(size[0] - 1, last_x), min(size[1] - 1, last_y)


def _marked(picture: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> Image.Image:
    """Lay a colour below the words, as a marker does: black stays black."""
    layer = Image.new("RGB", picture.size, "white")
    drawing = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        if left <= right and top <= bottom:
            drawing.rectangle((left, top, right, bottom), fill=_MARK)
    return ImageChops.multiply(picture, layer) if boxes else picture


def _told(picture: Image.Image, *, marked: bool, lettered: bool) -> Facsimile:
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=80, method=2)
    return Facsimile(base64.b64encode(written.getvalue()).decode(), *picture.size, marked, lettered)


def facsimile_from(values: object, name: str) -> tuple[bytes, Facsimile]:
    """Return what went through JSON, and the bytes of its picture. Raises DocumentError where it is none."""
    try:
        made = Facsimile(**values)  # type: ignore[arg-type]
        sizes = all(type(one) is int and 0 < one <= _MOST_DOTS for one in (made.width, made.height))
        picture = base64.b64decode(made.picture, validate=True)
    except (TypeError, ValueError):
        sizes = False
    if not sizes or not picture.startswith(b"RIFF"):
        raise DocumentError(name, "broke what draws its pages; save it anew")
    return picture, made
