from __future__ import annotations

import codecs

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.decode import decode, decode_strictly

RUSSIAN = "Мельница сгорела в ночь на вторник. Никто не пострадал, сказала Анна Ли, которая живёт за рекой. "
SPANISH = "Señor, ¿dónde está la mañana? "


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("été".encode(), "été"),
        ("été".encode("utf-8-sig"), "été"),
        (codecs.BOM_UTF16_LE + "été".encode("utf-16-le"), "été"),
        (codecs.BOM_UTF16_BE + "été".encode("utf-16-be"), "été"),
        (codecs.BOM_UTF32_LE + "été".encode("utf-32-le"), "été"),
        (codecs.BOM_UTF32_BE + "été".encode("utf-32-be"), "été"),
        ((RUSSIAN * 3).encode("cp1251"), RUSSIAN * 3),
    ],
)
def test_text_in_any_encoding(content: bytes, text: str) -> None:
    assert decode(content, "a.txt") == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"one\ntw\xe9", "a.txt, line 2: byte 0xe9 is not UTF-8; save it as UTF-8"),  # too short to tell
        ((SPANISH * 3).encode() + b"\n\xff", "a.txt, line 2: byte 0xff is not UTF-8"),  # a byte spoilt
        ((RUSSIAN * 3).encode("cp1251") + b"\0", "a.txt, line 1: byte 0x"),  # what holds NUL is no text
        (bytes(range(128, 256)) * 3, "a.txt, line 1: byte 0x80 is not UTF-8"),
        (codecs.BOM_UTF16_LE + b"a", "a.txt: begins as UTF-16 does and is not; save it as UTF-8"),
        (b"one\ntwo\n\0", "a.txt, line 3: holds a NUL character, as binary files do; text was expected"),
        (codecs.BOM_UTF16_LE + "a\n\0".encode("utf-16-le"), "a.txt, line 2: holds a NUL character"),
    ],
)
def test_what_is_no_text(content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(content, "a.txt")
    assert str(caught.value).startswith(message)


def test_where_utf8_is_asked_for_nothing_is_guessed() -> None:
    assert decode_strictly("été".encode("utf-8-sig"), "a.toml") == "été"
    with pytest.raises(DocumentError, match=r"^a\.jsonl, line 7: byte 0xcc is not UTF-8"):
        decode_strictly((RUSSIAN * 3).encode("cp1251"), "a.jsonl", line=7)
    with pytest.raises(DocumentError, match=r"^a\.jsonl, line 7: holds a NUL"):
        decode_strictly(b"\0", "a.jsonl", line=7)
