"""A dossier as a Word file, read back."""

from __future__ import annotations

import io
from dataclasses import replace

import docx

from bot.dossier.entries import make_dossier
from bot.dossier.word import dossier_docx
from bot.responder import Responder


def test_the_words_are_bold(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        dossier = make_dossier(snapshot, ["Ama Mensah"], about="the dam\0\x1b")
    read = docx.Document(io.BytesIO(dossier_docx(dossier)))
    assert read.paragraphs[0].text == "On record: Ama Mensah"
    bold = [run.text for paragraph in read.paragraphs for run in paragraph.runs if run.bold]
    assert "that the dam would flood the valley" in bold
    assert any("Volta Herald, ¶ 1" in paragraph.text for paragraph in read.paragraphs)


def test_what_xml_can_not_hold_is_left_out(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        dossier = make_dossier(snapshot, ["Ama Mensah"])
    (voice,) = dossier.voices
    bad = replace(dossier, voices=(replace(voice, name="Ann\0\x1b\ud800\uffff Lee"),))
    assert "Lee" in docx.Document(io.BytesIO(dossier_docx(bad))).paragraphs[0].text
