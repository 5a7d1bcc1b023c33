from __future__ import annotations

import httpx
import pytest

from embeddings.fetching.hosts import Hosts, root_of
from embeddings.fetching.robots import Rules, read_rules

PAGE = httpx.URL("https://a.example/news/1?x=2#y")


def turns(hosts: Hosts, monkeypatch: pytest.MonkeyPatch, *moments: float) -> list[float]:
    """Return how long each turn with one host waits, taken at these moments."""
    clock = iter(moments)
    monkeypatch.setattr("embeddings.fetching.hosts.time", type("Clock", (), {"monotonic": lambda: next(clock)}))
    return [hosts.turn(PAGE) for _ in moments]


@pytest.mark.parametrize(
    ("pause", "delay", "waits"),
    [
        (0, 0, [0, 0, 0]),
        (0, 5, [0, 0, 0]),  # who waits for one page is not made to wait for more
        (2, 0, [0, 1, 2]),  # at 0, 1 and 2 seconds: turns come at 0, 2 and 4
        (2, 5, [0, 4, 8]),  # what robots.txt asks for counts where it is more
        (2, 1, [0, 1, 2]),
        (2, 1000, [0, 29, 58]),  # but not without end
    ],
)
def test_turns_with_one_host(pause: float, delay: float, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = Hosts(pause, {root_of(PAGE): Rules(delay=delay)})
    assert turns(hosts, monkeypatch, 0, 1, 2) == waits


def test_who_comes_late_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns(Hosts(2), monkeypatch, 0, 10, 11) == [0, 0, 1]


def test_hosts_do_not_wait_for_each_other() -> None:
    hosts = Hosts(20)
    assert hosts.turn(PAGE) == hosts.turn(PAGE.copy_with(host="b.example")) == 0
    assert hosts.turn(PAGE) > 0


def test_rules_are_those_of_the_host() -> None:
    hosts = Hosts()
    assert hosts.may_fetch(PAGE) is None
    hosts.rules[root_of(PAGE)] = read_rules(b"User-agent: *\nDisallow: /news\n", "Onrecord")
    assert hosts.may_fetch(PAGE) is False
    assert hosts.may_fetch(PAGE.copy_with(raw_path=b"/")) is True
    assert hosts.may_fetch(PAGE.copy_with(port=8443)) is None
    assert root_of(PAGE) == root_of(PAGE.copy_with(raw_path=b"/other"))
