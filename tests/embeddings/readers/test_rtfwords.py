"""What stands in the bytes of an RTF."""

from __future__ import annotations

from embeddings.readers.rtfwords import Token, page_of, tokens_of


def test_words_signs_and_letters() -> None:
    assert list(tokens_of(rb"{\b0 a\'e9\u-5?\*\{\~\tab")) == [
        Token("{"), Token("b", 0), Token(text=b"a"), Token(text=b"\xe9"), Token("u", -5), Token(text=b"?"), Token("*"),
        Token(text="{"), Token(text="\u00a0"), Token("tab", None, " "),
    ]  # fmt: skip


def test_pictures_are_passed_over() -> None:
    assert list(tokens_of(b"\\bin4 {}\\}x\\")) == [Token(text=b"x")]


def test_encodings() -> None:
    assert [page_of(204, is_charset=True), page_of(0, is_charset=True)] == ["cp1251", None]
    assert [page_of(1250, is_charset=False), page_of(77777, is_charset=False)] == ["cp1250", "cp1252"]
