"""The statements of a passage, each with the words that show it best."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.heard import cued, distinct, most_held, statements_of
from bot.answering.material import Material
from bot.answering.topics import Topic
from embeddings.library.statement_store import Record
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Hit, Scores, Speaker, Statement
from tests.samples import make_document, material_of, whole_passage

TEXT = "Ama said that the dam is old. Esi said the roof is new, and Yaw denied that the dam leaks. The dam, the roof."
TOPIC = Topic({"dam": 1.0, "roof": 1.0}, "en")


def statement(name: str, cue: str, quote: str) -> Statement:
    at, words = TEXT.index(f"{name} {cue}"), TEXT.index(quote)
    speaker = Speaker(name, name, (at, at + len(name)))
    cue_span = (at + len(name) + 1, at + len(name) + 1 + len(cue))
    return Statement("d", ((words, words + len(quote)),), speaker, cue, cue_span, "indirect")


SAID = [
    statement("Ama", "said", "the dam is old"),
    statement("Esi", "said", "the roof is new"),
    statement("Yaw", "denied", "the dam leaks"),
]


def found(copies: int = 1) -> Material:
    document = replace(make_document(TEXT, title="Works"), id="d")
    hits, statements = [], {}
    for rank in range(1, copies + 1):
        passage = replace(whole_passage(document), id=f"p{rank}")
        hits.append(Hit(passage, document, Scores(0.0, None, 0.0), rank))
        statements[passage.id] = [Record(one, one.speaker.name) for one in SAID if one.speaker]
    query = make_query("dam roof")
    return material_of(Found(query, {"dam": 1.0, "roof": 1.0}, tuple(hits), copies, statements=statements))


def test_each_speaker_of_a_sentence_has_their_part_of_it() -> None:
    shown = {one.key: (one.excerpt.text, one.held) for one in statements_of(found(), TOPIC)}
    assert shown == {
        "Ama": ("Ama said that the dam is old.", 0.5),
        "Esi": ("Esi said the roof is new", 0.5),
        "Yaw": ("Yaw denied that the dam leaks.", 0.5),
    }


def test_the_best_words_may_be_nobodys() -> None:
    assert most_held(found(), TOPIC) == 1.0  # the last sentence
    assert most_held(found(), Topic({"dam": 1.0, "oak": 3.0}, "en")) == 0.25


def test_a_cue_is_known_by_its_lemma() -> None:
    document = make_document("Ama Mensah called the dam a fairy tale.")
    assert cued(document, SAID[2], frozenset({"deny"}))
    assert not cued(document, SAID[0], frozenset({"deny"}))
    called = Statement("d", ((18, 38),), Speaker("Ama Mensah", "Ama Mensah", (0, 10)), "called", (11, 17), "indirect")
    assert cued(document, called, frozenset({"criticize"}))
    assert not cued(document, called, frozenset({"praise"}))


@pytest.mark.parametrize("copies", [1, 2])
def test_the_same_words_are_shown_once(copies: int) -> None:
    assert len(distinct(statements_of(found(copies), TOPIC))) == 3


def test_what_is_said_better_comes_first_and_newest_first_where_it_is_asked() -> None:
    ama, *_ = statements_of(found(), TOPIC)
    assert ama.score == 0.5
    assert ama.newest_first == ("", 0)
