from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.state.sources import Visits
from embeddings.sources.visit import Visit
from tests.bot.conftest import Opener

FEED = Visit("https://a.b/rss", "https://a.b/rss", etag='"1"', succeeded="2026-01-01T00:00:00+00:00", due="2027")
PAGE = Visit(
    "https://a.b/rss",
    "https://a.b/1",
    "fetched/a/1.html",
    facts=(("date", "2017"), ("title", "T")),
    failed="2026-01-01T00:00:00+00:00",
    error="answered 404 Not Found",
    passing=False,
    failures=3,
)


@pytest.fixture
def visits(open_database: Opener) -> Iterator[Visits]:
    database = open_database()
    yield Visits(database)
    database.close()


def test_what_is_kept_comes_back_in_its_order(visits: Visits) -> None:
    visits.put(PAGE, FEED)
    visits.put(replace(FEED, source="https://other.b/rss"))
    assert visits.visits("https://a.b/rss") == [PAGE, FEED]
    changed = replace(PAGE, error=None, passing=True, facts=())
    visits.put(changed)
    assert visits.visits("https://a.b/rss") == [changed, FEED]


def test_it_is_there_for_the_next_process(open_database: Opener) -> None:
    for _ in range(2):
        database = open_database()
        Visits(database).put(PAGE)
        assert Visits(database).visits(PAGE.source) == [PAGE]
        database.close()


def test_retry(visits: Visits) -> None:
    kept = replace(PAGE, address="https://a.b/2", error=None, failures=0)
    visits.put(FEED, PAGE, kept)
    visits.retry()
    now = "1970-01-01T00:00:00+00:00"
    assert visits.visits(FEED.source) == [replace(FEED, due=now), replace(PAGE, due=now, failures=0), kept]
