"""Where a host name leads: its addresses, each looked at before a packet leaves for it."""

from __future__ import annotations

import asyncio
import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from embeddings.errors import FetchError

Address = IPv4Address | IPv6Address

# Every form of IPv6 that stands for an IPv4 address lies outside of 2000::/3, or in one of the next three.
_PUBLIC: Final = IPv6Network("2000::/3")
_IN_DISGUISE: Final = {
    "6to4": IPv6Network("2002::/16"),
    "Teredo, or set aside": IPv6Network("2001::/23"),
    "set aside for documentation": IPv6Network("3fff::/20"),
}
# Public by their numbers: metadata of Azure and Oracle, relays of 6to4.
_METADATA: Final = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_NUMBER: Final = re.compile(r"(?i)(\d+|0x[0-9a-f]*)")


def refusal(address: Address) -> str | None:
    """Return what is wrong with fetching from an address, None where it is one of the public internet."""
    kinds = {
        "unspecified": address.is_unspecified,
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "private": address.is_private,
        "reserved": address.is_reserved or not address.is_global,
    }
    found = next((kind for kind, holds in kinds.items() if holds), None)
    return found or (_refusal6(address) if isinstance(address, IPv6Address) else _refusal4(address))


def _refusal4(address: IPv4Address) -> str | None:
    return "set aside for networks themselves" if any(address in network for network in _METADATA) else None


def _refusal6(address: IPv6Address) -> str | None:
    if address not in _PUBLIC:
        return "not public"
    return next((kind for kind, network in _IN_DISGUISE.items() if address in network), None)


def in_disguise(host: str) -> bool:
    """Return whether a host is an IPv4 address in other than its four decimal numbers, as 0x7f.1 and 2130706433."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or not _NUMBER.fullmatch(last):
        return False
    try:
        return str(IPv4Address(host)) != host
    except ValueError:
        return True


async def resolve(url: str, host: str, port: int, *, private: bool) -> list[str]:
    """Look a host up, once, and return its addresses; they are what is to be connected to.

    Raises FetchError where there is none, and, unless ``private``, where any one of them isn't public.
    """
    if not private and in_disguise(host):
        raise FetchError(url, f"{host} is an unusual spelling of an address, which is not fetched")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror:  # of a name that is gone, and of a network that is: some look-ups don't tell them apart
        raise FetchError(url, f"there is no host {host!r} to be found", passing=True) from None
    except (UnicodeError, ValueError, OverflowError):
        raise FetchError(url, f"{host!r} can't be the name of a host") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        why = None if private else refusal(ip_address(address))
        if why is not None:
            raise FetchError(url, f"{host} leads to {address}, which is {why}; ONRECORD_FETCH_PRIVATE=true allows that")
    return addresses
