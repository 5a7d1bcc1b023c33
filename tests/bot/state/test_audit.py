"""The trail: kept in order, for so many days."""

from __future__ import annotations

from bot.state.audit import Audit, Audited
from tests.bot.conftest import Opener


def test_requests_are_kept_in_order_for_so_many_days(open_database: Opener) -> None:
    now = [1_000_000.0]
    trail = Audit(open_database(), 2, lambda: now[0])
    trail.note("reader", "Who?", "answered", ["a", "b"])
    now[0] += 86_400
    trail.note("editor", "Why?", "filtered_out", [])
    first, second = Audited(1_000_000.0, "reader", "Who?", "answered", ("a", "b")), None
    assert trail.since(0)[0] == first
    second = trail.since(1_000_001.0)
    assert [(one.who, one.documents) for one in second] == [("editor", ())]
    now[0] += 86_401
    trail.note("editor", "When?", "answered", ["c"])
    assert [one.asked for one in trail.since(0)] == ["Why?", "When?"]
