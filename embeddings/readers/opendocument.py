"""OpenDocument (ODT, ODS, ODP), from its XML: what a person sees; what is deleted or noted at its edge is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.markup import attribute, child, local
from embeddings.readers.odfnumbers import ListNumbers, read_list_numbers
from embeddings.readers.odfstyles import OpenStyles, read_open_styles
from embeddings.readers.office import make_draft, paged_draft, parse_entry, whole_number
from embeddings.readers.pieces import Piece, raised
from embeddings.readers.sheets import UNNAMED, Sheet, sheet_drafts
from embeddings.readers.tables import Box, box_pieces, cells_of
from embeddings.types import PartKind

_UNSEEN: Final = {
    "tracked-changes": "", "annotation": "comment", "annotation-end": "", "hidden-text": "hidden text", "forms": "",
    "variable-decls": "", "sequence-decls": "", "user-field-decls": "", "note-citation": "", "ruby-text": "",
    "desc": "", "title": "", "event-listeners": "", "hidden-paragraph": "",
}  # fmt: skip
_PICTURE: Final = "svg-compatible"  # the namespace of what describes a picture
_SIGNS: Final = {"tab": " ", "line-break": "\n"}
_META: Final = {"title": "title", "initial-creator": "author"}
_MOST_SPACES = 100  # in a row
_MOST_REPEATED = 250  # cells
_HUNG: Final = {  # what stands beside the words that it hangs on
    "note-body", "text-box", "custom-shape", "g", "rect", "ellipse", "circle", "polygon", "polyline", "regular-polygon",
    "path", "line", "connector", "caption",
}  # fmt: skip
_HEADS: Final = {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
_BLANKS: Final = {ord("\n"): " ", ord("\r"): " "}


@dataclass(slots=True)
class _Seen:
    """What is known while a document is walked: what hangs on a paragraph, and what was passed over."""

    hanging: list[Any] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)
    numbers: ListNumbers = field(default_factory=ListNumbers)
    styles: OpenStyles = field(default_factory=OpenStyles)
    list: str = ""  # which it stands in

    def is_hidden(self, element: Any, what: str) -> bool:
        """Tell whether a sheet or a slide is not shown, and count it."""
        hidden = self.styles.is_hidden(element)
        self.gone[f"hidden {what}"] += hidden
        return hidden


def read_odt(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a text."""
    content, facts, page = _opened(path, name, "text")
    yield make_draft(list(_pieces(content, page, 0)), facts, name, page.gone)


