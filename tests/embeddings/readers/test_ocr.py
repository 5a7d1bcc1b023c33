"""Pages that are pictures, drawn here: read by Tesseract where it is installed, else as words given to the reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import fpdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from embeddings.errors import DocumentError
from embeddings.readers import ocr, pdf, pictures, scans
from embeddings.readers.draft import AtWork, Draft
from embeddings.readers.folder import read_documents
from embeddings.readers.ocr import SeenWord, ocr_languages, sureness, words_in
from embeddings.types import Document, Recognised
from tests.embeddings.readers.files import write

real = pytest.mark.skipif(not ocr_languages(), reason="the extra is not installed: pip install '.[ocr]'")

FONT = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"
LINES = [
    "The north pier was closed on Tuesday after the storm.",
    "Divers found a crack of four metres below the lamp, and",
    "repairs would cost 300,000 crowns, the board was told.",
]
TOLD = " ".join(LINES)


def picture(lines: list[str], size: tuple[int, int] = (1240, 1754), *, fine: int = 26) -> Image.Image:
    page = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), fine)
    for number, line in enumerate(lines):
        pen.text((120, 120 + number * fine * 1.5), line, font=font, fill=20)
    return page


def saved(page: Image.Image, kind: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, kind, **more)
    return buffer.getvalue()


def mixed(*pages: Image.Image | str) -> bytes:
    """Return a PDF of pages with text, and of pictures."""
    file = fpdf.FPDF()
    file.add_font("sans", fname=FONT)
    for page in pages:
        file.add_page()
        file.set_font("sans", size=11)
        if isinstance(page, str):
            file.multi_cell(0, 6, page)
        else:
            file.image(page, 0, 0, 210)
    return bytes(file.output())


def read(folder: Path, name: str, content: bytes) -> Document:
    write(folder, name, content)
    (document,), errors = read_documents(folder)
    assert errors == []
    return document


@real
@pytest.mark.parametrize("turn", [0, 0.7, 90, 180])
def test_a_picture_is_read_however_it_lies(turn: float) -> None:
    words = words_in(picture(LINES).rotate(turn, expand=True, fillcolor=255))
    assert " ".join(word.text for word in words) == TOLD
    assert sureness(words) > 80
    lines = [words[:10], words[10:21], words[21:]]
    assert all(max(one.base for one in line) - min(one.base for one in line) < 6 for line in lines)


@real
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", lambda: saved(picture(LINES), "PNG")),
        ("a.jpg", lambda: saved(picture(LINES), "JPEG", quality=60)),
        ("scan", lambda: saved(picture(LINES), "TIFF")),
    ],
)
def test_files_of_pictures(tmp_path: Path, name: str, content: Callable[[], bytes]) -> None:
    document = read(tmp_path, name, content())
    assert (document.text, document.pages) == (TOLD, ())
    (one,) = document.recognised
    assert (one.start, one.end) == (0, len(TOLD))
    assert 80 < one.sure <= 100


@real
def test_a_tiff_may_hold_several_pages(tmp_path: Path) -> None:
    pages = [picture(LINES), picture(["It opens in June."])]
    document = read(tmp_path, "a.tiff", saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert document.text == f"{TOLD}\n\nIt opens in June."
    assert document.pages == (0, len(TOLD) + 2)


@real
def test_pages_of_a_pdf_without_text_are_read_and_only_these(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", mixed("The boat house is let.", picture(LINES), "It was built in 1931."))
    assert document.text == f"The boat house is let.\n\n{TOLD}\n\nIt was built in 1931."
    (one,) = document.recognised
    assert (one.start, document.text[one.start : one.end].strip()) == (24, TOLD)
    assert document.left_out == ()


@real
def test_a_picture_without_a_word_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.png", saved(picture([]), "PNG"))
    documents, errors = read_documents(tmp_path)
    assert documents == []
    assert list(map(str, errors)) == ["a.png: has no text, and OCR found no words in it"]


# -- without the engine


def given(monkeypatch: pytest.MonkeyPatch, *words: SeenWord) -> None:
    """Let every picture hold these words."""
    monkeypatch.setattr(scans, "words_in", lambda _: list(words))
    for module in (pdf, pictures):
        monkeypatch.setattr(module, "ocr_languages", lambda: ("eng",))


def test_what_is_not_sure_is_counted_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SeenWord("Salt", 100, 150, 200, 26, 90), SeenWord("ﬀ#", 160, 190, 200, 26, 12))
    path = write(tmp_path, "a.pdf", mixed("The mill.", picture(LINES)))
    beat, draft = pdf.read_pdf(path, "a.pdf")
    assert beat == AtWork()
    assert isinstance(draft, Draft)
    assert draft.text == "The mill.\n\nSalt"
    assert draft.recognised == (Recognised(11, 15, 90),)
    assert draft.left_out == ("1 word that OCR could not read",)


def test_columns_and_tables_of_pictures_are_those_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("Well", "Depth"), ("Chapel", "40"), ("Market", "22")]
    cells = [
        SeenWord(text, 100 + 600 * column, 200 + 600 * column, 100 + 60 * row, 26, 95)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    given(monkeypatch, *cells)
    path = write(tmp_path, "a.png", saved(picture([]), "PNG"))
    *_, draft = pictures.read_picture(path, "a.png")
    assert isinstance(draft, Draft)
    assert draft.text == "Well | Depth\nChapel | 40\n\nWell | Depth\nMarket | 22"


def test_without_it_the_way_to_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf, pictures):
        monkeypatch.setattr(module, "ocr_languages", tuple)
    png = write(tmp_path, "a.png", saved(picture(LINES), "PNG"))
    with pytest.raises(DocumentError, match=r"a.png: is a picture; have it read by OCR: pip install '.\[ocr\]'"):
        list(pictures.read_picture(png, "a.png"))
    scan = write(tmp_path, "a.pdf", mixed(picture(LINES)))
    with pytest.raises(DocumentError, match=r"has no text, as scans have none; have it read by OCR: pip install"):
        list(pdf.read_pdf(scan, "a.pdf"))
    (draft,) = pdf.read_pdf(write(tmp_path, "b.pdf", mixed("The mill.", picture(LINES), picture(LINES))), "b.pdf")
    assert isinstance(draft, Draft)
    assert draft.left_out == ("pages 2, 3, pictures without text; have it read by OCR: pip install '.[ocr]'",)


@pytest.mark.parametrize("cut", [8, 100, 3000])
def test_a_damaged_picture_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    given(monkeypatch)
    path = write(tmp_path, "a.png", saved(picture(LINES), "PNG")[:cut])
    with pytest.raises(DocumentError, match="is a damaged picture"):
        list(pictures.read_picture(path, "a.png"))


def test_its_languages_are_those_whose_data_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("deu", "eng", "osd"):
        write(tmp_path, f"{name}.traineddata", b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(ocr, "find_spec", lambda _: "there")
    assert ocr.ocr_languages.__wrapped__() == ("eng", "deu")
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    assert ocr.ocr_languages.__wrapped__() == ()
