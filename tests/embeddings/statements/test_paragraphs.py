"""Paragraphs of ordinary reporting with two or three people: the right name or nobody's.

Each line of ``paragraphs.jsonl`` has a text, and who says which of its words, as a reader resolves it: ``who`` is null
where a reader can't tell, or by the sense alone; ``perhaps`` are names that a reader would pass as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.evaluation.speakers import same_speaker
from embeddings.naming.names import is_pronoun
from tests.embeddings.statements.conftest import Read, Said

PARAGRAPHS = [json.loads(line) for line in (Path(__file__).parent / "paragraphs.jsonl").read_text("utf-8").splitlines()]
LEAST_PRECISE = 0.98  # of those that are named
LEAST_FOUND = 0.75  # of those whom a reader can tell: the rest is nobody's


def named(said: list[Said], words: str) -> str | None:
    """Return the name that the narrowest statement with these words has; None where it has nobody's."""
    holding = [one for one in said if any(words in part for part in one.words)]
    one = min(holding, key=lambda said: len("".join(said.words)), default=None)
    if one is None or one.speaker is None or is_pronoun(one.speaker) or not one.speaker[0].isupper():
        return None
    name = one.speaker.removeprefix("The ")
    return name if name[0].isupper() and not name.startswith(("Its ", "Her ", "A ", "One of ")) else None


def is_right(said: dict[str, Any], name: str) -> bool:
    return any(same_speaker(who, name) for who in (said["who"], *said.get("perhaps", ())) if who is not None)


def test_the_right_name_or_none(read: Read) -> None:
    checks = [(said, named(read(row["text"]), said["words"])) for row in PARAGRAPHS for said in row["said"]]
    given = [(said, name) for said, name in checks if name is not None]
    wrong = [(said, name) for said, name in given if not is_right(said, name)]
    told = [(said, name) for said, name in checks if said["who"] is not None]
    right = [said for said, name in told if name is not None and is_right(said, name)]
    assert len(wrong) <= (1 - LEAST_PRECISE) * len(given), wrong
    assert len(right) >= LEAST_FOUND * len(told), f"{len(right)} of {len(told)}"
