"""Facts that a file states itself: they are nobody's mistake, so what can't be used is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from embeddings.readers.draft import FACTS
from embeddings.text.days import read_day
from embeddings.text.wording import one_form

_LONGEST = 1000  # characters of a fact that was extracted
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\s]+")


def extracted_facts(values: Mapping[str, object]) -> dict[str, str]:
    """Keep of extracted facts what can be used, a date as a year, a month or a day."""
    cleaned = {key: one_form(_UNFIT.sub(" ", str(value))[:_LONGEST].strip()) for key, value in values.items() if value}
    cleaned |= {"date": read_day(cleaned.get("date", "")) or ""}
    return {key: value for key, value in cleaned.items() if value and key in FACTS}
