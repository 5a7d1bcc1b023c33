"""Pictures of pages in files of their own: PNG, JPEG and TIFF, read by OCR, each of its pictures a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, ImageSequence

from embeddings.errors import DocumentError
from embeddings.readers.draft import MOST_AT_WORK, AtWork, Draft
from embeddings.readers.ocr import INSTALL, ocr_languages
from embeddings.readers.pdf import draft_of_pages
from embeddings.readers.scans import MOST_DOTS, ScannedPage, scanned

_HEIGHT: Final = 842  # points of a page
_FORMATS: Final = ("PNG", "JPEG", "TIFF")
_LARGEST: Final = 8 * MOST_DOTS

Image.MAX_IMAGE_PIXELS = _LARGEST


def read_picture(path: Path, name: str) -> Iterator[Draft | AtWork]:
    """Yield the document of a picture. Raises DocumentError where it is damaged, or nothing reads it."""
    if not ocr_languages():
        raise DocumentError(name, f"is a picture; have it read by OCR: {INSTALL}")
    scans: list[ScannedPage] = []
    for picture in _pictures(path, name):
        yield AtWork()
        scans.append(scanned(picture, max(picture.size) / _HEIGHT))
    draft = draft_of_pages([scan.page for scan in scans], dict(enumerate(scans)), {}, name)
    yield draft if len(scans) > 1 else replace(draft, pages=())


def _pictures(path: Path, name: str) -> Iterator[Image.Image]:
    """Yield what is in a file, upright and grey, and not larger than need be."""
    try:
        with Image.open(path, formats=_FORMATS) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file)):
                if number == MOST_AT_WORK:
                    raise DocumentError(name, f"has more than {MOST_AT_WORK:,} pages; split it")
                whole = ImageOps.exif_transpose(frame)
                flat = Image.new("L", whole.size, "white")
                flat.paste(whole.convert("L"), mask=whole.convert("RGBA").getchannel("A"))
                size = flat.width * flat.height
                yield flat if size <= MOST_DOTS else flat.reduce(2 if size <= 4 * MOST_DOTS else 4)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DocumentError(
            name, f"is a damaged picture ({' '.join(str(error).split())[:120]}); save it anew"
        ) from None
