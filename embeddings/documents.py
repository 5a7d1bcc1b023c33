"""The documents' folder -> documents. A bad one is named with file and line; the others are still read."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, get_args

import yaml

from embeddings.aliases import FILE as ALIASES
from embeddings.errors import DocumentError, SettingsError
from embeddings.types import Document, Visibility

Read = tuple[Document | DocumentError, int | None]  # and its line, where there are several in a file

# Recorded in the manifest: another value means that every file is read anew. Raise it with every change of what is
# made of a file.
READER: Final = "1"

_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(.*?)^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\s*#[^\S\n]+(\S[^\n]*)(?:\n|\Z)")
_CLOSING = re.compile(r"(?<=\s)#+\Z")
_DATE = re.compile(r"\d{4}(-\d{2})?")
VISIBILITIES = get_args(Visibility)
_FACTS = ("title", "publisher", "author", "date", "url")


def read_documents(folder: Path) -> tuple[list[Document], list[DocumentError]]:
    """Read every document below ``folder``, in the order of their paths.

    Raises SettingsError where there is no such folder; whatever is wrong with one document is returned.
    """
    documents: dict[str, Document] = {}
    errors: list[DocumentError] = []
    for path, name in document_files(folder):
        errors += add_unique(documents, read_file(path, name))
    return list(documents.values()), errors


def add_unique(documents: dict[str, Document], reads: Iterable[Read]) -> list[DocumentError]:
    """Add what was read to ``documents``, by id; return the errors, among them those of an id that is taken."""
    errors = []
    for read, line in reads:
        if isinstance(read, DocumentError):
            errors.append(read)
        elif read.id in documents:
            why = f"the id {read.id!r} is already that of {documents[read.id].path}"
            errors.append(DocumentError(read.path, why, line=line))
        else:
            documents[read.id] = read
    return errors


def document_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file below ``folder`` that is to be read, with its name relative to it, in the order of the paths.

    Raises SettingsError where there is no such folder.
    """
    if not folder.is_dir():
        raise SettingsError(
            f"There is no documents' folder {str(folder)!r}. Create it, or name another in ONRECORD_SEEDS."
        )
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if not hidden and path.name.lower() != "readme.md" and name != ALIASES and path.is_file():
            yield path, name


def read_file(path: Path, name: str) -> Iterator[Read]:
    """Yield what is in one file, document by document; whatever is wrong is yielded, too."""
    try:
        yield from _read_file(path, name)
    except DocumentError as error:
        yield error, None
    except UnicodeEncodeError:
        yield DocumentError(ascii(name), "its name is not UTF-8; rename the file"), None
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentError(name, f"can't be read: {error}"), None


def _read_file(path: Path, name: str) -> Iterator[Read]:
    name.encode()
    lowered = path.name.lower()
    if lowered.endswith((".jsonl", ".jsonl.gz")):
        yield from _read_collection(path, name)
    elif lowered.endswith(".txt"):
        yield _read_text(_decode(path.read_bytes(), name), name), None
    elif lowered.endswith(".md"):
        yield _read_markdown(_decode(path.read_bytes(), name), name), None
    else:
        raise DocumentError(name, "not a kind that is read; .txt, .md, .jsonl and .jsonl.gz are")


def _decode(content: bytes, name: str, *, line: int | None = None) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = line or content.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            name, f"byte 0x{content[error.start]:02x} is not UTF-8; save it as UTF-8", line=at
        ) from None
    if "\0" in text:
        at = line or text.count("\n", 0, text.index("\0")) + 1
        raise DocumentError(name, "holds a NUL character, as binary files do; text was expected", line=at)
    return text


def _read_text(text: str, name: str) -> Document:
    lines = [*re.finditer(r"\S[^\r\n]*", text)]
    if not lines:
        raise DocumentError(name, "is empty")
    if len(lines) == 1:
        raise DocumentError(name, "has only a title; the text should follow below the first line", line=1)
    return Document(id=name, path=name, text=text, title=lines[0][0].strip(), body_start=lines[0].end())


