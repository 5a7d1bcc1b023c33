"""Signs that Word draws by the number of a glyph in a font, and fields of forms that hold what was chosen in them."""

from __future__ import annotations

from typing import Any, Final

from embeddings.readers.markup import attribute, child, children, local
from embeddings.readers.office import whole_number

_OWN: Final = 0xF000  # where fonts of signs have theirs
_LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK: Final = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_OTHERS: Final = {
    0x22: "∀", 0x24: "∃", 0x2D: "−", 0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xCE: "∈", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_SYMBOL: Final = {**dict(zip(map(ord, _LATIN), _GREEK, strict=True)), **_OTHERS}
_WINGDINGS: Final = {
    0x6C: "●", 0x6F: "☐", 0x78: "☒", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PLAIN: Final = set("0123456789()[]{}.,:;+=/<>%!?| ")
_NO: Final = {"0", "false"}


def drawn_sign(element: Any) -> str:
    """Return the sign that a font draws, "" where nothing tells which it is."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    glyph = code - _OWN if code >= _OWN else code
    known = _FONTS.get(attribute(element, "font").lower())
    if known is not None:
        return known.get(glyph, chr(glyph) if chr(glyph) in _PLAIN else "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def chosen(begin: Any) -> str:
    """Return what was chosen in the field of a form that begins here, "" where it is no choice."""
    box, listed = child(begin, "ffdata", "checkbox"), child(begin, "ffdata", "ddlist")
    if box is not None:
        checked = child(box, "checked")
        sign = checked if checked is not None else child(box, "default")
        is_checked = sign is not None and attribute(sign, "val", "1") not in _NO
        return "☒" if is_checked else "☐"
    entries = [attribute(one, "val") for one in children(begin, "ffdata", "ddlist") if local(one) == "listentry"]
    number = next((child(listed, one) for one in ("result", "default") if child(listed, one) is not None), None)
    place = whole_number(attribute(number, "val"))
    return entries[place] if place < len(entries) else ""
