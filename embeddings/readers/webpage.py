"""HTML pages, by trafilatura: the main text without menus and footers, and the facts that the page states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import trafilatura

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.facts import extracted_facts
from embeddings.readers.markup import MarkupError, paragraphs, parse_html

# The date that a page states for itself: one found anywhere in its text may be of something else.
_DATES = {"extensive_search": False, "original_date": True}
_LEAST = 80  # characters: shorter main texts are no article, and all of the page is read


def read_page(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a page. Raises DocumentError where it has no text."""
    yield read_html(path.read_bytes(), name)


def read_html(content: bytes, name: str) -> Draft:
    """Read a page. Raises DocumentError where it has no text."""
    if not content.strip():
        raise DocumentError(name, "is empty")
    found = trafilatura.bare_extraction(
        content, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    text, facts = "", {}
    if found is not None and not isinstance(found, dict):
        text = "\n\n".join(line for line in (found.text or "").splitlines() if line.strip())
        values = {"title": found.title, "author": found.author, "date": found.date, "url": found.url}
        facts = extracted_facts(values | {"publisher": found.sitename})
    if len(text) < _LEAST:
        text = _whole(content, name) or text
    if not text.strip():
        raise DocumentError(name, "is a page without text; one that scripts fill in must be saved from a browser")
    title = facts.get("title")
    repeated = title is not None and text.startswith(f"{title}\n")
    return Draft(text, facts, body_start=len(title) if title and repeated else 0)


def _whole(content: bytes, name: str) -> str:
    try:
        return "\n\n".join(paragraphs(parse_html(content)))
    except MarkupError as error:
        raise DocumentError(name, f"is no page that can be read: {error}") from None
