"""PDFs, made letter by letter, and the text that a person sees on their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import fpdf
import pytest

from embeddings.readers.folder import read_documents
from embeddings.readers.ocr import INSTALL, ocr_languages
from embeddings.text.passages import page_of
from embeddings.types import Document
from tests.adversarial import growth, is_linear
from tests.embeddings.readers.files import write

FONT = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"  # the letters of it that the tests set
Cells = Iterable[tuple[float, str]]  # millimetres from the left, and what stands there


class Pages:
    """A PDF where each text stands at a place of its own."""

    def __init__(self) -> None:
        self.file = fpdf.FPDF()
        self.file.add_font("sans", fname=FONT)
        self.page()

    def page(self, size: float = 10) -> Pages:
        self.file.add_page()
        self.file.set_font("sans", size=size)
        return self

    def rows(self, *rows: Cells | str, top: float = 20, leading: float = 5) -> Pages:
        for number, row in enumerate(rows):
            for left, text in [(20.0, row)] if isinstance(row, str) else row:
                self.file.text(left, top + number * leading, text)
        return self

    def read(self, folder: Path) -> Document:
        write(folder, "a.pdf", bytes(self.file.output()))
        (document,), errors = read_documents(folder)
        assert errors == []
        return document


def paragraphs(document: Document) -> list[str]:
    return document.text.split("\n\n")


NORTH = ["The upper mill was built in 1790", "by the brothers Tamm. It ground", "rye until the wheel broke."]
SOUTH = ["The lower mill was built in 1844", "by a company from the coast, and", "closed after a fire in 1902."]
WEST = ["The third one is a ruin now. Its", "stones lie in the river, which", "has moved them since 1650."]


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows: list[Cells] = [zip((10, 75, 140), row, strict=True) for row in zip(NORTH, SOUTH, WEST, strict=True)]
    document = Pages().rows([(85, "Three mills")], top=10).rows(*rows).read(tmp_path)
    assert paragraphs(document) == ["Three mills", *(" ".join(lines) for lines in (NORTH, SOUTH, WEST))]
    assert document.title == "Three mills"


def test_columns_whose_lines_stand_at_other_heights(tmp_path: Path) -> None:
    pages = Pages().rows(*NORTH).rows(*([(110.0, line)] for line in SOUTH), top=22, leading=5.3)
    assert paragraphs(pages.read(tmp_path)) == [" ".join(NORTH), " ".join(SOUTH)]


LONG = (
    "The ferry to the island sails at noon on every day of the year but the first of May. Its crew counts two people,"
    " and Ann Lee is one of them. She has steered it since 1994, in fog and ice, and has never once been late. In a"
    " winter of the eighties the river froze, so that people walked across it, and the ferry lay in its harbour for"
    " seven weeks. Nobody could remember that such a thing had happened before. The next owner will be the town of"
    " Tarn, which has promised to keep the fare as low as it is. A second boat is to be built for the summer, when"
    " so many people come that a queue stands in front of the pier from eight in the morning until the evening."
)


def test_lines_that_are_spread_are_read_column_by_column_over_pages(tmp_path: Path) -> None:
    pages = Pages()
    texts = [f"{number}. {LONG}" for number in range(1, 9)]
    pages.file.set_font("sans", size=13)
    with pages.file.text_columns(ncols=2, gutter=8, text_align="J", line_height=1.4) as columns:
        for text in texts:
            with columns.paragraph(bottom_margin=3) as paragraph:
                paragraph.write(text)
    assert paragraphs(pages.read(tmp_path)) == texts


def test_columns_whose_lines_never_stand_side_by_side_with_a_table_in_one(tmp_path: Path) -> None:
    pages = Pages()
    table = [["Kind", "Summer", "Winter"], ["Adult", "8", "4"], ["Child", "6", "3"]]
    for left, top, parts in ((10, 20, [LONG, table, LONG]), (110, 22.5, [LONG, LONG])):
        pages.file.set_xy(left, top)
        for part in parts:
            pages.file.set_x(left)
            if isinstance(part, str):
                pages.file.multi_cell(85, 5, part, align="J", new_x="LMARGIN", new_y="NEXT")
            for row in part if isinstance(part, list) else ():
                pages.file.set_x(left)
                for cell in row:
                    pages.file.cell(28, 5, cell)
                pages.file.ln(5)
            pages.file.ln(3)
    rows = [f"{' | '.join(table[0])}\n{' | '.join(row)}" for row in table[1:]]
    assert paragraphs(pages.read(tmp_path)) == [LONG, *rows, LONG, LONG, LONG]


def test_a_table_of_single_words_within_a_column_keeps_its_rows(tmp_path: Path) -> None:
    pages = Pages()
    table = [["Part", "Crowns", "Year"], ["Piles", "1,200", "2026"], ["Deck", "800", "2027"]]
    for left, parts in ((10, [LONG, table, LONG]), (110, [LONG, LONG])):
        pages.file.set_xy(left, 20)
        for part in parts:
            for row in part if isinstance(part, list) else ():
                pages.file.set_x(left)
                for cell in row:
                    pages.file.cell(20, 5, cell)
                pages.file.ln(5)
            if isinstance(part, str):
                pages.file.set_x(left)
                pages.file.multi_cell(85, 5, part, align="J", new_x="LMARGIN", new_y="NEXT")
            pages.file.ln(3)
    rows = [f"{' | '.join(table[0])}\n{' | '.join(row)}" for row in table[1:]]
    assert paragraphs(pages.read(tmp_path)) == [LONG, *rows, LONG, LONG, LONG]


def test_the_last_column_of_a_page_may_be_one_line(tmp_path: Path) -> None:
    pages = Pages()
    for left, text in ((10, LONG), (10, LONG), (110, "A third boat waits.")):
        pages.file.set_xy(left, 20 if pages.file.get_y() < 20 or left > 10 else pages.file.get_y() + 3)
        pages.file.multi_cell(85, 5, text, align="J", new_x="LMARGIN", new_y="NEXT")
    assert paragraphs(pages.read(tmp_path)) == [LONG, LONG, "A third boat waits."]


@pytest.mark.parametrize("head", [[(10.0, "2"), (15.0, "The mill")], [(100.0, "The mill"), (150.0, "2")]])
def test_a_head_in_two_parts_is_no_table_with_the_line_below_it(tmp_path: Path, head: list[tuple[float, str]]) -> None:
    pages = Pages()
    for number in range(1, 5):
        rows = [(left, str(number) if text == "2" else text) for left, text in head]
        (pages if number == 1 else pages.page()).rows(rows, top=10)
        pages.rows(
            [(10.0, f"In the year {number + 1990} the mill was closed, as the wheel broke in the winter before it.")]
        )
    assert paragraphs(pages.read(tmp_path))[0].startswith("In the year 1991")
    assert len(paragraphs(pages.read(tmp_path))) == 4


def test_text_beside_a_column_of_short_lines_is_no_table(tmp_path: Path) -> None:
    beside = ["Town hall", "Mill Square 1", "Phone 0199"]
    rows: list[Cells] = [((20, one), (120, other)) for one, other in zip(NORTH, beside, strict=True)]
    assert paragraphs(Pages().rows(*rows).read(tmp_path))[0] == " ".join(NORTH)


def test_lists_side_by_side_are_two_lists(tmp_path: Path) -> None:
    pages = Pages().rows([(20, "• cheap"), (110, "• slow")], [(20, "• quiet"), (110, "• floods in March")])
    document = pages.read(tmp_path)
    assert paragraphs(document) == ["cheap", "quiet", "slow", "floods in March"]
    assert {part.kind for part in document.parts} == {"item"}


HEAD = [(20, "Type"), (80, "Low season"), (120, "High season")]
BODY = [
    [(20, "Small tent"), (80, "8 euros"), (120, "12 euros")],
    [(20, "Caravan"), (80, "19 euros"), (120, "27 euros")],
]


def test_a_row_stands_below_the_names_of_its_columns(tmp_path: Path) -> None:
    document = Pages().rows("Fees of the camp site", HEAD, *BODY).read(tmp_path)
    assert paragraphs(document) == [
        "Fees of the camp site",
        "Type | Low season | High season\nSmall tent | 8 euros | 12 euros",
        "Type | Low season | High season\nCaravan | 19 euros | 27 euros",
    ]
    assert [part.kind for part in document.parts] == ["row", "row"]


def tabled(*rows: tuple[str, ...], borders: str = "ALL") -> Pages:
    pages = Pages()
    pages.file.set_font("helvetica", size=10)
    with pages.file.table(borders_layout=borders, v_align="M" if borders == "ALL" else "T") as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    return pages


@pytest.mark.parametrize("borders", ["ALL", "NONE"])
def test_a_cell_of_several_lines_is_one(tmp_path: Path, borders: str) -> None:
    what = "The keeper calls the fire brigade and opens the gates of the basin before anybody else comes in"
    rows = [("Alarm", "Action", "Owner"), ("A1", what, "Ann Lee"), ("A2", "Tom waits", "Tom Orr")]
    document = tabled(*rows, borders=borders).read(tmp_path)
    assert paragraphs(document) == [" | ".join(rows[0]) + "\n" + " | ".join(row) for row in rows[1:]]


def test_a_table_goes_on_below_its_names_on_the_next_page(tmp_path: Path) -> None:
    pages = Pages().rows(HEAD, *BODY).page().rows([(20, "Hut"), (80, "31 euros"), (120, "44 euros")], top=12)
    document = pages.read(tmp_path)
    assert paragraphs(document)[-1] == "Type | Low season | High season\nHut | 31 euros | 44 euros"
    assert page_of(document, document.text.index("Hut")) == 2


def test_a_head_across_columns_names_them_all(tmp_path: Path) -> None:
    pages = Pages()
    pages.file.set_font("helvetica", size=10)
    with pages.file.table() as table:
        row = table.row()
        row.cell("Pool")
        row.cell("Summer", colspan=2, align="C")
        for cells in (("", "Adults", "Children"), ("North", "8", "4"), ("South", "6", "3")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    assert paragraphs(pages.read(tmp_path))[0] == "Pool | Summer Adults | Summer Children\nNorth | 8 | 4"


def test_a_page_ends_a_paragraph(tmp_path: Path) -> None:
    pages = Pages().rows("Goals", top=10).rows("Cut leaks by 30 percent", "Replace 40 km of pipes", leading=12)
    document = pages.page().rows("Costs", top=10).rows("Pipes: 12 million").read(tmp_path)
    assert paragraphs(document) == [
        "Goals", "Cut leaks by 30 percent", "Replace 40 km of pipes", "Costs", "Pipes: 12 million"
    ]  # fmt: skip


def test_a_sentence_goes_on_over_a_page_before_its_notes(tmp_path: Path) -> None:
    pages = Pages().rows("The crane of the pier was used by 110 ships before it broke, because the")
    pages.file.set_font("sans", size=6)
    pages.rows("1 See the letter of the engineer, box 11.", top=200)
    document = pages.page().rows("engineers had asked for more time.").read(tmp_path)
    assert paragraphs(document) == [
        "1 See the letter of the engineer, box 11.",
        "The crane of the pier was used by 110 ships before it broke, because the engineers had asked for more time.",
    ]
    assert page_of(document, document.text.index("engineers had")) == 2
    assert page_of(document, document.text.index("box 11")) == 1


def invoices(numbered: Callable[[int], str]) -> Pages:
    """Four pages with a head and a foot, and lines that differ in their numbers alone."""
    pages = Pages()
    for number in range(1, 5):
        pages = pages if number == 1 else pages.page()
        pages.rows("Tarn Harbour Board", top=8).rows(f"Invoice number 2024-00{number}", f"For month {number}")
        pages.rows(f"The sum is due on {number}.5.2024.", top=150).rows([(100, numbered(number))], top=270)
    return pages


@pytest.mark.parametrize("form", ["{0}", "- {0} -", "Page {0}", "{0} / 4", "Seite {0} von 4"])
def test_running_heads_go_and_numbers_of_invoices_stay(tmp_path: Path, form: str) -> None:
    document = invoices(form.format).read(tmp_path)
    told = [(f"Invoice number 2024-00{n}", f"For month {n}", f"The sum is due on {n}.5.2024.") for n in range(1, 5)]
    assert paragraphs(document) == ["Tarn Harbour Board", *(line for page in told for line in page)]
    assert document.left_out == ("4 page numbers", "the running head “Tarn Harbour Board”")


def test_what_rises_otherwise_than_pages_stays(tmp_path: Path) -> None:
    document = invoices(lambda number: str(7 * number)).read(tmp_path)
    assert [paragraph for paragraph in paragraphs(document) if paragraph.isdigit()] == ["7", "14", "21", "28"]


def test_page_numbers_may_be_roman_and_begin_anywhere(tmp_path: Path) -> None:
    document = invoices(lambda number: ("vii", "viii", "ix", "x")[number - 1]).read(tmp_path)
    assert document.left_out[0] == "4 page numbers"


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    pages = Pages().rows("The boat house is let for ten years.").page()
    pages.file.rect(10, 10, 150, 200, style="F")
    document = pages.page().rows("It was built in 1931.").page().read(tmp_path)
    told = "in which OCR found no words" if ocr_languages() else f"without text; have it read by OCR: {INSTALL}"
    assert document.left_out == (f"page 2, a picture {told}",)
    assert document.pages == (0, 38, 38, 59)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Lines of the dairy, and of others", "that were", "not full."], "of others that were not full."),
        (["The state-owned mill is the state-", "owned mill of the man-", "agement and its well-", "known buyer."],
         "The state-owned mill is the state-owned mill of the management and its well-known buyer."),
        (["Short- and long-", "term plans of the Baden-", "Baden club."], "long-term plans of the Baden-Baden club"),
    ],
)  # fmt: skip
def test_lines_are_put_together(tmp_path: Path, lines: list[str], text: str) -> None:
    (paragraph,) = paragraphs(Pages().rows(*lines).read(tmp_path))
    assert text in paragraph


@pytest.mark.parametrize(
    ("seen", "text"),  # as letters stand from left to right, and as they are read
    [
        (".ارتم ٣٢٠ هلوطو ١٩٨٤ ةنس حتتفا", "افتتح سنة ١٩٨٤ وطوله ٣٢٠ مترا."),
        ("10:30 ةعاسلا 12/3/2024 موي", "يوم 12/3/2024 الساعة 10:30"),
        (".London ןודנולב 12.5%-ב ריחמה הלע", "עלה המחיר ב-12.5% בלונדון London."),
        (".دراد لوط رتم ۳۲۰ لپ", "پل ۳۲۰ متر طول دارد."),
    ],
)
def test_numbers_run_rightward_in_lines_that_run_leftward(tmp_path: Path, seen: str, text: str) -> None:
    assert paragraphs(Pages().rows(seen).read(tmp_path)) == [text]


def test_columns_of_a_leftward_script_begin_on_the_right(tmp_path: Path) -> None:
    document = Pages().rows([(20, "٢٠٠٢ ةنس قلغأ"), (120, "١٩٨٤ ةنس حتتفا")]).read(tmp_path)
    assert paragraphs(document) == ["افتتح سنة ١٩٨٤ | أغلق سنة ٢٠٠٢"]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("The bus leaves at 14:58", "from the old mill in Tarn.", "The bus leaves at 14:58 from the old mill in Tarn."),
        ("He spoke of senators —", "all of them old.", "He spoke of senators — all of them old."),
        ("He spoke of senators—", "all of them old.", "He spoke of senators—all of them old."),
    ],
)
def test_a_line_goes_on_behind_a_time_and_a_dash(tmp_path: Path, above: str, below: str, text: str) -> None:
    assert paragraphs(Pages().rows(above, below).read(tmp_path)) == [text]


def test_a_raised_number_is_no_part_of_the_one_before(tmp_path: Path) -> None:
    file = fpdf.FPDF()
    file.add_page()
    file.set_font("helvetica", size=12)
    file.write(8, "Built in 1790")
    file.char_vpos = "SUP"
    file.write(8, "3")
    file.char_vpos = "LINE"
    file.write(8, " by Tamm.")
    write(tmp_path, "a.pdf", bytes(file.output()))
    assert read_documents(tmp_path)[0][0].text == "Built in 1790³ by Tamm."


def test_headings_are_larger_and_stand_alone(tmp_path: Path) -> None:
    pages = Pages().page(16).rows("Water")
    pages.file.set_font("sans", size=10)
    document = pages.rows("The cost is estimated at 3.8 million pounds.", top=30).read(tmp_path)
    assert [(part.kind, document.text[part.start : part.end]) for part in document.parts] == [("heading", "Water")]


def test_the_first_line_of_a_slide_is_its_heading(tmp_path: Path) -> None:
    pages = Pages().page(20).rows("Costs", "Pipes: 12 million", "Pumps: 3 million", leading=15)
    parts = pages.page(20).rows("Risks", "Frost", leading=15).read(tmp_path).parts
    assert [part.kind for part in parts] == ["heading", "heading"]


def test_what_stands_askew_is_kept_once(tmp_path: Path) -> None:
    pages = Pages()
    for number in range(3):
        pages = pages.page().rows(f"Page {number} tells of the mill.")
        with pages.file.rotation(30, 100, 100):
            pages.file.text(100, 100, "DRAFT")
    assert pages.read(tmp_path).text.count("DRAFT") == 1


def test_many_lines_take_no_longer_each(tmp_path: Path) -> None:
    from embeddings.readers.glyphs import DrawnPage
    from embeddings.readers.gutters import gutters_of
    from embeddings.readers.regions import blocks_of
    from embeddings.readers.runs import TextRun
    from embeddings.readers.words import Word

    def work(text: str) -> None:
        lines = text.splitlines()
        rows = [
            (TextRun(line, place % 7 * 40, place % 7 * 40 + 30, -12.0 * place, 10),) for place, line in enumerate(lines)
        ]
        words = [
            Word("a", 20.0 * at + side, 20.0 * at + side + 9, -12.0 * place, 10)
            for place in range(len(lines) // 9)
            for at in range(9)
            for side in (0, 200)
        ]
        blocks_of(rows, (), *gutters_of([DrawnPage(tuple(words))]))

    assert is_linear(growth(work, "a mill\n", 20_000))


def test_an_invoice_without_marks_is_read_row_by_row(tmp_path: Path) -> None:
    terms = [("Invoice number", "2026-0417"), ("Date", "3 April 2026"), ("Due date", "3 May 2026"), ("For", "Harwick")]
    items = [
        ("Item", "Qty", "Price", "Amount"),
        ("Oak door, 2.1 m", "2", "420.00", "840.00"),
        ("Hinges, brass", "6", "12.50", "75.00"),
        ("Fitting", "1", "150.00", "150.00"),
    ]
    pages = Pages().rows("Tarn Joinery Ltd", "12 Mill Lane")
    pages.rows(*(list(zip((20, 60), row, strict=True)) for row in terms), top=45)
    pages.rows(*(list(zip((20, 110, 130, 165), row, strict=True)) for row in items), top=75, leading=6)
    told = paragraphs(pages.read(tmp_path))
    assert told[2:] == [" | ".join(row) for row in terms] + [
        " | ".join(items[0]) + "\n" + " | ".join(row) for row in items[1:]
    ]
    assert told[:2] == ["Tarn Joinery Ltd", "12 Mill Lane"]


def test_a_page_of_glyphs_without_names_is_named_or_read_by_ocr(tmp_path: Path) -> None:
    pages = Pages().rows("The mill burned down.").page()
    pages.file.set_compression(False)
    pages.file.set_font("helvetica", size=10)
    document = bytes(pages.rows("It was old.").file.output()).replace(b"/ToUnicode", b"/ToUnicodX")
    write(tmp_path, "a.pdf", document)
    (read,), _ = read_documents(tmp_path)
    assert read.text.endswith("It was old.")
    if ocr_languages():
        assert read.text.startswith("The mill burned down.")
    else:
        assert read.left_out[0].startswith("page 1, as nothing says which letters the glyphs are; have it read by OCR")


def test_a_broken_page_costs_itself_alone(tmp_path: Path) -> None:
    pages = Pages().rows("One tells of the weir.").page().rows("Two is lost.").page().rows("Three tells of the mill.")
    whole = bytes(pages.file.output())
    *_, second, _ = (match.start() for match in re.finditer(rb"/Type /Page\b", whole))
    write(tmp_path, "a.pdf", whole[:second] + b"/Type /Pxge" + whole[second + 11 :])
    (document,), errors = read_documents(tmp_path)
    assert (document.text, errors) == ("One tells of the weir.\n\nThree tells of the mill.", [])
    assert document.left_out == ("page 2, damaged",)
