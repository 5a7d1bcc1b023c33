"""``folder.toml``: what is true of every document below a folder, unless the document says otherwise.

    publisher = "VOA Khmer"
    language = "km"
    visibility = "private"

A folder's own file comes before those of the folders above it. What is private stays private: no folder below, no
document and no sidecar makes it public again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.text.wording import one_form
from embeddings.toml import is_there, read_toml

FILE: Final = "folder.toml"
EXPECTED: Final = 'lines of the form name = "value" were expected'
LARGEST: Final = 64 << 10  # bytes: what the parser takes grows with the square of the points in a key
FETCHED: Final = "fetched"  # below the documents' folder: what is fetched from sources is kept there
KNOWN: Final = ("publisher", "language", "visibility")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for the documents of a folder; None where no file says."""

    publisher: str | None = None
    language: str | None = None
    visibility: str | None = None

    def facts(self) -> dict[str, str]:
        """Return those that are known."""
        found = {name: getattr(self, name) for name in KNOWN}
        return {name: value for name, value in found.items() if value is not None}


NO_DEFAULTS: Final = Defaults()


@dataclass(frozen=True, slots=True)
class Root:
    """A folder whose files are read: the documents' own, or one that ``sources.toml`` names.

    ``name`` begins the names of what is in it, and ``defaults`` hold for all of that.
    """

    path: Path
    name: str = ""
    defaults: Defaults = NO_DEFAULTS

    def is_from_afar(self, name: str) -> bool:
        """Return whether a file, by its name, was fetched from one of the sources."""
        return not self.name and name.startswith(f"{FETCHED}/")

    def name_of(self, path: Path) -> str:
        """Return the name of a file in it."""
        inner = one_form(path.relative_to(self.path).as_posix())
        return f"{self.name}/{inner}" if self.name else inner


def folder_files(path: Path, root: Root) -> list[Path]:
    """Return the ``folder.toml`` of every folder from the root down to the file's own, the top first."""
    above = path.parents[: len(path.relative_to(root.path).parts)]
    return [folder / FILE for folder in reversed(above)]


def read_defaults(path: Path, root: Root) -> Defaults:
    """Return what the files of the folders say of a file.

    Raises DocumentError, naming the folder's file, where one can't be used.
    """
    values: dict[str, str] = {}
    is_private = False
    for file in folder_files(path, root):
        place = root.name_of(file)
        if is_there(file, place):
            values |= check_defaults(read_toml(file, place, EXPECTED, largest=LARGEST)[0], place)
            is_private |= values.get("visibility") == "private"
    return Defaults(**values | ({"visibility": "private"} if is_private else {}))


def check_defaults(values: Mapping[str, object], name: str) -> dict[str, str]:
    """Return defaults that somebody wrote. Raises DocumentError where one can't be what it says."""
    for key, value in values.items():
        if key not in KNOWN:
            raise DocumentError(name, f"{key!r} is unknown; {', '.join(KNOWN)} are known")
        if not isinstance(value, str) or not value.strip():
            raise DocumentError(name, f'{key!r} should be text, as in {key} = "…"')
        if key == "visibility" and value not in ("public", "private"):
            raise DocumentError(name, f"the visibility {value!r} is neither public nor private")
    return {key: str(value) for key, value in values.items()}
