"""The JSON that scripts rely on: what came of a check -> a line."""

from __future__ import annotations

import json
from typing import Any

from bot.checking.checked import Alteration, Checked, Place
from bot.contract.output import citation_row, quote_row
from bot.responder import CheckResponse


def check_json(response: CheckResponse, *, row_id: object = None) -> str:
    """Return what came of a check as one line of JSON.

    Quotes and citations are those of an answer; ``quotes[].matched`` are the pasted words as they stand there.
    """
    return json.dumps(check_row(response, row_id=row_id), ensure_ascii=False)


def check_row(response: CheckResponse, *, row_id: object = None) -> dict[str, Any]:
    """Return what that line of JSON says."""
    checked = response.checked
    row: dict[str, Any] = {"id": row_id, "claim": checked.typed, "words": checked.words, "claimed": checked.speaker}
    row |= {"outcome": checked.verdict, "confirmed": checked.confirmed, "weights": list(checked.weights)}
    row |= {"quotes": [_place(place, checked) for place in checked.places], "more": checked.more}
    row |= {"citations": [citation_row(one) for one in checked.sources]}
    row |= {"differences": [_difference(one, checked) for one in checked.differences]}
    row |= {"nearest": [citation_row(one) for one in checked.nearest]}
    return row | {"snapshot": response.snapshot, "timing_ms": {"total": round(response.milliseconds, 2)}}


def _place(place: Place, checked: Checked) -> dict[str, Any]:
    (document,) = (one.document for one in checked.sources if one.number == place.quote.citation)
    start, end = place.matched
    matched = {"text": document.text[start:end], "start": start, "end": end}
    return quote_row(place.quote) | {"matched": matched, "by": place.by}


def _difference(one: Alteration, checked: Checked) -> dict[str, Any]:
    (start, end), recorded = one.pasted, one.recorded
    return {
        "kind": one.kind,
        "weight": one.weight,
        "pasted": {"text": checked.words[start:end], "start": start, "end": end},
        "recorded": {"text": one.words, "start": recorded[0], "end": recorded[1]},
    }
