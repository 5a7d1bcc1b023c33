"""The JSON of a check."""

from __future__ import annotations

import json

from bot.contract.checks import check_json
from bot.responder import Responder


def test_a_check_as_json(spoken: Responder) -> None:
    row = json.loads(check_json(spoken.check("Mensah: “We never measured the river twice”"), row_id=7))
    assert {name: row[name] for name in ("id", "outcome", "claimed", "confirmed", "weights", "words", "more")} == {
        "id": 7,
        "outcome": "changed",
        "claimed": "Mensah",
        "confirmed": True,
        "weights": ["negation"],
        "words": "We never measured the river twice",
        "more": 0,
    }
    (quote,), (citation,), (difference,) = row["quotes"], row["citations"], row["differences"]
    assert (quote["citation"], quote["by"], quote["speaker"]["name"]) == (1, "speaker", "Ama Mensah")
    assert quote["matched"]["text"] == "We measured the river twice"
    assert citation["document"]["id"] == "dam.md"
    assert difference["kind"] == "put_in"
    assert difference["pasted"] == {"text": "never", "start": 3, "end": 8}
    assert difference["recorded"]["text"] == ""
    assert row["nearest"] == []
    assert row["snapshot"] == spoken.snapshot.name


def test_a_refusal_has_what_is_nearest(spoken: Responder) -> None:
    row = json.loads(check_json(spoken.check("The roof was painted green by the parents of Tamale")))
    assert (row["outcome"], row["quotes"], row["citations"]) == ("not_on_record", [], [])
    assert row["nearest"][0]["document"]["id"] == "school.md"
