"""What was fetched -> the suffix to keep it under: by its content first, by its content type where that leaves it open.

A content type that the content gives the lie to is refused: a page that says "not found" in place of a report, say.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from embeddings.errors import FetchError
from embeddings.fetching.answers import Fetched
from embeddings.fetching.charset import decoded
from embeddings.readers.kinds import HEAD, opens_page

_SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/plain": ".txt",
}
_OPEN: Final = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/zip")  # say little
_TEXTS: Final = (".html", ".md", ".csv", ".tsv", ".txt", ".jsonl")
_ZIPS: Final = (".docx", ".odt", ".epub")
_NAMED: Final = re.compile(rf"(?i)({'|'.join(map(re.escape, sorted(set(_SUFFIXES.values()))))})\Z")


def suffix_of(found: Fetched, path: str) -> str:
    """Return the suffix for what was fetched from an address with the path ``path``.

    Raises FetchError where it is nothing that is kept, or not what its content type says.
    """
    if not found.content.strip():
        raise FetchError(found.url, "is empty")
    seen, said = _seen(found.content[:HEAD]), _said(found, path)
    if said is None and seen in (None, ".zip", ".bin"):
        what = found.media or "of an unknown type"
        raise FetchError(found.url, f"is {what}, which is not kept; pages, PDF, office documents and texts are")
    if said is not None and _agree(seen, said):
        return said
    if seen in (".pdf", ".rtf") or (seen == ".html" and said in (None, ".txt", ".md")):
        return seen
    is_what = {".html": "a page", ".zip": "an archive", ".bin": "no text", None: "something else"}.get(seen, seen)
    raise FetchError(found.url, f"says that it is {found.media or said}, but holds {is_what}")


def as_utf8(found: Fetched, suffix: str) -> bytes:
    """Return the content, in UTF-8 where it is text of which only the header says how it is encoded."""
    text = decoded(found.content, found.charset) if suffix in _TEXTS and found.charset else None
    if text is None:  # nothing is said, or what is wrong: the reader finds out
        return found.content
    # The mark comes before what the page itself says of its encoding, which no longer holds.
    return text.removeprefix("\ufeff").encode("utf-8-sig" if suffix == ".html" else "utf-8")


def _said(found: Fetched, path: str) -> str | None:
    named = _NAMED.search(path)
    if found.media in _OPEN and named:
        return named[1].lower()
    return _SUFFIXES.get(found.media)


def _seen(head: bytes) -> str | None:
    """Return what the first bytes show: a suffix, .zip or .bin for what is no text, None for any other text."""
    for mark, suffix in ((b"{\\rtf", ".rtf"), (b"PK\x03\x04", ".zip")):
        if head.startswith(mark):
            return suffix
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if opens_page(head):
        return ".html"
    return ".bin" if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None


def _agree(seen: str | None, said: str) -> bool:
    if seen is None:
        return said in _TEXTS
    if seen == ".zip":
        return said in _ZIPS
    return seen == said