def read_ods(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a workbook."""
    content, facts, page = _opened(path, name, "spreadsheet")
    tables = [element for element in content if local(element) == "table" and not page.is_hidden(element, "sheet")]
    sheets = [Sheet(_sheet_name(one, len(tables)), cells_of(_table(one, page)[0])) for one in tables]
    yield from sheet_drafts(sheets, name, facts, page.gone)


def read_odp(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a presentation, each slide a page."""
    content, facts, page = _opened(path, name, "presentation")
    slides = [element for element in content if local(element) == "page" and not page.is_hidden(element, "slide")]
    yield paged_draft([list(_pieces(slide, page, 0)) for slide in slides], facts, name, page.gone)


def _opened(path: Path, name: str, kind: str) -> tuple[Any, dict[str, object], _Seen]:
    """Return the body of a document of a kind, what it says of itself, and what is known before it is walked."""
    with opened(path, name) as archive:
        content = parse_entry(archive, "content.xml", name)
        meta = parse_entry(archive, "meta.xml", name)
        styles = parse_entry(archive, "styles.xml", name)
    if content is None:
        raise DocumentError(name, "is damaged (it has no content); save it anew")
    body = child(content, "body", kind)
    facts = {_META[local(one)]: one.text for one in (meta.iter() if meta is not None else ()) if local(one) in _META}
    gone = Counter({"deletion": sum(local(element) == "deletion" for element in content.iter())})
    gone["running head"] = sum(map(_is_head, styles.iter() if styles is not None and kind == "text" else ()))
    seen = _Seen(gone=gone, numbers=read_list_numbers([content, styles]), styles=read_open_styles([content, styles]))
    return content if body is None else body, facts, seen


def _is_head(element: Any) -> bool:
    is_shown = local(element) in _HEADS and attribute(element, "display", "true") != "false"
    return is_shown and any(text.strip() for text in element.itertext())


def _sheet_name(table: Any, count: int) -> str:
    name = attribute(table, "name")
    return "" if count == 1 and UNNAMED.fullmatch(name) else name


def _pieces(parent: Any, page: _Seen, depth: int) -> Iterator[Piece]:
    """Yield what stands in a body, a list, a cell or a frame; ``depth`` is how many lists that is in."""
    for element in parent:
        name = local(element)
        if _is_unseen(element, page):
            continue
        if name == "h":
            number = "" if depth else page.numbers.heading(element)
            text = _numbered(number, _text(element, page))
            yield Piece(text, "heading", whole_number(attribute(element, "outline-level"), 1))
        elif name == "p":
            kind: PartKind | Literal["paragraph"] = "item" if depth else "paragraph"
            is_title = not depth and page.styles.is_title(element)
            yield Piece(_text(element, page), "heading" if is_title else kind, 1 if is_title else depth)
        elif name == "table":
            rows, heads = _table(element, page)
            yield from box_pieces(rows, heads=heads)
        else:
            yield from _inner(element, page, depth)
        yield from _hung(page)


def _inner(element: Any, page: _Seen, depth: int) -> Iterator[Piece]:
    """Yield what stands in a list, in the notes to a slide, in its title or in whatever else holds others."""
    name = local(element)
    inside = _pieces(element, page, depth)
    if name == "list":
        yield from _listed(element, page, depth + 1)
    elif name == "notes":
        noted = [piece for piece in inside if piece.text.strip()]
        yield from [Piece("Notes", "heading", 2), *noted] if noted else []
    elif name == "frame" and attribute(element, "class") == "title":
        yield Piece(" ".join(piece.text for piece in inside), "heading", 1)
    else:
        yield from inside


def _listed(element: Any, page: _Seen, depth: int) -> Iterator[Piece]:
    outer, page.list = page.list, page.numbers.begin(element, page.list if depth > 1 else "")
    opens = depth == 1
    for item in element:
        number = page.numbers.item(item, page.list, depth - 1)
        for piece in _pieces(item, page, depth):
            yield Piece(_numbered(number, piece.text), piece.kind, piece.level, opens=piece.opens or opens)
            number, opens = "", False
    page.list = outer


def _numbered(number: str, text: str) -> str:
    return f"{number} {text}" if number and text.strip() else text


def _hung(page: _Seen) -> Iterator[Piece]:
    hanging, page.hanging = page.hanging, []
    for one in hanging:
        yield from _pieces(one, page, 0)


def _text(element: Any, page: _Seen) -> str:
    return "".join(_words(element, page))


def _words(parent: Any, page: _Seen) -> Iterator[str]:
    """Yield the words of a paragraph; white space in the file is one blank, and what is meant has its own element."""
    yield (parent.text or "").translate(_BLANKS)
    for element in parent:
        name = local(element)
        if _is_unseen(element, page):
            pass
        elif name in _HUNG:
            page.hanging.append(element)
        elif name == "s":
            yield " " * min(whole_number(attribute(element, "c"), 1), _MOST_SPACES)
        elif name:
            yield _SIGNS.get(name, "")
            is_raised = name == "span" and page.styles.is_raised(element)
            yield from (raised(_text(element, page)),) if is_raised else _words(element, page)
        yield (element.tail or "").translate(_BLANKS)


def _is_unseen(element: Any, page: _Seen) -> bool:
    """Tell whether an element is not on the page, and count what may be missed."""
    name = local(element)
    what = _UNSEEN.get(name)
    if name == "image":
        what = "picture"
    elif name == "title" and _PICTURE not in element.tag:  # a field of the page
        what = None
    elif name == "span":
        what = page.styles.gone(element)
    elif name == "section" and attribute(element, "display", "true") != "true":
        what = "hidden text"
    if what is not None:
        page.gone[what] += 1
    return what is not None


def _table(table: Any, page: _Seen) -> tuple[list[list[Box]], int | None]:
    rows: list[list[Box]] = []
    heads = 0
    hidden = _hidden_columns(table)
    missed: set[int] = set()
    for row, is_head in _rows(table, in_head=False):
        if attribute(row, "visibility", "visible") != "visible":
            page.gone["hidden row"] += 1
            continue
        boxes = list(_boxes(row, page))
        rows.append([box for column, box in boxes if column not in hidden])
        missed |= {column for column, box in boxes if column in hidden and box.pieces}
        heads += is_head
    page.gone["hidden column"] += len(missed)
    return rows, heads or None


def _boxes(row: Any, page: _Seen) -> Iterator[tuple[int, Box]]:
    """Yield the cells of a row, each with its column."""
    column = 0
    for cell in row:
        again = min(max(1, whole_number(attribute(cell, "number-columns-repeated"), 1)), _MOST_REPEATED)
        if local(cell) == "table-cell":
            across = max(1, whole_number(attribute(cell, "number-columns-spanned"), 1))
            down = max(1, whole_number(attribute(cell, "number-rows-spanned"), 1))
            box = Box(list(_pieces(cell, page, 0)), across, down)
            yield from ((column + place, box) for place in range(again))
        column += again


def _hidden_columns(table: Any) -> set[int]:
    """Return the columns of a table that are not shown."""
    hidden: set[int] = set()
    column = 0
    for one in table.iter():
        if local(one) == "table-row":
            break
        if local(one) == "table-column":
            again = min(max(1, whole_number(attribute(one, "number-columns-repeated"), 1)), _MOST_REPEATED)
            is_shown = attribute(one, "visibility", "visible") == "visible"
            hidden |= set() if is_shown else {*range(column, column + again)}
            column += again
    return hidden


def _rows(parent: Any, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    for element in parent:
        name = local(element)
        if name == "table-row":
            yield element, in_head
        elif name in ("table-header-rows", "table-row-group", "table-rows"):
            yield from _rows(element, in_head=in_head or name == "table-header-rows")
