"""The documents that were written for this project, with their questions and near misses, as pairs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.comprehension.pairs import Pair
from embeddings.text.passages import split_passages
from embeddings.types import Document, Passage

_TOPIC = re.compile(r"\b(?:the|our|his|her|their|this|that|a|an) [a-z][\w-]+(?: [a-z][\w-]{3,})?\b")
_ASKED: Final = (
    "What did {speaker} say about {topic}?",
    "what does {speaker} think about {topic}",
    "How did {speaker} comment on {topic}?",
    "What was said about {topic} by {speaker}?",
)

Row = dict[str, Any]


def read_written(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document_of(row: Row) -> Document:
    return Document(row["id"], row["text"], path=row["id"], title=row["title"], publisher=row["publisher"])


def passages_of(row: Row) -> list[Passage]:
    return split_passages(document_of(row))


def written_pairs(row: Row) -> Iterator[Pair]:
    """Yield what is asked of a document: of the passage that answers, and near misses of each."""
    passages = passages_of(row)
    for asked in row["questions"]:
        start = row["text"].index(asked["answer"])
        yield from _answered("written", asked["question"], row, passages, start, len(asked["answer"]))
    for asked in row["unanswerable"]:
        for passage in passages:
            yield Pair("near misses", asked["question"], row["title"], passage.text, False, None, row["id"])


def statement_pairs(row: Row, speakers: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    """Yield what somebody said on a topic, and the same question about another who said nothing on it."""
    passages = passages_of(row)
    own = {said["speaker"] for said in row["said"]}
    for said in row["said"]:
        found = _TOPIC.search(said["words"])
        start = row["text"].find(said["words"])
        if found is None or start < 0 or row["text"].count(found[0]) > 1:
            continue
        form, others = chance.choice(_ASKED), sorted(own - {said["speaker"]})
        other = chance.choice(others) if others and chance.random() < 0.6 else chance.choice(speakers)
        question = form.format(speaker=said["speaker"], topic=found[0])
        yield from _answered("statements", question, row, passages, start, len(said["words"]))
        if other != said["speaker"] and (other in own or other.split()[-1] not in row["text"]):
            question = form.format(speaker=other, topic=found[0])
            yield from (
                Pair("statements of others", question, row["title"], passage.text, False, None, row["id"])
                for passage in passages
                if found[0] in passage.text
            )


def _answered(
    source: str, question: str, row: Row, passages: Sequence[Passage], start: int, length: int
) -> Iterator[Pair]:
    for passage in passages:
        if passage.start <= start and start + length <= passage.end:
            span = (start - passage.start, start - passage.start + length)
            yield Pair(source, question, row["title"], passage.text, True, span, row["id"])
