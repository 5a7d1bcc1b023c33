"""``aliases.toml`` in the documents' folder: names that are one speaker's, as the operator knows them.

    "Yang Sem" = ["Senator Sem", "Y. Sem"]

Each name on the left is what is shown; those on the right are found under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.naming.names import normal_form
from embeddings.toml import is_there, read_toml

FILE: Final = "aliases.toml"
_EXPECTED = 'lines of the form "Yang Sem" = ["Senator Sem", "Y. Sem"] were expected'


@dataclass(frozen=True, slots=True)
class Aliases:
    """``keys`` leads from a normal form to that of the name it belongs to; ``names`` from there to the spelling."""

    keys: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Return the key under which a speaker's statements are kept."""
        form = normal_form(name)
        return self.keys.get(form, form)


NO_ALIASES: Final = Aliases()


def read_aliases(folder: Path) -> Aliases:
    """Read the aliases of a documents' folder; there need not be any. Raises DocumentError, naming file and line."""
    path = folder / FILE
    if not is_there(path, FILE, links=True):
        return NO_ALIASES
    table, text = read_toml(path, FILE, _EXPECTED)
    return _aliases(table, text)


def _aliases(table: Mapping[str, object], text: str) -> Aliases:
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, others in table.items():
        line = _line_of(name, text)
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            raise DocumentError(FILE, f"{name!r} should be given a list of names; {_EXPECTED}", line=line)
        key = normal_form(name)
        for other in (name, *others):
            form = normal_form(other)
            if not form:
                raise DocumentError(FILE, f"{other!r} is no name", line=line)
            if keys.setdefault(form, key) != key:
                raise DocumentError(FILE, f"{other!r} already belongs to {names[keys[form]]!r}", line=line)
        if key in names:
            raise DocumentError(FILE, f"{name!r} is the same name as {names[key]!r}", line=line)
        names[key] = name
    return Aliases(keys, names)


def _line_of(name: str, text: str) -> int:
    """Return the line that begins with a name; TOML's reader forgets it."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.lstrip(" \t['\"").startswith(name)), 1)
