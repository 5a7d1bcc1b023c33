"""``onrecord backup`` and ``restore``: the state, the live snapshot and the settings without secrets, in one file."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from bot.settings import SECRET, Settings
from bot.state.moving import copy_state, counts
from bot.state.opening import open_state
from bot.state.sqlite import NAME, SqliteDatabase
from embeddings.errors import UsageError
from embeddings.library.snapshot import CURRENT, current_name, open_current
from embeddings.owner import make_folder, open_file, write_file

SETTINGS = "settings.json"
_INDEX = "index"
_POINTER = f"{_INDEX}/{CURRENT}"


def back_up(settings: Settings, to: Path) -> list[str]:
    """Write a new file, whose owner alone may read it; return the names of what it holds.

    Raises SnapshotError where nothing is live, UsageError where the file is there already.
    """
    with closing(open_current(settings.data)) as snapshot:  # nothing prunes it while it is held open
        try:
            file = open_file(to, "xb")
        except OSError as error:
            raise UsageError(f"{to} can't be written: {error.strerror}. Name a new file.") from None
        with file, tarfile.open(fileobj=file, mode="w:gz") as tar:
            _add(tar, SETTINGS, _told(settings))
            _add(tar, NAME, _state(settings))
            _add(tar, _POINTER, f"{snapshot.name}\n".encode())
            for path in sorted(snapshot.folder.iterdir()):
                tar.add(path, f"{_INDEX}/{snapshot.name}/{path.name}", recursive=False)
            return tar.getnames()


def restore(settings: Settings, file: Path) -> str:
    """Put what a backup holds into the data folder, which must hold no index and no state; return what is live.

    Raises UsageError where the file is no backup or something is in the way, SnapshotError where it is damaged.
    """
    data = settings.data
    if current_name(data) is not None or (data / NAME).exists():
        raise UsageError(f"{str(data)!r} holds an index or a state already. Name an empty folder in ONRECORD_DATA.")
    if settings.state is not None:
        with closing(open_state(settings)) as database:
            if counts(database):
                raise UsageError(f"{database.place} holds a state already. Name an empty one in ONRECORD_STATE.")
    make_folder(data / _INDEX)
    try:
        with tarfile.open(file) as tar:
            members = [one for one in tar if one.isfile() and _belongs(one.name)]
            if not {NAME, _POINTER} <= {one.name for one in members}:
                raise UsageError(f"{file} is no backup of Onrecord: the state or the index is missing.")
            for one in sorted(members, key=lambda one: one.name == _POINTER):  # it comes last
                _put(tar, one, data / one.name)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise UsageError(f"{file} can't be read as a backup: {error}.") from None
    _keep_elsewhere(settings)
    with closing(open_current(data)) as snapshot:
        return snapshot.name


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    content = tar.extractfile(member)
    make_folder(to.parent)
    write_file(to, content.read() if content is not None else b"")


def _belongs(name: str) -> bool:
    """Whether a name of a file in a backup is one that we write."""
    parts = PurePosixPath(name).parts
    flat = name in (SETTINGS, NAME, _POINTER)
    return flat or (len(parts) == 3 and parts[0] == _INDEX and not {"..", "."} & {*parts} and not name.startswith("/"))


def _state(settings: Settings) -> bytes:
    """Return a copy of the state as it is at one moment, while others write to it; a file, wherever it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(open_state(settings)) as database, closing(SqliteDatabase(Path(folder))) as copy:
            copy_state(database, copy)
            copy.scrub()  # all of it stands in one file then
        return (Path(folder) / NAME).read_bytes()


def _keep_elsewhere(settings: Settings) -> None:
    """Move the state that was put into the data folder to where the settings keep it."""
    if settings.state is not None:
        with closing(SqliteDatabase(settings.data)) as file, closing(open_state(settings)) as database:
            copy_state(file, database)
        for left in settings.data.glob(f"{NAME}*"):
            left.unlink()


def _told(settings: Settings) -> bytes:
    row = settings.model_dump(mode="json", exclude=SECRET, exclude_unset=True)
    return json.dumps(row, indent=2, ensure_ascii=False).encode() + b"\n"


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))
