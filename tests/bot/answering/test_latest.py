"""Which version is the latest: a log of changes made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.latest import latest_version
from bot.answering.windows import Window
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Hit, Part, Scores
from tests.samples import make_document, whole_passage

LOG = "2.10.1 (2024-05-02)\n\nMaps are kept.\n\n2.9 (2023-03-01)\n\nCharts are dark."
HEADINGS = tuple(
    Part("heading", LOG.index(one), LOG.index(one) + len(one)) for one in ("2.10.1 (2024-05-02)", "2.9 (2023-03-01)")
)


@pytest.mark.parametrize(
    ("question", "title", "told"),
    [
        ("What is the latest version of the app?", "Changes of the app", "2.10.1"),
        ("Which version is current?", "Changes of the app", "2.10.1"),
        ("What is the latest version of the firmware?", "Changes of the app", None),  # of something else
        ("What is new in the latest version?", "Changes of the app", None),  # asks for what is below it
        ("What is the latest version of the app?", "The app", None),  # no heading has one
    ],
)
def test_the_highest_version_is_the_latest(question: str, title: str, told: str | None) -> None:
    parts = HEADINGS if title != "The app" else ()
    document = replace(make_document(LOG, title=title), parts=parts)
    hit = Hit(whole_passage(document), document, Scores(0.0, None, 0.0), 1)
    wish = latest_version(question, Found(make_query(question), {}, (hit,), 1))
    windows = [Window(hit, part.start, part.end, {}) for part in HEADINGS]
    preferred = [] if wish is None else [one.text for one in windows if wish.prefers(one) >= wish.enough]
    assert preferred == ([] if told is None else ["2.10.1 (2024-05-02)"])
