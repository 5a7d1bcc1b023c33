"""Numbers that Word gives by itself stand in the text, as a person sees them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from embeddings.readers.folder import read_file
from embeddings.readers.wordnumbers import written
from embeddings.types import Document
from tests.embeddings.readers.files import docx_of, write


def level(number: int, pattern: str, figures: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{figures}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def lists(*levels: str) -> str:
    """Return a list of these levels, as numbers 1 and 2, which count on from each other, and 3, which begins anew."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{override}</w:num>'
        for number, override in ((1, ""), (2, ""), (3, anew))
    )
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{numbers}'


def line(text: str, deep: int = 0, number: int = 1, style: str = "") -> str:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p><w:pPr>{own}<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def read(folder: Path, body: str, **entries: str) -> list[str]:
    ((document, _),) = read_file(write(folder, "a.docx", docx_of(body, **entries)), "a.docx")
    assert isinstance(document, Document), document
    return document.text.split("\n\n")


SECTIONS = lists(level(0, "%1"), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))


@pytest.mark.parametrize(
    ("numbering", "body", "told"),
    [
        (SECTIONS, [line("Scope"), line("Fees"), line("Yearly", 1), line("on land", 2), line("at sea", 2),
                    line("Once", 1), line("End"), line("Costs", 1)],
         ["1 Scope", "2 Fees", "2.1 Yearly", "(a) on land", "(b) at sea", "2.2 Once", "3 End", "3.1 Costs"]),
        (lists(level(0, "Article %1", start=5)), [line("Fees"), line(""), line("Dogs")],
         ["Article 5 Fees", "Article 7 Dogs"]),
        (lists(level(0, "•", "bullet")), [line("mend the gate")], ["mend the gate"]),
        (lists(level(0, "%1.")), [line("a"), line("b", number=2), line("c", number=3), line("d", number=3)],
         ["1. a", "2. b", "1. c", "2. d"]),
        (lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")), [line("a"), line("b", 1)],
         ["I. a", "1.1 b"]),
        (lists(level(0, "%1"), level(1, "%1.%2")), [line("b", 1), line("none", number=0), line("gone", number=9)],
         ["1.1 b", "none", "gone"]),
        ("", [line("a")], ["a"]),
    ],
)  # fmt: skip
def test_numbers_are_those_on_the_page(tmp_path: Path, numbering: str, body: list[str], told: list[str]) -> None:
    assert read(tmp_path, "".join(body), numbering=numbering) == told


def test_a_heading_is_numbered_by_its_style(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:styleId="H{n}"><w:name w:val="heading {n}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        for n in (1, 2)
    )
    numbering = lists(
        level(0, "%1.", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>', start=3)
    )
    headings = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="H{n}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for n, text in ((1, "Pumps"), (2, "Cleaning"), (2, "Storage"))
    )
    told = read(tmp_path, headings, numbering=numbering, styles=styles)
    assert told == ["1. Pumps", "1.3 Cleaning", "1.4 Storage"]


def test_python_docx_numbers_as_word_does(tmp_path: Path) -> None:
    file = docx.Document()
    for text, style in (("Before.", None), ("green", "List Number"), ("black", "List Number"), ("salt", "List Bullet")):
        file.add_paragraph(text, style=style)
    file.save(str(tmp_path / "a.docx"))
    ((document, _),) = read_file(tmp_path / "a.docx", "a.docx")
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == ["Before.", "1. green", "2. black", "salt"]
    assert [part.kind for part in document.parts] == ["item"] * 3


@pytest.mark.parametrize(
    ("count", "figures", "text"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (26, "lowerLetter", "z"), (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"), (11, "ordinal", "11th"), (22, "ordinal", "22nd"), (0, "lowerRoman", "0"),
        (5, "chicago", "5"), (5000, "upperRoman", "5000"), (10**9, "lowerLetter", "l" * 26),
    ],
)  # fmt: skip
def test_figures(count: int, figures: str, text: str) -> None:
    assert written(count, figures) == text
