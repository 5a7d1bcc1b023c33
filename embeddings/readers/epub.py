"""EPUB: a zip of pages in the order of its spine, with the facts of its package."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.markup import MarkupError, local, paragraphs, parse_html, parse_xml

_KEYS = {"title": "title", "creator": "author", "publisher": "publisher", "date": "date", "language": "language"}


def read_epub(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an EPUB. Raises DocumentError where it is damaged or has no text."""
    with opened(path, name) as archive:
        try:
            place = _package(parse_xml(archive.read("META-INF/container.xml")))
            package = parse_xml(archive.read(place))
            blocks = [block for page in _spine(package, place) for block in _page(archive, page)]
        except MarkupError as error:
            raise DocumentError(name, f"is a damaged EPUB ({error}); save it anew") from None
    if not blocks:
        raise DocumentError(name, "has no text")
    values: dict[str, object] = {}
    for element in package.iter():
        key = _KEYS.get(local(element))
        if key and element.text and key not in values:
            values[key] = element.text.strip()
    facts = extracted_facts(values | {"language": str(values.get("language", "")).lower()[:2]})
    yield Draft("\n\n".join(blocks), facts)


def _package(container: Any) -> str:
    found = (element.get("full-path") for element in container.iter() if local(element) == "rootfile")
    place = next(found, None)
    if not place:
        raise MarkupError("it names no package")
    return str(place)


def _spine(package: Any, place: str) -> Iterator[str]:
    items = {element.get("id"): element.get("href") for element in package.iter() if local(element) == "item"}
    for element in package.iter():
        href = items.get(element.get("idref")) if local(element) == "itemref" else None
        if href:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(href)))


def _page(archive: zipfile.ZipFile, place: str) -> list[str]:
    content = archive.read(place) if place in archive.namelist() else b""
    return paragraphs(parse_html(content)) if content.strip() else []
