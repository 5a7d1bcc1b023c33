"""Which version is the latest: the heading of the highest one in a log of changes. Rules for English. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.windows import Window
from bot.answering.wish import STEP, Wish
from embeddings.retrieve import Found
from embeddings.text.terms import question_terms, terms
from embeddings.types import Document, Hit

_ASKED: Final = re.compile(
    r"(?i)\A\W*+(?:(?:so|and|please|tell me),? )?(?:(?:what|which)(?: is|['’]s| was) the "
    r"(?:latest|newest|current|most recent|last) (?P<one>[\w-]+ )?(?:version|release)"
    r"|(?:what|which) (?:version|release) is (?:the )?(?:latest|newest|current|most recent))\b"
)
_FRAMING: Final = frozenset(terms("latest newest current most recent last version release number"))
_VERSION: Final = re.compile(r"(?i)\W{0,4}(?:version |release |v\.?)?(\d{1,4}(?:\.\d{1,4})+)(?![\w.])")


def latest_version(question: str, found: Found) -> Wish | None:
    """Wish for the highest version of a document on what is asked about; None where none is asked for, or found."""
    if not _ASKED.match(question):
        return None
    about = {*question_terms(question, found.query.language)} - _FRAMING
    of_it = (hit for hit in found.hits if about <= {*terms(_named(hit.document), found.query.language)})
    highest = max((one for hit in of_it for one in _versions(hit)), default=None)
    if highest is None:
        return None
    _, document_id, start = highest

    def prefers(window: Window) -> float:
        return STEP * (window.hit.document.id == document_id and window.start == start)

    return Wish(prefers=prefers, enough=STEP)


def _named(document: Document) -> str:
    return f"{document.title or ''} {document.publisher or ''}"


def _versions(hit: Hit) -> Iterator[tuple[tuple[int, ...], str, int]]:
    """Yield the versions that head a part of a hit's document, each with where it stands."""
    document = hit.document
    for part in document.parts:
        version = _VERSION.match(document.text, part.start, part.end) if part.kind == "heading" else None
        if version:
            yield tuple(map(int, version[1].split("."))), document.id, part.start
