"""Which language is spoken now, and what words are in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from embeddings.errors import OnrecordError
from embeddings.text.wording import printable

ENGLISH = "en"
LANGUAGES = {  # as those who speak them call them
    ENGLISH: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "km": "ខ្មែរ",
    "ru": "Русский",
    "uk": "Українська",
}
_SEPARATOR = re.compile("[-_.@]")
_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def language() -> str:
    """Return the language that is spoken now, one of LANGUAGES."""
    return _SPOKEN.get()


def language_for(code: str | None) -> str:
    """Return the language for an IETF tag ("pt-br") or a locale ("es_ES.UTF-8"); English where we have none for it."""
    base = _SEPARATOR.split((code or "").lower(), maxsplit=1)[0]
    return base if base in LANGUAGES else ENGLISH


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Speak a language in this task, and in the threads that it hands work to."""
    before = _SPOKEN.set(language_for(spoken))
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def _(words: str, /, **values: object) -> str:
    """Return words in the language that is spoken, else in English; ``values`` go in for ``{names}``."""
    said = catalogue(language()).gettext(words) if words else ""  # gettext has its header under ""
    return said.format(**values) if values else said


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Return the form of words that goes with a count, which goes in for ``{count}`` as ``values`` do."""
    return catalogue(language()).ngettext(one, many, count).format(count=count, **values)


def trouble(error: OnrecordError) -> str:
    """Return what an error says."""
    return printable(_(error.words, **error.values))


def N_(words: str) -> str:  # noqa: N802  gettext's own name
    """Mark words that are translated where they are said."""
    return words


@cache
def catalogue(spoken: str) -> NullTranslations:
    """Return a language's words."""
    path = Path(__file__).with_name(f"{spoken}.po")
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415  a tenth of a second, which English does without
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        read = read_po(file, locale=spoken)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled)
