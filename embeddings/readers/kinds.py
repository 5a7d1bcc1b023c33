"""Which kind of document a file holds: by its first bytes, and by its name only where these leave it open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

from embeddings.errors import DocumentError
from embeddings.readers.captions import opens_captions
from embeddings.readers.whatsapp import opens_whatsapp

Kind = Literal[
    "text", "markdown", "collection", "faq", "page", "pdf", "picture", "zip", "rtf", "messages", "whatsapp", "captions",
    "eml", "mbox"
]  # fmt: skip

HEAD: Final = 4096  # bytes that a kind is told from
_LISTED = (
    ".txt, .md, .html, .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .rtf, .epub, .csv, .tsv, .jsonl, .jsonl.gz, .json"
    " of Telegram, Slack and Discord, .vtt, .srt, .eml, .mbox; by OCR .png, .jpg, .tiff"
)
_SUFFIXES: Final[dict[str, Kind]] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".jsonl": "collection",
    ".jsonl.gz": "collection", ".csv": "faq", ".tsv": "faq", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".png": "picture", ".jpg": "picture", ".jpeg": "picture", ".tif": "picture", ".tiff": "picture",
    ".json": "messages", ".vtt": "captions", ".srt": "captions", ".eml": "eml", ".mbox": "mbox",
}  # fmt: skip
_BINARY: Final[dict[str, str]] = {
    ".pdf": "PDF", ".docx": "DOCX", ".odt": "ODT", ".epub": "EPUB", ".rtf": "RTF", ".xlsx": "XLSX", ".pptx": "PPTX",
    ".ods": "ODS", ".odp": "ODP",
}  # fmt: skip
_MARKS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"{\\rtf", "rtf"), (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"), (b"II*\0", "picture"), (b"MM\0*", "picture"),
)  # fmt: skip
# Possessive, as a comment that could also end later would be tried in all ways together with those that follow.
_PAGE = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype html|html|head|body)\b"
)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_FROM = re.compile(rb"(?im)^from:")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(path: Path, name: str) -> Kind:
    """Return the kind of a file. Raises DocumentError where it is none that is read, OSError where it can't be."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    suffix = _suffix(path.name.lower())
    found = _by_content(head, suffix)
    if found is None and head.startswith(_OLD):
        raise DocumentError(name, "is in an old format of Microsoft's; save it as .docx")
    if found is None and suffix in _BINARY:
        what = "is empty" if not head.strip() else f"is no {_BINARY[suffix]}, whatever its name says"
        raise DocumentError(name, what)
    found = found or _SUFFIXES.get(suffix)
    if found is None:
        raise DocumentError(name, f"not a kind that is read; these are: {_LISTED}")
    return found


def opens_page(head: bytes) -> bool:
    """Tell whether what a file begins with is the beginning of an HTML page, comments before it or not."""
    return _PAGE.match(head) is not None


def _by_content(head: bytes, suffix: str) -> Kind | None:
    if suffix in (".jsonl", ".jsonl.gz", ".eml", ".mbox", ".csv", ".tsv"):
        return None
    if b"%PDF-" in head[:1024] and suffix not in (".md", ".txt"):
        return "pdf"
    found = next((kind for mark, kind in _MARKS if head.startswith(mark)), None)
    if found is None and opens_page(head):
        return "page"
    if found is None and suffix in ("", ".txt", ".text"):
        found = _talk(head)
    return found or (_mail(head) if suffix not in _SUFFIXES else None)


def _talk(head: bytes) -> Kind | None:
    """Tell a text that is a chat of WhatsApp's, or captions."""
    text = head.decode("utf-8", "ignore")
    return "whatsapp" if opens_whatsapp(text) else "captions" if opens_captions(text) else None


def _mail(head: bytes) -> Kind | None:
    lines = head.replace(b"\r\n", b"\n")
    if lines.startswith(b"From ") and _MAIL.match(lines.partition(b"\n")[2]):
        return "mbox"
    return "eml" if _MAIL.match(lines) and _FROM.search(lines) else None


def _suffix(name: str) -> str:
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else Path(name).suffix
