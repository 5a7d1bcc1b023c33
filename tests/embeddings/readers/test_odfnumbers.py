"""Numbers that OpenDocument gives by itself stand in the text, as a person sees them."""

from __future__ import annotations

from pathlib import Path

from embeddings.readers.folder import read_file
from embeddings.types import Document
from tests.embeddings.readers.files import write, zipped

NAMES = "".join(f' xmlns:{one}="urn:{one}"' for one in ("office", "style", "text"))
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
)
LIST = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    "</text:list-style>"
)
DOTS = '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'


def lines(folder: Path, body: str) -> list[str]:
    styles = f"<office:styles>{OUTLINE}</office:styles>"
    body = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:automatic-styles>{LIST}{DOTS}</office:automatic-styles>{body}"
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content{NAMES}>{content}</office:document-content>",
        "styles.xml": f"<office:document-styles{NAMES}>{styles}</office:document-styles>",
    }
    ((document, _),) = read_file(write(folder, "a.odt", zipped(files)), "a.odt")
    assert isinstance(document, Document)
    return document.text.split("\n\n")


def heading(text: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}"{more}>{text}</text:h>'


def listed(*items: str, style: str = "L1", more: str = "") -> str:
    """Return a list of what stands in each item."""
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named}{more}>{inside}</text:list>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_bear_their_numbers(tmp_path: Path) -> None:
    body = (
        heading("Fees") + heading("Boats", 2) + heading("Dogs", 2) + heading("Note", 3) + heading("Rules")
        + heading("Fog", 2) + heading("Index", 1, ' text:is-list-header="true"')
    )  # fmt: skip
    assert lines(tmp_path, body) == ["1 Fees", "1.1 Boats", "1.2 Dogs", "Note", "2 Rules", "2.1 Fog", "Index"]


def test_items_bear_theirs_and_marks_are_none(tmp_path: Path) -> None:
    inner = listed(p("lamp"), p("rope"), style="")
    body = listed(p("bring") + inner, p("leave") + p("at noon"), p("")) + listed(p("dogs"), style="L2")
    assert lines(tmp_path, body) == ["1. bring", "(a) lamp", "(b) rope", "2. leave", "at noon", "dogs"]


def test_a_list_begins_anew_or_goes_on(tmp_path: Path) -> None:
    body = (
        listed(p("a"), p("b")) + p("Then:") + listed(p("c"), more=' text:continue-numbering="true"') + listed(p("d"))
        + listed(p("e")).replace("<text:list-item>", '<text:list-item text:start-value="7">')
    )  # fmt: skip
    assert lines(tmp_path, body) == ["1. a", "2. b", "Then:", "3. c", "1. d", "7. e"]
