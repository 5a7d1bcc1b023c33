"""The only door to pymilvus: an address -> a server that is asked for rows, and what it says in one clear sentence.

    milvus://user:password@host:19530/database      milvuss:// with TLS
    milvuss://:token@host:443                       of a service
    milvus:///srv/onrecord/milvus.db                a file, by milvus-lite, for trying things out

A value of a filter is never written as it is: texts go as digests (``digest_of``), dates and numbers as numbers.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from embeddings.errors import IndexGoneError, SettingsError, SnapshotError

Row = dict[str, Any]

_PATIENCE: Final = 10.0  # seconds for one call
_LONG: Final = 300.0  # seconds to write, or to load what is large
_AT_ONCE: Final = 1000  # rows that are asked for, or written, together
_OLDEST: Final = (2, 5)  # whose functions make BM25
_VERSION: Final = re.compile(r"\Av?(\d++)\.(\d++)")
_PLAIN: Final = re.compile(r"[0-9a-z]*+")
_SCHEMES: Final = {"milvus": "http", "milvuss": "https"}
_REFUSED: Final = re.compile(r"(?i)auth(?:entication)? (?:check )?fail|unauthenticated|invalid token|permission")
_NOT_LOADED: Final = re.compile(r"(?i)released|not (?:fully )?loaded")
_NO_ALIAS: Final = re.compile(r"(?i)alias\b.*\b(?:not exist|not found)|alias not found")
_GONE: Final = re.compile(
    r"(?i)unavailable|fail(?:ed)? connecting|deadline|connect(?:ion)? (?:refused|reset|failed)|timeout|closed channel"
)


def digest_of(text: str) -> str:
    """Return what stands for a text in a filter: 32 letters of which none means anything to a server."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def one_of(field: str, values: Iterable[str | int], *, negated: bool = False) -> str:
    """Return the filter that a field is one of some digests or numbers."""
    told = ", ".join(str(int(one)) if isinstance(one, int) else f'"{_digest(one)}"' for one in values)
    return f"{field} {'not in' if negated else 'in'} [{told}]"


def _digest(value: str) -> str:
    if not _PLAIN.fullmatch(value):
        raise ValueError(value)
    return value


