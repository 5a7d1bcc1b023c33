"""Cases, observations and a library for the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.evaluation.cases import Case
from bot.evaluation.observations import Observation, Seen
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild

MARKUP = '<script>alert("x")</script> & \u202eevil\x07'
TEXTS: Mapping[str, str] = {
    "mill": "The mill at Lower Farrow burned down in March. Nobody was inside.",
    "vote": "The council voted to sell the harbour to Brannock Holdings. Mayor Tilda Roe voted against it.",
    "copy": "Tilda Roe keeps bees. Her bees won a prize at the county fair.",
    "danger": f"The inspector of boilers wrote {MARKUP} on the door of the boiler house.",
}
QUESTIONS = [
    {
        "id": "q1",
        "question": "When did the mill at Lower Farrow burn down?",
        "answers": ["March"],
        "relevant": ["mill"],
    },
    {"id": "q2", "question": "Who keeps bees?", "answers": ["Tilda Roe"], "relevant": [{"doc_id": "vote"}]},
    {"id": "q3", "question": "What did the inspector of boilers write on the door?", "answers": ["nothing at all"]},
]
UNANSWERABLE = [{"question": "What is the boiling point of mercury?"}, {"question": "Who wrote on the door of a boat?"}]


def build_library(root: Path, texts: Mapping[str, str] = TEXTS) -> Path:
    """Build the texts into ``root / "data"`` and return it."""
    seeds = root / "seeds"
    seeds.mkdir()
    rows = [
        {"id": name, "title": f"Title of {name} <b>", "publisher": "Farrow Echo", "date": "2021-04-01", "text": text}
        for name, text in texts.items()
    ]
    write_rows(seeds / "library.jsonl", *rows)
    rebuild(seeds, root / "data", Recipe("hashing", lambda _: HashingEncoder()))
    return root / "data"


def write_rows(path: Path, *rows: object) -> Path:
    """Write a JSONL file, and return its path."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def make_seen(text: str = "A passage.", *, rank: int = 1, relevant: bool = False, held: bool = False) -> Seen:
    """Make a passage that was shown or found."""
    scores = {"dense": 0.5, "keyword": None, "fused": 0.75}
    return Seen(("d",), "Title, Echo, 2021", 1, text, scores, rank, relevant, held)


def make_observation(
    *quotes: str,
    case: Case | None = None,
    answered: bool = True,
    confidence: float = 0.5,
    rank: int | None = 1,
    shown: tuple[Seen, ...] = (),
    overlooked: Seen | None = None,
    passage_holds: bool = False,
    milliseconds: float = 10.0,
) -> Observation:
    """Make an observation; every quote is of the first passage shown."""
    return Observation(
        case=case or Case("c", "Who?", answers=("Roe",), relevant={"d": None}),
        answered=answered,
        confidence=confidence,
        quotes=tuple((1, quote) for quote in quotes),
        shown=shown or (make_seen(),),
        overlooked=overlooked,
        document_rank=rank,
        passage_holds=passage_holds,
        milliseconds=milliseconds,
    )
