"""How much of a topic words hold: shares that can be counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.topics import Topic, telling
from embeddings.types import Speaker, Statement
from tests.samples import make_document

TOPIC = Topic({"alder": 3.0, "birch": 1.0}, "en")


@pytest.mark.parametrize(
    ("text", "title", "share"),
    [
        ("An alder and a birch.", "Trees", 1.0),
        ("An alder.", "Trees", 0.75),
        ("A birch.", "Trees", 0.25),
        ("A birch.", "The alder", 0.25 + 0.375),  # the title counts half
        ("An oak.", "Trees", 0.0),
    ],
)
def test_the_share_of_the_topic_by_weight(text: str, title: str, share: float) -> None:
    document = make_document(text, title=title)
    assert TOPIC.held(document, (0, len(text))) == pytest.approx(share)


def test_anything_holds_no_topic_at_all() -> None:
    assert Topic({}, "en").held(make_document("An oak."), (0, 7)) == 1.0


def test_who_says_it_is_not_what_is_said() -> None:
    text = "Alder said that the birch is old."
    document = make_document(text, title="Trees")
    said = Statement(document.id, ((11, 32),), Speaker("Alder", "Alder", (0, 5)), "said", (6, 10), "indirect")
    assert telling([said]) == [(0, 5), (6, 10)]
    assert TOPIC.held(document, (0, len(text)), telling([said])) == pytest.approx(0.25)
    assert TOPIC.held(document, (11, len(text)), telling([said])) == pytest.approx(0.25)
    assert telling([replace(said, speaker=None, cue=None, cue_span=None)]) == []
