from __future__ import annotations

from pathlib import Path

import pytest

from bot.rebuilds.following import failed_lines, follow_sources, followed_summary
from bot.settings import Settings
from bot.state.sqlite import NAME
from embeddings.errors import DocumentError
from embeddings.fetching.hosts import Hosts
from embeddings.sources.file import Source
from embeddings.sources.follow import Followed
from tests.samples import write_files
from tests.server import page, serving

NEWS = Source("feed", "https://a.b", "a")


def settings_of(tmp_path: Path, sources: str, *, private: bool = True) -> Settings:
    seeds = write_files(tmp_path / "seeds", {"sources.toml": sources})
    return Settings(seeds=seeds, data=tmp_path / "data", fetch_private=private)


def test_what_is_due_is_fetched_told_and_remembered(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with serving() as server:
        address = server.put("/a.txt", page(b"The bridge\n\nIt stays."))
        settings = settings_of(tmp_path, f'[[source]]\npage = "{address}"\n')
        (followed,) = follow_sources(settings, lambda *at: told.append(at), pause=0)
        (again,) = follow_sources(settings, pause=0)
    assert (followed.source.address, followed.new, followed.errors) == (address, 1, ())
    assert (again.new, again.left) == (0, 0)  # it is not due: the state knows that
    assert told[-1] == ("fetching", 1, 1)


def test_private_addresses_are_fetched_only_where_that_is_set(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, '[[source]]\npage = "http://127.0.0.1:9/"\n', private=False)
    (followed,) = follow_sources(settings, pause=0)
    assert "127.0.0.1 leads to 127.0.0.1, which is loopback" in followed.errors[0]


def test_pages_of_one_host_have_a_pause_between_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def hosts(pause: float) -> Hosts:
        pauses.append(pause)
        return Hosts()

    monkeypatch.setattr("bot.rebuilds.following.Hosts", hosts)
    with serving() as server:
        settings = settings_of(tmp_path, f'[[source]]\npage = "{server.root}/gone"\n')
        follow_sources(settings)
        follow_sources(settings, pause=7)
    assert pauses == [1, 7]  # seconds


@pytest.mark.parametrize("sources", ["", '[[source]]\nfolder = "../archive"\n'])
def test_nothing_is_followed_where_nothing_is_far_away(tmp_path: Path, sources: str) -> None:
    settings = settings_of(tmp_path, sources)
    assert follow_sources(settings) == []
    assert not (settings.data / NAME).exists()


def test_a_file_of_sources_that_can_not_be_used(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^sources\.toml, source 1: 'feed' should be text"):
        follow_sources(settings_of(tmp_path, "[[source]]\nfeed = 3\n"))


@pytest.mark.parametrize(
    ("followed", "summary"),
    [
        ([], ""),
        ([Followed(NEWS)], ""),
        ([Followed(NEWS, new=1), Followed(NEWS, new=2)], "Sources: 3 fetched."),
        ([Followed(NEWS, renewed=3)], "Sources: 3 renewed."),
        ([Followed(NEWS, errors=("a", "b")), Followed(NEWS, errors=("c",))], "Sources: 3 failed."),
        (
            [Followed(NEWS, new=1, left=2, errors=("a",)), Followed(NEWS, renewed=3, left=4)],
            "Sources: 1 fetched, 3 renewed, 1 failed, 6 left for the next time.",
        ),
    ],
)
def test_the_summary_counts_what_came_of_all(followed: list[Followed], summary: str) -> None:
    assert followed_summary(followed) == summary


@pytest.mark.parametrize(
    ("count", "more"),
    [(0, []), (20, []), (21, ["1 more: onrecord sources lists them"]), (25, ["5 more: onrecord sources lists them"])],
)
def test_twenty_failures_are_named(count: int, more: list[str]) -> None:
    errors = tuple(map(str, range(count)))
    lines = failed_lines([Followed(NEWS, errors=errors[:3]), Followed(NEWS, errors=errors[3:])])
    assert lines == [*errors[:20], *more]
