"""Tickets, notes, reviews, reports and changelogs of work: who said what in fifty of them, and what nobody said.

The last ten were written when the rules were made that the first forty asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.speakers import Judged, judge, read_said
from tests.embeddings.statements.conftest import Read

TEXTS = Path(__file__).parent / "workplace.jsonl"
LEAST_RIGHT = 0.75


@pytest.fixture(scope="module")
def judged() -> tuple[Judged, ...]:
    return judge(read_said(TEXTS))


def test_nothing_is_said_by_somebody_else(judged: tuple[Judged, ...]) -> None:
    assert [(one.said.speaker, one.found, one.context[1]) for one in judged if one.verdict == "wrong name"] == []


def test_most_is_found_with_its_speaker(judged: tuple[Judged, ...]) -> None:
    counts = Counter(one.verdict for one in judged)
    assert counts["right"] >= LEAST_RIGHT * len(judged), counts


def test_a_task_is_nobodys_words(read: Read) -> None:
    rows = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    tasks = [(row["text"], task) for row in rows for task in row.get("nobody", [])]
    told = [task for text, task in tasks for one in read(text) if any(task in words for words in one.words)]
    assert (len(tasks), told) == (5, [])
