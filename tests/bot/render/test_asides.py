"""What is said beside what is on record: one line in each form, and the listing whole."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.render import to_html, to_text
from bot.render.asides import aside_text
from bot.render.markdown import to_markdown
from bot.types import Aside, AsideKind
from tests.bot.render.samples import BRIDGE, HOSTILE, answer_of, read, refusal_of

EXAMPLE = "What did Ines Falk say?"


@pytest.mark.parametrize("kind", get_args(AsideKind))
def test_each_kind_is_said_in_a_line_that_names_an_example(kind: AsideKind) -> None:
    text = aside_text(Aside(kind, EXAMPLE, ("2 documents", "one")))
    assert text == "2 documents\n- one" if kind == "sources" else text.endswith(f" For example: {EXAMPLE}")
    assert ("\n" in text) == (kind == "sources")


def test_small_talk_is_all_there_is() -> None:
    outcome = replace(refusal_of(), aside=Aside("greeting", EXAMPLE))
    assert to_text(outcome) == f"Hello. Ask me what the documents say. For example: {EXAMPLE}"
    assert read(to_html(outcome)) == to_text(outcome)
    assert to_markdown(outcome).replace("\\", "") == to_text(outcome)


def test_what_is_shown_instead_is_said_before_it() -> None:
    aside = Aside("summarise")
    answer = replace(answer_of(BRIDGE), aside=aside)
    refusal = replace(refusal_of(BRIDGE), aside=aside)
    line = "I don't summarise, I quote: these are the passages."
    for shown in (to_text(answer), read(to_html(answer)), to_text(refusal), read(to_html(refusal))):
        assert shown.startswith(f"{line}\n")
        assert "Not on record" not in shown
    assert "Closest, not an answer:" in to_text(refusal)


def test_hostile_words_are_shown_as_they_are() -> None:
    outcome = replace(refusal_of(), aside=Aside("thanks", HOSTILE))
    assert HOSTILE in read(to_html(outcome))
    listed = replace(refusal_of(), aside=Aside("sources", "", ("head", *[HOSTILE * 20] * 60)))
    assert read(to_html(listed)).startswith("head\n")
