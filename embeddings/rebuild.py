"""The write flow: documents -> passages and statements -> vectors -> snapshot -> CURRENT."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from embeddings.beside import beside
from embeddings.building.build import build, is_made_of, read_library
from embeddings.building.progress import Progress
from embeddings.building.reuse import reader_knows
from embeddings.building.stages import HERE, Stages
from embeddings.defaults import EXACT_UP_TO
from embeddings.encoding.encoder import Encoder, EncoderSpec
from embeddings.errors import DocumentError, RebuildError, RefusedError, SnapshotError
from embeddings.library.calibration import Calibration
from embeddings.library.gathered import Gathered, gathering
from embeddings.library.hold import check_hold, release_hold
from embeddings.library.index import IndexSpec
from embeddings.library.manifest import read_manifest, write_manifest
from embeddings.library.snapshot import Snapshot, building, open_current, open_snapshot, publish, verify
from embeddings.library.snapshots import made_before, set_aside, take_aside
from embeddings.library.verdict import Check, Verdict, readable, write_verdict
from embeddings.readers.draft import UNKNOWN_KEY
from embeddings.sources.reading import Reading
from embeddings.text.wording import many
from embeddings.types import Document

Load = Callable[[str], Encoder]
# What makes the new vectors, and the calibrations that are known, the live one's first.
Calibrate = Callable[[EncoderSpec, Sequence[Calibration]], Calibration | None]
# The new snapshot, the live one and what loads an encoder -> what was looked at, and whether it passed.
Gate = Callable[[Snapshot, Snapshot | None, Load], Sequence[Check]]

# The new snapshot and what loads an encoder -> questions that its public documents answer.
Examples = Callable[[Snapshot, Load], Sequence[str]]

LEAST_RECALL = 0.95


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did. ``published`` is False where the live snapshot was already up to date.

    ``kept`` is how many of the passages needed no embedding, ``left_out`` what documents hold and their text doesn't.
    """

    snapshot: str
    published: bool
    documents: int
    passages: int
    errors: tuple[DocumentError, ...]
    kept: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is made by. ``load`` makes the encoder by the model's name, where something is to be built: while
    files are read, where all is.

    Above ``exact_up_to`` passages the index is approximate. The ``gate`` is asked before it goes live, ``calibrate``
    chooses what its confidence is made of, ``examples`` what a newcomer could ask, and ``prepare`` is called before
    anything is read. The ``stages`` may be done by other machines.
    """

    model: str
    load: Load
    exact_up_to: int = EXACT_UP_TO
    gate: Gate = lambda *_: ()
    calibrate: Calibrate = lambda *_: None
    examples: Examples = lambda *_: ()
    prepare: Callable[[Progress], object] = lambda _: None
    progress: Progress = lambda *_: None
    stages: Stages = HERE


def rebuild(
    seeds: Path, data: Path, recipe: Recipe, *, full: bool = False, strict: bool = False, accept: bool = False
) -> RebuildReport:
    """Build a snapshot of the documents in ``seeds`` and make it the live one of ``data``.

    What did not change since the live one is taken from it, unless ``full``; where nothing did, nothing is published.
    Documents that can't be read are left out and reported; with ``strict`` they raise RebuildError. What the recall of
    an approximate index or the gate doesn't let through is kept aside and raises RefusedError, unless ``accept``. So
    does what was rolled back, as long as nothing of it was mended.
    """
    with building(data) as aside, _live(data) as live, _gathering(aside, None if full else live) as documents:
        recipe.prepare(recipe.progress)
        known, loaded = None if full else live, cache(recipe.load)
        with beside(lambda _: loaded(recipe.model) if known is None else None) as load:
            library = read_library(seeds, known, recipe.progress, recipe.stages.ahead, documents)
        reading = library.reading
        _check(reading, strict=strict)
        wanted = partial(is_made_of, library=library, model=recipe.model, exact_up_to=recipe.exact_up_to)
        if known is not None and wanted(known.manifest):
            return _report(known.name, False, known.manifest.passages, reading)
        check_hold(data, reading.documents, recipe.model, accept=accept)
        before = None if full else made_before(data, wanted)
        kept = 0 if before is None else take_aside(before, aside)
        if before is None:
            encoder = load() or loaded(recipe.model)
            kept = build(aside, library, known, encoder, recipe.exact_up_to, recipe.progress, recipe.stages)
        _calibrate(aside, live, recipe.calibrate)
        recipe.progress("verifying", 0, 0)
        passages = _examine(aside, live, loaded, recipe, accept=accept)
        recipe.progress("publishing", 0, 0)
        name = publish(aside)
        release_hold(data)
        return _report(name, True, passages, reading, kept)


def _calibrate(aside: Path, live: Snapshot | None, calibrate: Calibrate) -> None:
    manifest = read_manifest(aside)
    known = (None if live is None else live.manifest.calibration, manifest.calibration)
    calibration = calibrate(manifest.encoder, [one for one in known if one is not None])
    write_manifest(aside, replace(manifest, calibration=calibration))


def _gathering(aside: Path, known: Snapshot | None) -> AbstractContextManager[Gathered]:
    return gathering(aside.with_name(f"{aside.name}-read"), reader_knows(known))


@contextmanager
def _live(data: Path) -> Iterator[Snapshot | None]:
    """Open the live snapshot; None where there is none, or none that is whole."""
    try:
        snapshot = open_current(data)
    except SnapshotError:
        yield None
        return
    with closing(snapshot):
        yield snapshot


def _examine(aside: Path, live: Snapshot | None, load: Load, recipe: Recipe, *, accept: bool) -> int:
    """Verify a new snapshot, ask the gate, note the examples; return how many passages it has. Raises RefusedError."""
    with closing(open_snapshot(aside)) as snapshot:
        verify(snapshot)
        checks = (Check("integrity", True, "every sampled passage finds itself"), *_recall(snapshot.manifest.index))
        verdict = Verdict((*checks, *recipe.gate(snapshot, live, load)), accepted=accept)
        manifest = replace(snapshot.manifest, examples=tuple(recipe.examples(snapshot, load)))
    write_manifest(aside, manifest)
    write_verdict(aside, verdict)
    if verdict.failed and not accept:
        name = set_aside(aside)
        raise RefusedError(
            f"Nothing was published, as the gate refused the new index:\n{readable(verdict.failed)}\nIt is kept in "
            f"{name}. Mend the documents and rebuild, or publish it anyway: onrecord rebuild --accept",
            name,
        )
    return manifest.passages


def _recall(spec: IndexSpec) -> Iterator[Check]:
    if spec.recall is not None:
        yield Check(
            "recall",
            spec.recall >= LEAST_RECALL,
            f"the approximate index finds {spec.recall:.0%} of what exact search does, at least {LEAST_RECALL:.0%} was "
            "expected; ONRECORD_EXACT_UP_TO=1000000000 searches exactly",
        )


def _left_out(documents: Iterable[Document]) -> Iterator[str]:
    """Yield what documents hold and their text doesn't; a key that many of them have above it is told once."""
    keys = set[str]()
    for one in documents:
        for what in one.left_out:
            if what not in keys:
                yield f"{one.id}: {what}"
            keys |= {what} if what.startswith(UNKNOWN_KEY) else set()


def _report(name: str, published: bool, passages: int, reading: Reading, kept: int = 0) -> RebuildReport:
    left_out = _left_out(reading.documents)
    documents = len(reading.documents)
    return RebuildReport(name, published, documents, passages, tuple(reading.errors), kept, tuple(left_out))


def _check(reading: Reading, *, strict: bool) -> None:
    errors = reading.errors
    if errors and (strict or not reading.documents):
        listed = "\n".join(f"  {error}" for error in errors[:20])
        raise RebuildError(
            f"{many(len(errors), 'document')} could not be read, and nothing was built. Mend them"
            f"{', or leave out --strict' if strict else ''}:\n{listed}"
        )
