"""The stages of a build on a Ray cluster. The only door to ray.

The machines of a cluster trust each other: what they send is pickled, and whoever reaches Ray's ports runs what they
like.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from embeddings.building.blocks import DoneBlock, Work, cut_blocks, do_block, proven
from embeddings.building.far import MADE_BY, FarEncoder, absolute, embedding, reading, ready, splitting, stating
from embeddings.building.stages import More, Stages
from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.encoding.processor import flags_of, has_vnni
from embeddings.errors import OnrecordError, RebuildError, UsageError
from embeddings.sources.reading import FilePlace, ReadBefore
from embeddings.statements.registry import Text
from embeddings.types import Document, Passage, Statement

_FILES, _DOCUMENTS, _PASSAGES = 16, 16, 256  # in a block, at least
_TOGETHER: Final = 400_000_000  # characters of text that a stage is begun for
_MOST_BLOCKS: Final = 4096  # of one stage: with more of them Ray itself becomes the work


class Actor:
    """A process of the cluster that does block after block; what it needs for that is made with the first."""

    def __init__(self, make: Callable[[], Work], made_by: tuple[str, ...]) -> None:
        self._make, self._made_by = make, made_by
        self._work: Work | None = None

    def __call__(self, row: Mapping[str, bytes]) -> dict[str, bytes]:
        """Do one block. An error that a person can mend is what comes of it."""
        from ray import cloudpickle  # noqa: PLC0415  only where it is installed

        try:
            self._work = self._work or ready(self._make, self._made_by)
            done: DoneBlock | OnrecordError = do_block(self._work, cloudpickle.loads(row["block"]))
        except OnrecordError as error:
            done = error
        return {"done": cloudpickle.dumps(done)}


class Cluster:
    """Does one stage after the other: each may have the whole cluster. ``data`` is a folder that all machines see."""

    def __init__(self, data: Path) -> None:
        self._data = data.absolute()
        self._alone = Lock()

    def ahead(self, places: Sequence[FilePlace]) -> list[ReadBefore]:
        """Read files."""
        # Two files may have one name, in two forms of Unicode.
        items = [(f"{number} {place.name}", absolute(place)) for number, place in enumerate(places)]
        made = self._each(reading, items, _FILES)
        return [made[identity] for identity, _ in items]

    def split(self, documents: Sequence[Document]) -> list[list[Passage]]:
        """Split documents into passages."""
        made = self._each(splitting, [(one.id, one) for one in documents], _DOCUMENTS)
        return [made[one.id] for one in documents]

    def statements(self, documents: Iterable[Text], more: More) -> dict[str, list[Statement]]:
        """Extract the statements of each document."""
        return self._each(stating, [(one[0], one) for one in documents], _DOCUMENTS, more)

    def embed(self, encoder: Encoder, texts: Iterable[tuple[str, str]], more: More) -> Matrix:
        """Return the vectors of texts, by one process on each machine, which must have the same encoder."""
        given = list(texts)
        vectors = np.empty((len(given), encoder.spec.dimension), dtype=np.float32)
        make = partial(embedding, FarEncoder(self._data, encoder.spec, has_vnni(flags_of())))
        with self._alone:
            for done in _done(make, given, _PASSAGES, whole=True):
                vectors[done.start : done.start + len(done.made)] = done.made
                more(len(done.made))
        return vectors

    def _each(
        self, make: Callable[[], Work], items: Sequence[tuple[str, Any]], least: int, more: More = lambda _: None
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        with self._alone:
            for done in _done(make, items, least):
                made.update(zip(done.ids, done.made, strict=True))
                more(len(done.ids))
        return made


@contextmanager
def cluster(address: str, data: Path) -> Iterator[Stages]:
    """Give the stages of a build on the cluster at ``address`` ("host:port", "auto"), which this machine is part of.

    Raises UsageError where there is none.
    """
    _reach(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told
    import ray  # noqa: PLC0415  only where it is installed

    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise _nobody(address, error) from None
    try:
        far = Cluster(data)
        yield Stages(far.ahead, far.split, far.statements, far.embed, _TOGETHER)
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """See that somebody listens there: Ray itself would try for minutes. Raises UsageError."""
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not port.isdecimal():
        raise UsageError(f"--ray takes host:port or auto, on a machine of the cluster; {address!r} was given.")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except (OSError, OverflowError) as error:
        raise _nobody(address, error) from None


def _nobody(address: str, error: Exception) -> UsageError:
    return UsageError(f"There is no Ray cluster at {address!r} ({_first(error)}). Start one: ray start --head")


def _done(
    make: Callable[[], Work], items: Sequence[tuple[str, Any]], least: int, *, whole: bool = False
) -> Iterator[DoneBlock]:
    """Yield what comes of each block, in any order: of all of them, or it raises."""
    blocks = cut_blocks(items, max(least, -(-len(items) // _MOST_BLOCKS)))
    return proven(blocks, _run(make, blocks, whole=whole) if blocks else ())


def _run(make: Callable[[], Work], blocks: Sequence[Any], *, whole: bool) -> Iterator[DoneBlock]:
    """Have actors do blocks. Raises what one of them raised, and RebuildError where the cluster itself fails."""
    import ray.data  # noqa: PLC0415  as above
    from ray import cloudpickle  # noqa: PLC0415
    from ray.exceptions import RayError  # noqa: PLC0415

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # there is a progress of ours
    rows = [{"block": cloudpickle.dumps(block)} for block in blocks]
    every, each = _processors(whole=whole)
    most = min(len(rows), max(1, int(every // each)))
    pool = ray.data.ActorPoolStrategy(min_size=1, max_size=most)
    data = ray.data.from_items(rows, override_num_blocks=len(rows))
    data = data.map(Actor, fn_constructor_args=(make, MADE_BY), num_cpus=each, compute=pool)
    try:
        for row in data.iter_rows():
            done = cloudpickle.loads(row["done"])
            if isinstance(done, OnrecordError):
                raise done
            yield done
    except RayError as error:
        raise RebuildError(f"The cluster failed, and nothing was built: {_first(error)}") from error


def _processors(*, whole: bool) -> tuple[float, float]:
    """Return how many processors there are, and how many an actor takes."""
    import ray  # noqa: PLC0415  as above

    there = [node["Resources"].get("CPU", 0.0) for node in ray.nodes() if node["Alive"]]
    usable = [count for count in there if count]
    if not usable:
        raise RebuildError("No machine of the cluster has a processor for work. Add one: ray start --address …")
    return sum(usable), min(usable) if whole else 1.0


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
