"""News of a new snapshot: new words, once each, and no copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.state.sqlite import SqliteDatabase
from bot.state.standing import News, StandingStore
from bot.watching.look import look, news
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder

OLD = "Rithy Sok, a senator, denied that the bridge had been closed to lorries."
NEW = "Dara Chan, a minister, denied that the bridge had been closed to boats and to barges on Sunday."
QUESTION = "Who denied that the bridge had been closed?"


class Desk:
    """Documents that come one after another, and what is told of them."""

    def __init__(self, folder: Path, standing: StandingStore) -> None:
        self.seeds, self.data, self.standing = folder / "seeds", folder / "data", standing
        self.seeds.mkdir()

    def publish(self, name: str, text: str) -> None:
        (self.seeds / name).write_text(text, encoding="utf-8")
        rebuild(self.seeds, self.data, Recipe(NAME, lambda _: HashingEncoder()))

    @contextmanager
    def finder(self, *, private: bool = True) -> Iterator[Finder]:
        with closing(open_current(self.data)) as snapshot:
            yield Finder(snapshot, HashingEncoder(), private=private)

    def look(self, may_see_private: tuple[int, ...] = ()) -> int:
        with self.finder() as finder:
            return look(finder, self.standing, may_see_private)

    def told(self, question: int) -> list[str]:
        return [json.loads(one.answer)["quotes"][0]["text"] for one in self.standing.waiting(question)]


@contextmanager
def desk(folder: Path) -> Iterator[tuple[Desk, int]]:
    with closing(SqliteDatabase(folder)) as database:
        made = Desk(folder, StandingStore(database))
        made.publish("old.txt", OLD)
        assert made.look() == 0  # the first time, nothing is new
        kept = made.standing.add(7, 7, None, QUESTION)
        assert kept is not None
        with made.finder() as finder:
            made.standing.tell(news(finder, kept, ()), pushed=False)
        yield made, kept.id


def test_what_is_new_is_told_once(tmp_path: Path) -> None:
    with desk(tmp_path) as (made, question):
        assert made.look() == 0
        made.publish("new.txt", NEW)
        assert made.look() == 1
        assert made.look() == 0
        assert made.told(question) == [NEW]
        made.standing.tell(made.standing.waiting(question))
        made.publish("other.txt", "The ferry sails at noon on Mondays.")
        assert made.look() == 0


def test_copies_of_what_was_told_are_not(tmp_path: Path) -> None:
    with desk(tmp_path) as (made, question):
        made.publish("copy.txt", OLD)
        made.publish("near.txt", f"{OLD.removesuffix('.')}, a paper wrote.")
        assert made.look() == 0
        assert made.told(question) == []


def test_private_documents_are_news_for_those_who_may_see_them(tmp_path: Path) -> None:
    with desk(tmp_path) as (made, question):
        made.publish("hidden.md", f"---\ntitle: Hidden\nvisibility: private\n---\n{NEW}\n")
        assert made.look(()) == 0
        made.publish("again.md", f"---\ntitle: Again\nvisibility: private\n---\n{NEW.replace('Sunday', 'Monday')}\n")
        assert made.look((question,)) == 1


def test_a_look_that_dies_is_looked_again(tmp_path: Path) -> None:
    with desk(tmp_path) as (made, question):
        made.publish("new.txt", NEW)
        with closing(open_current(made.data)) as snapshot:
            name = snapshot.name
        try:
            made.standing.look(name, ["p"], _dies())
        except RuntimeError:
            assert made.standing.looked != name
        assert made.look() == 1
        assert made.told(question) == [NEW]


def _dies() -> Iterator[News]:
    yield News(1, "w", "[]", "{}")
    raise RuntimeError("killed")
