"""A dossier -> rows: JSON and CSV, a row a statement."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final

from bot.dossier.entries import Dossier, Entry, months

_COLUMNS: Final = (
    "speaker", "date", "words", "sentence", "kind", "cue", "title", "publisher", "author", "url", "path", "document",
    "paragraph", "page", "fetched",
)  # fmt: skip
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def dossier_json(dossier: Dossier) -> str:
    """Return a dossier as JSON; offsets count characters of the document's text."""
    voices = [
        {
            "speaker": voice.name,
            "months": dict(months(voice.entries)),
            "undated_left_out": voice.undated,
            "unproven_left_out": voice.unproven,
            "statements": [_row(voice.name, entry) | {"spans": entry.statement.quote} for entry in voice.entries],
        }
        for voice in dossier.voices
    ]
    facts = {"about": dossier.about, "between": dossier.between, "snapshot": dossier.snapshot}
    return json.dumps(facts | {"built_at": dossier.built_at, "speakers": voices}, ensure_ascii=False, indent=2) + "\n"


def dossier_csv(dossier: Dossier) -> str:
    """Return a dossier as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_COLUMNS)
    for voice in dossier.voices:
        for entry in voice.entries:
            row = _row(voice.name, entry)
            row["words"] = " … ".join(entry.words)
            rows.writerow([_cell(row[name]) for name in _COLUMNS])
    return written.getvalue()


def _row(name: str, entry: Entry) -> dict[str, Any]:
    document, statement = entry.document, entry.statement
    facts = {one: getattr(document, one) for one in ("title", "publisher", "author", "url", "path", "fetched")}
    said = {"kind": statement.kind, "cue": statement.cue, "document": document.id}
    words = {"speaker": name, "date": entry.day, "words": list(entry.words), "sentence": entry.sentence}
    return words | said | facts | {"paragraph": entry.paragraph, "page": entry.page}


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text
