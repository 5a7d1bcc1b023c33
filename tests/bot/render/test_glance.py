"""An answer is seen at one glance: its lines are counted by a real font on a screen of 360 pixels."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import ImageFont

from bot.render import to_html
from bot.render.glance import LINES, columns, lines, within
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing, write_files

ROOT = Path(__file__).parents[3]
FONT = ImageFont.load_default(15)  # Aileron, which is as wide as what phones have
TEXT, QUOTE = 322, 290  # pixels of a line in a message on a screen of 360, as docs/chat.py draws it
_QUOTED = re.compile(r"(<blockquote>.*?</blockquote>)\n?", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("abc", 3), ("漢字", 4), ("e\u0301", 1), ("ខ្មែរ", 4), ("a\u200db", 2)]
)
def test_width(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_words_are_broken_between_lines() -> None:
    assert lines("one two three", 7) == 2
    assert lines("one\n\ntwo", 7) == 3
    assert lines("x" * 15, 7) == 3


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("short", 5, "short"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("x" * 20, 5, "xxxx…"),
        ("漢字漢字", 5, "漢字…"),
        ("a" + "\u0301" * 99, 5, "a" + "\u0301" * 9 + "…"),
    ],
)
def test_cut_to_a_width(text: str, width: int, cut: str) -> None:
    assert within(text, width) == cut
    assert columns(within(text, width)) <= width


def shown_lines(message: str) -> int:
    """Return how many lines of a message stand above the fold."""
    above = message.split("<blockquote expandable>", maxsplit=1)[0].rstrip("\n")
    parts = [part for part in _QUOTED.split(above) if part]
    plain = [(unescape(_TAG.sub("", part)).rstrip("\n"), QUOTE if part.startswith("<b") else TEXT) for part in parts]
    return sum(_wrapped(row, width) for text, width in plain for row in text.split("\n"))


def _wrapped(row: str, width: int) -> int:
    count, at, space = 1, 0.0, FONT.getlength(" ")
    for word in row.split(" "):
        long = FONT.getlength(word)
        if at and at + space + long > width:
            count, at = count + 1, 0.0
        at += long + (space if at else 0)
    return count


def test_the_golden_questions_are_answered_at_one_glance(tmp_path: Path) -> None:
    seeds = {path.name: path.read_bytes() for path in (ROOT / "seeds").glob("*.md")}
    write_files(tmp_path / "seeds", seeds)
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    rows = (ROOT / "benchmarks" / "golden" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    responder = Responder(Settings(data=tmp_path / "data", model=NAME))
    counts = []
    for row in rows:
        outcome = responder.respond(json.loads(row)["question"]).outcome
        message = to_html(outcome)
        marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", message.split("<blockquote expandable>")[0])]
        assert marks == sorted(marks), message
        assert not outcome.quotes or marks[0] == 1
        assert all(unknown not in message for unknown in ("unknown", "no date", "no title"))
        counts.append(shown_lines(message))
        assert counts[-1] <= LINES, message
    responder.close()
    assert len(counts) == 48
