from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from embeddings.sources.items import Item
from embeddings.sources.visit import Visit, is_due, listed, went_well, went_wrong

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = Visit("https://a.b/rss", "https://a.b/rss")
PAGE = Visit("https://a.b/rss", "https://a.b/1")


def minutes_until(visit: Visit) -> float:
    assert visit.due is not None
    return (datetime.fromisoformat(visit.due) - NOW).total_seconds() / 60


def test_what_was_never_tried_is_due() -> None:
    assert is_due(FEED, NOW)
    assert is_due(PAGE, NOW)


def test_a_source_is_looked_at_again_and_what_it_lists_is_not() -> None:
    feed, page = went_well(FEED, NOW), went_well(PAGE, NOW)
    assert (is_due(feed, NOW + timedelta(minutes=9)), is_due(feed, NOW + timedelta(minutes=10))) == (False, True)
    assert page == replace(PAGE, succeeded="2026-11-24T12:00:00+00:00")
    assert not is_due(page, NOW + timedelta(days=1000))


def test_what_may_pass_is_tried_ever_later() -> None:
    waits, visit = [], PAGE
    for _ in range(30):
        visit = went_wrong(visit, "answered 503", NOW, passing=True)
        waits.append(minutes_until(visit))
    assert waits[:5] == [10, 20, 40, 80, 160]
    assert waits[-1] == 24 * 60
    assert visit.failures == 30


@pytest.mark.parametrize(("wait", "minutes"), [(None, 10), (60, 10), (7200, 120), (1e12, 24 * 60)])
def test_a_server_may_ask_for_more_time(wait: float | None, minutes: float) -> None:
    assert minutes_until(went_wrong(FEED, "answered 429", NOW, passing=True, wait=wait)) == minutes


def test_an_error_for_good() -> None:
    feed, page = (went_wrong(one, "answered 410 Gone", NOW, passing=False) for one in (FEED, PAGE))
    assert minutes_until(feed) == 7 * 24 * 60
    assert page == replace(
        PAGE, failed="2026-11-24T12:00:00+00:00", error="answered 410 Gone", passing=False, failures=1
    )
    assert not is_due(page, NOW + timedelta(days=1000))


def test_success_ends_the_failures() -> None:
    visit = went_well(went_wrong(FEED, "answered 503", NOW, passing=True), NOW)
    assert (visit.error, visit.failures, visit.failed) == (None, 0, "2026-11-24T12:00:00+00:00")


def test_what_is_listed_again_is_due_only_where_it_changed() -> None:
    item = Item(PAGE.address, {"title": "T"}, "2020")
    first = listed(FEED.source, item, None)
    assert (first, is_due(first, NOW)) == (replace(PAGE, stamp="2020", facts=(("title", "T"),)), True)
    kept = went_well(replace(first, path="fetched/a/1.html", etag='"1"'), NOW)
    assert listed(FEED.source, item, kept) is kept
    changed = listed(FEED.source, replace(item, stamp="2021"), kept)
    assert (is_due(changed, NOW), changed.path, changed.etag, changed.stamp) == (
        True,
        "fetched/a/1.html",
        '"1"',
        "2021",
    )
