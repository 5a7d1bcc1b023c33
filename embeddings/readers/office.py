"""What the readers of office files share."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.markup import MarkupError, attribute, local, parse_xml
from embeddings.readers.pieces import Piece, compose, compose_pages, on_one_line
from embeddings.text.wording import many
from embeddings.types import Part

_NOBODY: Final = {"python-docx", "openpyxl", "python-pptx", "unknown", "user", "microsoft office user", "author"}
_NUMBER = re.compile(r"\d{1,9}")
_LONGEST_TITLE = 200  # characters of a first paragraph that is taken for one


def parse_entry(archive: zipfile.ZipFile, entry: str, name: str) -> Any:
    """Return the root of an entry's XML, None where there is no such entry. Raises DocumentError."""
    if entry not in archive.NameToInfo:
        return None
    try:
        return parse_xml(archive.read(entry))
    except MarkupError as error:
        why = " ".join(str(error).split())[:120]
        raise DocumentError(name, f"is a damaged file ({entry}: {why}); save it anew from where it came") from None


def core_facts(archive: zipfile.ZipFile, name: str) -> dict[str, object]:
    """Return what a file of Microsoft's says of itself."""
    core = parse_entry(archive, "docProps/core.xml", name)
    found = {local(element): element.text for element in core} if core is not None else {}
    return {"title": found.get("title"), "author": found.get("creator")}


def related(archive: zipfile.ZipFile, entry: str, name: str) -> dict[str, str]:
    """Return the entries that one of an archive of Microsoft's refers to, by the ids it calls them by."""
    folder, _, file = entry.rpartition("/")
    root = parse_entry(archive, f"{folder}/_rels/{file}.rels", name)
    targets = {attribute(one, "Id"): attribute(one, "Target") for one in (root if root is not None else ())}
    return {
        key: target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        for key, target in targets.items()
    }


def relation(element: Any) -> str:
    """Return the id of what an element refers to; its own number may be called the same."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}id")), "")


def whole_number(written: str, default: int = 0) -> int:
    """Return a number that stands in an attribute; the default where it is none."""
    return int(written) if _NUMBER.fullmatch(written) else default


def make_draft(
    pieces: Sequence[Piece], facts: Mapping[str, object], name: str, gone: Mapping[str, int] | None = None
) -> Draft:
    """Return the document of these pieces; ``gone`` counts what was left out. Raises DocumentError without a word.

    Without a title among the facts, that is the first heading, or a first paragraph that is short.
    """
    return _draft(compose(pieces), (), facts, name, gone)


def paged_draft(
    pages: Sequence[Sequence[Piece]], facts: Mapping[str, object], name: str, gone: Mapping[str, int]
) -> Draft:
    """Return the document of these pages, as ``make_draft`` does; what is said aside of one is no title."""
    text, parts, starts = compose_pages(pages)
    return _draft((text, parts), starts, facts, name, gone, deepest=1)


def _draft(
    composed: tuple[str, tuple[Part, ...]],
    pages: tuple[int, ...],
    facts: Mapping[str, object],
    name: str,
    gone: Mapping[str, int] | None,
    deepest: int = 9,  # of the headings that may be the title
) -> Draft:
    text, parts = composed
    if not text:
        raise DocumentError(name, "has no text")
    known = extracted_facts(facts)
    if known.get("author", "").lower() in _NOBODY:
        del known["author"]
    if "title" not in known:
        known |= _title(text, parts, deepest)
    title = known.get("title")
    left_out = tuple(many(count, what) for what, count in (gone or {}).items() if what and count)
    body_start = len(title) if title and text.startswith(f"{title}\n") else 0
    return Draft(text, known, body_start=body_start, pages=pages, parts=parts, left_out=left_out)


def _title(text: str, parts: Sequence[Part], deepest: int) -> dict[str, str]:
    headings = (text[one.start : one.end] for one in parts if one.kind == "heading" and one.level <= deepest)
    first, _, more = text.partition("\n\n")
    more = "" if parts and (parts[0].start, parts[0].kind) == (0, "row") else more  # one of a table is no title
    found = next(headings, "") or (first if more and len(first) <= _LONGEST_TITLE else "")
    return {"title": on_one_line(found)} if found else {}
