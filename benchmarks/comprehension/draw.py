"""Which pairs the reading model is trained on, and how many of each kind."""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comprehension.nearest import nearest_by_meaning, nearest_by_words
from benchmarks.comprehension.open_sets import read_open
from benchmarks.comprehension.pairs import Pair, crop, of_others, without_answer
from benchmarks.comprehension.written import read_written, statement_pairs, written_pairs
from embeddings.encoding.encoder import Encoder, SentenceTransformersEncoder

ENCODER = "all-MiniLM-L6-v2"
NEAREST, MOST_ENCODED, ENCODED = 12, 900, 500  # passages a question; passages at most, and characters of each
# How many are drawn for the first part, beside the open sets.
TAKEN_OUT, BY_WORDS, BY_MEANING, QAMR_OTHERS = 2600, 2600, 1600, 1200
# And of the written documents, as shares of all that there are.
WRITTEN = {"written": 1.0, "near misses": 0.75, "statements": 0.8, "statements of others": 0.7}
WRITTEN_TAKEN_OUT, WRITTEN_BY_MEANING, WRITTEN_BY_WORDS = 0.45, 0.35, 0.1
OPEN_AGAIN = 0.25  # of the first part, in the second


def draw_pairs(options: argparse.Namespace) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of the first part and of the second; the seed decides which, and in which order."""
    encoder = SentenceTransformersEncoder(ENCODER, options.work)
    for_first, for_second, chance = (random.Random(options.seed + at) for at in range(3))  # noqa: S311  no secret
    first = _open(options.open, encoder, for_first)
    second = _written(options.written, options.apart, encoder, for_second)
    again = _part(first, OPEN_AGAIN, chance)
    parts = [chance.sample(part, len(part)) for part in (first, again + second)]
    for part in parts:
        counts = Counter((pair.source, pair.answerable) for pair in part)
        for (source, answerable), count in sorted(counts.items()):
            print(f"{count:6} {'answer' if answerable else 'do not'}  {source}", flush=True)
    return parts[0], parts[1]


def _open(folder: Path, encoder: Encoder, chance: random.Random) -> list[Pair]:
    drawn = read_open(folder, chance)
    marked = [pair for pair in drawn if pair.span and pair.source != "qamr"]
    taken = [out for pair in chance.sample(marked, len(marked)) if (out := without_answer(pair))]
    asked = [pair for pair in marked if pair.source.startswith("squad")]
    sentences = [pair for pair in drawn if pair.source == "qamr" and pair.span]
    found = [
        *drawn,
        *chance.sample(taken, min(TAKEN_OUT, len(taken))),
        *_others(chance.sample(asked, BY_WORDS), asked, None, "others by words"),
        *_others(chance.sample(asked, BY_MEANING), asked, encoder, "others by meaning"),
        *_others(chance.sample(sentences, QAMR_OTHERS), sentences, None, "other sentences"),
    ]
    return [_cut(pair, chance) for pair in found]


def _written(folder: Path, apart: str, encoder: Encoder, chance: random.Random) -> list[Pair]:
    rows = [row for path in sorted(folder.glob("*.jsonl")) if path.stem != apart for row in read_written(path)]
    speakers = sorted({said["speaker"] for row in rows for said in row["said"]})
    everything = [pair for row in rows for pair in (*written_pairs(row), *statement_pairs(row, speakers, chance))]
    asked = [pair for pair in everything if pair.source == "written"]
    taken = [out for pair in asked if (out := without_answer(pair))]
    found = []
    for source, share in WRITTEN.items():
        those = [pair for pair in everything if pair.source == source]
        found += _part(those, share, chance)
    return [
        *found,
        *_part(taken, WRITTEN_TAKEN_OUT, chance),
        *_others(_part(asked, WRITTEN_BY_MEANING, chance), asked, encoder, "written, others by meaning"),
        *_others(_part(asked, WRITTEN_BY_WORDS, chance), asked, None, "written, others by words"),
    ]


def _others(asked: Sequence[Pair], among: Sequence[Pair], encoder: Encoder | None, source: str) -> Iterator[Pair]:
    """Yield questions with the nearest passage of another document, by words where there is no encoder."""
    passages = list({pair.passage: pair for pair in among}.values())
    if encoder:
        passages = passages[:: max(1, len(passages) // MOST_ENCODED)]
    texts, questions = [pair.passage[:ENCODED] for pair in passages], [pair.question for pair in asked]
    near = (
        nearest_by_meaning(encoder, questions, texts, NEAREST)
        if encoder
        else nearest_by_words(questions, texts, NEAREST)
    )
    yield from of_others(source, asked, near, passages)


def _part(pairs: Sequence[Pair], share: float, chance: random.Random) -> list[Pair]:
    return chance.sample(pairs, int(share * len(pairs)))


def _cut(pair: Pair, chance: random.Random) -> Pair:
    """Cut most passages shorter, but none whose answer nobody marked."""
    unmarked = pair.answerable and pair.span is None
    return pair if unmarked or chance.random() < 0.25 else crop(pair, chance)
