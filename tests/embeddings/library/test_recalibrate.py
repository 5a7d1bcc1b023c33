from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.errors import SnapshotError
from embeddings.library.calibration import Calibration, Logistic
from embeddings.library.manifest import MANIFEST
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import current_name, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from tests.samples import LIBRARY, load_hashing, write_files

OWN = Calibration(None, Logistic(-1.0, {"share": 2.5}), Logistic(0.5, {}), 0.25, "by hand", "nothing", {"kept": 0.9})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_files(tmp_path / "seeds", LIBRARY)
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe("hashing", load_hashing))
    return tmp_path / "data"


def test_the_files_are_the_same_and_the_manifest_is_not(data: Path) -> None:
    before = current_name(data)
    name = recalibrate(data, OWN)
    assert before != name == current_name(data)
    for path in (data / "index" / str(before)).iterdir():
        assert path.samefile(data / "index" / name / path.name) == (path.name != MANIFEST)
    with closing(open_current(data)) as snapshot:
        assert snapshot.manifest.calibration == OWN
        found = Finder(snapshot, load_hashing("")).find(make_query("bridge"))
        assert found.calibration == OWN


def test_another_encoders_calibration_is_refused_and_nothing_changes(data: Path) -> None:
    before = current_name(data)
    with pytest.raises(SnapshotError) as caught:
        recalibrate(data, replace(OWN, encoder="0123456789abcdef"))
    assert str(caught.value).startswith("The calibration was fitted with an encoder of weights 0123456789ab, and")
    assert str(caught.value).endswith("Fit it anew: onrecord calibrate --questions FILE")
    assert current_name(data) == before


def test_there_must_be_an_index(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="There is no index"):
        recalibrate(tmp_path / "data", OWN)


def test_files_are_copied_where_they_cannot_be_linked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    name = recalibrate(data, OWN)
    with closing(open_current(data)) as snapshot:
        assert snapshot.name == name


def test_a_rebuild_is_told_the_live_calibration(data: Path) -> None:
    recalibrate(data, OWN)
    told: list[Sequence[Calibration]] = []

    def calibrate(_: object, known: Sequence[Calibration]) -> Calibration | None:
        told.append(known)
        return known[0]

    write_files(data.parent / "seeds", {"more.txt": "More\n\nA new pier."})
    rebuild(data.parent / "seeds", data, Recipe("hashing", load_hashing, calibrate=calibrate))
    assert told == [[OWN]]
    with closing(open_current(data)) as snapshot:
        assert snapshot.manifest.calibration == OWN
        assert snapshot.manifest.documents == 5


def test_retrieval_as_if_documents_were_not_there(data: Path) -> None:
    with closing(open_current(data)) as snapshot:
        query = make_query("Who denied that the bridge would be pulled down?")
        first = Finder(snapshot, load_hashing("")).find(query).hits[0].document.id
        hits = Finder(snapshot, load_hashing(""), without=[first]).find(query).hits
        assert hits
        assert first not in {hit.document.id for hit in hits}
