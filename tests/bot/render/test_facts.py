from __future__ import annotations

import pytest

from bot.render import about_line, clean, describe
from bot.render.facts import in_language, speaker_line
from tests.bot.render.samples import BRIDGE, answer_of, said_by
from tests.samples import make_document


def test_what_a_document_does_not_say_is_not_shown() -> None:
    assert describe(make_document(title="T")) == "T"
    assert describe(make_document(title=None, path="minutes/May.txt", date="2017")) == "May.txt, 2017"
    assert describe(make_document(title=None, path="")) == "(no title)"


def test_facts_are_one_short_line() -> None:
    shown = describe(make_document(title="two\nlines\t" + "x" * 500, publisher="P"))
    assert shown == f"two lines {'x' * 189}…, P"
    assert max(map(len, shown.split(", "))) == 200


def test_plain_signs_are_left_alone() -> None:
    text = "Tab\tand\nline, “quotes”, 😀, ខ្មែរ, عربي, \u200d"
    assert clean(text) == text


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_how_a_follow_up_was_read_is_one_short_line() -> None:
    assert about_line("Ann\nLee \x1b[1m") == "about: Ann Lee \ufffd[1m"
    assert len(about_line("x" * 1000)) < 220


@pytest.mark.parametrize(
    ("cue", "line"),
    [
        ("never said", "Ines Falk, mayor, never said"),
        ("According to", "According to Ines Falk, mayor"),
        (":", "Ines Falk, mayor"),
        ("--", "Ines Falk, mayor"),
        ("words", "Ines Falk, mayor"),
    ],
)
def test_a_cue_without_a_word_of_saying_is_left_out(cue: str, line: str) -> None:
    statement = said_by(answer_of(BRIDGE).quotes[0], "Ines Falk", cue, "mayor").statement
    assert statement is not None
    assert "".join(speaker_line(statement)) == line


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("de", "Who closed the bridge in Oster?", ", in German"),
        ("pt-BR", "Who closed the bridge in Oster?", ", in Portuguese"),
        ("en", "¿Quién cerró el puente de Oster?", ", in English"),
        ("km", "Кто закрыл мост?", ", in Khmer"),
        ("xx\x07", "Who closed the bridge in Oster?", ", in xx�"),  # known to nobody, and shown clean
        ("en-GB", "Who closed the bridge in Oster?", ""),
        (None, "Who closed the bridge in Oster?", ""),
        ("de", "Oster 1984", ""),  # whose language nothing tells
    ],
)
def test_words_in_another_language_than_the_question_are_told_as_such(
    language: str | None, question: str, told: str
) -> None:
    assert in_language(make_document(language=language), question) == told
