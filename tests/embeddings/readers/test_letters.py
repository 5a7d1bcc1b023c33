"""Letters of small PDFs that are made here."""

from __future__ import annotations

import fpdf
import pypdfium2
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


def test_glyphs_that_nothing_names_are_no_letters() -> None:
    assert not is_nameless(page_of(set_in("sans")))
    assert not is_nameless(page_of(set_in("helvetica")))
    assert not is_nameless(page_of(set_in("helvetica", " ")))
    assert is_nameless(page_of(set_in("sans").replace(b"/ToUnicode", b"/ToUnicodX")))
