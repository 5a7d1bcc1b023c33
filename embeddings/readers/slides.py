"""PPTX, from its XML: slide by slide, each a page, its title a heading; what the speaker notes to it is marked so."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.markup import attribute, child, children, local
from embeddings.readers.office import core_facts, paged_draft, parse_entry, related, relation, whole_number
from embeddings.readers.pieces import Piece
from embeddings.readers.tables import Cell, table_pieces

_REPEATED: Final = {"sldnum", "dt", "ftr", "hdr", "sldimg"}  # what stands on every slide
_TITLES: Final = {"title", "ctrtitle"}
_NO: Final = {"0", "false"}
_PASSED: Final = {"chart": "chart", "diagram": "diagram"}


def read_pptx(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a presentation. Raises DocumentError where it is damaged or has no text."""
    gone: Counter[str] = Counter()
    with opened(path, name) as archive:
        presentation = parse_entry(archive, "ppt/presentation.xml", name)
        if presentation is None:
            raise DocumentError(name, "is a damaged PPTX (it has no presentation); save it anew")
        places = related(archive, "ppt/presentation.xml", name)
        listed = [places.get(relation(one), "") for one in children(presentation, "sldidlst")]
        pages = [list(_slide(archive, slide, name, gone)) for slide in listed]
        gone["comment"] = sum(_comments(archive, entry, name) for entry in archive.namelist())
        facts = core_facts(archive, name)
    yield paged_draft(pages, facts, name, gone)


def _comments(archive: zipfile.ZipFile, entry: str, name: str) -> int:
    if not entry.startswith("ppt/comments/") or not entry.endswith(".xml"):
        return 0
    return sum(local(element) == "cm" for element in parse_entry(archive, entry, name))


def _slide(archive: zipfile.ZipFile, entry: str, name: str, gone: Counter[str]) -> Iterator[Piece]:
    root = parse_entry(archive, entry, name)
    if root is None:
        return
    if attribute(root, "show", "1") in _NO:
        gone["hidden slide"] += 1
        return
    shapes = list(_shapes(children(root, "csld", "sptree"), gone))
    for is_title in (True, False):
        for shape in shapes:
            if (_place(shape) in _TITLES) == is_title:
                yield from _shape(shape)
    for place in related(archive, entry, name).values():
        if place.startswith("ppt/notesSlides/"):
            yield from _notes(parse_entry(archive, place, name))


def _notes(root: Any) -> Iterator[Piece]:
    shapes = list(_shapes(children(root, "csld", "sptree"), Counter()))
    pieces = [piece for shape in shapes for piece in _shape(shape) if piece.text.strip()]
    if pieces:
        yield Piece("Notes", "heading", 2)
        yield from (Piece(piece.text) for piece in pieces)


def _shapes(elements: Sequence[Any], gone: Counter[str]) -> Iterator[Any]:
    """Yield what holds words or a table, in the order of the slide, whatever groups it stands in."""
    for element in elements:
        name = local(element)
        if name == "grpsp":
            yield from _shapes(list(element), gone)
        elif name == "alternatecontent":
            yield from _shapes(children(element, "choice") or children(element, "fallback"), gone)
        elif name == "graphicframe" and child(element, "graphic", "graphicdata", "tbl") is None:
            kind = attribute(child(element, "graphic", "graphicdata"), "uri").rpartition("/")[2]
            gone[_PASSED.get(kind, "")] += 1
        elif name == "pic":
            gone["picture"] += 1
        elif name in ("sp", "graphicframe") and _place(element) not in _REPEATED:
            yield element


def _place(shape: Any) -> str:
    """Return which of the places of its layout a shape fills: its title, its body; empty where it stands free."""
    place = child(shape, "nvsppr", "nvpr", "ph")
    return "" if place is None else attribute(place, "type", "body").lower()


def _shape(shape: Any) -> Iterator[Piece]:
    table = child(shape, "graphic", "graphicdata", "tbl")
    if table is not None:
        yield from _table(table)
        return
    kind = _place(shape)
    paragraphs = [one for one in children(shape, "txbody") if local(one) == "p"]
    if kind in _TITLES:
        yield Piece(" ".join(map(_text, paragraphs)), "heading", 1)
        return
    begun = False
    for paragraph in paragraphs:
        level = whole_number(attribute(child(paragraph, "ppr"), "lvl")) + 1
        yield Piece(_text(paragraph), "item", level, opens=not begun) if kind == "body" else Piece(_text(paragraph))
        begun = True


def _text(paragraph: Any) -> str:
    return "".join(
        "\n" if local(one) == "br" else (one.text or "") for one in paragraph.iter() if local(one) in ("t", "br")
    )


def _table(table: Any) -> list[Piece]:
    rows = []
    for row in (one for one in table if local(one) == "tr"):
        cells = [one for one in row if local(one) == "tc" and not _goes_on(one)]
        rows.append([Cell(_cell_text(one), _span(one, "gridSpan"), _span(one, "rowSpan")) for one in cells])
    return table_pieces(rows, named=True)


def _cell_text(cell: Any) -> str:
    return "\n".join(_text(one) for one in children(cell, "txbody") if local(one) == "p")


def _goes_on(cell: Any) -> bool:
    return attribute(cell, "hMerge", "0") not in _NO or attribute(cell, "vMerge", "0") not in _NO


def _span(cell: Any, name: str) -> int:
    return max(1, whole_number(attribute(cell, name), 1))
