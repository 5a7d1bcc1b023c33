"""The bytes of an RTF -> what stands in them: words, signs and letters, and where groups begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|\\"
)
_PAGES: Final = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_SIGNS: Final = {
    "tab": " ", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\u00a0",
    "_": "-", "zwnj": "\u200c", "zwj": "\u200d",
}  # fmt: skip
USUAL: Final = "cp1252"


class Token(NamedTuple):
    """A word of control with its number, or "{", "}", "*"; else text, as bytes or as it is read."""

    word: str = ""
    number: int | None = None
    text: bytes | str = b""


def tokens_of(content: bytes) -> Iterator[Token]:
    """Yield what stands in an RTF, pictures as bytes passed over."""
    at = 0
    while match := _TOKEN.search(content, at):
        word, number, code, sign, brace, text = match.groups()
        at = match.end()
        if word is not None:
            name, value = word.decode(), None if number is None else int(number)
            if name == "bin":
                at += max(0, value or 0)
            else:
                yield Token(name, value, _SIGNS.get(name, b""))
        elif code is not None:
            yield Token(text=bytes([int(code, 16)]))
        elif sign is not None:
            yield _sign(sign.decode("latin-1"))
        elif brace is not None:
            yield Token(brace.decode())
        elif text is not None:
            yield Token(text=text)


def _sign(sign: str) -> Token:
    if sign in "\r\n":
        return Token("par")
    return Token("*") if sign == "*" else Token(text=_SIGNS.get(sign, sign if sign in "\\{}" else ""))


def page_of(number: int | None, *, is_charset: bool) -> str | None:
    """Return the encoding that a number stands for, None where it is the document's own."""
    if is_charset:
        return _PAGES.get(number or 0)
    name = f"cp{number}"
    try:
        "".encode(name)
    except LookupError:
        return USUAL
    return name
