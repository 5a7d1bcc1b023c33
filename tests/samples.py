"""Small documents and values that the tests share; results can be worked out by hand from them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from bot.answering.material import Material, gather
from bot.questions.question import question_of
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import QuestionError
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.text.passages import split_passages
from embeddings.types import Document, Hit, Passage, Scores


@dataclass
class Clock:
    """What tells the time that a test sets, in seconds."""

    now: float = 1e9

    def __call__(self) -> float:
        return self.now


BRIDGE = """---
title: The bridge at Alder Creek
publisher: Alder Gazette
author: Ruth Okafor
date: 2020-03-01
url: https://example.org/bridge?a=1&b=2
---
The bridge at Alder Creek was closed to lorries on Monday. Mayor Ines Falk denied that it would be pulled down.

The repair will cost 40,000 crowns, the council said. Half of it comes from the county.
"""
ROOF = """The school roof

Rain came through the roof of the school in October. Nobody was hurt.

Classes moved to the old mill in Tarn for three weeks.
"""
FERRY = [
    {"id": "ferry-a", "title": "Ferry", "publisher": "Harbour Post", "text": "The ferry to Oster sails at noon."},
    {"id": "ferry-b", "title": "Ferry", "publisher": "Island Herald", "text": "The ferry to Oster sails at noon."},
]
LIBRARY: Mapping[str, str] = {
    "bridge.md": BRIDGE,
    "roof.txt": ROOF,
    "ferry.jsonl": "".join(f"{json.dumps(row)}\n" for row in FERRY),
}


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, gzipped where the name says so, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") and isinstance(content, str) else raw)
    return folder


def make_document(text: str = "Body.", **facts: str | int | None) -> Document:
    """Make a document; what is not given is plain."""
    values = {"id": "d", "path": "d.txt", "title": "Title", **facts}
    return Document(text=text, **values)  # type: ignore[arg-type]  # the keywords are the tests' own


def make_hit(document: Document, *, rank: int = 1, dense: float = 0.5, keyword: float | None = 1.0) -> Hit:
    """Make a hit of a document's first passage; its fused score is its cosine."""
    return Hit(split_passages(document)[0], document, Scores(dense, keyword, dense), rank)


def is_question(text: str) -> bool:
    """Tell whether a text can be asked: one by chance may be empty, or hold a filter that says nothing."""
    try:
        make_query(text)
    except QuestionError:
        return False
    return True


QUESTIONS = st.text(min_size=1).filter(is_question)


def make_retrieval(question: str, *hits: Hit, passages: int | None = None) -> Found:
    """Make what was found for a question, whose terms all weigh one."""
    query = make_query(question)
    return Found(query, dict.fromkeys(query.terms, 1.0), hits, len(hits) if passages is None else passages)


def make_material(question: str, *hits: Hit, passages: int | None = None) -> Material:
    """Make what an answer is chosen from, of what ``make_retrieval`` makes."""
    return material_of(make_retrieval(question, *hits, passages=passages))


def material_of(found: Found) -> Material:
    """Read what was found, for the question that it was found for."""
    return gather(question_of(found.query), found)


def load_hashing(_: str) -> HashingEncoder:
    """Load the encoder that needs no model, whatever is asked for."""
    return HashingEncoder()


def whole_passage(document: Document) -> Passage:
    """Make one passage of a whole text, whatever its length."""
    return Passage("p", document.id, document.text, 0, len(document.text), 1)
