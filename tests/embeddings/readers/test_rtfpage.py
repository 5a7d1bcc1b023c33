"""What is read of an RTF so far, step by step."""

from __future__ import annotations

from embeddings.readers.pieces import Piece
from embeddings.readers.rtfpage import NOWHERE, RtfGroup, RtfPage


def test_how_text_is_set_ends_with_its_group() -> None:
    page = RtfPage()
    page.above.append(page.group)
    page.group = RtfGroup(goes=NOWHERE)
    page.add("nowhere")
    page.leave()
    page.add("here")
    page.end()
    assert page.pieces == [Piece("here")]


def test_what_hangs_on_a_paragraph_follows_it_and_what_hangs_on_a_row_its_table() -> None:
    page = RtfPage()
    for word in ("trowd", "cellx", "intbl"):
        page.lay_out(word, 1)
    page.add("cell")
    page.asides.append(["note"])
    for word in ("cell", "row", "pard"):
        page.lay_out(word, None)
    page.add("after")
    page.asides.append(["other"])
    page.end_paragraph()
    page.end()
    assert [piece.text for piece in page.pieces] == ["cell", "note", "after", "other"]
