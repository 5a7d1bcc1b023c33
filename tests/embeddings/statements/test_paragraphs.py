"""Paragraphs of ordinary reporting with two or three people: the right name or nobody's.

Each line of ``paragraphs.jsonl`` has a text, and who says which of its words, as a reader resolves it; null where a
reader can't tell: then it is nobody, or the surname that the text gives and that two bear.
"""

from __future__ import annotations

import json
from pathlib import Path

from embeddings.naming.names import is_pronoun
from tests.embeddings.statements.conftest import Read, Said

PARAGRAPHS = [json.loads(line) for line in (Path(__file__).parent / "paragraphs.jsonl").read_text("utf-8").splitlines()]
LEAST_RIGHT = 49  # of the checks where a reader can tell: the rest is nobody's


def named(said: list[Said], words: str) -> str | None:
    """Return the name that the narrowest statement with these words has; None where it has nobody's."""
    holding = [one for one in said if any(words in part for part in one.words)]
    one = min(holding, key=lambda said: len("".join(said.words)), default=None)
    if one is None or one.speaker is None or is_pronoun(one.speaker) or not one.speaker[0].isupper():
        return None
    return None if one.speaker.startswith(("The ", "Its ", "Her ")) else one.speaker


def test_the_right_name_or_none(read: Read) -> None:
    found = [(said, named(read(row["text"]), said["words"])) for row in PARAGRAPHS for said in row["said"]]
    wrong = [
        (said, name)
        for said, name in found
        if name not in (None, said["who"]) and (said["who"] is not None or " " in str(name))
    ]
    assert len(PARAGRAPHS) >= 60
    assert wrong == []
    assert sum(name is not None and name == said["who"] for said, name in found) >= LEAST_RIGHT
