"""The letters of a PDF's page as pdfium tells them: which they are, where they stand, and whether they are bold."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache
from itertools import repeat
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

SpaceBox = tuple[float, float, float, float]  # left, bottom, right, top

_UNKNOWN: Final = "\ufffd"
_SAMPLE: Final = 60  # letters of a page
_BOLD: Final = re.compile(rb"(?i)bold|black|heavy")


def _bare(function: Any) -> Any:  # noqa: ANN401  the library's are not typed
    """Return a function of the library's that checks nothing of what it is given, as that takes longer than it."""
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ORIGIN: Final = _bare(pdfium.FPDFText_GetCharOrigin)
_BOX: Final = _bare(pdfium.FPDFText_GetLooseCharBox)
_HAS_ERROR: Final = _bare(pdfium.FPDFText_HasUnicodeMapError)


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


def is_nameless(found: pypdfium2.PdfTextPage, text: str) -> bool:
    """Tell whether most letters of a page are just numbers of glyphs: a look at some of them tells."""
    places = range(0, len(text), max(1, len(text) // _SAMPLE))
    page = ctypes.cast(found.raw, ctypes.c_void_p)
    errors = list(map(_HAS_ERROR, repeat(page), places)).count(1)
    unknown = text[:: places.step].count(_UNKNOWN)
    return bool(2 * max(errors, unknown) > len(places))


class Pen:
    """Where the letters of a page stand: the values that the library writes are made once."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401  a pointer
        self._page, self._raw = page, ctypes.cast(page, ctypes.c_void_p)
        point, box = (ctypes.c_double * 2)(), (ctypes.c_float * 4)()
        start = ctypes.addressof(point)
        self._x, self._y = ctypes.c_void_p(start), ctypes.c_void_p(start + ctypes.sizeof(ctypes.c_double))
        self._edges = ctypes.c_void_p(ctypes.addressof(box))
        self._point, self._box = memoryview(point).cast("B").cast("d"), memoryview(box).cast("B").cast("f")
        self._name, self._flags = ctypes.create_string_buffer(64), ctypes.c_int()

    def origin(self, place: int) -> tuple[float, float]:
        """Return where a letter stands on its line."""
        _ORIGIN(self._raw, place, self._x, self._y)
        x, y = self._point
        return x, y

    def box(self, place: int) -> SpaceBox:
        """Return the box of a letter, as high as all of its font."""
        _BOX(self._raw, place, self._edges)
        left, top, right, bottom = self._box
        return left, bottom, right, top

    def is_bold(self, place: int) -> bool:
        """Tell whether a letter is bold, by the name of its font."""
        pdfium.FPDFText_GetFontInfo(self._page, place, self._name, len(self._name), self._flags)
        return _is_bold(self._name.value)


@lru_cache(maxsize=256)
def _is_bold(font: bytes) -> bool:
    return _BOLD.search(font) is not None
