"""Who holds an office at present: a library in which an office changes hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.answering.called import called
from bot.answering.present import Holder
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from embeddings.types import Speaker, Statement
from tests.samples import write_files

OLD = """---
title: The tram of Velm
date: 2020-03-01
---
The mayor of Velm, Otto Wick, said that the tram of Velm was too dear.
"""
NEW = """---
title: A new mayor of Velm
date: 2024-03-01
---
Otto Wick has resigned as mayor of Velm. Ida Falk was chosen to follow him.

Falk said that the tram of Velm would run at night. Otto Wick, the former mayor, said that the tram was a gift.
"""


@pytest.fixture(scope="module")
def velm(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("velm")
    rebuild(write_files(root / "seeds", {"a.md": OLD, "b.md": NEW}), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


def texts(responder: Responder, question: str) -> list[str]:
    return [quote.text for quote in responder.respond(question).outcome.quotes]


def test_the_mayor_is_who_holds_the_office_now(velm: Responder) -> None:
    assert texts(velm, "What did the mayor say about the tram of Velm?") == [
        "Falk said that the tram of Velm would run at night."
    ]
    assert "Ida Falk was chosen" in texts(velm, "Who is the mayor of Velm?")[0]


def test_of_the_past_the_mayor_is_who_held_it(velm: Responder) -> None:
    assert "too dear" in texts(velm, "What did the mayor say about the tram of Velm? before:2021")[0]
    assert any("gift" in text for text in texts(velm, "What did the former mayor say about the tram of Velm?"))


def test_whose_words_are_a_holders() -> None:
    holder = Holder(called("Ida Falk"), "2024-03-01")

    def said_by(name: str) -> Statement:
        return Statement("d", ((0, 1),), Speaker(name, name, (0, 1), None), None, None, "direct")

    assert holder.says(said_by("Ida Falk"))
    assert holder.says(said_by("Falk"))
    assert not holder.says(said_by("Otto Falk"))
    assert not holder.says(said_by("Otto Wick"))
    assert not holder.says(None)
