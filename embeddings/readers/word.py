"""DOCX, from its XML: what a person sees on the page, in the order of the page; what is deleted or hidden is counted.

A note and a text box follow the paragraph that they hang on.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.markup import attribute, child, local
from embeddings.readers.office import core_facts, make_draft, parse_entry, whole_number
from embeddings.readers.pieces import Piece, raised, with_lists
from embeddings.readers.tables import Box, box_pieces
from embeddings.readers.wordsigns import chosen, drawn_sign
from embeddings.readers.wordstyles import Styles, read_styles

_THROUGH: Final = {"sdt", "sdtcontent", "ins", "moveto", "customxml", "smarttag", "hyperlink", "fldsimple", "body"}
_GONE: Final = {
    "del": "deletion",
    "altchunk": "embedded document",
    "movefrom": "",
    "rt": "",
    "instrtext": "",
    "deltext": "",
}
_PROPERTIES: Final = {"ppr", "rpr", "sectpr", "sdtpr", "tblpr", "tblgrid", "trpr", "tcpr"}
_SIGNS: Final = {
    "tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "nobreakhyphen": "\u2011", "den": "/", "deg": "",  "rad": "√",
}  # fmt: skip
_SHOWN: Final = {"pic": "picture", "imagedata": "picture", "chart": "chart", "relids": "diagram"}
_HEAD: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_NOTES: Final = {"footnotereference": "footnotes", "endnotereference": "endnotes"}
_OFF: Final = {"0", "false", "off", "none"}


@dataclass(slots=True)
class _Page:
    """What is known while a document is walked: its notes not yet told, what hangs on a paragraph, the open fields."""

    styles: Styles
    notes: dict[tuple[str, str], Any]
    hanging: list[Any] = field(default_factory=list)
    fields: list[str | None] = field(default_factory=list)  # what was chosen in each, None where its result has begun
    gone: Counter[str] = field(default_factory=Counter)


def read_docx(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a DOCX. Its stamps are those of a file: they are no date of publication."""
    with opened(path, name) as archive:
        document = parse_entry(archive, "word/document.xml", name)
        facts = core_facts(archive, name)
        page = _Page(read_styles(archive, name), _notes(archive, name))
        page.gone["comment"] += _count(parse_entry(archive, "word/comments.xml", name), "comment")
        page.gone["running head"] = sum(_is_head(archive, entry, name) for entry in archive.namelist())
    body = child(document, "body")
    if body is None:
        raise DocumentError(name, "is a damaged DOCX (it has no body); save it anew")
    yield make_draft(list(with_lists(_pieces(body, page))), facts, name, page.gone)


def _notes(archive: zipfile.ZipFile, name: str) -> dict[tuple[str, str], Any]:
    notes = {}
    for kind in _NOTES.values():
        root = parse_entry(archive, f"word/{kind}.xml", name)
        for element in root if root is not None else ():
            if attribute(element, "type", "normal") == "normal":
                notes[kind, attribute(element, "id")] = element
    return notes


def _is_head(archive: zipfile.ZipFile, entry: str, name: str) -> bool:
    if not _HEAD.fullmatch(entry):
        return False
    return any(local(one) == "t" and (one.text or "").strip() for one in parse_entry(archive, entry, name).iter())


def _count(root: Any, name: str) -> int:
    return sum(local(element) == name for element in root) if root is not None else 0


def _pieces(parent: Any, page: _Page) -> Iterator[Piece]:
    """Yield what stands in a body, a cell, a note or a box. A paragraph whose mark was deleted runs into the next."""
    before = ""
    for element in _flat(parent, page):
        if local(element) == "tbl":
            yield from _table(element, page)
        elif local(element) == "p":
            text = before + "".join(_words(element, page))
            if child(element, "ppr", "rpr", "del") is not None:
                before = text
                continue
            before = ""
            yield page.styles.piece(element, text)
        hanging, page.hanging = page.hanging, []
        for one in hanging:
            yield from _pieces(one, page)
    if before:
        yield Piece(before)


def _flat(parent: Any, page: _Page) -> Iterator[Any]:
    """Yield the children of an element, and in place of what only holds others, these."""
    for element in parent:
        name = local(element)
        if name == "alternatecontent" or name in _THROUGH:
            yield from _flat(_chosen(element) if name == "alternatecontent" else element, page)
        elif not _is_gone(element, page):
            yield element


