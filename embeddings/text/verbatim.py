"""Text -> the words that it says, each with its place: two texts with the same ones say the same, word for word.

White space, quotation marks, stops, dashes and case are no part of a word; a sign that changes a number is one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from embeddings.types import Span

_UNSPACED = r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}ー]"
_LETTER = rf"(?:(?!{_UNSPACED})[\p{{L}}\p{{M}}])"
_WORD = regex.compile(
    rf"{_UNSPACED}\p{{M}}*+"  # scripts without spaces: a letter with its signs
    r"|\p{N}++(?:[.,:/'’\u00a0\u202f]\p{N}++)*+"
    rf"|(?:{_LETTER}|\p{{N}})(?:{_LETTER}|[\p{{N}}\p{{Cf}}])*+(?:['’ʼ](?={_LETTER})(?:{_LETTER}|[\p{{N}}\p{{Cf}}])++)*+"
    r"|[%‰§°\p{Sc}]|(?<![\p{L}\p{N}])[-−+](?=\p{N})"
)
_SILENT = regex.compile(r"[\p{Cf}\u0640\u00a0\u202f]++")
_APOSTROPHES = str.maketrans("’ʼ−", "''-")


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word in the form in which it is compared, and where it stands in its text."""

    form: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


def words_said(text: str, start: int = 0, end: int | None = None) -> list[SaidWord]:
    """Return the words of ``text[start:end]``, with their places in the text."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [SaidWord(form, *match.span()) for match in found if (form := _form(match[0]))]


def _form(raw: str) -> str:
    if raw.isascii():
        return raw.casefold()
    plain = unicodedata.normalize("NFKC", _SILENT.sub("", raw)).translate(_APOSTROPHES)
    return unicodedata.normalize("NFKC", plain.casefold())