class MilvusServer:
    """A server, or a file that is one. ``place`` is its address without the password.

    Raises IndexGoneError where it can't be reached, SnapshotError where it refuses, or is too old.
    """

    def __init__(self, address: str) -> None:
        scheme, place, options = read_address(address)
        self.place = place
        try:
            from pymilvus import MilvusClient  # noqa: PLC0415  only where it is wanted
        except ImportError:
            raise SettingsError(
                "ONRECORD_INDEX needs what is not installed here (pymilvus). Install it: pip install 'onrecord[milvus]'"
            ) from None
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it says is said once, by us
        with self.telling():
            self.client: Any = MilvusClient(timeout=_PATIENCE, **options)
            version = str(self.client.get_server_version(timeout=_PATIENCE))
        found = _VERSION.search(version)
        if scheme != "file" and found and not version.startswith("milvus_lite") and _numbers(found) < _OLDEST:
            raise SnapshotError(
                f"Milvus at {place} is of version {version}, which has no BM25; 2.5 or later is needed. Renew it."
            )

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn whatever the client raises into one sentence without the password."""
        import grpc  # noqa: PLC0415  a part of the client
        from pymilvus.exceptions import MilvusException  # noqa: PLC0415

        try:
            yield
        except (MilvusException, grpc.RpcError, grpc.FutureTimeoutError, OSError, ValueError) as error:
            said = " ".join(str(getattr(error, "message", "") or error).split())[:300] or type(error).__name__
            if _REFUSED.search(said) or any(_REFUSED.search(str(one)) for one in _behind(error)):
                why = f"Milvus at {self.place} refuses the password, or none was given. Mend ONRECORD_INDEX."
                raise SnapshotError(why) from None
            if isinstance(error, grpc.RpcError | grpc.FutureTimeoutError) or _GONE.search(said):
                raise IndexGoneError(
                    "The index at {place} can't be reached. Start Milvus, or mend the network.", place=self.place
                ) from None
            raise SnapshotError(f"The index at {self.place} can't be used: {said}.") from None

    def query(self, collection: str, where: str, fields: Sequence[str], limit: int | None = None) -> list[Row]:
        """Return the rows that fulfil a filter, by their keys; at most ``limit`` of them."""
        most = {"limit": limit} if limit else {}
        with self.telling():
            found = self._loaded(collection, self.client.query, filter=where, output_fields=[*fields], **most)
        return [dict(one) for one in found]

    def every(self, collection: str, where: str, fields: Sequence[str]) -> Iterator[Row]:
        """Yield all rows that fulfil a filter, however many there are."""
        with self.telling():
            asked = self.client.query_iterator
            rows = self._loaded(collection, asked, filter=where, output_fields=[*fields], batch_size=_AT_ONCE)
        try:
            while True:
                with self.telling():
                    some = rows.next()
                if not some:
                    return
                yield from map(dict, some)
        finally:
            rows.close()

    def search(self, collection: str, field: str, wanted: object, limit: int, where: str) -> list[tuple[int, float]]:
        """Return at most ``limit`` keys with what the server says of them, the best first."""
        asked = {"data": [wanted], "anns_field": field, "limit": limit, "filter": where, "output_fields": ["row"]}
        with self.telling():
            (found,) = self._loaded(collection, self.client.search, **asked)
        return [(int(one["entity"]["row"]), float(one["distance"])) for one in found]

    def load(self, collection: str) -> None:
        """Let a collection be asked. It stays so, but for servers that forget it when they are started anew."""
        with self.telling():
            self.client.load_collection(collection, timeout=_LONG)

    def _loaded(self, collection: str, ask: Callable[..., Any], **asked: Any) -> Any:  # noqa: ANN401  the client has no types
        """Ask a collection; one that is not loaded, as after a start of the server, is loaded and asked again."""
        from pymilvus.exceptions import MilvusException  # noqa: PLC0415

        try:
            return ask(collection, timeout=_PATIENCE, **asked)
        except MilvusException as error:
            if not _NOT_LOADED.search(str(error)):
                raise
        self.client.load_collection(collection, timeout=_LONG)
        return ask(collection, timeout=_PATIENCE, **asked)

    def write(self, collection: str, rows: Iterable[Row]) -> int:
        """Write rows, a few at a time; return how many those were."""
        written, some = 0, list[Row]()
        for row in rows:
            some.append(row)
            if len(some) == _AT_ONCE:
                written += self._write(collection, some)
                some = []
        return written + self._write(collection, some)

    def _write(self, collection: str, rows: list[Row]) -> int:
        if rows:
            with self.telling():
                self.client.insert(collection, rows, timeout=_LONG)
        return len(rows)

    def count(self, collection: str) -> int:
        """Return how many rows there are, with all that was written; nothing else waits, as nothing changes."""
        asked = {"filter": "row >= 0", "output_fields": ["count(*)"], "consistency_level": "Strong"}
        with self.telling():
            return int(self._loaded(collection, self.client.query, **asked)[0]["count(*)"])

    def collections(self) -> list[str]:
        """Return the names of all collections."""
        with self.telling():
            return sorted(self.client.list_collections(timeout=_PATIENCE))

    def drop(self, collection: str) -> None:
        """Remove a collection."""
        with self.telling():
            self.client.drop_collection(collection, timeout=_PATIENCE)

    def pointed_at(self, alias: str) -> str | None:
        """Return the collection that an alias stands for, None where there is no such alias."""
        from pymilvus.exceptions import MilvusException  # noqa: PLC0415

        with self.telling():
            try:
                return str(self.client.describe_alias(alias, timeout=_PATIENCE)["collection_name"])
            except MilvusException as error:
                if _NO_ALIAS.search(str(error)):
                    return None
                raise

    def point(self, alias: str, collection: str) -> None:
        """Let an alias stand for a collection: for another one from now on, never for none."""
        is_new = self.pointed_at(alias) is None
        with self.telling():
            (self.client.create_alias if is_new else self.client.alter_alias)(collection, alias, timeout=_PATIENCE)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield what an error came of: the client calls a refused password a server that is not there."""
    seen: set[int] = set()
    came_of = error.__cause__ or error.__context__
    while came_of is not None and id(came_of) not in seen:
        seen.add(id(came_of))
        yield came_of
        came_of = came_of.__cause__ or came_of.__context__


@cache
def server_at(address: str) -> MilvusServer:
    """Return the server at an address: one connection for each, however many libraries are opened."""
    return MilvusServer(address)


def read_address(address: str) -> tuple[str, str, dict[str, Any]]:
    """Return the kind of an address, what of it may be shown, and what the client is given. Raises SettingsError."""
    wrong = SettingsError(
        "ONRECORD_INDEX can't be read as an address; milvus://user:password@host:19530/database was expected, with "
        "special characters of the password written as %40 and so on. It is not shown, as it may hold the password."
    )
    try:
        parts = urlsplit(address)
        port = parts.port or 19530
    except ValueError:
        raise wrong from None
    if parts.scheme not in _SCHEMES or parts.query or parts.fragment or not (parts.hostname or parts.path):
        raise wrong
    if not parts.hostname:
        return "file", f"milvus://{parts.path}", {"uri": unquote(parts.path)}
    options: dict[str, Any] = {"uri": f"{_SCHEMES[parts.scheme]}://{parts.hostname}:{port}"}
    if parts.username:
        options |= {"user": unquote(parts.username), "password": unquote(parts.password or "")}
    elif parts.password:
        options |= {"token": unquote(parts.password)}
    database = unquote(parts.path.strip("/"))
    return (
        parts.scheme,
        f"{parts.scheme}://{parts.hostname}:{port}{parts.path}",
        options | ({"db_name": database} if database else {}),
    )


def _numbers(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1]), int(found[2])
