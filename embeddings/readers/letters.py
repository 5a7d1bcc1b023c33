"""The letters of a PDF's page as pdfium tells them: which they are, where they stand, and whether they are bold."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

SpaceBox = tuple[float, float, float, float]  # left, bottom, right, top

_UNKNOWN: Final = "\ufffd"
_SAMPLE: Final = 100  # letters of a page
_BOLD: Final = re.compile(rb"(?i)bold|black|heavy")


def text_of(found: pypdfium2.PdfTextPage) -> str:
    """Return the letters of a page, as many as the library counts."""
    count = found.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(found.raw, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or "\0" in text or _UNKNOWN in text or "\ufffe" in text:  # some of it is not in one unit
        text = "".join(_letter(pdfium.FPDFText_GetUnicode(found.raw, place)) for place in range(count))
    return text


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0xFFFE or 0xFFFF < code < 0x110000 else _UNKNOWN


def is_nameless(text: pypdfium2.PdfTextPage) -> bool:
    """Tell whether most letters of a page are just numbers of glyphs: a look at some of them tells."""
    count = text.count_chars()
    places = range(0, count, max(1, count // _SAMPLE))
    errors = sum(pdfium.FPDFText_HasUnicodeMapError(text.raw, place) == 1 for place in places)
    unknown = sum(pdfium.FPDFText_GetUnicode(text.raw, place) in (0, 0xFFFD, 0xFFFE) for place in places)
    return bool(2 * max(errors, unknown) > len(places))


class Pen:
    """Where the letters of a page stand: the values that the library writes are made once."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401  a pointer
        self._page, self._box = page, pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(64), ctypes.c_int()

    def origin(self, place: int) -> tuple[float, float]:
        """Return where a letter stands on its line."""
        pdfium.FPDFText_GetCharOrigin(self._page, place, self._x, self._y)
        return self._x.value, self._y.value

    def box(self, place: int) -> SpaceBox:
        """Return the box of a letter, as high as all of its font."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._page, place, box)
        return box.left, box.bottom, box.right, box.top

    def is_bold(self, place: int) -> bool:
        """Tell whether a letter is bold, by the name of its font."""
        pdfium.FPDFText_GetFontInfo(self._page, place, self._name, len(self._name), self._flags)
        return _is_bold(self._name.value)


@lru_cache(maxsize=256)
def _is_bold(font: bytes) -> bool:
    return _BOLD.search(font) is not None
