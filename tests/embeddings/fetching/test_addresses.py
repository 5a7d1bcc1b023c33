from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Any

import pytest

from embeddings.errors import FetchError
from embeddings.fetching.addresses import in_disguise, refusal, resolve


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.9.10", "loopback"),
        ("::1", "loopback"),
        ("0.0.0.0", "unspecified"),  # noqa: S104  nothing is bound to it
        ("0.1.2.3", "private"),
        ("::", "unspecified"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00:ec2::254", "private"),
        ("fc00::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%1", "link-local"),
        ("fec0::1", "reserved"),
        ("100.64.0.1", "reserved"),
        ("100.100.100.200", "reserved"),
        ("240.0.0.1", "private"),
        ("255.255.255.255", "private"),
        ("198.18.0.1", "private"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.250", "multicast"),
        ("ff0e::1", "multicast"),
        ("192.0.0.192", "set aside for networks themselves"),
        ("168.63.129.16", "set aside for networks themselves"),
        ("192.88.99.1", "set aside for networks themselves"),
        ("::ffff:127.0.0.1", "private"),
        ("::ffff:8.8.8.8", "private"),
        ("::7f00:1", "reserved"),
        ("64:ff9b::7f00:1", "not public"),
        ("64:ff9b::808:808", "not public"),
        ("64:ff9b:1::a00:1", "not public"),
        ("2002:7f00:1::", "6to4"),
        ("2002:808:808::1", "6to4"),
        ("2001:0:7f00:1::", "private"),
        ("2001:db8::1", "private"),
        ("3fff::1", "set aside for documentation"),
        ("5f00::1", "not public"),
    ],
)
def test_refused(address: str, kind: str) -> None:
    found = refusal(ip_address(address))
    # Whether a range is private, reserved or neither changes between releases of the standard library.
    exact = ("loopback", "unspecified", "link-local", "multicast")
    assert found is not None
    assert found == kind or (found not in exact and kind not in exact)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450::200e"])
def test_public(address: str) -> None:
    assert refusal(ip_address(address)) is None


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1.", "017700000001", "0X7F.0.0.0x1", "1.2.3",
     "127.000.000.001", "0x", "a.127", "999.1.1.1"],
)  # fmt: skip
def test_in_disguise(host: str) -> None:
    assert in_disguise(host)
    with pytest.raises(FetchError, match=r"is an unusual spelling of an address, which is not fetched\.$"):
        asyncio.run(resolve("http://x/", host, 80, private=False))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "8.8.8.8", "example.org", "1.example", "0x7f.example", "xn--p1ai", "::1", "::ffff:1.2.3.4"]
)
def test_not_in_disguise(host: str) -> None:
    assert not in_disguise(host)


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name lead to ``addresses``; return the list of names that are looked up."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_every_address_of_a_host_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "8.8.8.8", "10.0.0.7")
    with pytest.raises(
        FetchError, match=r"^http://two\.example/: two\.example leads to 10\.0\.0\.7, which is private;"
    ):
        asyncio.run(resolve("http://two.example/", "two.example", 80, private=False))


def test_the_setting_allows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, "8.8.8.8", "10.0.0.7", "10.0.0.7")
    assert asyncio.run(resolve("http://two.example/", "two.example", 80, private=True)) == ["8.8.8.8", "10.0.0.7"]
    assert asked == ["two.example"]


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_no_such_host(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchError, match=r"there is no host 'no\.example' to be found") as caught:
        asyncio.run(resolve("http://no.example/", "no.example", 80, private=False))
    assert caught.value.passing
    assert str(caught.value).endswith("; try again later.")


def test_a_name_that_can_be_none() -> None:
    with pytest.raises(FetchError, match=r"can't be the name of a host"):
        asyncio.run(resolve("http://x/", f"{'a' * 70}.example", 80, private=False))
