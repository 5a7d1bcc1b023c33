"""The posting lists of millions of passages: how large they are, and what a question costs.

python -m benchmarks.postings FOLDER --documents FOLDER [--questions FILE] [--real 24000] [--sizes 24000 1000000]

Real passages are indexed as a rebuild does it. For more of them each list is repeated with the rows of the next block,
so that a term stands in the same share of the passages, and the longest lists, which are what costs, grow as real ones
do; new words, whose lists are short, are not made. Times are the processor's, of the posting lists alone: the 50 best.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from embeddings.library.keywords import LENGTHS, POSTINGS, KeywordIndex, PostingList
from embeddings.library.tallying import write_keywords
from embeddings.readers.folder import read_documents
from embeddings.text.passages import split_passages, titled_text
from embeddings.text.terms import question_terms

HERE = Path(__file__).parent
_PROPOSED = 50


def main() -> None:
    """Write the lists, repeat them, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--questions", type=Path, default=HERE / "golden" / "questions.jsonl")
    parser.add_argument("--real", type=int, default=24_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[24_000, 1_000_000, 10_000_000])
    options = parser.parse_args()
    asked = [json.loads(line)["question"] for line in options.questions.read_text(encoding="utf-8").splitlines()]
    (options.folder / "real").mkdir(parents=True, exist_ok=True)
    (options.folder / "made").mkdir(exist_ok=True)
    read, _ = read_documents(options.documents)
    pairs = [(document, passage) for document in read for passage in split_passages(document)][: options.real]
    vocabulary = write_keywords(options.folder / "real", [titled_text(*pair) for pair in pairs])
    for size in options.sizes:
        times = size // len(pairs)
        _repeat(options.folder / "real", options.folder / "made", times, vocabulary.values())
        grown = {term: PostingList(found.first * times, found.count * times) for term, found in vocabulary.items()}
        print(json.dumps({"passages": times * len(pairs)} | _ask(options.folder / "made", grown, asked)), flush=True)


def _repeat(real: Path, made: Path, times: int, lists: Iterable[PostingList]) -> None:
    postings, lengths = np.load(real / POSTINGS), np.load(real / LENGTHS)
    np.save(made / LENGTHS, np.tile(lengths, times))
    shape = (len(postings) * times,)
    written = np.lib.format.open_memmap(made / POSTINGS, mode="w+", dtype=postings.dtype, shape=shape)
    shifts = np.arange(times, dtype=np.int32) * np.int32(len(lengths))
    for found in lists:
        run = np.tile(postings[found.first : found.first + found.count], times)
        run["row"] += np.repeat(shifts, found.count)
        written[found.first * times : (found.first + found.count) * times] = run
    written.flush()


def _ask(folder: Path, vocabulary: Mapping[str, PostingList], asked: list[str]) -> dict[str, float]:
    index = KeywordIndex(folder)
    taken = []
    for question in asked:
        lists = [vocabulary[term] for term in question_terms(question, "en") if term in vocabulary]
        started = time.process_time()
        index.search(lists, _PROPOSED)
        taken.append((time.process_time() - started) * 1000)
    size = sum((folder / name).stat().st_size for name in (POSTINGS, LENGTHS))
    return {"file_mb": size / 1e6, "median_ms": float(np.median(taken)), "p95_ms": float(np.percentile(taken, 95))}


if __name__ == "__main__":
    main()
