"""What holds whatever the documents and questions are. The numbers are those of the design."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest

from bot.answering.answer import answer
from bot.answering.proof import prove
from bot.contract.output import as_json
from bot.lookups.holdings import holdings
from bot.lookups.who import who
from bot.render import to_html, to_text
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import NAME
from embeddings.errors import SnapshotError
from embeddings.files import file_digest
from embeddings.library.snapshot import current_name, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from embeddings.text.passages import embedded_text
from embeddings.types import Statement
from tests.samples import LIBRARY, load_hashing, material_of, write_files
from tests.speakers import SPEAKERS

ROOT = Path(__file__).parent.parent
TWINS = [
    "Who denied that lawmakers were driven out?",
    "When does the ferry to Oster sail?",
    "Who closed the bridge at Alder Creek?",
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that is shipped, with the samples beside it, in every kind of file."""
    root = tmp_path_factory.mktemp("real")
    for path in sorted((ROOT / "seeds").glob("*.md")):
        write_files(root / "seeds", {path.name: path.read_bytes()})
    write_files(root / "seeds", {f"samples/{name}": text for name, text in LIBRARY.items()})
    write_files(root / "seeds", {"crlf.txt": "The quay\r\n\r\nThe quay 😀 was “full”.\r\nNobody fell in.\r\n"})
    rebuild(root / "seeds", root / "data", Recipe(NAME, load_hashing), strict=True)
    return root / "data"


