"""Signs of fonts and fields of forms in Word's XML, made here."""

from __future__ import annotations

from typing import Any

import pytest

from embeddings.readers.markup import parse_xml
from embeddings.readers.wordsigns import chosen, drawn_sign


def element(content: str) -> Any:
    return parse_xml(f'<w:p xmlns:w="urn:w">{content}</w:p>'.encode())[0]


@pytest.mark.parametrize(
    ("font", "char", "sign"),
    [
        ("Symbol", "F0B0", "°"), ("Symbol", "F061", "α"), ("Symbol", "F035", "5"), ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F04A", ""), ("Arial", "2022", "•"), ("Webdings", "F061", ""), ("Arial", "D800", ""),
        ("Arial", "x", ""),
    ],
)  # fmt: skip
def test_a_sign_is_told_by_its_font(font: str, char: str, sign: str) -> None:
    assert drawn_sign(element(f'<w:sym w:font="{font}" w:char="{char}"/>')) == sign


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:checkBox><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList>', "b"),
        ('<w:ddList><w:listEntry w:val="a"/></w:ddList>', "a"),
        ('<w:ddList><w:result w:val="7"/><w:listEntry w:val="a"/></w:ddList>', ""),
        ("<w:textInput/>", ""),
    ],
)
def test_what_was_chosen_in_a_form_is_told(inner: str, told: str) -> None:
    assert chosen(element(f"<w:fldChar><w:ffData>{inner}</w:ffData></w:fldChar>")) == told
