"""EPUB: a zip of pages in the order of its spine, with the facts of its package."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.htmlpieces import html_pieces
from embeddings.readers.markup import MarkupError, attribute, local, parse_html, parse_xml
from embeddings.readers.office import make_draft
from embeddings.readers.pieces import Piece, raised
from embeddings.readers.revised import revised

_KEYS = {"title": "title", "creator": "author", "publisher": "publisher", "date": "date", "language": "language"}
_ASIDE = frozenset("aside footer form header nav".split())


def read_epub(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an EPUB. Raises DocumentError where it is damaged or has no text."""
    gone: Counter[str] = Counter()
    with opened(path, name) as archive:
        try:
            place = _package(parse_xml(archive.read("META-INF/container.xml")))
            package = parse_xml(archive.read(place))
            pieces = [piece for page in _spine(package, place, gone) for piece in _page(archive, page, gone)]
        except MarkupError as error:
            raise DocumentError(name, f"is a damaged EPUB ({error}); save it anew") from None
    values: dict[str, object] = {}
    for element in package.iter():
        key = _KEYS.get(local(element))
        if key and element.text and key not in values:
            values[key] = element.text.strip()
    language = str(values.get("language", "")).lower()[:2]
    yield make_draft(pieces, values | {"language": language}, name, gone)


def _package(container: Any) -> str:
    found = (element.get("full-path") for element in container.iter() if local(element) == "rootfile")
    place = next(found, None)
    if not place:
        raise MarkupError("it names no package")
    return str(place)


def _spine(package: Any, place: str, gone: Counter[str]) -> Iterator[str]:
    """Yield the places of the pages, without the one that only lists the others."""
    items = {element.get("id"): element for element in package.iter() if local(element) == "item"}
    for element in package.iter():
        item = items.get(element.get("idref")) if local(element) == "itemref" else None
        if item is not None and "nav" in attribute(item, "properties").split():
            gone["table of contents"] += 1
        elif item is not None and item.get("href"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href"))))


def _page(archive: zipfile.ZipFile, place: str, gone: Counter[str]) -> list[Piece]:
    content = archive.read(place) if place in archive.namelist() else b""
    if not content.strip():
        return []
    page = revised(content)
    gone += page.gone
    root = parse_html(page.content)
    body = root.find("body")
    for element in root.iter():
        _make_plain(element)
    return html_pieces(root if body is None else body)


def _make_plain(element: Any) -> None:
    """Take from an element what would pass for a menu on a page of the web: all in a book is its text."""
    if "noteref" in (attribute(element, "type"), attribute(element, "epub:type")) and not len(element):
        element.text = raised(element.text or "")
    for name in ("class", "id", "role"):
        element.attrib.pop(name, None)
    if local(element) in _ASIDE:
        element.tag = "div"
