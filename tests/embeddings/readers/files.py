"""Small files of every kind, made rather than kept, so that a test shows what is in them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import fpdf

_FILES = Path(__file__).with_name("gallery") / "files"
_TALKS = ("WhatsApp Chat with Water Desk.txt", "debate.vtt", "hearing.srt")
WORDS = "The mill burned down on Tuesday night. Nobody was hurt, said Ann Lee, who lives across the river from it."

MORE = "The town will not build it again, the mayor told the council, because nobody has brought any corn for years."


class Paged(fpdf.FPDF):  # type: ignore[misc]  # fpdf states no types
    """A PDF with a running head and page numbers."""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(0, 8, f"Tarn Report 2017 - {self.page_no()}", new_x="LMARGIN", new_y="NEXT")
        self.set_font("helvetica", size=12)

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 8, f"Page {self.page_no()}")


def pdf(*pages: str, title: str | None = "The mill", password: str | None = None) -> bytes:
    file = Paged() if len(pages) > 2 else fpdf.FPDF()
    file.set_font("helvetica", size=12)
    if title:
        file.set_title(title)
    if password:
        file.set_encryption(owner_password=password, user_password=password)
    for page in pages:
        file.add_page()
        file.multi_cell(0, 6, page, align="L")
    return bytes(file.output())


def blank_pdf() -> bytes:
    file = fpdf.FPDF()
    file.add_page()
    return bytes(file.output())


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(*paragraphs: str, title: str = "The mill") -> bytes:
    file = docx.Document()
    file.core_properties.title = title
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def docx_of(body: str, **entries: str) -> bytes:
    """A DOCX of the XML of its body, and of other entries: ``footnotes``, ``styles``, …"""
    names = 'xmlns:w="urn:w" xmlns:mc="urn:mc" xmlns:v="urn:v"'
    parts = {"document": f"<w:body>{body}</w:body>", **entries}
    return zipped({f"word/{name}.xml": f"<w:{name} {names}>{inner}</w:{name}>" for name, inner in parts.items()})


def odt(body: str = f"<text:p>{WORDS}</text:p>", head: str = "") -> bytes:
    names = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}<office:document-content {names}>{body}</office:document-content>",
            "meta.xml": f"<office:document-meta {names}><dc:title>The mill</dc:title></office:document-meta>",
        }
    )


def epub(place: str = "one.xhtml") -> bytes:
    facts = {"title": "The mill", "creator": "Ann Lee", "date": "2017-10-18"}
    facts |= {"publisher": "Tarn Press", "language": "en-GB"}
    metadata = "".join(f"<dc:{key}>{value}</dc:{key}>" for key, value in facts.items())
    package = (
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata><manifest>'
        f'<item id="a" href="{place}"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
            "OPS/book.opf": package,
            "OPS/one.xhtml": f"<html><body><h1>One</h1><p>{WORDS}</p></body></html>",
        }
    )


def page(title: str = "The mill", body: str = f"<p>{WORDS}</p><p>{MORE}</p>") -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>"
        '<meta property="og:site_name" content="Tarn News"><meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="2017-10-18T10:00:00Z"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def export(*messages: dict[str, object], kind: str = "public_supergroup") -> str:
    return json.dumps({"name": "Tarn", "type": kind, "id": 1234, "messages": [*messages]})


def message(number: object, writer: str, text: object, minute: int = 0, **more: object) -> dict[str, object]:
    date = f"2017-10-18T10:{minute:02}:00"
    return {"id": number, "type": "message", "date": date, "from": writer, "text": text, **more}


EMAIL = (
    "From: Ann Lee <ann@example.org>\nSubject: The mill\nDate: Wed, 18 Oct 2017 10:00:00 +0000\n"
    "Content-Type: text/plain; charset=utf-8\n\nThe mill is gone.\n\n> Was it old?\n\nIt was old.\n"
)
RTF = (
    r"{\rtf1\ansi{\info{\title The mill}{\author Ann Lee}}\pard The mill burned in \'e9t\'e9.\par Nobody was hurt.\par}"
)


def samples() -> dict[str, bytes]:
    """A good file of every kind."""
    return {
        "a.pdf": pdf(WORDS),
        "a.docx": word(WORDS, WORDS),
        "a.odt": odt(),
        "a.epub": epub(),
        "a.html": page().encode(),
        "a.rtf": RTF.encode(),
        "a.eml": EMAIL.encode(),
        "a.mbox": f"From a@b Wed Oct 18 10:00:00 2017\n{EMAIL}\n".encode(),
        "result.json": export(message(1, "Ann Lee", "Hello.")).encode(),
        "a.csv": b"question,answer\nWhen?,Today.\n",
        "a.jsonl": b'{"id": "a", "text": "Body."}\n',
        "a.md": b"---\ntitle: T\n---\nBody.\n",
        "a.txt": b"Title\n\nBody.\n",
        **{name: (_FILES / name).read_bytes() for name in ("pools.xlsx", "plan.pptx", "levels.ods", "school.odp")},
        **{f"a{number}.txt": (_FILES / name).read_bytes() for number, name in enumerate(_TALKS)},
    }


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
