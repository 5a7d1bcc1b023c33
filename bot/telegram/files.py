"""The file that a document was read from, where it may be handed out: one that holds this document and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.render.links import web_link
from bot.settings import Settings
from embeddings.library.open_library import OpenLibrary
from embeddings.types import Document

_LARGEST: Final = 50 << 20  # bytes: https://core.telegram.org/bots/api#senddocument
_OF_MANY: Final = (".zip", ".gz", ".tar", ".jsonl", ".mbox")  # what else is in it need not be in the library


def file_of(document: Document, snapshot: OpenLibrary, settings: Settings) -> Path | None:
    """Return the file of a document; None where it has a web address, or its file is not to be handed out.

    Who asks has to be one who may see the document.
    """
    if not settings.send_files or web_link(document.url) or document.path.lower().endswith(_OF_MANY):
        return None
    documents = snapshot.store.documents(private=True).values()
    if sum(other.path == document.path for other in documents) != 1:
        return None
    folder = settings.seeds.resolve()
    path = (folder / document.path).resolve()  # a link may lead out of the folder
    inside = path.is_relative_to(folder) and path.is_file()
    return path if inside and 0 < path.stat().st_size <= _LARGEST else None