def _read_markdown(text: str, name: str) -> Document:
    facts: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(text.replace("\r\n", " \n")):
        facts, text = _front_matter(match[1], name), text[match.end() :]
    heading = _HEADING.match(text)
    body_start = heading.end() if heading else 0
    if not text[body_start:].strip():
        raise DocumentError(name, "is empty" if not facts else "has front matter and no text below it")
    if _text_fact(facts, "title", name, None) is None:
        if heading is None:
            raise DocumentError(name, "has no title; give it one in the front matter (title: …)", line=1)
        facts["title"] = _CLOSING.sub("", heading[1].strip())
    identity = _text_fact(facts, "id", name, None) or name
    return _document(facts, identity=identity, path=name, text=text, body_start=body_start)


def _front_matter(block: str, name: str) -> dict[str, Any]:
    try:
        facts = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  the safest: every scalar stays text
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise DocumentError(
            name, "the front matter is not YAML; write lines of the form 'title: …'", line=line
        ) from None
    if not isinstance(facts, dict):
        raise DocumentError(name, "the front matter should be lines of the form 'title: …'", line=1)
    return facts


def _read_collection(path: Path, name: str) -> Iterator[Read]:
    first = True
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as rows:
        for number, row in enumerate(rows, start=1):
            if not row.strip():
                continue
            try:
                record = _record(row, name, number)
                if first and "question" in record and "text" not in record:
                    return  # questions lie beside the documents that they are asked of; they are no documents
                yield _row_document(record, name, number), number
            except DocumentError as error:
                yield error, number
            first = False


def _record(row: bytes, name: str, line: int) -> dict[str, Any]:
    try:
        record = json.loads(_decode(row, name, line=line))
    except (ValueError, RecursionError):  # also a number of thousands of digits
        raise DocumentError(name, "is not JSON; one object a line was expected", line=line) from None
    if not isinstance(record, dict):
        raise DocumentError(name, f"is {type(record).__name__}, an object was expected", line=line)
    return record


def _row_document(record: Mapping[str, Any], name: str, line: int) -> Document:
    identity, text = (_text_fact(record, key, name, line, keep=True) for key in ("id", "text"))
    for key, value in (("id", identity), ("text", text)):
        if value is None:
            raise DocumentError(name, f"the required field {key!r} is missing or empty", line=line)
    return _document(record, identity=str(identity), path=name, text=str(text), line=line)


def _document(
    facts: Mapping[str, Any], *, identity: str, path: str, text: str, body_start: int = 0, line: int | None = None
) -> Document:
    title, publisher, author, published, url = (_text_fact(facts, key, path, line) for key in _FACTS)
    _check_date(published, path, line)
    visibility = _text_fact(facts, "visibility", path, line) or "public"
    if visibility not in VISIBILITIES:
        raise DocumentError(path, f"the visibility {visibility!r} is neither public nor private", line=line)
    return Document(
        identity,
        text,
        path,
        title,
        publisher,
        author,
        published,
        url,
        visibility="private" if visibility == "private" else "public",
        body_start=body_start,
    )


def _text_fact(facts: Mapping[str, Any], key: str, name: str, line: int | None, *, keep: bool = False) -> str | None:
    """Return a fact as text, None where it is absent or blank; ``keep`` leaves its white space alone."""
    value = facts.get(key)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int) and key in ("id", "date", "title") and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise DocumentError(name, f"the field {key!r} should be text, found {type(value).__name__}", line=line)
    if value is None or not value.strip():
        return None
    return _encodable(value if keep else " ".join(value.split()), key, name, line)


def _encodable(value: str, key: str, name: str, line: int | None) -> str:
    """Refuse what JSON escapes can smuggle in and SQLite can't hold: half characters and NUL."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise DocumentError(name, f"the field {key!r} holds a NUL or half a surrogate pair", line=line)
    return value


def _check_date(value: str | None, name: str, line: int | None) -> None:
    if value is None:
        return
    try:
        datetime.fromisoformat(value if not _DATE.fullmatch(value) else f"{value}-01-01"[:10])
    except ValueError:
        raise DocumentError(name, f"the date {value!r} is not of the form 2017-10-18", line=line) from None
