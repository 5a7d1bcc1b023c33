"""Captions: each turn behind the name of whose voice it is, and nothing of times and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files

VOICES = """WEBVTT - Debate
Kind: captions

NOTE not seen

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:05.000 align:start
<v Moderator>Welcome to the <i>town</i> debate.

00:00:05.500 --> 00:00:11.000
<v.loud Edith Marlow>The factory is the largest employer we have,
and I won&apos;t apologise

00:00:11.000 --> 00:00:13.000
<v Edith Marlow>for saying so.</v>

00:00:20.000 --> 00:00:22.000
<v Edith Marlow>Not today.

00:00:23.000 --> 00:00:24.000
(applause)
"""


def read(folder: Path, name: str, content: str) -> Document:
    (document,), errors = read_documents(write_files(folder, {name: content}))
    assert errors == []
    return document


@pytest.mark.parametrize("name", ["debate.vtt", "debate.txt"])
def test_voices(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, VOICES)
    assert document.text.split("\n\n") == [
        "Moderator: Welcome to the town debate.",
        "Edith Marlow: The factory is the largest employer we have, and I won't apologise for saying so.",
        "Not today.",
        "(applause)",
    ]
    turns = [
        (document.text[slice(*(t.writer or (0, 0)))], [document.text[slice(*w)] for w in t.words])
        for t in document.turns
    ]
    assert [(writer, len(words)) for writer, words in turns] == [("Moderator", 1), ("Edith Marlow", 2)]
    assert (document.title, turns[1][1][1]) == ("debate", "Not today.")


def test_a_label_before_each_cue_stands_once_in_its_turn(tmp_path: Path) -> None:
    said = ["Ann Lee: The gate is", "Ann Lee: broken.", "Bo Dahl: Since", "Bo Dahl: when?", "Ann Lee: May."]
    cues = [f"00:00:0{place}.000 --> 00:00:0{place + 1}.000\n{words}\n" for place, words in enumerate(said)]
    assert read(tmp_path, "a.vtt", "\n".join(["WEBVTT\n", *cues])).text.split("\n\n") == [
        "Ann Lee: The gate is broken.",
        "Bo Dahl: Since when?",
        "Ann Lee: May.",
    ]


def test_srt_with_labels(tmp_path: Path) -> None:
    cues = [
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nCHAIR: We begin.\r\n",
        "2\r\n00:00:02,000 --> 00:00:03,000\r\n>> DORA LINN: The gate has\r\n{\\an8}rusted through.\r\n",
        "3\r\n00:00:03,000 --> 00:00:04,000\r\nAt the hinge.\r\n",
        "4\r\n00:00:04,000 --> 00:00:05,000\r\n- Is it?\r\n- It is.\r\n",
    ]
    assert read(tmp_path, "a.srt", "\r\n".join(cues)).text.split("\n\n") == [
        "CHAIR: We begin.",
        "DORA LINN: The gate has rusted through. At the hinge.",
        "Is it?",
        "It is.",
    ]


def test_lines_that_roll_are_said_once(tmp_path: Path) -> None:
    cues = ["one two", "one two\nthree four", "three four\nfive"]
    blocks = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{cue}\n" for n, cue in enumerate(cues)]
    assert read(tmp_path, "a.vtt", "\n".join(["WEBVTT\n", *blocks])).text == "one two three four five"


def test_captions_without_cues_are_named(tmp_path: Path) -> None:
    documents, (error,) = read_documents(write_files(tmp_path, {"a.vtt": "WEBVTT\n\n"}))
    assert documents == []
    assert "has no captions" in error.why
