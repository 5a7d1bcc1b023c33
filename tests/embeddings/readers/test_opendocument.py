"""LibreOffice's XML: what stands on the page is in the text, and what doesn't is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.folder import read_file
from embeddings.types import Document
from tests.embeddings.readers.files import odt, write, zipped

NOTE = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
COMMENT = "<office:annotation><dc:creator>Bo</dc:creator><text:p>No!</text:p></office:annotation>"
BOX = "<draw:text-box><text:p>Boxed.</text:p></draw:text-box>"
GONE = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old.</text:p></text:deletion>"
    "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
)


def read(folder: Path, body: str) -> Document:
    names = 'xmlns:table="urn:table" xmlns:draw="urn:draw" xmlns:svg="urn:svg-compatible:1.0"'
    content = odt(f"<office:body {names}><office:text>{body}</office:text></office:body>")
    ((document, _),) = read_file(write(folder, "a.odt", content), "a.odt")
    assert isinstance(document, Document), document
    return document


def cells(*texts: str, tag: str = "") -> str:
    return "".join(f"<table:table-cell {tag}><text:p>{text}</text:p></table:table-cell>" for text in texts)


@pytest.mark.parametrize(
    ("body", "text", "left_out"),
    [
        (f"{GONE}<text:p>New.<text:change/></text:p>", "New.", ("1 deletion",)),
        (f"<text:p>It is{COMMENT} so.</text:p>", "It is so.", ("1 comment",)),
        (f"<text:p>Dogs{NOTE.format('<text:p>Not big ones.</text:p>')} travel.</text:p><text:p>On.</text:p>",
         "Dogs travel.\n\nNot big ones.\n\nOn.", ()),
        ("<text:p>a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e\n  f</text:p>", "a b c d\ne f", ()),
        ("<text:p>f<text:span>g\n</text:span>h</text:p>", "fg h", ()),
        ("<text:p>On <text:a>the <text:span>map</text:span></text:a>.</text:p>", "On the map.", ()),
        (f"<text:p>A<draw:frame>{BOX}<svg:title>no</svg:title></draw:frame>B</text:p>", "AB\n\nBoxed.", ()),
        ("<text:p>By <text:title>The mill</text:title></text:p>", "By The mill", ()),
        ("<text:section><text:p>Inside.</text:p></text:section>", "Inside.", ()),
    ],
)  # fmt: skip
def test_what_is_seen(tmp_path: Path, body: str, text: str, left_out: tuple[str, ...]) -> None:
    document = read(tmp_path, body)
    assert (document.text, document.left_out) == (text, left_out)


def test_tables_lists_and_headings(tmp_path: Path) -> None:
    head = (
        f"<table:table-header-rows><table:table-row>{cells('Who', 'What')}</table:table-row></table:table-header-rows>"
    )
    spans, again = 'table:number-rows-spanned="2"', 'table:number-columns-repeated="2"'
    rows = (
        f"<table:table-row>{cells('Ann', tag=spans)}{cells('Chair')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cells('Keys')}</table:table-row>"
        f"<table:table-row>{cells('Bo', tag=again)}</table:table-row>"
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('two', '')}</text:list>"
    document = read(
        tmp_path,
        f"<text:h text:outline-level='2'>The club</text:h><table:table>{head}{rows}</table:table>"
        f"<text:list>{item.format('one', inner)}{item.format('three', '')}</text:list>",
    )
    assert document.text.split("\n\n") == [
        "The club", "Who | What\nAnn | Chair", "Who | What\nAnn | Keys", "Who | What\nBo | Bo", "one", "two", "three"
    ]  # fmt: skip
    assert [(part.kind, part.level) for part in document.parts] == [
        ("heading", 2), ("row", 0), ("row", 0), ("row", 0), ("item", 1), ("item", 2), ("item", 1)
    ]  # fmt: skip
    assert len({part.group for part in document.parts if part.kind == "item"}) == 1


def sheet_or_slides(folder: Path, kind: str, body: str) -> Document:
    names = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:table" xmlns:draw="urn:draw"'
    names += ' xmlns:presentation="urn:presentation"'
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    mime = "application/vnd.oasis.opendocument." + {"ods": "spreadsheet", "odp": "presentation"}[kind]
    path = write(folder, f"a.{kind}", zipped({"mimetype": mime, "content.xml": content}))
    ((document, _),) = read_file(path, f"a.{kind}")
    assert isinstance(document, Document), document
    return document


def row(*texts: str, tag: str = "") -> str:
    return f"<table:table-row {tag}>{cells(*texts)}</table:table-row>"


def test_sheets_of_opendocument(tmp_path: Path) -> None:
    again, hidden = 'table:number-columns-repeated="2"', 'table:visibility="collapse"'
    rows = (
        row("Pool", "Mon", "Tue", "Wed")
        + f"<table:table-row>{cells('South')}{cells('closed', tag=again)}{cells('10 to 18')}</table:table-row>"
        + row("Old", "1", "2", "3", tag=hidden)
        + row("North", "8", "9", "10")
        + "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    )
    sheets = f"<table:table table:name='Pools'>{rows}</table:table>"
    sheets += f"<table:table table:name='Costs'>{row('Salt', 'two crowns')}</table:table>"
    document = sheet_or_slides(tmp_path, "ods", f"<office:spreadsheet>{sheets}</office:spreadsheet>")
    assert document.text.split("\n\n") == [
        "Pools",
        "Pool | Mon | Tue | Wed\nSouth | closed | closed | 10 to 18",
        "Pool | Mon | Tue | Wed\nNorth | 8 | 9 | 10",
        "Costs",
        "Salt | two crowns",
    ]
    assert document.left_out == ("1 hidden row",)
    assert [part.kind for part in document.parts] == ["heading", "row", "row", "heading", "row"]


def test_slides_of_opendocument(tmp_path: Path) -> None:
    box = "<draw:frame {}><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    item = "<text:list><text:list-item><text:p>a lamp</text:p></text:list-item></text:list>"
    listed = f"<draw:frame><draw:text-box>{item}</draw:text-box></draw:frame>"
    note = f"<presentation:notes>{box.format('', 'Say it slowly.')}</presentation:notes>"
    first = box.format('presentation:class="title"', "Bring") + listed + note
    pages = f"<draw:page>{first}</draw:page><draw:page>{box.format('', 'The end.')}</draw:page>"
    document = sheet_or_slides(tmp_path, "odp", f"<office:presentation>{pages}</office:presentation>")
    assert document.text == "Bring\n\na lamp\n\nNotes\n\nSay it slowly.\n\nThe end."
    assert (document.title, [document.text[start:][:3] for start in document.pages]) == ("Bring", ["Bri", "The"])
    assert [part.kind for part in document.parts] == ["heading", "item", "heading"]
