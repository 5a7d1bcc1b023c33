"""``onrecord rebuild --to``: the live index, as it is, from the data folder to Milvus or from there to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np

from bot.extras import need_extra
from bot.live import address_of, open_live
from bot.rebuilds.gate import make_gate
from bot.rebuilds.rebuilding import make_recipe
from bot.rebuilds.sharing import alone
from bot.settings import Settings
from embeddings.encoding.encoder import Matrix
from embeddings.errors import RefusedError, SettingsError, SnapshotError, UsageError
from embeddings.library.milvus.server import read_address
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import Snapshot
from embeddings.library.snapshots import prune
from embeddings.library.verdict import readable
from embeddings.text.wording import many

_SAMPLE: Final = 256  # passages whose vectors are compared
_FORM: Final = "onrecord rebuild --to milvus://user:password@host:19530/database"

Examine = Callable[[OpenLibrary, OpenLibrary | None], None]


def copy_to(settings: Settings, to: str, *, accept: bool = False) -> str:
    """Publish the live index at an address, or in a folder, and return what was done, in sentences.

    Raises UsageError where that makes no sense, SnapshotError where the copy is not what was copied, and RefusedError
    where the gate refuses it next to what is live there, unless ``accept``. What was live there still is, then.
    """
    address, is_address = address_of(settings), "://" in to
    place = _place(to) if is_address else _folder(to)
    if is_address and address is not None:
        raise UsageError("The index is kept in Milvus. Name a folder to bring it back to: onrecord rebuild --to FOLDER")
    if not is_address and address is None:
        raise UsageError(f"The index is kept in a folder. Name the address of a Milvus to copy it to: {_FORM}")
    with alone(settings), closing(open_live(settings)) as live:
        examine = _examined(settings, live, place, accept=accept)
        if address is None:
            from embeddings.library.milvus.library import put  # noqa: PLC0415  an extra

            put(to, settings.data, settings.keep_snapshots, examine=examine)
        else:
            from embeddings.library.milvus.fetching import fetch  # noqa: PLC0415  an extra

            fetch(address, Path(to), examine)
            prune(Path(to), settings.keep_snapshots)
        return f"{_counted(live)}, the same as before, are live at {place}. {_then(settings, to)}"


def compare(before: OpenLibrary, copy: OpenLibrary) -> None:
    """Compare all documents, passages' ids and statements, and some vectors. Raises SnapshotError where one differs."""
    numbers = before.passages.numbers()
    sample = list(numbers.values())[:: max(1, len(numbers) // _SAMPLE)]
    statements = zip_longest(before.store.statements.everything(), copy.store.statements.everything())
    same = {
        "passages": copy.passages.numbers() == numbers and len(numbers) == before.manifest.passages,
        "documents": copy.store.documents(private=True) == before.store.documents(private=True),
        "statements": all(one == other for one, other in statements),
        "vectors": np.array_equal(_vectors(copy, sample), _vectors(before, sample)),
    }
    if differing := [what for what, is_same in same.items() if not is_same]:
        raise SnapshotError(
            f"Nothing was published, as the copy of {before.name} has other {' and '.join(differing)}. Copy it again."
        )


def _vectors(library: OpenLibrary, rows: Sequence[int]) -> Matrix:
    """Return vectors as exactly as they are kept: an index in a folder may have less of each."""
    return (library if isinstance(library, Snapshot) else library.passages).vectors(rows)


def _examined(settings: Settings, before: OpenLibrary, place: str, *, accept: bool) -> Examine:
    gate, load = make_gate(settings), cache(make_recipe(settings, lambda _: None, lambda *_: None).load)

    def examine(copy: OpenLibrary, live: OpenLibrary | None) -> None:
        compare(before, copy)
        failed = [check for check in gate(copy, live, load) if not check.passed]
        if failed and not accept:
            raise RefusedError(
                f"Nothing was published, as the gate refused the copy next to what is live at {place}:\n"
                f"{readable(failed)}\nPublish it anyway with --accept.",
                before.name,
            )

    return examine


def _place(to: str) -> str:
    """Return an address without its password."""
    try:
        _scheme, place, _options = read_address(to)
    except SettingsError:
        raise UsageError(f"--to can't be read as an address; {_FORM} was expected, or a folder.") from None
    need_extra("milvus", "onrecord rebuild --to")
    return place


def _folder(to: str) -> str:
    if not to.strip() or (Path(to).exists() and not Path(to).is_dir()):
        raise UsageError(f"{to!r} is no folder. A data folder was expected, which is made where there is none.")
    return to


def _counted(live: OpenLibrary) -> str:
    made = live.manifest
    return (
        f"{many(made.documents, 'document')}, {many(made.passages, 'passage')} and "
        f"{many(made.statements, 'statement')} of {live.name}"
    )


def _then(settings: Settings, to: str) -> str:
    if settings.index is None:
        return "Set ONRECORD_INDEX to that address, and the bot answers from there."
    is_same = Path(to).absolute() == settings.data.absolute()
    return f"Unset ONRECORD_INDEX{'' if is_same else f', set ONRECORD_DATA={to}'}, and the bot answers from there."
