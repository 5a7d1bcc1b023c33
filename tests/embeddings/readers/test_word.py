"""Word's XML: what stands on the page is in the text, and what doesn't is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.folder import read_file
from embeddings.types import Document
from tests.embeddings.readers.files import docx_of, write


def read(folder: Path, body: str, **entries: str) -> Document:
    ((document, _),) = read_file(write(folder, "a.docx", docx_of(body, **entries)), "a.docx")
    assert isinstance(document, Document), document
    return document


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(one if one.startswith('<') else run(one) for one in inner)}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    pieces = "".join(one if one.startswith("<") else paragraph(one) for one in inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{pieces}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


DELETED = f'<w:del w:id="1">{run("forty", "delText")}</w:del>'
INSERTED = f'<w:ins w:id="2">{run("fifty")}</w:ins>'
UNMARKED = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
RUBY = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
FIELD = "".join(f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' if step else run(" REF a ", "instrText")
                for step in ("begin", "", "separate"))  # fmt: skip
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


INNER = f" IF </w:instrText></w:r>{FIELD}{run('no')}{END}<w:r><w:instrText>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("It has ", DELETED, INSERTED, " beds."), "It has fifty beds."),
        (f"<w:ins>{paragraph('New.')}</w:ins>{paragraph('Old.')}", "New.\n\nOld."),
        (paragraph("It ", f"<w:moveFrom>{run('was ')}</w:moveFrom>", f"<w:moveTo>{run('is')}</w:moveTo>", " here."),
         "It is here."),
        (paragraph("On ", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('15 May')}</w:sdtContent></w:sdt>", "."), "On 15 May."),
        (f"<w:sdt><w:sdtContent>{table(cell('A') + cell('1'))}</w:sdtContent></w:sdt>", "A | 1"),
        (paragraph("See ", f"<w:hyperlink>{run('the map')}</w:hyperlink>", "."), "See the map."),
        (paragraph("See ", f'<w:fldSimple w:instr="REF x">{run("page 3")}</w:fldSimple>', "."), "See page 3."),
        (paragraph("See ", FIELD, run("table 4"), END, "."), "See table 4."),
        (paragraph("See ", FIELD.replace(" REF a ", INNER), run("yes"), END, "."), "See yes."),
        (paragraph("One", "<w:r><w:br/></w:r>", "two", "<w:r><w:tab/></w:r>", "three"), "One\ntwo three"),
        (paragraph("twenty", "<w:r><w:noBreakHyphen/></w:r>", "one"), "twenty\u2011one"),
        (paragraph("It is", '<w:r><w:rPr><w:vanish/></w:rPr><w:t> not</w:t></w:r>', " so."), "It is so."),
        (paragraph("It is", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> not</w:t></w:r>', " so."), "It is not so."),
        (paragraph(RUBY), "漢"),
        (UNMARKED.format(run("It ")) + paragraph("goes on."), "It goes on."),
        (UNMARKED.format(run("It ends.")), "It ends."),
    ],
)  # fmt: skip
def test_what_is_seen(tmp_path: Path, body: str, text: str) -> None:
    assert read(tmp_path, body).text == text


BOX = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
OLD = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
BOTH = f"<mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback>{OLD}</mc:Fallback>"


@pytest.mark.parametrize("box", [OLD, f"<mc:AlternateContent>{BOTH}</mc:AlternateContent>"])
def test_a_text_box_follows_its_paragraph_once(tmp_path: Path, box: str) -> None:
    body = paragraph("One", f"<w:r>{box}</w:r>", " two.") + paragraph("Three.")
    assert read(tmp_path, body).text == "One two.\n\nIn the box.\n\nThree."


def test_notes_follow_the_paragraph_that_they_are_of(tmp_path: Path) -> None:
    body = paragraph("Forty beds", '<w:r><w:footnoteReference w:id="2"/></w:r>', " and a stove.") + paragraph(
        "The end", '<w:r><w:endnoteReference w:id="2"/></w:r>', "."
    )
    kept = f'<w:footnote w:id="2">{paragraph("Ten are", DELETED, " reserved.")}</w:footnote>'
    loop = paragraph("So it is", '<w:r><w:endnoteReference w:id="2"/></w:r>', ".")
    document = read(
        tmp_path,
        body,
        footnotes=f'<w:footnote w:id="0" w:type="separator">{paragraph("x")}</w:footnote>{kept}',
        endnotes=f'<w:endnote w:id="2">{loop}</w:endnote>',
        comments=f"<w:comment>{paragraph('I doubt it.')}</w:comment>" * 2,
    )
    assert document.text == "Forty beds and a stove.\n\nTen are reserved.\n\nThe end.\n\nSo it is."
    assert document.left_out == ("2 comments", "1 deletion")


def test_tables(tmp_path: Path) -> None:
    wide, goes_on, begins = '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    document = read(
        tmp_path,
        table(
            cell("Pool") + cell("Mon") + cell("Tue"),
            cell("North", properties=begins) + cell("9 to 17") + cell(paragraph("1", DELETED, INSERTED)),
            cell("", properties=goes_on) + cell("closed 1", properties=wide),
            f"<w:trPr><w:del/></w:trPr>{cell('Gone')}{cell('1')}{cell('2')}",
            cell("South") + f"<w:sdt><w:sdtContent>{cell('closed')}</w:sdtContent></w:sdt>" + cell("closed"),
        ),
    )
    assert document.text.split("\n\n") == [
        "Pool | Mon | Tue\nNorth | 9 to 17 | 1fifty",
        "Pool | Mon, Tue\nNorth | closed 1",
        "Pool | Mon | Tue\nSouth | closed | closed",
    ]
    assert document.left_out == ("2 deletions",)


def test_a_marked_head_is_one_and_an_inner_table_follows(tmp_path: Path) -> None:
    inner = table(cell("Gate") + cell("April"), cell("Door") + cell("May"))
    outer = table(f"<w:trPr><w:tblHeader/></w:trPr>{cell('Who')}{cell('What')}", cell("Ann") + cell("Keys", inner))
    assert read(tmp_path, outer).text.split("\n\n") == ["Who | What\nAnn | Keys", "Gate | April", "Door | May"]


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell(tmp_path: Path) -> None:
    box = table(cell("Contacts", table(cell("Gate") + cell("April"))))
    sides = table(cell("Left one.", "Left two.") + cell("Right."))
    assert read(tmp_path, box + sides).text.split("\n\n") == [
        "Contacts", "Gate | April", "Left one.", "Left two.", "Right."
    ]  # fmt: skip


STYLES = (
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Deep"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:styleId="Round"><w:name w:val="y"/><w:basedOn w:val="Round"/></w:style>'
    '<w:style w:styleId="LB2"><w:name w:val="List Bullet 2"/></w:style>'
)


def test_headings_and_items_are_told_by_their_styles(tmp_path: Path) -> None:
    names = ["berschrift1", "Own", "Deep", "Round", "LB2", "unknown"]
    numbered = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>n</w:t></w:r></w:p>"
    )
    document = read(tmp_path, "".join(paragraph(name, style=name) for name in names) + numbered, styles=STYLES)
    assert [(document.text[part.start : part.end], part.kind, part.level) for part in document.parts] == [
        ("berschrift1", "heading", 1), ("Own", "heading", 1), ("Deep", "heading", 3), ("LB2", "item", 2),
        ("n", "item", 2),
    ]  # fmt: skip
    assert (document.title, document.body_start) == ("berschrift1", len("berschrift1"))


def test_a_question_in_bold_type_is_a_heading(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Does it bite?</w:t></w:r>"
    document = read(tmp_path, paragraph(bold) + paragraph("Only me.") + paragraph(bold, " Yes?") + paragraph("Why?"))
    assert [document.text[part.start : part.end] for part in document.parts] == ["Does it bite?"]
