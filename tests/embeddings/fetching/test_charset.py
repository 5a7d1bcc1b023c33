from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fetching.charset import decoded


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "UTF8", "utf-16", "utf-16le", "windows-1252", "latin-1", "iso-8859-5", "koi8-r", "koi8-u", "windows-1251",
     "cp866", "macintosh", "tis-620", "gb2312", "gbk", "gb18030", "hz-gb-2312", "big5", "big5-hkscs", "euc-jp",
     "euc-kr", "shift_jis", "iso-2022-jp", "us-ascii", "cp874", "mac-cyrillic"],
)  # fmt: skip
def test_encodings_of_the_web(charset: str) -> None:
    assert decoded("Abc 12".encode(charset), charset) == "Abc 12"


@pytest.mark.parametrize(
    "charset",
    ["hex", "base64", "zip", "rot13", "idna", "punycode", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined",
     "mbcs", "", "..", "aliases", "no-such", "a" * 40, "²", "\0"],
)  # fmt: skip
def test_what_is_none(charset: str) -> None:
    assert decoded(b"+2AA- \\ud800 41", charset) is None


@given(st.binary(), st.text(max_size=8) | st.sampled_from(["utf-8", "utf-16", "utf-32", "euc-jp", "iso-2022-jp", "hz"]))
def test_what_comes_out_is_whole(content: bytes, charset: str) -> None:
    text = decoded(content, charset)
    assert text is None or text.encode().decode() == text
