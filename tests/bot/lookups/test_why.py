from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.answering.answer import answer
from bot.commands.repl import converse
from bot.lookups.why import Explanation, Row, Standing, explain, standing_line, why_lines
from bot.responder import Responder
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import NAME
from embeddings.types import Scores
from tests.samples import make_document, make_hit, make_material

ROOT = Path(__file__).parents[3]
QUESTION = "Who denied that the bridge would be pulled down?"


def test_what_was_shown_and_the_best_that_was_not() -> None:
    texts = ("The ferry sank near Oster.", "A ferry.", "Nobody sang.")
    hits = [
        replace(
            make_hit(make_document(text, id=text), rank=rank),
            scores=Scores(dense, keyword, 3.0 - rank),
        )
        for rank, (text, dense, keyword) in enumerate(zip(texts, (0.8, 0.9, 0.1), (2.0, 1.0, None), strict=True), 1)
    ]
    found = make_material("Where did the ferry sink: ferry sank?", *hits)
    outcome = answer(found)
    assert isinstance(outcome, Answer)
    explained = explain(outcome, found, found.hits, "s")
    first, *_, last = explained.rows
    assert [row.mark for row in explained.rows] == ["[1]", "not shown"]
    assert (first.source, last.source) == (
        "Title, ¶ 1",
        "Title, ¶ 1",
    )
    assert first.stages["dense"] == Standing(2, 0.8)
    assert first.stages["keyword"] == Standing(1, 2.0)
    assert first.stages["fused"] == Standing(1, 2.0)
    assert first.stages["quote"].rank == 1
    assert last.stages["dense"] == Standing(1, 0.9)
    assert "rerank" not in first.stages
    assert [*explained.facts] == ["outcome", "confidence", "on record", "threshold", "passages ranked", "snapshot"]


def test_lines() -> None:
    row = Row("[1]", "Title, Post", {"dense": Standing(2, 0.5), "fused": Standing(None, 1.25)})
    assert standing_line(row) == "dense 0.500 (#2), fused 1.250"
    assert why_lines(Explanation({"outcome": "answered", "snapshot": "s"}, (row,))) == [
        "outcome answered, snapshot s",
        "[1] dense 0.500 (#2), fused 1.250: Title, Post",
    ]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (QUESTION, {"outcome": "answered"}),
        ("Quantum chromodynamics?", {"outcome": "nothing relevant"}),
        ("bridge in:nowhere", {"outcome": "filtered out", "filters": 'in:"nowhere"', "passages ranked": "0"}),
    ],
)
def test_of_a_real_answer(responder: Responder, question: str, facts: dict[str, str]) -> None:
    response = responder.respond(question)
    explained = responder.explain(response.trail)
    assert facts.items() <= explained.facts.items()
    assert explained.facts["snapshot"] == response.snapshot
    outcome = response.outcome
    cited = outcome.citations
    assert [row.mark for row in explained.rows][: len(cited)] == [f"[{one.number}]" for one in cited]
    for citation, row in zip(cited, explained.rows, strict=False):
        assert row.stages["fused"].score == citation.scores.fused


def test_of_a_follow_up_and_of_a_question_about_a_speaker(spoken: Responder) -> None:
    first = spoken.respond("What did Ama Mensah say about the dam?")
    assert isinstance(first.outcome, Answer)
    explained = spoken.explain(first.trail)
    assert all(row.stages["fused"].rank for row in explained.rows)
    following = spoken.respond("And when was that?", first.turn)
    assert following.about is not None
    assert following.query is not None
    assert following.query.text != "And when was that?"
    assert spoken.explain(following.trail) == spoken.explain(following.trail)


def test_an_explanation_shows_nothing_private(responder: Responder) -> None:
    response = responder.respond("bridge")
    sealed = responder.explain(response.trail, private=False)
    assert sealed == responder.explain(response.trail, private=True)  # there is nothing private here


def test_a_table_in_a_terminal(responder: Responder) -> None:
    out = StringIO()
    console = Console(file=out, width=200, force_terminal=True, markup=False, highlight=False, color_system=None)
    converse([QUESTION, "/why"], responder, console)
    table = out.getvalue().rpartition("outcome answered")[2]
    assert re.search(r"dense +keyword +fused +quote +passage", table)
    assert re.search(r"\[1\] +\d\.\d{3} \(#1\) ", table)
    assert "not shown" in table


def asked(library: Path, seed: str, question: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--why", question],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "ONRECORD_DATA": str(library), "ONRECORD_MODEL": NAME},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return re.sub(r'"timing_ms": .*', "", done.stdout)


@pytest.mark.parametrize("question", [QUESTION, "When does the ferry to Oster sail?"])
def test_the_same_question_of_the_same_snapshot_gives_the_same_bytes(library: Path, question: str) -> None:
    one, other = (asked(library, seed, question) for seed in ("1", "2"))
    assert one == other
    assert '"why": {"outcome": "answered"' in one


def test_in_json(responder: Responder) -> None:
    from bot.contract.output import as_json

    response = responder.respond(QUESTION)
    row: dict[str, Any] = json.loads(as_json(response, why=responder.explain(response.trail)))
    assert row["why"]["snapshot"] == row["snapshot"]
    first = row["why"]["passages"][0]
    assert first["dense"] == {"rank": 1, "score": row["citations"][0]["scores"]["dense"]}
    assert "why" not in json.loads(as_json(response))


def test_a_refusal_without_a_library_has_no_rows() -> None:
    found = make_material("Who?")
    outcome = answer(found)
    assert isinstance(outcome, NotOnRecord)
    explained = explain(outcome, found, (), "s")
    assert explained.rows == ()
    assert explained.facts["outcome"] == "empty index"
