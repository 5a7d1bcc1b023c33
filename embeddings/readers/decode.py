"""Bytes -> text: UTF-8 where it is that, else what the bytes look like; what is no text is refused."""

from __future__ import annotations

import codecs

import charset_normalizer

from embeddings.errors import DocumentError

_SAMPLE = 200_000  # bytes that an encoding is told from
_LEAST_BYTES = 64  # fewer tell nothing
_MOST_CHAOS = 0.2
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_strictly(content: bytes, name: str, *, line: int | None = None) -> str:
    """Decode UTF-8. Raises DocumentError, with the line of the first byte that is not."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = line or content.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            name, f"byte 0x{content[error.start]:02x} is not UTF-8; save it as UTF-8", line=at
        ) from None
    return _without_nul(text, name, line)


def decode(content: bytes, name: str) -> str:
    """Decode text in any encoding. Raises DocumentError where the bytes are no text, or can't be told."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        try:
            return _without_nul(content.decode(marked), name, None)
        except UnicodeDecodeError:
            raise DocumentError(name, f"begins as {marked.upper()} does and is not; save it as UTF-8") from None
    try:
        return _without_nul(content.decode("utf-8"), name, None)
    except UnicodeDecodeError:
        encoding = None if b"\0" in content or _is_broken_utf8(content) else _guess(content)
    if encoding is None:
        return decode_strictly(content, name)  # which says where it is not
    try:
        return _without_nul(content.decode(encoding), name, None)
    except (UnicodeDecodeError, LookupError):
        return decode_strictly(content, name)


def _guess(content: bytes) -> str | None:
    """Return the likeliest encoding, None where little speaks for any: a wrong one alters the words."""
    if len(content) < _LEAST_BYTES:
        return None
    best = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best is not None and best.chaos <= _MOST_CHAOS else None


def _is_broken_utf8(content: bytes) -> bool:
    """Return whether this is UTF-8 with a few bytes spoilt, rather than another encoding."""
    lost = content.decode("utf-8", "replace").count("\ufffd")
    whole = sum(character > "\x7f" for character in content.decode("utf-8", "ignore"))
    return whole > 4 * lost


def _without_nul(text: str, name: str, line: int | None) -> str:
    if "\0" in text:
        at = line or text.count("\n", 0, text.index("\0")) + 1
        raise DocumentError(name, "holds a NUL character, as binary files do; text was expected", line=at)
    return text
