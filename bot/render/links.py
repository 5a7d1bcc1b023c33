"""Links to web pages, which open at the words that are quoted.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/ (``#:~:text=[prefix-,]start[,end]``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from bot.types import Citation
from embeddings.types import Document, Passage, Span

LONGEST = 2000  # characters
_HOST = re.compile(r"\A[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?")  # no user name, which could pass for a host
_KEPT = "!$&'()*+,;=:@/?~-._%"
_WHOLE = 8  # words that are given in full; of more, the first and the last four
_EDGE = 4
_NO_PAGES = (".pdf", ".doc", ".docx", ".odt", ".epub", ".txt", ".md")


def web_link(url: str | None, *, longest: int = LONGEST) -> str | None:
    """Return an address that Telegram takes for a link, percent-encoded; None where it is none, or is overlong."""
    try:
        parts = urlsplit(url or "")
        known = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
    except ValueError:  # brackets that hold no address
        return None
    if not known:
        return None
    path, query, fragment = (quote(part, safe=_KEPT, errors="replace") for part in parts[2:])
    link = urlunsplit((parts.scheme, parts.netloc, path, query, fragment.partition(":~:")[0]))
    return link if len(link) <= longest else None


def source_link(document: Document, passage: Passage, shown: Span, *, longest: int = LONGEST) -> str | None:
    """Return a document's link, with a fragment that opens at ``shown``, a span of its text, where it is a web page."""
    link = web_link(document.url, longest=longest)
    if link is None or passage.page is not None or urlsplit(link).path.lower().endswith(_NO_PAGES):
        return link
    directive = text_directive(document.text, *shown)
    opening = f"{link}{'' if '#' in link else '#'}:~:{directive}"
    return opening if directive and len(opening) <= longest else link


def citation_link(citation: Citation, shown: Span, *, longest: int = LONGEST) -> str | None:
    """Return the link of a citation's document, opened at ``shown``, or that of the page which it is checked on."""
    own = source_link(citation.document, citation.passage, shown, longest=longest)
    return own or (citation.link if citation.link and len(citation.link) <= longest else None)


def text_directive(text: str, start: int, end: int) -> str:
    """Return ``text=…`` for a span; empty where no words of it can be told from others on the page.

    A page that shows other words than the document opens at its top. Spans of several lines, and long ones, are given
    by their first and last words; where the first words also stand before, those in front of them lead the way.
    """
    lines = [line.split() for line in text[start:end].strip().splitlines()]
    if not lines or (len(lines) > 1 and sum(map(len, lines)) <= _WHOLE):
        return ""
    whole = len(lines) == 1 and len(lines[0]) <= _WHOLE
    first, last = (lines[0], []) if whole else (lines[0][:_EDGE], lines[-1][-_EDGE:])
    before = text[:start]
    stands_before = " ".join(first).casefold() in " ".join(before.split()).casefold()
    prefix = f"{_encoded(_leading(before))}-," if stands_before else ""
    return f"text={prefix}{_encoded(first)}{f',{_encoded(last)}' if last else ''}"


def _leading(before: str) -> list[str]:
    """Return the last words in front of a span, from one line only: a browser looks for them in one block of a page."""
    lines = [words for line in before.splitlines() if (words := line.split())]
    return lines[-1][-_EDGE:] if lines else []


def _encoded(words: Sequence[str]) -> str:
    """Percent-encode words; dash, comma and ampersand have a meaning of their own in a directive."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
