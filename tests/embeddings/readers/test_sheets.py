"""Sheets and slides, made by the formats' own libraries."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pptx
import pytest
from pptx.util import Inches

from embeddings.errors import DocumentError
from embeddings.readers.figures import shown_figure
from embeddings.readers.folder import read_file
from embeddings.text.passages import page_of
from embeddings.types import Document
from tests.embeddings.readers.files import write, zipped


def read(folder: Path, name: str, content: str | bytes) -> list[Document]:
    reads = [one for one, _ in read_file(write(folder, name, content), name)]
    assert not [one for one in reads if isinstance(one, DocumentError)], reads
    return [one for one in reads if isinstance(one, Document)]


TABLE = "Town | Level | Since\nTarn | 40 | 2019", "Town | Level | Since\nElm, lower | 88 | 2020"


@pytest.mark.parametrize(
    "content",
    [
        b'Town,Level,Since\nTarn,40,2019\n"Elm, lower",88,2020\n',
        "\ufeffTown;Level;Since\r\nTarn;40;2019\r\nElm, lower;88;2020\r\n".encode(),
        "Town\tLevel\tSince\nTarn\t40\t2019\nElm, lower\t88\t2020\n".encode("utf-16"),
        b"sep=|\nTown|Level|Since\nTarn|40|2019\nElm, lower|88|2020\n",
        b'\n,,\nTown,Level,,Since\nTarn,40,,2019\n,,,\n"Elm, lower",88,,2020\n',
    ],
)
def test_an_ordinary_csv_is_a_table(tmp_path: Path, content: bytes) -> None:
    (document,) = read(tmp_path, "levels.csv", content)
    assert tuple(document.text.split("\n\n")) == TABLE
    assert (document.title, dict(document.origins)["title"]) == ("levels", "file name")
    assert {part.kind for part in document.parts} == {"row"}


def test_titles_above_a_csv_and_one_without_a_head(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.csv", "Prices of 2024\nTent;Euros\nSmall;11\n\nAs of May.\n")
    assert document.text == "Prices of 2024\nTent | Euros\nSmall | 11\n\nAs of May."
    (document,) = read(tmp_path, "b.csv", "Bicycle,3 crowns\nMotorcycle,8 crowns\n")
    assert document.text == "Bicycle | 3 crowns\n\nMotorcycle | 8 crowns"


def test_many_rows_are_several_documents(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "Town,Level\n" + "".join(f"T{row},{row}\n" for row in range(4001)))
    assert [one.id for one in found] == ["a.csv", "a.csv#2001", "a.csv#4001"]
    assert found[2].text == "Town | Level\nT4000 | 4000"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Levels"
    moment = datetime.fromisoformat("2024-05-03T14:30")
    for row in (["Levels of 2024"], ["Town", "Level", "Share", "Day"], ["Tarn", 40, 0.25, moment.date()],
                ["Hidden", 1, 0.1, None], ["Elm", 1250.5, 0.5, moment]):  # fmt: skip
        first.append(row)
    for number in (3, 5):
        first.cell(number, 3).number_format = "0%"
    first.cell(5, 2).number_format = '#,##0.00 "m"'
    first.row_dimensions[4].hidden = True
    first["F2"], first["F3"] = "Secret", "x"
    first.column_dimensions["F"].hidden = True
    first["A8"] = "=SUM(B3:B5)"
    second = book.create_sheet("Pools")
    for line in (["Pool", "Mon", "Tue"], ["South", "closed", None], ["North", 9, 10]):
        second.append(line)
    second.merge_cells("B2:C2")
    book.create_sheet("Draft").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbook(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.xlsx", workbook())
    assert document.text.split("\n\n") == [
        "Levels",
        "Levels of 2024\nTown | Level | Share | Day\nTarn | 40 | 25% | 2024-05-03",
        "Levels of 2024\nTown | Level | Share | Day\nElm | 1,250.50 m | 50% | 2024-05-03 14:30",
        "Pools",
        "Pool | Mon, Tue\nSouth | closed",
        "Pool | Mon | Tue\nNorth | 9 | 10",
    ]
    assert {*document.left_out} == {"1 hidden sheet", "1 hidden row", "1 hidden column", "1 formula"}


def test_a_workbook_that_claims_to_be_everywhere_is_read(tmp_path: Path) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    rows = f'{first}<row r="1048576"><c r="A1048576"><v>3</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="?"/></mergeCells>'
    sheet = f"<worksheet><sheetData>{rows}</sheetData>{merged}</worksheet>"
    content = zipped(
        {
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Sheet1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="/xl/s.xml"/></Relationships>',
            "xl/s.xml": sheet,
        }
    )
    assert read(tmp_path, "a.xlsx", content)[0].text == "1"


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("0.256", "0.0%", "25.6%"), ("1234.5", "General", "1234.5"), ("3.0", "General", "3"), ("1e3", "0", "1000"),
        ("12", '[$€-407] #,##0.00', "€ 12.00"), ("12", '"ca. "0" kg";-0', "ca. 12 kg"),
        ("45415", "dd/mm/yy", "2024-05-03"),
        ("45415", "mmm yyyy", "2024-05"), ("0.5", "h:mm", "12:00"), ("x", "0", "x"), ("1e99", "yyyy-mm-dd", "1e99"),
        ("0.1", "General", "0.1"), ("5", "@", "5"),
    ],
)  # fmt: skip
def test_figures_are_shown_as_in_the_sheet(written: str, code: str, shown: str) -> None:
    assert shown_figure(written, code) == shown


def presentation() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Costs"
    slide.placeholders[1].text_frame.text = "Pipes: 12 million"
    slide.placeholders[1].text_frame.add_paragraph().text = "Pumps: 3 million"
    slide.notes_slide.notes_text_frame.text = "Say that it is late."
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "Not yet"
    hidden._element.set("show", "0")
    last = show.slides.add_slide(show.slide_layouts[5])
    last.shapes.title.text = "Votes"
    table = last.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
    for place, text in enumerate(["Motion", "For", "Blood tests", "24"]):
        table.cell(place // 2, place % 2).text = text
    group = last.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "In a group."
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def test_presentation(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.pptx", presentation())
    assert document.text.split("\n\n") == [
        "Costs", "Pipes: 12 million", "Pumps: 3 million", "Notes", "Say that it is late.", "Votes",
        "Motion | For\nBlood tests | 24", "In a group.",
    ]  # fmt: skip
    assert [page_of(document, document.text.index(word)) for word in ("Pipes", "Say", "Votes", "group")] == [1, 1, 3, 3]
    assert document.left_out == ("1 hidden slide",)
