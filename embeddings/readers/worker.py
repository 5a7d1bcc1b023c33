"""The child process in which files of others are taken apart: it may crash, hang or eat, and the rebuild goes on.

A request is a line of JSON on standard input, ``{"path", "name", "kind"}``; the answer is lines of drafts and errors
(or one of a page's picture, where that is wanted), and a last one that says so. Nothing is unpickled on either side.
"""

from __future__ import annotations

import json
import os
import resource
import select
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.confine import OFFLINE, leave_network
from embeddings.readers.draft import FACSIMILE, AtWork, Draft

if TYPE_CHECKING:
    from embeddings.readers.facsimile import Facsimile

Reader = Callable[[Path, str], Iterator[Draft | DocumentError | AtWork]]

_IDLE = 30  # seconds without a request, after which it goes
_FILES = 64  # open at a time
_READERS: Final = {
    "pdf": ("pdf", "read_pdf"),
    "picture": ("pictures", "read_picture"),
    "page": ("webpage", "read_page"),
    "markdown": ("markdown", "read_markdown"),
    "docx": ("word", "read_docx"),
    "odt": ("opendocument", "read_odt"),
    "ods": ("opendocument", "read_ods"),
    "odp": ("opendocument", "read_odp"),
    "xlsx": ("excel", "read_xlsx"),
    "pptx": ("slides", "read_pptx"),
    "rtf": ("rtf", "read_rtf"),
    "epub": ("epub", "read_epub"),
    "messages": ("messengers", "read_messages"),
    "slack": ("slack", "read_slack"),
    "whatsapp": ("whatsapp", "read_whatsapp"),
    "captions": ("captions", "read_captions"),
    "eml": ("mail", "read_eml"),
    "mbox": ("mail", "read_mbox"),
    "feed": ("listings", "read_feed"),
    "sitemap": ("listings", "read_sitemap"),
}
KINDS: Final = frozenset({*_READERS, "zip"})  # that are read here and nowhere else
_OPEN = "application/vnd.oasis.opendocument."
_ZIPPED: Final = {
    "application/epub+zip": "epub", f"{_OPEN}text": "odt", f"{_OPEN}spreadsheet": "ods", f"{_OPEN}presentation": "odp"
}  # fmt: skip
_TOLD_BY: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx",
                  "users.json": "slack"}  # fmt: skip


def main(memory: int) -> None:
    """Answer requests until there are no more, with at most ``memory`` bytes of address space."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    offline = leave_network()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    while select.select([sys.stdin], [], [], _IDLE)[0]:
        request = sys.stdin.readline()
        if not request:
            return
        asked = json.loads(request)
        if asked["kind"] == OFFLINE:
            answers.write(json.dumps({OFFLINE: offline}) + "\n")
            answers.flush()
        else:
            _answer(asked, answers)


def _answer(request: dict[str, Any], answers: IO[str]) -> None:
    name = request["name"]
    try:
        for found in _found(request, Path(request["path"]), name):
            _send(answers, found)
    except DocumentError as error:
        _send(answers, error)
    except (MemoryError, RecursionError) as error:
        what = "more memory" if isinstance(error, MemoryError) else "deeper nesting"
        _send(answers, DocumentError(name, f"needs {what} than a document may"))
    except OSError as error:
        _send(answers, DocumentError(name, f"can't be read: {error.strerror or error}"))
    except Exception as error:  # noqa: BLE001  a library that broke down over one file must not end the others
        why = f"{type(error).__name__}: {error}"[:200]
        _send(answers, DocumentError(name, f"broke its reader ({' '.join(why.split())}); save it anew"))
    answers.write('{"done": true}\n')
    answers.flush()


def _found(request: dict[str, Any], path: Path, name: str) -> Iterator[Draft | DocumentError | AtWork | Facsimile]:
    if request["kind"] != FACSIMILE:
        yield from reader_of(request["kind"], path, name)(path, name)
        return
    from embeddings.readers.facsimile import facsimile_of  # noqa: PLC0415  as each reader

    yield facsimile_of(path, name, request["number"], request["words"], request["earlier"])


def _send(answers: IO[str], found: Draft | DocumentError | AtWork | Facsimile) -> None:
    if isinstance(found, AtWork):
        answers.write('{"at_work": true}\n')
        answers.flush()
        return
    if isinstance(found, DocumentError):
        row: dict[str, object] = {"why": found.why, "line": found.line}
    else:
        row = {"draft" if isinstance(found, Draft) else FACSIMILE: asdict(found)}
    answers.write(json.dumps(row) + "\n")


def reader_of(kind: str, path: Path, name: str) -> Reader:
    """Return what reads a kind; a library is loaded only when it is first needed."""
    module, function = _READERS[_zipped(path, name) if kind == "zip" else kind]
    found: Reader = getattr(import_module(f"embeddings.readers.{module}"), function)
    return found


def _zipped(path: Path, name: str) -> str:
    with opened(path, name) as archive:
        found = next((kind for entry, kind in _TOLD_BY.items() if entry in archive.NameToInfo), None)
        found = found or _ZIPPED.get(_mimetype(archive).removesuffix("-template"))
    if found is None:
        listed = ".docx, .xlsx, .pptx, .odt, .ods, .odp, .epub and exports of Slack's"
        raise DocumentError(name, f"is a zip archive; of those, {listed} are read")
    return found


def _mimetype(archive: zipfile.ZipFile) -> str:
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").file_size > 100:
        return ""
    return archive.read("mimetype").decode("ascii", "replace").strip()
