"""OpenDocument (ODT), from its XML: what a person sees on the page; what is deleted or noted at its edge is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.markup import attribute, child, local
from embeddings.readers.office import make_draft, parse_entry, whole_number
from embeddings.readers.pieces import Piece
from embeddings.readers.tables import Box, box_pieces

_UNSEEN: Final = {
    "tracked-changes": "", "annotation": "comment", "annotation-end": "", "hidden-text": "hidden text", "forms": "",
    "variable-decls": "", "sequence-decls": "", "user-field-decls": "", "note-citation": "", "ruby-text": "",
    "desc": "", "title": "", "event-listeners": "", "hidden-paragraph": "",
}  # fmt: skip
_PICTURE: Final = "svg-compatible"  # the namespace of what describes a picture
_SIGNS: Final = {"tab": " ", "line-break": "\n"}
_META: Final = {"title": "title", "initial-creator": "author"}
_MOST_SPACES = 100  # in a row
_BLANKS: Final = {ord("\n"): " ", ord("\r"): " "}


@dataclass(slots=True)
class _Sheet:
    """What is known while a document is walked: what hangs on a paragraph, and what was passed over."""

    hanging: list[Any] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)


def read_odt(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an ODT."""
    with opened(path, name) as archive:
        content = parse_entry(archive, "content.xml", name)
        meta = parse_entry(archive, "meta.xml", name)
    sheet = _Sheet()
    body = child(content, "body", "text") if content is not None else None
    pieces = list(_pieces(body if body is not None else content, sheet, 0)) if content is not None else []
    if content is not None:
        sheet.gone["deletion"] = sum(local(element) == "deletion" for element in content.iter())
    facts = {_META[local(one)]: one.text for one in (meta.iter() if meta is not None else ()) if local(one) in _META}
    yield make_draft(pieces, facts, name, sheet.gone)


def _pieces(parent: Any, sheet: _Sheet, depth: int) -> Iterator[Piece]:
    """Yield what stands in a body, a list, a cell or a frame; ``depth`` is how many lists that is in."""
    for element in parent:
        name = local(element)
        if _is_unseen(element, sheet):
            continue
        if name == "h":
            yield Piece(_text(element, sheet), "heading", whole_number(attribute(element, "outline-level"), 1))
        elif name == "p":
            yield Piece(_text(element, sheet), "item" if depth else "paragraph", depth)
        elif name == "table":
            rows, heads = _table(element, sheet)
            yield from box_pieces(rows, heads=heads)
        elif name == "list":
            yield from _listed(element, sheet, depth + 1)
        else:
            yield from _pieces(element, sheet, depth)
        yield from _hung(sheet)


def _listed(element: Any, sheet: _Sheet, depth: int) -> Iterator[Piece]:
    for number, piece in enumerate(_pieces(element, sheet, depth)):
        yield Piece(piece.text, piece.kind, piece.level, opens=piece.opens or (number == 0 and depth == 1))


def _hung(sheet: _Sheet) -> Iterator[Piece]:
    hanging, sheet.hanging = sheet.hanging, []
    for one in hanging:
        yield from _pieces(one, sheet, 0)


def _text(element: Any, sheet: _Sheet) -> str:
    return "".join(_words(element, sheet))


def _words(parent: Any, sheet: _Sheet) -> Iterator[str]:
    """Yield the words of a paragraph; white space in the file is one blank, and what is meant has its own element."""
    yield (parent.text or "").translate(_BLANKS)
    for element in parent:
        name = local(element)
        if _is_unseen(element, sheet):
            pass
        elif name in ("note-body", "text-box"):
            sheet.hanging.append(element)
        elif name == "s":
            yield " " * min(whole_number(attribute(element, "c"), 1), _MOST_SPACES)
        elif name:
            yield _SIGNS.get(name, "")
            yield from _words(element, sheet)
        yield (element.tail or "").translate(_BLANKS)


def _is_unseen(element: Any, sheet: _Sheet) -> bool:
    """Tell whether an element is not on the page, and count what may be missed."""
    name = local(element)
    is_unseen = name in _UNSEEN and (name != "title" or _PICTURE in element.tag)  # the other is a field of the page
    if is_unseen:
        sheet.gone[_UNSEEN[name]] += 1
    return is_unseen


def _table(table: Any, sheet: _Sheet) -> tuple[list[list[Box]], int | None]:
    rows: list[list[Box]] = []
    heads = 0
    for row, is_head in _rows(table, in_head=False):
        rows.append([])
        for cell in row:
            if local(cell) == "table-cell":
                across = max(1, whole_number(attribute(cell, "number-columns-spanned"), 1))
                down = max(1, whole_number(attribute(cell, "number-rows-spanned"), 1))
                box = Box(list(_pieces(cell, sheet, 0)), across, down)
                again = whole_number(attribute(cell, "number-columns-repeated"), 1) if box.pieces else 1
                rows[-1] += [box] * min(max(1, again), 100)
        heads += is_head
    return rows, heads or None


def _rows(parent: Any, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    for element in parent:
        name = local(element)
        if name == "table-row":
            yield element, in_head
        elif name in ("table-header-rows", "table-row-group", "table-rows"):
            yield from _rows(element, in_head=in_head or name == "table-header-rows")
