"""Networks as the runtime has made them ready for this processor, kept for the next start.

To make one ready takes three times as long as to take it from the disk, and half as much memory again. What is kept is
bound to the network, the runtime and the processor: by any other, or where it is damaged, it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np

from embeddings.encoding.runtime import openvino
from embeddings.owner import make_folder, write_file

_SEAL: Final = hashlib.sha256().digest_size  # bytes at the end: a digest of what is kept, and of what it is bound to
_MAPPED: Final[list[mmap.mmap]] = []  # for good, as the runtime goes on reading there and doesn't tell when it is done
_PIECE: Final = 32 * 1024  # bytes of a map that are loaded together; a power of two, and no less than a page
_PROCESSOR: Final = ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")


def ready_network(
    make: Callable[[], Any],
    made_of: Iterable[str],
    *,
    hint: str,
    computed: str,
    kept: Path | None,
    streams: int | None = None,
) -> Any:  # noqa: ANN401  the library has no types
    """Return a network ready to run: the one that is ``kept``, or else one that is made, and kept there.

    ``made_of`` are the digests of all that decides what ``make`` makes; ``hint`` is what the runtime is to care for,
    and ``computed`` the arithmetic. So many inputs as there are ``streams`` are computed at once, each on its share of
    the cores; the hint decides where none are given. Where nothing can be written, nothing is kept.
    """
    core = openvino().Core()
    settings = {"PERFORMANCE_HINT": hint, "INFERENCE_PRECISION_HINT": computed}
    settings |= {} if streams is None else {"NUM_STREAMS": str(streams)}
    bound = json.dumps([openvino().__version__, *(core.get_property("CPU", name) for name in _PROCESSOR), computed,
                        *made_of]).encode()  # fmt: skip
    found = None if kept is None else _taken(core, kept, bound, settings)
    if found is not None:
        return found
    network = core.compile_model(make(), "CPU", settings)
    if kept is not None:
        _keep(network, kept, bound)
    return network


def let_go() -> None:
    """Let go of what is mapped: the first run of a network repacks its weights, and reads but little of them again."""
    for held in _MAPPED:
        held.madvise(mmap.MADV_DONTNEED)


def _taken(core: Any, kept: Path, bound: bytes, settings: dict[str, str]) -> Any:  # noqa: ANN401
    """Return what is kept, where it is whole and bound to this; else None."""
    try:
        with kept.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)  # the runtime takes only what can be written to
    except (OSError, ValueError):  # there is none, or an empty file
        return None
    made = np.frombuffer(held, dtype=np.uint8)[:-_SEAL]
    if held[-_SEAL:] != _seal(bound, made):
        return None
    try:
        network = core.import_model(openvino().Tensor(made, shared_memory=True), "CPU", settings)
    except RuntimeError:  # the runtime has a say of its own
        return None
    _cut(held)
    _MAPPED.append(held)
    let_go()  # what is read again is loaded again
    return network


def _cut(held: mmap.mmap) -> None:
    """Have a map loaded in pieces: the system loads up to 2 MB around what is read, but not across other advice."""
    for start in range(0, len(held) - _PIECE, 2 * _PIECE):
        held.madvise(mmap.MADV_RANDOM, start, _PIECE)


def _keep(network: Any, kept: Path, bound: bytes) -> None:  # noqa: ANN401
    aside = kept.with_name(f".making-{kept.name}-{secrets.token_hex(3)}")
    made = np.frombuffer(network.export_model().getvalue(), dtype=np.uint8)
    try:
        make_folder(kept.parent)
        write_file(aside, made.tobytes() + _seal(bound, made))
        aside.replace(kept)
    except OSError:  # a full disk, or a folder that is only for reading: the next start makes it, too
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _seal(bound: bytes, made: Any) -> bytes:  # noqa: ANN401  an array of bytes, mapped or not
    digest = hashlib.sha256(bound)
    digest.update(made)
    return digest.digest()
