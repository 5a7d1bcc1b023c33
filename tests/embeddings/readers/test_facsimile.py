"""Pages of a PDF as pictures: the words that are looked for are marked where they stand, and nothing else is."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import fpdf
import pytest
from PIL import Image

from embeddings.errors import DocumentError
from embeddings.readers.facsimile import Facsimile, bare_letters, facsimile_from, facsimile_of, places_of_words
from embeddings.readers.pool import POOL
from tests.embeddings.readers.files import blank_pdf, pdf, write

PAGE = "the mill burned down . The mill- er was away , the mill was not insured".split()


def picture_of(made: Facsimile) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(made.picture))).convert("RGB")


def yellow(made: Facsimile) -> tuple[int, int, int, int] | None:
    """Return the box of what is marked: light, and with little blue in it."""
    red, _, blue = picture_of(made).split()
    light, pale = red.point(lambda value: 255 * (value > 200)), blue.point(lambda value: 255 * (value < 180))
    return Image.composite(pale, Image.new("L", red.size), light).getbbox()


def test_words_are_found_in_a_row_however_a_line_parts_them() -> None:
    assert places_of_words(PAGE, "The miller was away") == [5, 6, 7, 8, 9]
    assert places_of_words(PAGE, "“The Miller was away”!") == [5, 6, 7, 8, 9]


def test_of_words_that_stand_there_several_times_those_are_meant_that_follow_so_many() -> None:
    assert [places_of_words(PAGE, "the mill", earlier) for earlier in (0, 1, 2)] == [[0, 1], [5, 6], [11, 12]]


def test_where_not_all_words_stand_in_a_row_the_longer_runs_are_marked() -> None:
    assert places_of_words(PAGE, "the mill burned down, and nobody saw it. The mill was not insured") == [
        *range(4),
        *range(11, 16),
    ]
    assert places_of_words(PAGE, "nothing of this was there") == []
    assert places_of_words(PAGE, "…") == places_of_words([], "words") == []


def test_letters_are_the_same_in_every_form() -> None:
    assert bare_letters("The ﬁrst m² – “Straße”!") == "thefirstm2strasse"


def test_what_is_quoted_is_marked_on_the_picture(tmp_path: Path) -> None:
    file = write(tmp_path, "a.pdf", pdf("First line.\nThe mill burned down.\nLast line.", "Second page."))
    made = facsimile_of(file, "a.pdf", 0, "The mill burned down.")
    assert (made.width, made.marked, made.lettered) == (1100, True, True)
    box = yellow(made)
    assert box is not None
    left, top, right, bottom = (72 / 25.4 / made.width * 210 * one for one in box)  # an A4 page, in points
    assert 25 < left < 32
    assert 130 < right < 160
    assert 42 < top < 50  # the second of lines of 6 mm, the first of which begins at 10 mm
    assert 58 < bottom < 66
    other = facsimile_of(file, "a.pdf", 1, "The mill burned down.")
    assert (other.marked, other.lettered, yellow(other)) == (False, True, None)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_words_are_marked_on_pages_that_are_turned(tmp_path: Path, turned: int) -> None:
    file = fpdf.FPDF()
    file.set_font("helvetica", size=12)
    file.add_page()
    file.text(20, 30, "Away from here.")
    file.text(20, 40, "Marked.")
    upright = yellow(facsimile_of(write(tmp_path, "a.pdf", bytes(file.output())), "a.pdf", 0, "Marked."))
    made = facsimile_of(write(tmp_path, "b.pdf", _turned(bytes(file.output()), turned)), "b.pdf", 0, "Marked.")
    box = yellow(made)
    assert upright is not None
    assert box is not None
    wide, high = upright[2] - upright[0], upright[3] - upright[1]
    assert max(abs(one - other) for one, other in zip(box, upright, strict=True)) > 100
    shown = (box[2] - box[0], box[3] - box[1])
    scale = made.width / 1100 if turned == 180 else 297 / 210
    expected = (wide, high) if turned == 180 else (high / scale, wide / scale)
    assert shown == pytest.approx(expected, abs=6)


def _turned(content: bytes, degrees: int) -> bytes:
    return content.replace(b"/Type /Page\n", f"/Type /Page\n/Rotate {degrees}\n".encode(), 1)


def test_a_page_without_letters_is_shown_as_it_is(tmp_path: Path) -> None:
    made = facsimile_of(write(tmp_path, "a.pdf", blank_pdf()), "a.pdf", 0, "words")
    assert (made.marked, made.lettered) == (False, False)
    assert picture_of(made).size == (made.width, made.height)


@pytest.mark.parametrize(("content", "number"), [(b"%PDF-1.7 nothing", 0), (blank_pdf(), 1), (blank_pdf(), 99)])
def test_there_is_no_picture_of_no_page(tmp_path: Path, content: bytes, number: int) -> None:
    file = write(tmp_path, "a.pdf", content)
    with pytest.raises(DocumentError, match="has no such page"):
        facsimile_of(file, "a.pdf", number, "words")
    with pytest.raises(DocumentError, match="has no such page"):
        POOL.facsimile(file, "a.pdf", number, "words", 0)


def test_a_child_process_draws_the_same(tmp_path: Path) -> None:
    file = write(tmp_path, "a.pdf", pdf("The mill burned down."))
    drawn, told = POOL.facsimile(file, "a.pdf", 0, "burned down", 0)
    assert told == facsimile_of(file, "a.pdf", 0, "burned down")
    assert base64.b64encode(drawn).decode() == told.picture


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        {"picture": "x", "width": 1, "height": 1, "marked": True, "lettered": True},
        {"picture": "UklGRg==", "width": 0, "height": 1, "marked": True, "lettered": True},
        {"picture": "UklGRg==", "width": True, "height": 1, "marked": True, "lettered": True},
        {"picture": "PHN2Zz4=", "width": 1, "height": 1, "marked": True, "lettered": True},
    ],
)
def test_what_a_child_says_is_not_trusted(values: object) -> None:
    with pytest.raises(DocumentError, match="broke what draws its pages"):
        facsimile_from(values, "a.pdf")
