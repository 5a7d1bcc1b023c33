"""HTML pages, by trafilatura: the main text without menus and footers, and the facts that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import trafilatura

from embeddings.errors import DocumentError
from embeddings.readers.draft import FROM_FEED, Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.htmlcredits import mark_credits
from embeddings.readers.htmlpieces import html_pieces, own_part, texts_of
from embeddings.readers.markup import MarkupError, parse_html
from embeddings.readers.pieces import compose
from embeddings.readers.revised import revised
from embeddings.text.wording import many
from embeddings.types import Part

# The date that a page states for itself: one found anywhere in its text may be of something else.
_DATES = {"extensive_search": False, "original_date": True}
_LEAST = 600  # characters: of shorter pages, menus and teasers are taken for the text
_MOST_BESIDE = 1.5  # times the main text: of a page that names no part its own, more is menus
_HEAD = 1000  # bytes
_WALLED = "the page itself, which shows something else than its feed lists: the words are the feed's"
_NO_TEXT = "without text; one that scripts fill in must be saved from a browser"
_STRUCTURE = re.compile(
    rb"(?i)<(?:table|dl|details|figcaption|cite)[\s>]|<p[^<>]{0,80}>\s{0,9}<(?:b|strong|em|i)>[^<>]{3,300}\?</"
)


def read_page(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a page. Raises DocumentError where it has no text."""
    yield read_html(path.read_bytes(), name)


def read_html(content: bytes, name: str) -> Draft:
    """Read a page. Raises DocumentError where it has no text, or several and names none of them its own."""
    if not content.strip():
        raise DocumentError(name, "is empty")
    page = revised(content)
    text, facts = _extracted(page.content)
    facts |= extracted_facts({"title": page.title})
    parts = tuple[Part, ...]()
    if len(text) < _LEAST or _STRUCTURE.search(page.content):
        text, parts = _by_structure(page.content, name, text)
    title = facts.get("title")
    repeated = title is not None and text.startswith(f"{title}\n")
    left_out = [many(count, what) for what, count in page.gone.items() if count]
    left_out += [_WALLED] if FROM_FEED.encode() in content[:_HEAD] else []
    body_start = len(title) if title and repeated else 0
    return Draft(text, facts, body_start=body_start, parts=parts, left_out=tuple(left_out))


def _extracted(content: bytes) -> tuple[str, dict[str, str]]:
    """Return the main text of a page, as far as it can be told, and what the page says of itself."""
    found = trafilatura.bare_extraction(
        content, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    if found is None or isinstance(found, dict):
        return "", {}
    text = "\n\n".join(line for line in (found.text or "").splitlines() if line.strip())
    values = {"title": found.title, "author": found.author, "date": found.date, "url": found.url}
    return text, extracted_facts(values | {"publisher": found.sitename})


def _by_structure(content: bytes, name: str, extracted: str) -> tuple[str, tuple[Part, ...]]:
    """Return the text of the part that a page names its own, else of all that leads nowhere else."""
    try:
        root = parse_html(content)
    except MarkupError as error:
        raise DocumentError(name, f"is no page that can be read: {error}") from None
    mark_credits(root)
    own = own_part(root)
    if own is not None:
        extracted = ""  # it is no better
    elif len(extracted) < _LEAST and texts_of(root) > 1:
        raise DocumentError(name, "holds several texts and names none its own; save the page of each")
    try:
        text, parts = compose(html_pieces(root if own is None else own, linked=own is not None))
    except RecursionError:
        text, parts = "", ()
    if len(extracted) >= _LEAST and not 0 < len(text) <= _MOST_BESIDE * len(extracted):
        return extracted, ()
    if not text:
        what = "of links to others, and has no text of its own; save the text itself" if extracted else _NO_TEXT
        raise DocumentError(name, f"is a page {what}")
    return text, parts
