"""The gallery: for each kind of file a small real one, what is seen of it, and the page of the docs that shows both.

``python -m tests.embeddings.readers.formats`` writes ``docs/formats.md`` anew.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.folder import read_file
from embeddings.readers.folders import Root
from embeddings.types import Document

GALLERY: Final = Path(__file__).with_name("gallery")
FILES: Final = GALLERY / "files"
SEEN: Final = GALLERY / "seen"
VARIANTS: Final = GALLERY / "variants"  # how other programs write the same
PAGE: Final = Path(__file__).parents[3] / "docs" / "formats.md"
FACTS: Final = ("title", "author", "publisher", "date", "url")
_BETWEEN: Final = "\n-----\n\n"
_HEAD: Final = """# Formats: what is kept, and what is not

Made from the examples in `tests/embeddings/readers/gallery`: for each kind a small real file, and what is made of it,
compared to the letter by a test. Of facts, limits and what is passed over tells [documents](documents.md).
"""


def formats() -> list[dict[str, str]]:
    """Return what is said of each kind of file: ``name``, ``file``, ``kept``, ``lost``."""
    found: list[dict[str, str]] = tomllib.loads((GALLERY / "formats.toml").read_text(encoding="utf-8"))["format"]
    return found


def read_example(name: str, files: Path = FILES) -> str:
    """Return what is made of a file of the gallery: facts, a blank line, the text; several behind lines of dashes."""
    return _BETWEEN.join(map(_told, documents_of(name, files)))


def documents_of(name: str, files: Path = FILES) -> list[Document]:
    """Return the documents of a file of the gallery."""
    return [_whole(read) for read, _ in read_file(files / name, name, Root(files))]


def seen_in(name: str, seen: Path = SEEN) -> str:
    """Return what is to be made of a file of the gallery."""
    return (seen / f"{name}.txt").read_text(encoding="utf-8")


def page() -> str:
    """Return the page of the docs."""
    return _HEAD + "".join(map(_section, formats()))


def _section(one: dict[str, str]) -> str:
    lines = [f"\n## {one['name']}", "", f"- Kept: {one['kept']}.", f"- Not kept: {one['lost']}.", ""]
    return "\n".join([*lines, "```text", seen_in(one["file"]).strip(), "```", ""])


def _whole(read: Document | DocumentError) -> Document:
    if isinstance(read, DocumentError):
        raise read
    return read


def _told(document: Document) -> str:
    facts = [(fact, getattr(document, fact)) for fact in FACTS]
    lines = [f"{fact}: {value}" for fact, value in facts if value is not None]
    lines += [f"left out: {', '.join(document.left_out)}"] if document.left_out else []
    return "\n".join([*lines, "", document.text.strip("\n"), ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
