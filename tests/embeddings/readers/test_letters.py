"""Letters of small PDFs that are made here."""

from __future__ import annotations

import ctypes

import fpdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from embeddings.readers.letters import Pen, is_nameless, text_of
from tests.embeddings.readers.test_pdf import FONT

WORDS = "The mill burned down"


def set_in(font: str, words: str = WORDS) -> bytes:
    file = fpdf.FPDF()
    file.set_compression(False)
    file.add_font("sans", fname=FONT)
    file.add_page()
    file.set_font(font, size=10)
    file.text(20, 20, words)
    return bytes(file.output())


def page_of(content: bytes) -> pypdfium2.PdfTextPage:
    return pypdfium2.PdfDocument(content)[0].get_textpage()


def test_letters_are_told_one_by_one() -> None:
    page = page_of(set_in("sans"))
    assert text_of(page) == WORDS
    pen = Pen(page.raw)
    x, y = pen.origin(0)
    assert x == pytest.approx(20 / 25.4 * 72, abs=0.01)
    left, bottom, right, top = pen.box(0)
    assert left < right
    assert bottom < y < top
    assert not Pen(page.raw).is_bold(0)


def test_letters_stand_where_the_library_says() -> None:
    page, box, x, y = page_of(set_in("sans")), pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pen = Pen(page.raw)
    for place in range(len(WORDS)):
        pdfium.FPDFText_GetCharOrigin(page.raw, place, x, y)
        pdfium.FPDFText_GetLooseCharBox(page.raw, place, box)
        assert pen.origin(place) == (x.value, y.value)
        assert pen.box(place) == (box.left, box.bottom, box.right, box.top)


@pytest.mark.parametrize(("font", "words"), [("sans", WORDS), ("helvetica", WORDS), ("helvetica", " ")])
def test_letters_that_are_named(font: str, words: str) -> None:
    page = page_of(set_in(font, words))
    assert not is_nameless(page, text_of(page))


def test_glyphs_that_nothing_names_are_no_letters() -> None:
    page = page_of(set_in("sans").replace(b"/ToUnicode", b"/ToUnicodX"))
    assert is_nameless(page, text_of(page))
