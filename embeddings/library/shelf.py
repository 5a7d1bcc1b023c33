"""Where several machines share their snapshots: a folder, or an object store. The only door to fsspec.

    CURRENT                     which snapshot is live, the digests of its files, what was rolled back; written last
    20261123T0754Z-3f2a91/      its files; nobody looks here before CURRENT says so

A snapshot never changes, so copying it aside, comparing digests and renaming it is all that sharing needs.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import fsspec
from fsspec.implementations.local import LocalFileSystem
from pydantic import TypeAdapter, ValidationError

from embeddings.errors import OnrecordError, SettingsError, SnapshotError
from embeddings.files import file_digest
from embeddings.library.hold import HOLD
from embeddings.library.lock import locked
from embeddings.library.snapshot import (
    CURRENT,
    NAME,
    building,
    current_name,
    open_current,
    open_snapshot,
    point_at,
    publish,
)
from embeddings.library.snapshots import keep_only_live
from embeddings.owner import make_folder, write_file

SEEN: Final = "SHELF"  # in a data folder: what of the shelf it has
_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SECRET: Final = re.compile(r"//[^/@]*@")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What is live. ``files`` are digests by name; ``turn`` is another each time, ``purged`` after each purge.

    ``hold`` is what the file of the same name holds, None where nothing was rolled back.
    """

    snapshot: str
    files: dict[str, str]
    hold: str | None
    turn: str
    purged: str = ""


_POINTER: Final = TypeAdapter(Pointer)


class Shelf:
    """The shared snapshots at an address such as file:///srv/onrecord or s3://bucket/onrecord."""

    def __init__(self, address: str) -> None:
        self.place = _SECRET.sub("//", address)
        try:
            files, root = fsspec.core.url_to_fs(address)
        except ImportError as error:
            raise SettingsError(f"ONRECORD_SNAPSHOTS {self.place!r} needs what is not there: {error}.") from None
        except ValueError as error:
            raise SettingsError(f"ONRECORD_SNAPSHOTS {self.place!r} can't be used: {error}.") from None
        self._files: Any = files
        self._root = str(root).rstrip("/")

    def pointer(self) -> Pointer | None:
        """Return what is live; None where nothing was ever put here."""
        with self._telling("read"):
            try:
                return _POINTER.validate_json(self._files.cat_file(f"{self._root}/{CURRENT}"))
            except FileNotFoundError:
                return None
            except ValidationError as error:
                raise SnapshotError(f"{CURRENT} there can't be read ({error.error_count()} errors)") from None

    def put(self, data: Path, keep: int, *, purged: bool = False) -> None:
        """Share the live snapshot of a data folder, and remove all but the newest ``keep``; where others hold what was
        ``purged``, all others, there and at whoever takes it up.
        """
        with locked(data) as root, closing(open_current(data)) as live, self._telling("written"):
            before = self.pointer()
            files = {path.name: file_digest(path) for path in sorted(live.folder.iterdir())}
            if before is None or before.snapshot != live.name or before.files != files:
                self._upload(live.folder, list(files))
            hold = (root / HOLD).read_text(encoding="utf-8") if (root / HOLD).is_file() else None
            turn = secrets.token_hex(8)
            now = Pointer(live.name, files, hold, turn, turn if purged else before.purged if before else "")
            self._point(now)
            write_file(root / SEEN, _POINTER.dump_json(now))
            self._prune(live.name, 1 if purged else keep)

    def take(self, data: Path) -> str | None:
        """Make live in a data folder what was shared since it looked last; return its name, None where nothing was.

        Raises BusyError where something else is at it, SnapshotError where the files are not what they should be: what
        was live still is.
        """
        now, seen = self.pointer(), _seen(data)
        if now is None or (seen is not None and seen.turn == now.turn):
            return None
        if not NAME.fullmatch(now.snapshot) or not all(map(_PLAIN.fullmatch, now.files)):
            raise SnapshotError(f"{CURRENT} at {self.place} names what is no snapshot.")
        with building(data) as aside:
            root = aside.parent
            if (root / now.snapshot).is_dir():
                open_snapshot(root / now.snapshot).close()
            else:
                self._fetch(now, aside)
                publish(aside, now.snapshot)
            _write_or_remove(root / HOLD, now.hold)
            if current_name(data) != now.snapshot:
                point_at(root, now.snapshot)
            write_file(root / SEEN, _POINTER.dump_json(now))
        if seen is None or seen.purged != now.purged:
            keep_only_live(data)
        return now.snapshot

    def _upload(self, folder: Path, names: list[str]) -> None:
        self._make_room(folder.name)
        for name in names:
            self._files.put_file(str(folder / name), f"{self._root}/{folder.name}/{name}")

    def _point(self, now: Pointer) -> None:
        self._make_room("")
        aside = f"{self._root}/.{CURRENT}-{now.turn}"
        self._files.pipe_file(aside, _POINTER.dump_json(now))
        self._files.mv(aside, f"{self._root}/{CURRENT}")  # one step, on disks and in stores

    def _fetch(self, now: Pointer, aside: Path) -> None:
        """Copy a snapshot aside, and compare what came with what was put."""
        with self._telling("read"):
            for name, digest in now.files.items():
                write_file(aside / name, b"")  # its mode is kept
                self._files.get_file(f"{self._root}/{now.snapshot}/{name}", str(aside / name))
                if file_digest(aside / name) != digest:
                    raise SnapshotError(f"{now.snapshot}/{name} there is not what was put")
        open_snapshot(aside).close()

    def _prune(self, live: str, keep: int) -> None:
        found = sorted(path.rsplit("/", 1)[-1] for path in self._files.ls(self._root, detail=False))
        older = [name for name in found if NAME.fullmatch(name) and name != live]
        for name in older[: max(0, len(older) + 1 - keep)]:
            with contextlib.suppress(FileNotFoundError):
                self._files.rm(f"{self._root}/{name}", recursive=True)

    def _make_room(self, name: str) -> None:
        if isinstance(self._files, LocalFileSystem):  # stores have no folders
            make_folder(Path(self._root) / name)

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        try:
            yield
        except SnapshotError as error:
            raise SnapshotError(f"The shared indexes at {self.place} can't be {what}: {error}.") from None
        except OnrecordError:
            raise
        except Exception as error:  # noqa: BLE001  each kind of store has errors of its own
            why = _SECRET.sub("//", str(error)) or type(error).__name__
            raise SnapshotError(f"The shared indexes at {self.place} can't be {what}: {why}.") from None


def _seen(data: Path) -> Pointer | None:
    try:
        return _POINTER.validate_json((data / "index" / SEEN).read_bytes())
    except (OSError, ValidationError):
        return None


def _write_or_remove(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_file(path, content)
