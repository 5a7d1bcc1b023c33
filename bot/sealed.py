"""Links to the page of a source: what they open is sealed inside them, and ends with them.

A link is made for one person's answer. It can't be guessed, nor changed to open something else; one to a private
document is made only for somebody who may see it, and ends after a day, or as soon as they may no longer.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from embeddings.errors import ExpiredError, UsageError
from embeddings.owner import make_folder, open_file
from embeddings.types import Document, Span

FILE: Final = "serve.secret"
DAYS, DAYS_PRIVATE = 30, 1
_LONGEST = 2_000  # characters of a link's key
_SIGNATURE = 16  # bytes: nobody tries 2**128


@dataclass(frozen=True, slots=True)
class Opening:
    """What a link opens: a span of a document, which may be private; then ``reader`` is whom it was made for."""

    document: str
    start: int
    end: int
    private: bool = False
    reader: str = ""


class Seal:
    """Seals and opens, by a secret of the data folder that is made when it is first needed."""

    def __init__(self, data: Path, clock: Callable[[], float] = time.time) -> None:
        self._secret, self._clock = _secret(data / FILE), clock

    def key(self, document: Document, shown: Span, reader: str = "") -> str:
        """Return the key of a link to a span of a document, made for somebody."""
        private = document.visibility == "private"
        until = int(self._clock()) + (DAYS_PRIVATE if private else DAYS) * 86_400
        row = [document.id, *shown, int(private), until, reader if private else ""]
        words = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        return f"{_text(words)}.{_text(self._sign(words))}"

    def opened(self, key: str) -> Opening:
        """Return what a key opens. Raises UsageError where nobody here made it, ExpiredError where it has ended."""
        words, signature = (_bytes(part) for part in (f"{key[:_LONGEST]}.".split(".", 2))[:2])
        if not words or not hmac.compare_digest(signature, self._sign(words)):
            raise UsageError("This link was not made here, or is not whole.")
        document, start, end, private, until, *reader = json.loads(words)
        if until < self._clock():
            raise ExpiredError("This link has ended. Ask again for a new one.")
        return Opening(document, start, end, bool(private), *reader)

    def _sign(self, words: bytes) -> bytes:
        return hmac.new(self._secret, words, hashlib.sha256).digest()[:_SIGNATURE]


def _secret(path: Path) -> bytes:
    make_folder(path.parent)
    with contextlib.suppress(FileExistsError), open_file(path, "xb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


def _text(words: bytes) -> str:
    return base64.urlsafe_b64encode(words).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(f"{text}{'=' * (-len(text) % 4)}".encode("ascii"), b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return b""
