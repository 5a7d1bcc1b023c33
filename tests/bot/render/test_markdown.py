"""Markdown: what is read back from it are the words, the marks and the links, whatever the documents say."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.render.facts import clean
from bot.render.markdown import escape, to_markdown
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Scores, Speaker, Statement
from tests.samples import make_document, make_hit

_TAGS = re.compile(r"<[^>]*>")


def read_back(markdown: str) -> str:
    """Return what a reader sees of Markdown."""
    return " ".join(unescape(_TAGS.sub(" ", MarkdownIt("commonmark").render(markdown))).split())


def make_answer(text: str, **facts: str) -> Answer:
    document = make_document(text, **facts)
    hit = make_hit(document)
    citation = Citation(1, document, hit.passage, 1, Scores(0.5, 1.0, 0.5))
    statement = Statement("d", ((0, len(text)),), Speaker("Ann *Lee*", "Lee", (0, 3), "mayor"), "said", None, "direct")
    return Answer("Who?", 0.9, (Quote(1, text, 0, len(text), statement),), (citation,))


def test_an_answer_has_speaker_quote_and_a_linked_source() -> None:
    answer = make_answer(
        "The bridge is shut.", title="Bridge", publisher="Gazette", url="https://example.org/a?b=1&c=2"
    )
    assert to_markdown(answer, "the bridge") == (
        "*about\\: the bridge*\n\n**Ann \\*Lee\\***, mayor, said:\n\n> The bridge is shut\\.\n>\n"
        "> — Gazette \\[1\\]\n\n"
        "1. [Bridge](<https://example.org/a?b=1&c=2#:~:text=The%20bridge%20is%20shut.>), "
        "Gazette, ¶ 1"
    )


def test_a_refusal_lists_what_is_nearest_as_that() -> None:
    hit = make_hit(make_document("The bridge is shut."))
    citation = Citation(1, hit.document, hit.passage, 1, hit.scores)
    told = to_markdown(NotOnRecord("Who?", 0.1, "nothing_relevant", (citation,)))
    assert told.startswith(
        "**Not on record\\: no document here answers that\\.**\n\nClosest, not an answer\\:\n\n1. Title"
    )


@pytest.mark.parametrize(
    "text",
    ["[a](javascript:alert(1))", "<script>x</script>", "![p](http://x/y)", "# Head", "1. one", "* a\n* b", "~~~"],
)
def test_what_a_document_says_marks_nothing_up(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(to_markdown(make_answer(text, title=text)))
    assert not re.search(r"<(a|script|img|h1|li|ol)\b", rendered.replace("<ol>\n<li>", "", 1))
    assert " ".join(text.split()) in read_back(to_markdown(make_answer(text, title=text)))


@given(st.text(max_size=60))
def test_any_words_are_read_back(text: str) -> None:
    assert read_back(f"x{escape(text)}x") == " ".join(f"x{' '.join(clean(text).split())}x".split())


def test_a_link_of_a_document_stays_inside_its_brackets() -> None:
    told = to_markdown(make_answer("Words.", url="https://example.org/a>)[x](javascript:y"))
    assert 'href="javascript' not in MarkdownIt("commonmark").render(told)
