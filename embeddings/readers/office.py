"""What office programs write: DOCX by python-docx, ODT from its XML, RTF by striprtf."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import docx
import docx.table
from docx.opc.exceptions import OpcError
from striprtf.striprtf import rtf_to_text

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.facts import extracted_facts
from embeddings.readers.markup import MarkupError, local, parse_xml

_NOBODY: Final = {"python-docx", "unknown", "user", "microsoft office user", "author"}
_RTF_TITLE = re.compile(rb"\{\\title ([^{}\\]{1,300})\}")
_RTF_AUTHOR = re.compile(rb"\{\\author ([^{}\\]{1,300})\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TOP = 10  # paragraphs that a heading is looked for in
_TITLES: Final = {"Title", "Heading 1"}


def read_docx(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a DOCX. Its stamps are those of a file: they are no date of publication."""
    with opened(path, name) as archive:
        for entry in archive.namelist():
            if entry.endswith((".xml", ".rels")):
                _checked(archive, entry, name)
        try:
            file = docx.Document(str(path))
            properties = file.core_properties
            facts = {"title": properties.title, "author": properties.author}
            top = 0 if properties.title else _TOP  # looking a style up is slow
            items = enumerate(file.iter_inner_content())
            blocks = [block for place, item in items for block in _docx_blocks(item, styled=place < top)]
        except (OpcError, AttributeError, IndexError, TypeError, AssertionError) as error:
            raise DocumentError(name, f"is a damaged DOCX ({error}); save it anew") from None
    heading = next((text for style, text in blocks if style in _TITLES), None)
    yield _draft([text for _, text in blocks], facts | {"title": facts["title"] or heading}, name)


def read_odt(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an ODT."""
    with opened(path, name) as archive:
        content = _checked(archive, "content.xml", name)
        meta = _checked(archive, "meta.xml", name) if "meta.xml" in archive.namelist() else None
    facts: dict[str, object] = {}
    for element in meta.iter() if meta is not None else ():
        key = {"title": "title", "initial-creator": "author"}.get(local(element))
        if key:
            facts[key] = element.text
    blocks = ["".join(element.itertext()) for element in content.iter() if local(element) in ("p", "h")]
    heading = next(("".join(element.itertext()) for element in content.iter() if local(element) == "h"), None)
    yield _draft(blocks, facts | {"title": facts.get("title") or heading}, name)


def read_rtf(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of an RTF."""
    content = path.read_bytes()
    try:
        text = rtf_to_text(content.decode("cp1252", "replace"), errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, TypeError, AttributeError) as error:
        raise DocumentError(name, f"is a damaged RTF ({error}); save it anew") from None
    found = {"title": _RTF_TITLE.search(content), "author": _RTF_AUTHOR.search(content)}
    facts = {key: match[1].decode("cp1252", "replace") for key, match in found.items() if match}
    yield _draft(text.splitlines(), facts, name)


def _checked(archive: zipfile.ZipFile, entry: str, name: str) -> Any:
    try:
        return parse_xml(archive.read(entry))
    except MarkupError as error:
        why = " ".join(str(error).split())[:120]
        raise DocumentError(name, f"is a damaged file ({entry}: {why}); save it anew from where it came") from None


def _docx_blocks(item: Any, *, styled: bool) -> Iterator[tuple[str, str]]:
    if isinstance(item, docx.table.Table):
        for row in item.rows:
            yield "", " | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
    else:
        style = item.style if styled else None  # looking one up takes longer than reading the text
        yield (style.name if style is not None else "") or "", item.text


def _draft(blocks: Sequence[str], facts: Mapping[str, object], name: str) -> Draft:
    folded = (" ".join(_CONTROL.sub(" ", block).split()) for block in blocks)
    kept = [block for block in folded if block]
    if not kept:
        raise DocumentError(name, "has no text")
    known = extracted_facts(facts)
    if known.get("author", "").lower() in _NOBODY:
        del known["author"]
    if "title" not in known and len(kept) > 1 and len(kept[0]) <= 200:
        known["title"] = kept[0]
    text, title = "\n\n".join(kept), known.get("title")
    return Draft(text, known, body_start=len(title) if title and text.startswith(f"{title}\n") else 0)