def _chosen(alternatives: Any) -> Any:
    """Return one of several ways to say the same: the first, which newer programs show."""
    return next(iter(alternatives), alternatives)


def _words(parent: Any, page: _Page) -> Iterator[str]:
    """Yield the words of a paragraph or a run, as they are seen now."""
    for element in parent:
        name = local(element)
        if name in _PROPERTIES or _is_gone(element, page) or _hangs(element, page):
            continue
        told = _follow_field(element, page.fields) if name == "fldchar" else _sign(element, name, page)
        if page.fields.count(None) == len(page.fields):  # else this is what a field is made of
            yield told
        within = _words(_chosen(element) if name == "alternatecontent" else element, page)
        yield from (raised("".join(within)),) if _is_raised(element) else within


def _is_gone(element: Any, page: _Page) -> bool:
    """Tell whether an element is not on the page, and count what may be missed."""
    name = local(element)
    what = _struck_or_hidden(element) if name == "r" else _GONE.get(name)
    if what is not None:
        has_words = any(one.text for one in element.iter() if local(one) in ("t", "deltext"))
        page.gone[what] += has_words or name == "altchunk"
    return what is not None


def _hangs(element: Any, page: _Page) -> bool:
    """Tell whether an element is a text box or the sign of a note, and keep what it is for after the paragraph."""
    name = local(element)
    if name == "txbxcontent":
        page.hanging.append(element)
    elif name in _NOTES:
        note = page.notes.pop((_NOTES[name], attribute(element, "id")), None)
        page.hanging += [note] if note is not None else []
    return name == "txbxcontent" or name in _NOTES


def _sign(element: Any, name: str, page: _Page) -> str:
    """Return what an element itself puts on the page, and count what it shows beside words."""
    page.gone[_SHOWN.get(name, "")] += 1
    if name == "sym":
        sign = drawn_sign(element)
        page.gone["sign"] += not sign
        return sign
    return (element.text or "") if name == "t" else _SIGNS.get(name, "")


def _follow_field(element: Any, fields: list[str | None]) -> str:
    """Follow the steps of fields; return what was chosen in one of a form that ends."""
    step = attribute(element, "fldCharType")
    if step == "begin":
        fields.append(chosen(element))
    elif fields and step == "separate":
        fields[-1] = fields[-1] or None
    elif fields and step == "end":
        return fields.pop() or ""
    return ""


def _struck_or_hidden(run: Any) -> str | None:
    properties = child(run, "rpr")
    if properties is None:
        return None
    if any(_is_on(child(properties, name)) for name in ("strike", "dstrike")):
        return "deletion"
    return "hidden text" if _is_on(child(properties, "vanish")) else None


def _is_raised(element: Any) -> bool:
    """Tell whether an element is a run above the line, or an exponent."""
    sign = child(element, "rpr", "vertalign") if local(element) == "r" else None
    return local(element) == "sup" or attribute(sign, "val") == "superscript"


def _table(table: Any, page: _Page) -> list[Piece]:
    rows: list[list[Box]] = []
    heads = 0
    above: dict[int, tuple[int, int]] = {}  # where the cell stands that a column's next one may go on
    for row in _flat(table, page):
        properties = child(row, "trpr")
        if local(row) != "tr" or (properties is not None and child(properties, "del") is not None):
            page.gone["deletion"] += local(row) == "tr"
            continue
        heads += heads == len(rows) and properties is not None and _is_on(child(properties, "tblheader"))
        skipped = whole_number(attribute(child(properties, "gridbefore"), "val"))
        rows.append([Box(())] * min(skipped, 100))
        _add_row(row, rows, above, page)
    return box_pieces(rows, heads=heads or None)


def _add_row(row: Any, rows: list[list[Box]], above: dict[int, tuple[int, int]], page: _Page) -> None:
    column = len(rows[-1])
    for cell in _flat(row, page):
        if local(cell) == "tc":
            properties = child(cell, "tcpr")
            across = max(1, whole_number(attribute(child(properties, "gridspan"), "val")))
            merge = child(properties, "vmerge")
            goes_on = merge is not None and attribute(merge, "val", "continue") == "continue" and column in above
            if goes_on:
                at, place = above[column]
                rows[at][place] = replace(rows[at][place], down=len(rows) - at)
            else:
                above[column] = (len(rows) - 1, len(rows[-1]))
                rows[-1].append(Box(list(_pieces(cell, page)), across))
            column += across


def _is_on(element: Any) -> bool:
    return element is not None and attribute(element, "val") not in _OFF
