from __future__ import annotations

import gc
import pickle
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import IndexGoneError, ModelError, QuestionError, SnapshotError
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.text.sentences import paragraph_starts, sentence_spans
from tests.botapi.patience import PATIENCE
from tests.samples import LIBRARY, load_hashing, write_files

QUESTION = "Who denied that the bridge would be pulled down?"


def test_answered(responder: Responder) -> None:
    response = responder.respond(QUESTION)
    assert isinstance(response.outcome, Answer)
    assert response.outcome.question == QUESTION
    assert response.snapshot == responder.snapshot.name
    assert response.milliseconds > 0


def test_what_is_kept_for_a_follow_up_holds_no_text(responder: Responder) -> None:
    response = responder.respond(QUESTION)
    kept = pickle.dumps((response.turn, response.trail))
    for citation in response.outcome.citations:
        for start, end in sentence_spans(citation.document.text, 0, len(citation.document.text)):
            assert end - start < 20 or citation.document.text[start:end].encode() not in kept
    assert responder.explain(response.trail).facts["outcome"] == "answered"


def test_every_document_knows_its_paragraphs(responder: Responder) -> None:
    for document in responder.snapshot.store.documents(private=True).values():
        assert document.paragraphs == paragraph_starts(document.text) != ()


def test_not_on_record(responder: Responder) -> None:
    assert isinstance(responder.respond("Quantum chromodynamics?").outcome, NotOnRecord)


@pytest.mark.parametrize("message", ["hello", "👍", "What about it?", "What documents do you have?"])
def test_what_asks_nothing_of_the_documents_is_not_searched(responder: Responder, message: str) -> None:
    before = responder.respond(QUESTION)
    for turn in (None, before.turn):
        response = responder.respond(message, turn)
        if turn is not None and message == "What about it?":
            continue  # which leans on the one before it
        outcome = response.outcome
        assert isinstance(outcome, NotOnRecord)
        assert outcome.is_talk
        assert (outcome.nearest, response.turn, response.query) == ((), turn, None)


def test_what_there_is_to_ask_about_is_the_list_of_sources(responder: Responder) -> None:
    outcome = responder.respond("How many documents are there?").outcome
    assert outcome.aside is not None
    assert outcome.aside.listing[0].startswith("4 documents, index as of ")


@pytest.mark.parametrize("request_", ["Summarise who denied that the bridge would be pulled down?"])
def test_what_is_asked_for_instead_is_searched_and_said(responder: Responder, request_: str) -> None:
    outcome = responder.respond(request_).outcome
    assert isinstance(outcome, Answer)
    assert outcome.question == request_
    assert outcome.aside is not None
    assert outcome.aside.kind == "summarise"
    assert outcome.quotes == responder.respond("who denied that the bridge would be pulled down?").outcome.quotes


@pytest.mark.parametrize("question", ["", " \n", "x" * 10_000])
def test_bad_question(responder: Responder, question: str) -> None:
    with pytest.raises(QuestionError):
        responder.respond(question)


@pytest.mark.parametrize(
    "question",
    [
        "😀",
        "\0",
        "؟أين الجسر",
        "\u202eegdirb",
        '"bridge" AND NOT (roof*) NEAR/2 title:x --',
        "'; DROP TABLE x",
        "x" * 2000,
    ],
)
def test_odd_questions_have_an_outcome(responder: Responder, question: str) -> None:
    assert responder.respond(question).outcome.question == question


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"yet\. Build it: onrecord rebuild$"):
        Responder(Settings(data=tmp_path, model=NAME))


def test_index_of_another_model(library: Path) -> None:
    with pytest.raises(SnapshotError, match=r"made by the model 'hashing', and ONRECORD_MODEL is 'all-MiniLM-L6-v2'"):
        Responder(Settings(data=library))


