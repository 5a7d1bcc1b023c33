"""A document that is purged: not one of its words is in any byte of the data folder, and all others answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.contract.output import as_json
from bot.keeping.purge import Purged, purge
from bot.rebuilds.rebuilding import run_rebuild
from bot.responder import Responder
from bot.settings import Settings
from bot.state.audit import Audit
from bot.state.feedback import Feedback
from bot.state.shown import Shown
from bot.state.sources import Visits
from bot.state.sqlite import SqliteDatabase
from bot.state.standing import News, StandingStore
from bot.types import Answer
from embeddings.encoding.hashing import NAME
from embeddings.errors import RefusedError, UsageError
from embeddings.library.snapshots import list_snapshots
from embeddings.sources.visit import Visit
from tests.samples import LIBRARY, write_files

SECRET = (
    "---\ntitle: Zweckverband\npublisher: Wolfsangel\n---\n"
    "Mayor Brackwater Quillfeather said that zinfandel flows under Marmelsteyn.\n\nNobody drinks the brimblewort.\n"
)
WORDS = (b"zweckverband", b"wolfsangel", b"brackwater", b"quillfeather", b"zinfandel", b"marmelsteyn", b"brimblewort")
ASKED = "What flows under Marmelsteyn?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(
        seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME, reader="off"
    )
    build(settings)
    (settings.seeds / "secret.md").write_text(SECRET)
    build(settings)
    return settings


def build(settings: Settings) -> None:
    run_rebuild(settings, full=False, strict=False, progress=lambda *_: None)


def purged(settings: Settings, name: str = "secret.md") -> Purged:
    return purge(settings, name, lambda: build(settings))


def words_in(data: Path) -> set[bytes]:
    held = b"".join(path.read_bytes().lower() for path in data.rglob("*") if path.is_file())
    return {word for word in WORDS if word in held}


@pytest.fixture
def state(settings: Settings) -> Iterator[SqliteDatabase]:
    """The state after the document was asked for, shown, judged, watched, audited and followed."""
    with closing(Responder(settings)) as responder:
        response = responder.respond(ASKED)
    assert isinstance(response.outcome, Answer)
    answer, documents = as_json(response), [one.document.id for one in response.outcome.citations]
    database = SqliteDatabase(settings.data)
    shown = Shown(database)
    kept = shown.get(shown.add(1, 1, question="What?", answer=answer, snapshot=response.snapshot), 1)
    assert kept is not None
    Feedback(database).vote(kept, 1, "good")
    standing = StandingStore(database)
    one = standing.add(1, 1, None, "What is new?")
    assert one is not None
    standing.look("s", [], [News(one.id, "digest", "", answer)])
    Audit(database, 30).note("token", "What?", "answered", [*documents, "roof.txt"])
    facts = (("title", "Zweckverband"),)
    Visits(database).put(Visit("https://example.org/feed", "https://example.org/1", path="secret.md", facts=facts))
    yield database
    database.close()


def test_none_of_its_words_is_left_in_any_file(settings: Settings, state: SqliteDatabase) -> None:
    assert words_in(settings.data) == set(WORDS)
    (settings.seeds / "secret.md").unlink()
    gone = purged(settings)
    assert (gone.document.path, gone.answers, gone.copies) == ("secret.md", 3, ())
    assert words_in(settings.data) == set()
    assert len(list_snapshots(settings.data)) == 1
    assert [one.documents for one in Audit(state, 30).since(0)] == [("roof.txt",)]
    assert [one.path for one in Visits(state).visits("https://example.org/feed")] == ["secret.md"]
    with closing(Responder(settings)) as responder:
        assert not isinstance(responder.respond(ASKED).outcome, Answer)
        assert isinstance(responder.respond("What does the repair cost?").outcome, Answer)


def test_a_server_that_reads_from_the_old_index_does_not_keep_it(settings: Settings) -> None:
    with closing(Responder(settings)) as responder:
        with responder.reading():  # in the middle of an answer
            (settings.seeds / "secret.md").unlink()
            gone = purged(settings)
            assert len(gone.snapshots) == 2
            assert words_in(settings.data) == set()
        assert not isinstance(responder.respond(ASKED).outcome, Answer)


def test_it_must_be_gone_from_the_documents_first(settings: Settings) -> None:
    with pytest.raises(UsageError, match=r"'secret.md' still stands in .*Remove it there"):
        purged(settings)
    assert len(list_snapshots(settings.data)) == 2


def test_what_only_an_older_index_holds_is_found_there(settings: Settings) -> None:
    (settings.seeds / "secret.md").unlink()
    build(settings)
    assert purged(settings, "Zweckverband").document.id == "secret.md"
    assert words_in(settings.data) == set()


def test_refused_and_tried_indexes_go_as_well(settings: Settings) -> None:
    refused = settings.data / "index" / "refused-20260101T0000Z-abcdef"
    tried = settings.data / "trial" / "index" / "20260101T0000Z-abcdef"
    for folder in (refused, tried, settings.data / "index" / ".building-x"):
        write_files(folder, {"library.sqlite": SECRET})
    (settings.seeds / "secret.md").unlink()
    purged(settings)
    assert words_in(settings.data) == set()
    assert not refused.exists()
    assert not tried.exists()


def test_nothing_goes_where_the_gate_refuses_the_index_without_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise RefusedError("Nothing was published", "refused-x")

    (settings.seeds / "secret.md").unlink()
    with pytest.raises(RefusedError):
        purge(settings, "secret.md", refuse)
    assert len(list_snapshots(settings.data)) == 2


def test_copies_are_named(settings: Settings) -> None:
    (settings.seeds / "copy.md").write_text(SECRET)
    build(settings)
    (settings.seeds / "secret.md").unlink()
    assert purged(settings).copies == ("copy.md",)


def test_a_name_that_nothing_has_is_told(settings: Settings) -> None:
    with pytest.raises(UsageError, match="No document has 'nothing' in its id or title"):
        purged(settings, "nothing")
