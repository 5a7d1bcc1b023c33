"""Private documents: whoever may not see them never gets a word of theirs, by whatever route."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answering.proof import prove
from bot.contract.output import as_json
from bot.lookups.who import who
from bot.questions.followup import Turn
from bot.render import to_html, to_text
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import NAME
from embeddings.errors import SnapshotError
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing, write_files

STORY = "The harbour at Oster was closed on Monday after the crane fell into the water, the pilots said in a letter."
ROWS: list[dict[str, str]] = [
    {"id": "open", "title": "Harbour", "publisher": "Harbour Post", "date": "2020-03-02", "text": STORY},
    {"id": "said", "title": "Crane", "publisher": "Harbour Post", "date": "2020-03-03"}
    | {"text": 'Ama Mensah, a Ghanaian senator, said that the crane was old. "It will be mended," Mensah said.'},
    {"id": "copy", "title": "Sealed harbour", "publisher": "Quillfeather", "date": "2020-03-01", "text": STORY},
    {"id": "plan", "title": "Budget of the yard", "publisher": "Quillfeather", "date": "2019-05-05"}
    | {"text": 'The yard owes 7,313 crowns to Bexley. "We sell the dredger," said Zora Vantongeren, a director.'},
    {"id": "memo", "title": "Memo", "date": "2018"}
    | {"text": 'Senator Ama Mensah said that the dredger leaks. "Burn this memo," Ama Mensah said.'},
]
SEALED = ("copy", "plan", "memo")
WORDS = (
    "sealed",
    "quillfeather",
    "budget",
    "7,313",
    "bexley",
    "dredger",
    "zora",
    "vantongeren",
    "memo",
    "leaks",
    "burn",
)
QUESTIONS = [
    "How much does the yard owe?",
    "When was the harbour at Oster closed?",
    "What did the director of the yard say about a sale?",
    "What did Ama Mensah say?",
    "What did Ama Mensah say about leaking?",
    "Who said that they would sell?",
    "Who denied it?",
    "Is there anything about debts?",
    'crane in:"Harbour Post"',
    "crane before:2020",
    "harbour after:2018 before:2020-03-02",
    "crane from:Mensah",
    "Quantum chromodynamics?",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("private")
    rows = (row | ({"visibility": "private"} if row["id"] in SEALED else {}) for row in ROWS)
    files = {"all.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)}
    rebuild(write_files(root / "seeds", files), root / "data", Recipe(NAME, load_hashing))
    return root / "data"


@pytest.fixture
def asked(data: Path) -> Iterator[Responder]:
    opened = Responder(Settings(data=data, model=NAME))
    yield opened
    opened.close()


def leaked(shown: str, question: str = "") -> set[str]:
    return {word for word in WORDS if word in shown.lower() and word not in question.lower()}


def everything(asked: Responder, question: str, previous: Turn | None = None) -> str:
    """Return all that a stranger could be shown of a question, and what the next one would lean on."""
    response = asked.respond(question, previous)
    outcome = response.outcome
    return "\n".join(
        [as_json(response), to_text(outcome), to_html(outcome, response.about), repr(response.turn), repr(outcome)]
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_of_a_stranger_shows_a_private_word(asked: Responder, question: str) -> None:
    assert leaked(everything(asked, question), question) == set()
    found = asked.find(question)
    ids = {hit.document.id for one in found.hits for hit in (one, *one.copies)}
    assert ids <= {"open", "said"}


def test_who_may_see_them_is_answered_from_them(asked: Responder) -> None:
    outcome = asked.respond("How much does the yard owe?", private=True).outcome
    assert isinstance(outcome, Answer)
    assert outcome.citations[0].document.id == "plan"
    outcome = asked.respond("When was the harbour at Oster closed?", private=True).outcome
    assert isinstance(outcome, Answer)
    assert outcome.citations[0].document.id == "copy"
    assert [document.id for document in outcome.citations[0].also_in] == ["open"]


@pytest.mark.parametrize(
    "question",
    [
        'yard in:"Quillfeather"',
        'yard from:"Vantongeren"',
        'yard "the dredger leaks"',
        "yard before:2019",
        "What did X say?",
    ],
)
@pytest.mark.parametrize("of_nobody", ["Nobodysuch", "Vantongeren"])
def test_what_is_private_is_like_what_is_not_there(asked: Responder, question: str, of_nobody: str) -> None:
    """A private outlet, speaker or phrase is refused in the words of one that does not exist."""
    asks = question.replace("X", of_nobody).replace("Quillfeather", of_nobody)
    outcome = asked.respond(asks).outcome
    other = asked.respond(asks.replace(of_nobody, "Nobodysuch")).outcome
    assert isinstance(outcome, NotOnRecord)
    assert isinstance(other, NotOnRecord)
    assert (outcome.reason, [near.passage.id for near in outcome.nearest]) == (
        other.reason,
        [near.passage.id for near in other.nearest],
    )
    assert [label.replace(of_nobody, "Nobodysuch") for label in outcome.excluding] == [*other.excluding]


def test_a_follow_up_does_not_carry_what_was_private(asked: Responder) -> None:
    turn = asked.respond("How much does the yard owe to whom?", private=True).turn
    assert turn is not None
    assert turn.documents[0] == "plan"
    for question in ("And when was that?", "What did she say about it?", "Who else?"):
        assert leaked(everything(asked, question, turn), question) == set()
        assert asked.respond(question, turn).about is None


@pytest.mark.parametrize("name", ["Zora Vantongeren", "Vantongeren", "Ama Mensah", "Senator Mensah", "Mensah"])
def test_who(asked: Responder, name: str) -> None:
    listing = who(asked.snapshot.store, name)
    assert leaked("\n".join([listing.head, *listing.lines]), name) == set()
    if "Mensah" in name:
        assert listing.head == "Ama Mensah: 2 statements on record"
    else:
        assert listing.head == f"Nobody called {name} has a statement on record."
    seen = who(asked.snapshot.store, name, private=True)
    assert seen.head in ("Ama Mensah: 4 statements on record", "Zora Vantongeren: 1 statement on record")


def test_sources(asked: Responder) -> None:
    store = asked.snapshot.store
    assert [*store.documents()] == ["open", "said"]
    assert [*store.documents(["plan", "said"])] == ["said"]
    assert [*store.documents(private=True)] == ["open", "said", "copy", "plan", "memo"]


def test_a_library_of_private_documents_alone_is_empty_to_a_stranger(tmp_path: Path) -> None:
    files = {"plan.md": "---\ntitle: Plan\nvisibility: private\n---\nThe yard owes 7,313 crowns."}
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    responder = Responder(Settings(data=tmp_path / "data", model=NAME))
    outcome = responder.respond("What does the yard owe?").outcome
    assert isinstance(outcome, NotOnRecord)
    assert (outcome.reason, outcome.nearest) == ("empty_index", ())
    assert isinstance(responder.respond("What does the yard owe?", private=True).outcome, Answer)
    responder.close()


@pytest.mark.parametrize("question", ["How much does the yard owe?", "Quantum chromodynamics?"])
@pytest.mark.parametrize("field", ["document", "also_in"])
def test_the_last_look_refuses_what_is_private(asked: Responder, question: str, field: str) -> None:
    outcome = asked.respond(question).outcome
    sealed = asked.snapshot.store.documents(["plan"], private=True)["plan"]
    cited = outcome.citations
    change: dict[str, Any] = {"also_in": (sealed,)}
    if field == "document":
        change = {"document": replace(cited[0].document, visibility="private")}
    name = "citations" if isinstance(outcome, Answer) else "nearest"
    changed: dict[str, Any] = {name: (replace(cited[0], **change), *cited[1:])}
    wrong = replace(outcome, **changed)
    with pytest.raises(SnapshotError, match=r"^A private document was found for somebody who may not see it"):
        prove(wrong)
    assert prove(wrong, private=True) is wrong


def test_a_visibility_that_is_none_leaves_the_document_out(tmp_path: Path) -> None:
    files = {"plan.md": "---\ntitle: Plan\nvisibility: secret\n---\nThe yard owes.", "roof.txt": "Roof\n\nIt leaks."}
    report = rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    assert [str(error) for error in report.errors] == ["plan.md: the visibility 'secret' is neither public nor private"]
    assert report.documents == 1
