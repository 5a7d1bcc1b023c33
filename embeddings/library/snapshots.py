"""All snapshots of a data folder: what there is, going back to an older one, keeping aside, removing the oldest."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from embeddings.errors import SnapshotError
from embeddings.library.hold import hold_back, release_hold
from embeddings.library.lock import locked
from embeddings.library.manifest import MANIFEST, Manifest, read_manifest
from embeddings.library.snapshot import ASIDE, CURRENT, NAME, REFUSED, current_name, open_snapshot, point_at
from embeddings.library.verdict import Verdict, read_verdict
from embeddings.owner import tighten

TRIAL = "trial"  # in a data folder, the data folder of an index that another model makes, to be looked at
_REMOVING = f"{ASIDE}removed-"  # swept as what is half-built is, should removing it be interrupted


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot of the list. ``manifest`` is None where it can't be read, ``verdict`` where no gate was asked."""

    name: str
    manifest: Manifest | None
    verdict: Verdict | None
    size: int  # bytes on the disk, 0 where it is on none of ours
    live: bool
    refused: bool


def list_snapshots(data: Path) -> list[Listed]:
    """Return the snapshots of a data folder, those that were refused among them, the newest first."""
    live = _live(data)
    return [_listed(folder, live) for folder in reversed(_folders(data))]


def rollback(data: Path, name: str | None = None) -> str:
    """Make an older snapshot the live one again: the one before it, or the one named. Return its name.

    What is rolled back is not published again as long as nothing of it was mended. Raises SnapshotError where there
    is no such snapshot, or where it is damaged.
    """
    with locked(data) as root:
        live = _live(data)
        names = [folder.name for folder in _folders(data) if not folder.name.startswith(REFUSED)]
        target = name or _before(live, names)
        if target not in names:
            listed = ", ".join(reversed(names)) or "none"
            raise SnapshotError(f"There is no snapshot {target!r}. There are: {listed} (onrecord snapshots)")
        with closing(open_snapshot(root / target)) as snapshot:
            if live in names and names.index(live) > names.index(target):
                hold_back(data, live, snapshot)
            elif target != live:
                release_hold(data)
        if target != live:
            point_at(root, target)
        return target


def prune(data: Path, keep: int) -> list[str]:
    """Remove all but the newest ``keep`` snapshots, and return the names of those that are gone.

    The live one stays, and so does one that a process is reading from.
    """
    with locked(data):
        live = current_name(data)
        folders = [folder for folder in _folders(data) if not folder.name.startswith(REFUSED)]
        older = [folder for folder in folders if folder.name != live]
        return [folder.name for folder in older[: max(0, len(folders) - keep)] if _remove(folder)]


def keep_only_live(data: Path) -> list[str]:
    """Remove all snapshots but the live one, whoever reads from them: older, refused and tried ones, half-built ones.

    Return the names of those that are gone. Raises BusyError where one is being built.
    """
    gone = []
    with ExitStack() as stack:
        roots = [stack.enter_context(locked(one)) for one in (data, data / TRIAL) if (one / "index").is_dir()]
        live = current_name(data)
        for folder in (path for root in roots for path in sorted(root.iterdir()) if path.is_dir()):
            if folder.name != live or folder.parent != roots[0]:
                shutil.rmtree(folder.rename(folder.parent / f"{_REMOVING}{folder.name}"))
                gone += [folder.name] if NAME.fullmatch(folder.name.removeprefix(REFUSED)) else []
        for root in roots[1:]:
            (root / CURRENT).unlink(missing_ok=True)
        release_hold(data)
    return gone


def set_aside(aside: Path) -> str:
    """Keep what was refused, in place of what was refused before; return the name of the folder."""
    tighten(aside)
    root = aside.parent
    kept = root / f"{REFUSED}{aside.name.removeprefix(ASIDE)}"
    for old in root.glob(f"{REFUSED}*"):
        _remove(old)
    aside.rename(kept)
    return kept.name


def made_before(data: Path, wanted: Callable[[Manifest], bool]) -> Path | None:
    """Return the folder of a snapshot that is ``wanted`` and was refused, or tried; None where there is none."""
    tried = (path for path in (data / TRIAL / "index").glob("*") if NAME.fullmatch(path.name))
    for folder in (*(data / "index").glob(f"{REFUSED}*"), *tried):
        try:
            if wanted(read_manifest(folder)):
                return folder
        except (OSError, SnapshotError):
            continue
    return None


def take_aside(made: Path, aside: Path) -> int:
    """Move a snapshot to where it can be examined again, and be published from; return its passages."""
    aside.rmdir()
    made.rename(aside)
    return read_manifest(aside).passages


def _live(data: Path) -> str | None:
    try:
        return current_name(data)
    except SnapshotError:  # opening it tells what is wrong
        return None


def _folders(data: Path) -> list[Path]:
    """Return the folders of the snapshots, in the order in which they were built."""
    folders = [path for path in (data / "index").glob("*") if NAME.fullmatch(path.name.removeprefix(REFUSED))]
    folders += [path for path in (data / "index").glob(f"{REFUSED}*") if path not in folders]
    return sorted(folders, key=_built)


def _built(folder: Path) -> tuple[str, int, str]:
    """Order by the minute of the name, then by when the manifest was written: it is finer than any time inside.

    What was refused has no minute in its name, and that of its manifest serves.
    """
    path = folder / MANIFEST
    written = path.stat().st_mtime_ns if path.exists() else 0
    minute = f"{datetime.fromtimestamp(written / 1e9, UTC):%Y%m%dT%H%MZ}"
    return folder.name[: len(minute)] if NAME.fullmatch(folder.name) else minute, written, folder.name


def _before(live: str | None, names: list[str]) -> str:
    place = names.index(live) if live in names else len(names)
    if place == 0:
        raise SnapshotError("There is no older snapshot to go back to. See: onrecord snapshots")
    return names[place - 1]


def _listed(folder: Path, live: str | None) -> Listed:
    try:
        manifest = read_manifest(folder)
    except (OSError, SnapshotError):
        manifest = None
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    refused = folder.name.startswith(REFUSED)
    return Listed(folder.name, manifest, read_verdict(folder), size, folder.name == live, refused)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep other processes from opening a snapshot, and tell whether none has it open."""
    try:
        with (folder / MANIFEST).open("rb") as manifest:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
    except FileNotFoundError:
        yield True
    except BlockingIOError:
        yield False


def _remove(folder: Path) -> bool:
    with _alone(folder) as alone:
        if alone:
            shutil.rmtree(folder.rename(folder.parent / f"{_REMOVING}{folder.name}"))
        return alone
