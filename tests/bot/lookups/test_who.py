from __future__ import annotations

from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands.repl import converse
from bot.lookups.who import USAGE, who, who_spelled
from bot.responder import Responder
from embeddings.encoding.hashing import NAME
from embeddings.library.open_library import Records
from embeddings.library.snapshot import open_current
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing


@pytest.fixture
def store(spoken: Responder) -> Records:
    return spoken.snapshot.store


def test_counts_by_outlet_and_time_and_the_newest_first(store: Records) -> None:
    listing = who(store, "Senator Mensah")
    assert listing.head == "Ama Mensah: 3 statements on record"
    assert listing.lines == (
        "by outlet: Volta Herald 2, Accra Ledger 1",
        "by time: 2021 2, 2020 1",
        "denied: that the dam would flood the valley (Volta Herald, May 3, 2021)",
        'said: "We measured the river twice," (Volta Herald, May 3, 2021)',
        "said: that the school would open in March (Accra Ledger, February 2020)",
    )


def test_by_month_in_one_year_and_what_has_no_date(store: Records) -> None:
    listing = who(store, "Esi Owusu")
    assert listing.lines[:2] == ("by outlet: Accra Ledger 1, publisher unknown 1", "by time: 2020-02 1, no date 1")


@pytest.mark.parametrize(("name", "head"), [("", USAGE), ("  ", USAGE), ("Zeus", "Nobody called Zeus has a statement")])
def test_nobody(store: Records, name: str, head: str) -> None:
    listing = who(store, name)
    assert listing.head.startswith(head)
    assert listing.lines == ()


def test_in_the_repl(spoken: Responder) -> None:
    out = StringIO()
    converse(["/who Owusu", "/who"], spoken, Console(file=out, width=300, highlight=False, markup=False))
    lines = out.getvalue().splitlines()
    assert (lines[0], lines[-1]) == ("Esi Owusu: 2 statements on record", USAGE)
    assert all(line.startswith("- ") for line in lines[1:-1])


def test_a_slip_of_a_name_finds_whom_it_means(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        right = who_spelled(snapshot, "Esi Owusu")
        assert right == who(snapshot.store, "Esi Owusu")
        slip = who_spelled(snapshot, "esi owsu")
        assert slip.head in (f"about: Owusu\n{right.head}", f"about: Esi Owusu\n{right.head}")
        assert slip.lines == right.lines
        for nobody in ("", "Zeus", "Qwertyuiop"):
            assert who_spelled(snapshot, nobody) == who(snapshot.store, nobody)


def test_the_same_words_in_two_papers_are_one_statement(tmp_path: Path) -> None:
    text = "“The liner has failed in at least three places,” said Helen Strand, the chief inspector.\n"
    for name in ("courier", "star"):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / f"{name}.md").write_text(f"---\npublisher: {name}\n---\n{text}", "utf-8")
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    with closing(open_current(tmp_path / "data")) as snapshot:
        listing = who(snapshot.store, "Strand")
    assert listing.head == "Helen Strand: 1 statement on record"
    assert sum("at least three places" in line for line in listing.lines) == 1
    assert listing.lines[0] == "by outlet: courier 1, star 1"