def test_a_reader_that_cannot_be_loaded_leaves_nothing_open(library: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be loaded"):
        Responder(Settings(data=library, model=NAME, reader=str(tmp_path / "nothing")))


def test_without_an_index_nothing_is_made_ready(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        Responder(Settings(data=tmp_path / "data", model=NAME))
    assert not (tmp_path / "data").exists()


def test_index_of_another_build_of_the_model(tmp_path: Path) -> None:
    class Older(HashingEncoder):
        spec = replace(HashingEncoder.spec, digest="0123456789abcdef")

    rebuild(write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data", Recipe(NAME, lambda _: Older()))
    with pytest.raises(SnapshotError) as caught:
        Responder(Settings(data=tmp_path / "data", model=NAME))
    assert str(caught.value) == (
        "The index was made by another build of the model 'hashing' (weights 0123456789ab in f32, computed in f32, "
        "now weights crc32-1024 in f32, computed in f32). "
        "Build it anew: onrecord rebuild --full"
    )


def test_empty_library(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    responder = Responder(Settings(data=tmp_path / "data", model=NAME))
    assert responder.respond("Who?").outcome == NotOnRecord("Who?", 0.0, "empty_index", ())
    responder.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", LIBRARY)


@pytest.fixture
def following(seeds: Path, tmp_path: Path) -> Iterator[Responder]:
    """What answers from a library of its own, which may be rebuilt."""
    build(seeds)
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as opened:
        yield opened


def build(seeds: Path, **files: str) -> str:
    """Rebuild with some files changed; return the name of the snapshot."""
    write_files(seeds, {name.replace("_", "."): content for name, content in files.items()})
    return rebuild(seeds, seeds.parent / "data", Recipe(NAME, load_hashing)).snapshot


def test_a_new_snapshot_is_taken_up_between_two_questions(following: Responder, seeds: Path) -> None:
    before = following.respond("Where does the tram stop?")
    assert isinstance(before.outcome, NotOnRecord)
    name = build(seeds, tram_txt="The tram\n\nThe tram stops at the mill in Tarn.")
    after = following.respond("Where does the tram stop?")
    assert isinstance(after.outcome, Answer)
    assert before.snapshot != after.snapshot == name


def test_what_goes_on_answering_is_looked_through_once_after_each_swap(following: Responder, seeds: Path) -> None:
    following.settle()
    try:
        assert gc.get_freeze_count() > 0
        assert isinstance(following.snapshot, Snapshot)
        old = weakref.ref(following.snapshot.keywords)
        build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
        assert isinstance(following.respond("Where does the tram stop?").outcome, Answer)
        assert old() is None
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_a_snapshot_that_is_read_stays_open_until_it_was(following: Responder, seeds: Path) -> None:
    with following.reading() as old:
        name = build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
        with following.reading() as new:
            assert (new.name, len(old.store.documents())) == (name, 4)
        assert len(old.store.documents()) == 4
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        old.store.documents()


def test_the_newest_answers_however_many_are_still_read(following: Responder, seeds: Path) -> None:
    with ExitStack() as readers:
        held = []
        for number in range(3):
            held.append(readers.enter_context(following.reading()))
            published = build(seeds, **{f"tram{number}_txt": "The tram\n\nIt stops at the mill."})
            assert following.respond(QUESTION).snapshot == published
        assert [len(one.store.documents()) for one in held] == [4, 5, 6]
    for one in held:
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            one.store.documents()
    assert following.respond(QUESTION).snapshot == published


@pytest.mark.parametrize("fails", [False, True])  # as where it is pruned before it was opened
def test_what_is_published_while_another_is_taken_up_answers_at_once(
    following: Responder, seeds: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    newest: list[str] = []

    def slow(data: Path, *, model: str | None = None) -> Snapshot:
        opened = open_current(data)
        if not newest:
            newest.append(build(seeds, tram_txt="The tram\n\nIt stops no more."))
            if fails:
                opened.close()
                raise SnapshotError("It is gone.")
        return opened

    monkeypatch.setattr("bot.live.open_current", slow)
    build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
    assert [following.respond(QUESTION).snapshot] == newest


def test_one_that_can_not_be_reached_at_first_is_taken_up_by_the_next_question(
    following: Responder, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise IndexGoneError("The index can't be reached.")

    old, name = following.respond(QUESTION).snapshot, build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
    with monkeypatch.context() as patched:
        patched.setattr("bot.live.open_current", gone)
        assert following.respond(QUESTION).snapshot == old
    assert following.respond(QUESTION).snapshot == name


def test_a_snapshot_that_can_not_be_opened_is_told_of_once(
    following: Responder, seeds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = following.respond(QUESTION).snapshot
    name = build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
    (seeds.parent / "data" / "index" / name / "vectors.faiss").write_bytes(b"")
    assert [following.respond(QUESTION).snapshot for _ in range(3)] == [old] * 3
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith(f"the new snapshot can't be used, and {old} goes on answering: The snapshot {name} is dama")
    assert following.respond(QUESTION).snapshot == old
    mended = build(seeds)
    assert following.respond(QUESTION).snapshot == mended


def test_a_snapshot_of_another_model_is_asked_through_that(
    following: Responder, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(HashingEncoder):
        spec = replace(HashingEncoder.spec, model="other")

    monkeypatch.setattr("bot.responder.load_encoder", lambda model, *_, **__: {"other": Other()}[model])
    name = rebuild(seeds, seeds.parent / "data", Recipe("other", lambda _: Other())).snapshot
    assert following.respond(QUESTION).snapshot == name
    assert following.encoder.spec.model == "other"


def test_a_question_waits_for_a_thread_that_takes_up_the_new_snapshot(
    following: Responder, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, go_on = threading.Event(), threading.Event()

    def slow(data: Path, *, model: str | None = None) -> Snapshot:
        opening.set()
        assert go_on.wait(PATIENCE)
        return open_current(data)

    monkeypatch.setattr("bot.live.open_current", slow)
    published = build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(following.refresh)
        assert opening.wait(PATIENCE)
        asked = pool.submit(following.respond, QUESTION)
        wait([asked], timeout=0.5)  # time to answer from the old one, as it should not
        go_on.set()
        assert asked.result().snapshot == published
        other.result()


def test_a_turn_leans_on_one_of_the_snapshot_before(following: Responder, seeds: Path) -> None:
    first = following.respond("What will the repair of the bridge cost?")
    name = build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
    second = following.respond("And who denied that it would be pulled down?", first.turn)
    assert second.snapshot == name
    assert isinstance(second.outcome, Answer)


def test_a_given_snapshot_is_kept(seeds: Path) -> None:
    first = build(seeds)
    settings = Settings(data=seeds.parent / "data", model=NAME)
    with closing(Responder(settings, open_current(settings.data))) as pinned:
        build(seeds, tram_txt="The tram\n\nIt stops at the mill.")
        assert pinned.respond(QUESTION).snapshot == first


def test_questions_from_threads_while_snapshots_are_swapped(following: Responder, seeds: Path) -> None:
    names, asked = {following.snapshot.name}, threading.Event()

    def ask(number: int) -> tuple[str, str]:
        response = following.respond("How many trams are there?")
        asked.set()
        text = response.outcome.quotes[0].text if isinstance(response.outcome, Answer) else ""
        return response.snapshot, text

    said = {following.snapshot.name: ""}
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(ask, range(200))
        asked.wait()
        for number in range(5):
            name = build(seeds, tram_txt=f"The trams\n\nThere are {number + 2} trams in Tarn.")
            names.add(name)
            said[name] = f"There are {number + 2} trams in Tarn."
    assert all(said[name] == text for name, text in answers)  # none is mixed of two
    assert following.respond(QUESTION).snapshot == name


def test_threads_share_a_responder(responder: Responder) -> None:
    questions = [QUESTION, "When did rain come through the roof?", "When does the ferry to Oster sail?"] * 20
    alone = {question: responder.respond(question).outcome for question in questions}
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda question: responder.respond(question).outcome, questions))
    assert outcomes == [alone[question] for question in questions]
