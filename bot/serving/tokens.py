"""Who may ask over HTTP: one token a line, in a file that only its owner reads, looked at again when it changes."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from embeddings.errors import SettingsError
from embeddings.owner import make_folder, write_file

FILE: Final = "serve.tokens"
_FIRST: Final = "operator"
_PRIVATE: Final = "private"
_HEAD = f"""# Who may ask over HTTP, one a line: a name, a token and, where private documents
# may be seen, the word {_PRIVATE}.
# A line that is removed is void at once. A new token: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'
"""
_SHORTEST = 20  # characters: less can be guessed
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by the name of their token, and whether they may see private documents."""

    name: str
    private: bool = False


NOBODY: Final = Caller("anyone")  # where no token is asked for


class Tokens:
    """The tokens of a data folder; the first is made where there are none.

    Raises SettingsError where a line of the file is none.
    """

    def __init__(self, data: Path) -> None:
        self.path = data / FILE
        if not self.path.exists():
            make_folder(data)
            write_file(self.path, f"{_HEAD}{_FIRST} {secrets.token_urlsafe(32)}\n")
        self._seen = self._stamp()
        self._callers = _read(self.path)

    def caller(self, header: str | None) -> Caller | None:
        """Return who sends an Authorization header; None for nobody who is known.

        Tokens are looked up by their digests, so that the time it takes tells nothing of them.
        """
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        self._look_again()
        return self._callers.get(_digest(token.strip()))

    def sees_private(self, name: str) -> bool:
        """Whether there is a token of this name with which private documents may be seen."""
        self._look_again()
        return Caller(name, private=True) in self._callers.values()

    def _look_again(self) -> None:
        stamp = self._stamp()
        if stamp == self._seen:
            return
        self._seen = stamp
        try:
            self._callers = _read(self.path)
        except SettingsError as error:
            _LOG.error("the tokens stay as they were: %s", error)

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116  a third of Path.stat's time
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns


def _read(path: Path) -> dict[bytes, Caller]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}  # whoever removed the file wants nobody to ask
    callers = {}
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) not in (2, 3) or words[2:] not in ([], [_PRIVATE]) or len(words[1]) < _SHORTEST:
            raise SettingsError(
                f"{path}, line {number}: a name, a token of at least {_SHORTEST} characters and maybe the word "
                f"{_PRIVATE!r} were expected, apart by spaces."
            )
        callers[_digest(words[1])] = Caller(words[0], len(words) == 3)
    return callers


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
