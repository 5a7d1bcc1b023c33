"""Addresses, as far as Telegram tells good from bad."""

import re

_LINK = re.compile(r"(?:([A-Za-z]+)://)?([^\s/?#]+)([/?#]\S*)?\Z")
_HOST = re.compile(r"(?:[^\s@]+@)?[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?\Z")


def usable_link(url: str) -> str:
    """The address as Telegram keeps it, `http://` put before a bare host; empty where it is no link."""
    match = _LINK.match(url.strip())
    if match is None or (match[1] is None and "@" in match[2]):
        return ""
    scheme, host, rest = (match[1] or "http").lower(), match[2].lower(), match[3] or ""
    if scheme in ("tg", "ton", "tonsite"):
        return f"{scheme}://{host}{rest}"
    if scheme not in ("http", "https") or not _HOST.match(host):
        return ""
    return f"{scheme}://{host}{rest if rest.startswith('/') else '/' + rest}"
