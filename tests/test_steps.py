"""A library that is edited, built, rolled back and pruned at random, next to a plain model of what is to be found.

The long run of docs/rebuilds.md: python -m pytest tests/test_steps.py --hypothesis-profile=long
"""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import RefusedError
from embeddings.library.snapshot import current_name
from embeddings.library.snapshots import list_snapshots, prune, rollback
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from embeddings.search.query import make_query
from tests.samples import load_hashing, write_files

KEEP = 4
Files = dict[str, str]  # the one odd word of each file, by its name


class Library(RuleBasedStateMachine):
    """``files`` are in the folder; ``built`` is what each published snapshot should hold, in order."""

    names = Bundle("names")

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.seeds, self.data = self.root / "seeds", self.root / "data"
        self.files: Files = {}
        self.built: dict[str, Files] = {}
        self.held: tuple[Files, Files] | None = None
        self.count = 0
        self.write("first.txt")
        self.publish(accept=False)
        self.live = Responder(Settings(data=self.data, model=NAME))

    def write(self, name: str) -> None:
        self.count += 1
        self.files[name] = f"odd{self.count}word"
        write_files(self.seeds, {name: f"A page\n\nIt says {self.files[name]} and nothing more."})

    def publish(self, *, accept: bool) -> RebuildReport:
        report = rebuild(self.seeds, self.data, Recipe(NAME, load_hashing), accept=accept)
        if report.published:
            self.built[report.snapshot], self.held = dict(self.files), None
        assert self.built[report.snapshot] == self.files
        return report

    @rule(target=names, number=st.integers(0, 9))
    def add_or_edit(self, number: int) -> str:
        self.write(f"page-{number}.txt")
        return f"page-{number}.txt"

    @rule(name=names)
    def delete(self, name: str) -> None:
        (self.seeds / name).unlink(missing_ok=True)
        self.files.pop(name, None)

    @rule()
    def build(self) -> None:
        before = current_name(self.data)
        up_to_date = self.files == self.built[str(before)]
        held = self.held is not None and not up_to_date and self.all_as_rolled_back(*self.held)
        try:
            assert self.publish(accept=False).published == (not up_to_date)
            assert not held
        except RefusedError:
            assert held
            assert current_name(self.data) == before
            assert self.publish(accept=True).published

    def all_as_rolled_back(self, taken_back: Files, restored: Files) -> bool:
        differing = {name for name in {**taken_back, **restored} if taken_back.get(name) != restored.get(name)}
        return all(self.files.get(name) == taken_back.get(name) for name in differing)

    @precondition(lambda self: len(self.built) > 1)
    @rule(choice=st.randoms(use_true_random=False))
    def go_back(self, choice: random.Random) -> None:
        names = [listed.name for listed in reversed(list_snapshots(self.data))]
        live = str(current_name(self.data))
        target = choice.choice(names)
        assert rollback(self.data, target) == target == current_name(self.data)
        if names.index(target) < names.index(live):
            self.held = (self.built[live], self.built[target])
        elif target != live:
            self.held = None

    @rule()
    def tidy(self) -> None:
        self.live.refresh()
        gone = prune(self.data, KEEP)
        assert current_name(self.data) not in gone
        for name in gone:
            del self.built[name]
        assert len(list_snapshots(self.data)) == len(self.built) <= KEEP + 1

    @invariant()
    def what_is_live_is_found_and_nothing_else(self) -> None:
        name = str(current_name(self.data))
        with self.live.reading() as snapshot:
            assert snapshot.name == name
            assert {one.path for one in snapshot.store.documents().values()} == set(self.built[name])
            for known in self.built.values():
                for path, word in known.items():
                    there = self.built[name].get(path) == word
                    assert bool(snapshot.passages.counts(make_query(word).terms, private=True)) == there
        if self.built[name]:
            path, word = max(self.built[name].items())
            found = self.live.find(word, limit=1).hits[0]
            assert found.document.path == path
            assert word in found.passage.text

    def teardown(self) -> None:
        with closing(self.live):
            shutil.rmtree(self.root)


TestLibrary = Library.TestCase
# Not one: the first is the simplest there is, the same step again and again; and some leave out a kind of step.
TestLibrary.settings = settings(max_examples=settings().max_examples // 12)
