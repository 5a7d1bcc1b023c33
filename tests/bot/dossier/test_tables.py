"""A dossier as rows."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

from bot.dossier.entries import make_dossier
from bot.dossier.tables import dossier_csv, dossier_json
from bot.responder import Responder


def test_a_row_a_statement(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        dossier = make_dossier(snapshot, ["Ama Mensah"])
    (speaker,) = json.loads(dossier_json(dossier))["speakers"]
    rows = list(csv.DictReader(dossier_csv(dossier).splitlines()))
    assert [row["date"] for row in speaker["statements"]] == [row["date"] for row in rows]
    assert rows[0]["words"] == "that the school would open in March"
    assert speaker["months"]["2021-05"] == 2
    document = dossier.entries[0].document
    assert all(document.text[a:b] in speaker["statements"][0]["words"] for a, b in speaker["statements"][0]["spans"])


def test_a_cell_is_no_formula(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        dossier = make_dossier(snapshot, ["Ama Mensah"])
    (voice,) = dossier.voices
    entry = replace(voice.entries[0], document=replace(voice.entries[0].document, title="=HYPERLINK(1)"))
    (row,) = csv.DictReader(dossier_csv(replace(dossier, voices=(replace(voice, entries=(entry,)),))).splitlines())
    assert row["title"] == "'=HYPERLINK(1)"
