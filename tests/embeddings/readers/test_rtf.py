"""RTF, written by hand as programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.rtf import read_rtf


def read(folder: Path, body: str) -> Draft:
    path = folder / "a.rtf"
    path.write_bytes(b"{\\rtf1\\ansi " + body.encode("cp1252") + b"}")
    (draft,) = read_rtf(path, "a.rtf")
    return draft


@pytest.mark.parametrize(
    ("body", "text", "left_out"),
    [
        (r"It costs {\deleted two}{\revised three} crowns.\par", "It costs three crowns.", ("1 deletion",)),
        (r"A{\v  not}{\strike  old} fee.\par", "A fee.", ("1 hidden text", "1 deletion")),
        (r"{\header Secret\par}One.\par{\footer 3\par}", "One.", ("2 running heads",)),
        (r"One{\*\annotation wrong\par}.\par{\*\unknown\'41 x}Two.", "One.\n\nTwo.", ("1 comment",)),
        (r"One\line two\par\pard three.\par", "One\ntwo\n\nthree.", ()),
        (r"10{\super 2} m\'b2, \u8212\'97 5\~kg{\pict 00ff}\bin3 abc.", "10² m², — 5 kg.", ()),
        (r"\uc0\u-10179\u-8704 {\uc2\u269??}.", "😀č.", ()),
        (r"{\listtext 2.\tab}mend{\field{\*\fldinst X}{\fldrslt  it}}\par", "2. mend it", ()),
        (r"Old{\super\chftn}{\footnote{\super\chftn}From 1904.\par} pier.\par", "Old¹ pier.\n\n¹ From 1904.", ()),
        (r"One.\par{\shp{\*\shpinst{\sp{\sn a}}{\shptxt In a box\par}}}Two.\par", "One.\n\nTwo.\n\nIn a box", ()),
    ],
)
def test_what_is_seen_is_read(tmp_path: Path, body: str, text: str, left_out: tuple[str, ...]) -> None:
    draft = read(tmp_path, body)
    assert (draft.text, draft.left_out) == (text, left_out)


def test_fonts_have_their_letters(tmp_path: Path) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204{\*\panose 1}Arial Cyr;}}"
    assert read(tmp_path, rf"{fonts}{{\f1 \'cf\'e8\'f0\'f1}} \'e9").text == "Пирс é"
    assert read(tmp_path, r"\ansicpg1251 \'cf\'e8\'f0\'f1").text == "Пирс"


def test_headings_items_and_facts(tmp_path: Path) -> None:
    info = r"{\info{\title The \u269?asopis}{\author Ann Lee}{\operator Bo}}{\stylesheet{\s0 Normal;}{\s3 heading 2;}}"
    draft = read(tmp_path, rf"{info}\pard\s3 Fees\par\pard One.\par{{\pntext \'b7}}two\par")
    assert [(part.kind, part.level) for part in draft.parts] == [("heading", 2), ("item", 1)]
    assert draft.text == "Fees\n\nOne.\n\ntwo"
    assert draft.facts == {"title": "The časopis", "author": "Ann Lee"}


def test_rows_stand_below_the_names_of_their_columns(tmp_path: Path) -> None:
    def row(*cells: str, merged: str = "") -> str:
        ended = r"\cell ".join((*cells, ""))
        return rf"\trowd{merged}\cellx1\cellx2\cellx3\pard\intbl {ended}\row "

    rows = [row("Week", "Day", "Who", merged=r"\trhdr"), row("1", "Mon", r"Ann\par Bo", merged=r"\clvmgf")]
    text = read(tmp_path, "".join([*rows, row("", "Tue", "Cy", merged=r"\clvmrg"), r"\pard End.\par"])).text
    assert text == "Week | Day | Who\n1 | Mon | Ann / Bo\n\nWeek | Day | Who\n1 | Tue | Cy\n\nEnd."


def test_groups_may_not_be_endless(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="groups in each other"):
        read(tmp_path, "{" * 300)
    assert read(tmp_path, "One}}}} two").text == "One two"
