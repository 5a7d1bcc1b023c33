"""Which document somebody means by a name that they type."""

from __future__ import annotations

from collections.abc import Callable

from bot.render import describe, short
from embeddings.errors import UsageError
from embeddings.text.wording import one_form
from embeddings.types import Document

_MOST = 10  # documents that a part of a name may mean, listed


def find_document(documents: list[Document], typed: str) -> Document:
    """Return the document that has an id, a path or a title, or alone has a part of one. Raises UsageError."""
    name = one_form(typed)
    wanted = name.casefold()
    ways: tuple[Callable[[Document], bool], ...] = (
        lambda one: one.id == name,
        lambda one: name in (one.path, one.title),
        lambda one: wanted in f"{one.id}\n{one.title or ''}".casefold(),
    )
    found = next(filter(None, (list(filter(way, documents)) for way in ways)), [])
    if not found:
        raise UsageError(f"No document has {name!r} in its id or title. The REPL lists them all: /sources")
    if len(found) > 1:
        raise UsageError(f"{len(found)} documents have {name!r} in id or title. Name one by its id:\n{_listed(found)}")
    return found[0]


def _listed(found: list[Document]) -> str:
    lines = [f"  {short(document.id)}: {describe(document)}" for document in found[:_MOST]]
    return "\n".join([*lines, f"  … and {len(found) - _MOST} more"] if len(found) > _MOST else lines)