@pytest.fixture(scope="module")
def answering(real: Path) -> Iterator[Responder]:
    responder = Responder(Settings(data=real, model=NAME))
    yield responder
    responder.close()


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """Questions with and without an answer on record, and some that are none."""
    rows = [
        json.loads(line)
        for path in sorted((ROOT / "benchmarks" / "golden").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [*(row["question"] for row in rows), *TWINS, "quay full", "😀", "?"]


def change(folder: Path, name: str) -> None:
    """Write the digest of a file as it is now into the manifest, so that only counts and rows are left to compare."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["digests"][name] = file_digest(folder / name)
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize("damage", ["bytes", "count", "rows", "passage"])
def test_invariant_1_ids_and_rows_are_one_to_one_or_nothing_opens(tmp_path: Path, damage: str) -> None:
    data = tmp_path / "data"
    rebuild(write_files(tmp_path / "seeds", LIBRARY), data, Recipe(NAME, load_hashing))
    snapshot = open_current(data)
    assert [*snapshot.store.rows()] == snapshot.index.rows.tolist() == [1, 2, 3, 4]
    vectors = snapshot.index.vectors([1, 2, 3, 4])
    snapshot.close()
    folder = data / "index" / str(current_name(data))
    if damage == "bytes":
        (folder / "vectors.faiss").write_bytes((folder / "vectors.faiss").read_bytes()[:-1])
    elif damage == "passage":
        connection = sqlite3.connect(folder / "library.sqlite")
        connection.execute("UPDATE passages SET row = 9 WHERE row = 4")
        connection.commit()
        connection.close()
        change(folder, "library.sqlite")
    else:
        rows = [1, 2, 3] if damage == "count" else [1, 2, 3, 5]
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(vectors[: len(rows)], np.array(rows, dtype=np.int64))
        faiss.write_index(index, str(folder / "vectors.faiss"))
        change(folder, "vectors.faiss")
    with pytest.raises(SnapshotError, match=r"is damaged: .+\. Build a new one: onrecord rebuild --full$"):
        open_current(data)


def test_invariant_2_every_passage_finds_itself_first(real: Path) -> None:
    snapshot, encoder = open_current(real), load_hashing(NAME)
    passages = snapshot.store.passages(snapshot.store.rows())
    documents = snapshot.store.documents()
    assert len(passages) > 20
    for row, passage in passages.items():
        text = embedded_text(documents[passage.document_id], passage)
        best = snapshot.index.search(encoder.encode_query(text), 2)
        ties = [found for found, score in best if score > best[0][1] - 1e-6]
        assert best[0][1] == pytest.approx(1.0, abs=1e-5)
        assert row in ties  # twins, which have the same words, tie
    snapshot.close()


def test_invariant_3_every_quote_is_an_exact_slice(answering: Responder, questions: list[str]) -> None:
    documents = answering.snapshot.store.documents()
    quotes = 0
    for question in questions:
        row: dict[str, Any] = json.loads(as_json(answering.respond(question)))
        cited = {citation["number"]: citation for citation in row["citations"]}
        for quote in row["quotes"]:
            text = documents[cited[quote["citation"]]["document"]["id"]].text
            assert quote["text"] == text[quote["start"] : quote["end"]]
            assert 0 < len(quote["text"]) <= 320
            quotes += 1
        for citation in [*row["citations"], *row.get("nearest", [])]:
            passage = citation["passage"]
            text = documents[citation["document"]["id"]].text
            assert passage["text"] == text[passage["start"] : passage["end"]]
    assert quotes > 20


def test_invariant_3_nothing_that_fails_the_proof_is_shown(answering: Responder) -> None:
    snapshot = answering.snapshot
    found = Finder(snapshot, load_hashing(NAME)).find(make_query(TWINS[2]))
    hit = found.hits[0]
    edited = replace(hit, document=replace(hit.document, text=f"Not {hit.document.text}"))
    with pytest.raises(SnapshotError, match="so nothing is shown"):
        prove(answer(material_of(replace(found, hits=(edited,)))))


def test_invariant_4_every_citation_resolves_in_the_snapshot_that_answered(
    answering: Responder, questions: list[str]
) -> None:
    store = answering.snapshot.store
    documents = store.documents()
    library = answering.snapshot.passages
    passages = {passage.id: passage for passage in library.of(library.numbers().values()).values()}
    for question in questions:
        response = answering.respond(question)
        outcome = response.outcome
        assert response.snapshot == answering.snapshot.name
        for citation in outcome.citations:
            assert documents[citation.document.id] == citation.document
            assert passages[citation.passage.id] == citation.passage
            assert citation.passage.document_id == citation.document.id
        if isinstance(outcome, Answer):
            numbers = [citation.number for citation in outcome.citations]
            assert numbers == [*range(1, len(numbers) + 1)]
            assert {quote.citation for quote in outcome.quotes} <= {*numbers}


def test_invariant_5_two_documents_with_the_same_words_keep_two_attributions(answering: Responder) -> None:
    outcome = answering.respond("When does the ferry to Oster sail?").outcome
    assert isinstance(outcome, Answer)
    cited = {citation.number: citation for citation in outcome.citations}
    (quote,) = (quote for quote in outcome.quotes if quote.text == "The ferry to Oster sails at noon.")
    citation = cited[quote.citation]
    named = [document.publisher for document in (citation.document, *citation.also_in)]
    assert named == ["Harbour Post", "Island Herald"]
    shown = to_text(outcome)
    assert "Harbour Post" in shown
    assert "Island Herald" in shown


@pytest.mark.parametrize("stage", ["reading", "embedding", "indexing", "verifying"])
def test_invariant_6_a_rebuild_that_dies_leaves_the_old_snapshot_answering(tmp_path: Path, stage: str) -> None:
    seeds, data = write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data"
    rebuild(seeds, data, Recipe(NAME, load_hashing))
    responder = Responder(Settings(data=data, model=NAME))
    before = responder.respond(TWINS[2]).outcome
    assert isinstance(before, Answer)
    write_files(seeds, {"bridge.md": "---\ntitle: Gone\n---\nThere is no bridge."})

    def die(at: str, *_: int) -> None:
        if at == stage:
            raise KeyboardInterrupt(at)

    with pytest.raises(KeyboardInterrupt, match=stage):
        rebuild(seeds, data, Recipe(NAME, load_hashing, progress=die))
    fresh = Responder(Settings(data=data, model=NAME))
    assert responder.respond(TWINS[2]).outcome == fresh.respond(TWINS[2]).outcome == before
    responder.close()
    fresh.close()
    assert rebuild(seeds, data, Recipe(NAME, load_hashing)).published


def test_invariant_7_a_refusal_lists_no_sources_as_its_answer(answering: Responder, questions: list[str]) -> None:
    refusals = 0
    for question in questions:
        response = answering.respond(question)
        outcome = response.outcome
        if isinstance(outcome, Answer) or outcome.aside is not None:  # small talk has no answer, and is refused none
            continue
        refusals += 1
        row = json.loads(as_json(response))
        assert (row["outcome"], row["quotes"], row["citations"]) == ("not_on_record", [], [])
        for shown in (to_text(outcome), to_html(outcome)):
            head, closest, _ = shown.removeprefix("<b>").partition("Closest, not an answer:")
            assert head.startswith(("Not on record: no document here answers that", "Not on record: nothing by"))
            assert bool(closest) == bool(outcome.nearest)
    assert refusals


def says_so(text: str, statement: Statement) -> bool:
    assert statement.speaker is not None
    start, end = statement.speaker.span
    return statement.speaker.name in text and text[start:end] == statement.speaker.as_written


def test_invariant_8_a_speaker_is_shown_only_where_the_text_says_so(answering: Responder, questions: list[str]) -> None:
    for question in questions:
        outcome = answering.respond(question).outcome
        if isinstance(outcome, Answer):
            texts = {citation.number: citation.document.text for citation in outcome.citations}
            for quote in outcome.quotes:
                assert quote.statement is None or says_so(texts[quote.citation], quote.statement)


BARE = {"id": "bare", "title": "The sluice", "date": "2021-06", "text": "Boateng said that the sluice would be mended."}
PRIVATE = [  # words, names, dates and outlets that count for something in the public library
    {"id": "a", "title": "The ferry", "publisher": "Harbour Post", "date": "1999"}
    | {"text": "The ferry to Oster sails at noon. The dam, the roof, the quay and the bridge to Oster are closed."},
    {"id": "b", "title": "Who is who", "publisher": "Volta Herald", "date": "2030"}
    | {"text": 'Yaw Boateng, a trader, said that the dam leaks. "It will be sold," said Kwame Mensah, a broker.'},
    {"id": "c", "title": "Lorries", "text": " ".join(["lorries crane dredger lawmakers denied ferry"] * 60)},
    *({"id": f"d{n}", "title": f"Note {n}", "text": f"The bridge is closed to lorries on day {n}"} for n in range(70)),
]
STRANGER = [
    "What did Boateng say?",
    "What did Boateng say about the sluice?",
    "What did Mensah say about the dam?",
    "Who denied that the dam would flood the valley?",
    "Who disagrees with Mensah about the dam?",
    "lorries from:Boateng",
    'dam in:"Volta Herald"',
    'sluice "would be mended"',
    "bridge after:2020 before:2022",
    "dredger",
    "Was the crane sold by a broker?",
]


@pytest.fixture(scope="module")
def unmoved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Responder, Responder]]:
    """The same public documents without private ones, and with copies of each and others that share their words."""
    opened = []
    for name in ("alone", "beside"):
        root = tmp_path_factory.mktemp(name)
        for path in sorted((ROOT / "seeds").glob("*.md")):
            text = path.read_text(encoding="utf-8")
            write_files(root / "seeds", {path.name: text})
            if name == "beside":
                write_files(root / "seeds", {f"0/{path.name}": text.replace("---\n", "---\nvisibility: private\n", 1)})
        write_files(root / "seeds", {**LIBRARY, **SPEAKERS, "bare.jsonl": json.dumps(BARE)})
        if name == "beside":
            rows = "".join(json.dumps(row | {"visibility": "private"}) + "\n" for row in PRIVATE)
            write_files(root / "seeds", {"a-first.jsonl": rows, "z/last.jsonl": rows.replace('"id": "', '"id": "z')})
        rebuild(root / "seeds", root / "data", Recipe(NAME, load_hashing), strict=True)
        opened.append(Responder(Settings(data=root / "data", model=NAME)))
    yield opened[0], opened[1]
    for responder in opened:
        responder.close()


def told(responder: Responder, question: str) -> dict[str, Any]:
    """Return all that somebody who may not see private documents is told, but for the snapshot and the time it took."""
    response = responder.respond(question)
    row: dict[str, Any] = json.loads(as_json(response, why=responder.explain(response.trail)))
    return row | {"snapshot": "", "timing_ms": {}, "why": row["why"] | {"snapshot": ""}}


def test_invariant_10_nothing_of_a_private_document_moves_a_public_answer(
    unmoved: tuple[Responder, Responder], questions: list[str]
) -> None:
    alone, beside = unmoved
    assert len(beside.snapshot.store.private_ids) > len(beside.snapshot.store.documents())
    before = alone.respond(TWINS[0]).turn, beside.respond(TWINS[0]).turn
    for question in [*questions, *STRANGER]:
        assert told(beside, question) == told(alone, question)
        ours, theirs = (one.respond(question, turn).outcome for one, turn in zip(unmoved, before, strict=True))
        assert ours == theirs  # scores are not rounded here


@pytest.mark.parametrize("name", ["Boateng", "Kofi Boateng", "Yaw Boateng", "Mensah", "Kwame Mensah", "Owusu"])
def test_invariant_10_who_and_sources(unmoved: tuple[Responder, Responder], name: str) -> None:
    alone, beside = unmoved
    assert who(beside.snapshot.store, name) == who(alone.snapshot.store, name)
    assert holdings(beside.snapshot).lines == holdings(alone.snapshot).lines
