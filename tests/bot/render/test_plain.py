from __future__ import annotations

from dataclasses import replace

import pytest

from bot.render import to_html, to_text
from tests.bot.render.samples import BIDI, BRIDGE, FIRST, answer_of, read, refusal_of
from tests.samples import make_document


def test_answer_as_text() -> None:
    assert to_text(answer_of(BRIDGE, replace(BRIDGE, text="It stays closed.", url=None), end=FIRST)) == (
        "The bridge was closed. [1]\n\n"
        "It stays closed. [2]\n\n"
        "[1] The bridge, Alder Gazette, 2020-03-01, ¶ 2\n"
        "    https://example.org/b?a=1&b=2\n"
        "[2] The bridge, Alder Gazette, 2020-03-01, ¶ 2\n"
        "    d.txt"
    )


def test_refusal_as_text() -> None:
    assert to_text(refusal_of(BRIDGE)) == (
        "Not on record: no document here answers that.\n\n"
        "Closest, not an answer:\n"
        "- The bridge, Alder Gazette, 2020-03-01, ¶ 2\n"
        "    https://example.org/b?a=1&b=2\n"
        "    The bridge was closed. Nobody was hurt."
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("empty_index", "Not on record: there are no documents yet."),
        ("filtered_out", "Not on record: what matches was filtered out."),
    ],
)
def test_refusal_without_anything_near(reason: str, said: str) -> None:
    assert to_text(replace(refusal_of(), reason=reason)) == said  # type: ignore[arg-type]  # one of the reasons


def test_page_is_shown_where_there_is_one() -> None:
    outcome = answer_of(BRIDGE)
    (citation,) = outcome.citations
    passage, document = replace(citation.passage, page=7), replace(citation.document, pages=(0,) * 7)
    paged = replace(outcome, citations=(replace(citation, document=document, passage=passage, page=7),))
    assert "2020-03-01, p. 7, ¶ 2" in to_text(paged)


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x9b", "\ud800", *BIDI])
def test_signs_that_could_rewrite_a_line_are_replaced(sign: str) -> None:
    document = make_document(f"Body{sign}.", title=f"T{sign}", publisher=f"P{sign}", url=f"https://x{sign}y")
    for outcome in (answer_of(document), refusal_of(document)):
        assert sign not in to_text(outcome)


def test_words_in_another_language_are_told_as_such_beside_their_source() -> None:
    german, question = replace(BRIDGE, language="de"), "Who closed the bridge in Oster?"
    for outcome in (answer_of(german, BRIDGE, end=FIRST), refusal_of(german, BRIDGE)):
        asked = replace(outcome, question=question)
        assert to_text(asked).count("¶ 2, in German") == to_text(asked).count(", in ") == 1
        assert read(to_html(asked)).count("¶\N{NO-BREAK SPACE}2, in German") == 1
