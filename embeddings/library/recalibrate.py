"""The live snapshot under another calibration: a new one whose files are the old ones, and whose manifest is not."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from embeddings.errors import SnapshotError
from embeddings.library.calibration import Calibration
from embeddings.library.manifest import MANIFEST, write_manifest
from embeddings.library.snapshot import building, open_current, open_snapshot, publish
from embeddings.owner import copy_file


def recalibrate(data: Path, calibration: Calibration) -> str:
    """Publish the live snapshot of ``data`` anew with this calibration, and return its name.

    Raises SnapshotError where there is none, or where the calibration was fitted with another encoder.
    """
    with building(data) as aside:
        with closing(open_current(data)) as live:
            manifest = live.manifest
            _compare(calibration, manifest.encoder.digest)
            for path in sorted((data / "index" / live.name).iterdir()):
                if path.name != MANIFEST:
                    _link(path, aside / path.name)
        write_manifest(aside, replace(manifest, calibration=calibration))
        open_snapshot(aside).close()
        return publish(aside)


def _compare(calibration: Calibration, digest: str) -> None:
    if calibration.encoder not in (None, digest):
        raise SnapshotError(
            f"The calibration was fitted with an encoder of weights {calibration.encoder[:12]}, and the index was made "
            f"with {digest[:12]}. Fit it anew: onrecord calibrate --questions FILE"
        )


def _link(path: Path, to: Path) -> None:
    try:
        to.hardlink_to(path)
    except OSError:  # a file system without links
        copy_file(path, to)
