from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import extras
from bot.answering.confidence import calibration_for
from bot.rebuilds.last import last_rebuild
from bot.rebuilds.rebuilding import failure, run_rebuild, success
from bot.settings import Settings
from embeddings.encoding.encoder import Encoder
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import BusyError, DocumentError, RebuildError, RefusedError, UsageError
from embeddings.library.lock import locked
from embeddings.library.snapshot import Snapshot, current_name, open_current
from embeddings.library.snapshots import list_snapshots
from embeddings.rebuild import RebuildReport, Recipe
from embeddings.sources.file import Source
from embeddings.sources.follow import Followed
from tests.samples import LIBRARY, write_files

NAMED = r"\d{8}T\d{4}Z-[0-9a-f]{6}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)


def build(settings: Settings, *, full: bool = False, strict: bool = False, accept: bool = False) -> RebuildReport:
    """Rebuild without a line of progress, which a slow machine would show."""
    return run_rebuild(settings, full=full, strict=strict, accept=accept, progress=lambda *_: None)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was written to standard error; standard output is left to answers."""
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def test_published(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    report = build(settings)
    (line,) = lines(capsys)
    assert re.fullmatch(rf"Published {report.snapshot}: 4 documents, 4 passages, in \d+\.\d s\.", line)
    assert re.fullmatch(NAMED, report.snapshot)


def test_a_cluster_is_asked_for_only_where_ray_is_installed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(extras._LIBRARIES, "ray", ("no_such_library",))
    with pytest.raises(UsageError, match=r"rebuild --ray needs .*'onrecord\[ray\]'"):
        run_rebuild(settings, full=False, strict=False, ray="auto")
    monkeypatch.setitem(extras._LIBRARIES, "ray", ())
    with pytest.raises(UsageError, match="--ray takes host:port or auto"):
        run_rebuild(settings, full=False, strict=False, ray="ray://host:10001")
    assert current_name(settings.data) is None


def test_nothing_changed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    first = build(settings)
    lines(capsys)
    build(settings)
    assert lines(capsys) == [f"Nothing changed: 4 documents; {first.snapshot} stays live."]


def test_documents_that_could_not_be_read_are_named_and_counted(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(settings.seeds, {"bad.txt": b"T\n\xff", "[red].txt": ""})
    report = build(settings)
    expected = ["left out: [red].txt: is empty", "left out: bad.txt, line 2: byte 0xff is not UTF-8; save it as UTF-8"]
    *left_out, summary = lines(capsys)
    assert left_out == expected
    assert summary.startswith(f"Published {report.snapshot}: 4 documents, 2 could not be read, 4 passages, in ")
    build(settings)
    assert lines(capsys) == [
        *expected,
        f"Nothing changed: 4 documents, 2 could not be read; {report.snapshot} stays live.",
    ]


def test_only_twenty_are_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(settings.seeds, {"bad.jsonl": "{\n" * 25})
    build(settings)
    *left_out, more, _ = lines(capsys)
    assert len(left_out) == 20
    assert more == "left out: 5 more"


def test_what_a_dead_export_of_the_model_left_is_swept(settings: Settings) -> None:
    left = settings.data / "models" / ".making-model-00000000"
    left.mkdir(parents=True)
    build(settings)
    assert not left.exists()


def test_strict(settings: Settings) -> None:
    write_files(settings.seeds, {"bad.txt": ""})
    with pytest.raises(RebuildError, match=r"bad\.txt: is empty"):
        build(settings, strict=True)


def test_long_lines_are_not_broken(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{'long-' * 40}.txt"
    write_files(settings.seeds, {name: ""})
    build(settings)
    assert lines(capsys)[0] == f"left out: {name}: is empty"


REPORT = RebuildReport("20260102T0304Z-abcdef", True, 4, 9, ())


@pytest.mark.parametrize(
    ("report", "message"),
    [
        (REPORT, "Published 20260102T0304Z-abcdef: 4 documents, 9 passages, in 2.3 s."),
        (
            replace(REPORT, documents=1, passages=1, kept=1),
            "Published 20260102T0304Z-abcdef: 1 document, 1 passage (1 of them as they were), in 2.3 s.",
        ),
        (
            replace(REPORT, errors=(DocumentError("a", "b"),) * 2),
            "Published 20260102T0304Z-abcdef: 4 documents, 2 could not be read, 9 passages, in 2.3 s.",
        ),
        (replace(REPORT, published=False), "Nothing changed: 4 documents; 20260102T0304Z-abcdef stays live."),
        (
            replace(REPORT, published=False, errors=(DocumentError("a", "b"),)),
            "Nothing changed: 4 documents, 1 could not be read; 20260102T0304Z-abcdef stays live.",
        ),
    ],
)
def test_what_is_said_of_one_that_went_well(report: RebuildReport, message: str) -> None:
    last = success(report, [], 2.345)
    assert (last.outcome, last.message) == ("published" if report.published else "unchanged", message)
    assert last.seconds == 2.3
    assert last.left_out == tuple(map(str, report.errors))
    assert last.unfetched == ()


def test_what_came_of_the_sources_is_said_too() -> None:
    followed = [Followed(Source("feed", "https://a.b", "a"), new=2, errors=("https://a.b/1: is gone",))]
    last = success(replace(REPORT, published=False), followed, 1)
    assert last.message == (
        "Nothing changed: 4 documents; 20260102T0304Z-abcdef stays live. Sources: 2 fetched, 1 failed."
    )
    assert last.unfetched == ("https://a.b/1: is gone",)


@pytest.mark.parametrize(("count", "more"), [(20, []), (21, ["1 more"]), (25, ["5 more"])])
def test_twenty_that_could_not_be_read_are_named(count: int, more: list[str]) -> None:
    errors = tuple(DocumentError(f"{number}.txt", "is empty") for number in range(count))
    left_out = success(replace(REPORT, errors=errors), [], 1).left_out
    assert left_out == (*(f"{number}.txt: is empty" for number in range(20)), *more)


def test_what_was_left_out_of_documents_is_named_after_those_that_could_not_be_read() -> None:
    report = replace(REPORT, errors=(DocumentError("a.txt", "is empty"),), left_out=("b\x1b.pdf: p. 3",) * 21)
    named = ("b\ufffd.pdf: p. 3",) * 20
    assert success(report, [], 1).left_out == ("a.txt: is empty", *named, "1 more")


@pytest.mark.parametrize(
    ("error", "outcome", "message"),
    [
        (RefusedError("The gate.", "refused-1"), "refused", "The gate."),
        (RebuildError("No document."), "failed", "No document."),
        (ZeroDivisionError("a fault"), "failed", "ZeroDivisionError: a fault"),
        (KeyboardInterrupt(), "failed", "KeyboardInterrupt: "),
    ],
)
def test_what_is_said_of_one_that_raised(error: BaseException, outcome: str, message: str) -> None:
    last = failure(error, 1.26)
    assert (last.outcome, last.message, last.seconds, last.left_out) == (outcome, message, 1.3, ())


def test_what_was_printed_is_remembered(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(settings.seeds, {"bad.txt": ""})
    monkeypatch.setattr("bot.rebuilds.rebuilding.time", SimpleNamespace(monotonic=iter((10.0, 11.34)).__next__))
    build(settings)
    last = last_rebuild(settings.data)
    assert last is not None
    assert last.outcome == "published"
    assert lines(capsys) == [*last.notes, last.message]
    assert last.notes == ("left out: bad.txt: is empty",)
    assert (last.seconds, last.message.endswith(" in 1.3 s.")) == (1.3, True)


def test_what_was_raised_is_remembered(settings: Settings) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    with pytest.raises(ZeroDivisionError):
        run_rebuild(settings, full=False, strict=False, progress=fault)
    last = last_rebuild(settings.data)
    assert last is not None
    assert (last.outcome, last.message) == ("failed", "ZeroDivisionError: a fault")
    assert last.seconds < 600


def test_one_that_finds_another_running_says_nothing_of_that(settings: Settings) -> None:
    build(settings)
    before = last_rebuild(settings.data)
    with locked(settings.data), pytest.raises(BusyError):
        build(settings)
    assert last_rebuild(settings.data) == before


def test_progress_is_told(settings: Settings) -> None:
    told: list[str] = []
    run_rebuild(settings, full=False, strict=False, progress=lambda stage, *_: told.append(stage))
    stages = list(dict.fromkeys(told))
    assert stages == ["reading", "embedding", "statements", "indexing", "verifying", "publishing"]


def test_full_takes_nothing_over(settings: Settings) -> None:
    build(settings)
    assert not build(settings).published
    again = build(settings, full=True)
    assert (again.published, again.kept) == (True, 0)


def test_the_gate_is_asked_unless_its_no_is_accepted(settings: Settings) -> None:
    build(settings)
    for path in settings.seeds.iterdir():
        path.unlink()
    with pytest.raises(RefusedError, match="at least half was expected"):
        build(settings)
    assert build(settings, accept=True).documents == 0


def test_the_oldest_are_removed(settings: Settings) -> None:
    few = settings.model_copy(update={"keep_snapshots": 1})
    build(few)
    second = build(few, full=True).snapshot
    assert [listed.name for listed in list_snapshots(settings.data)] == [second]


def test_nothing_is_removed_where_another_rebuild_runs_already(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(data: Path, keep: int) -> None:
        assert (data, keep) == (settings.data, settings.keep_snapshots)
        raise BusyError("Another rebuild is running.")

    monkeypatch.setattr("bot.rebuilds.rebuilding.prune", busy)
    report = build(settings)
    assert report.snapshot == current_name(settings.data)


def test_the_recipe_is_that_of_the_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Path, Path, Recipe]] = []

    def fake(seeds: Path, data: Path, recipe: Recipe, **flags: bool) -> RebuildReport:
        seen.append((seeds, data, recipe))
        assert flags == {"full": True, "strict": True, "accept": True}
        return replace(REPORT, snapshot="new")

    monkeypatch.setattr("bot.rebuilds.rebuilding.rebuild", fake)
    settings.data.mkdir()
    changed = settings.model_copy(update={"exact_up_to": 40})
    assert build(changed, full=True, strict=True, accept=True).snapshot == "new"
    ((seeds, data, recipe),) = seen
    assert (seeds, data) == (settings.seeds, settings.data)
    assert (recipe.model, recipe.exact_up_to, recipe.calibrate) == (NAME, 40, calibration_for)
    assert recipe.load(NAME).spec == HashingEncoder.spec
    assert recipe.prepare(lambda *_: None) is None


def test_what_takes_long_to_load_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow(model: str, data: Path, *, say: Callable[[str], None], **how: Any) -> Encoder:
        say(f"{model} is made ready.")
        return load_encoder(model, data, say=say, **how)

    monkeypatch.setattr("bot.rebuilds.rebuilding.load_encoder", slow)
    build(settings)
    assert lines(capsys)[0] == f"{NAME} is made ready."


def test_unchanged_documents_get_the_project_s_newer_calibration(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(settings)
    with closing(live(settings)) as snapshot:
        had = snapshot.manifest.calibration
    assert had is not None
    newer = replace(had, threshold=0.125)
    monkeypatch.setattr("bot.rebuilds.rebuilding.calibration_for", lambda _, has: newer if has == [had] else has[0])
    second = build(settings)
    assert not second.published
    assert second.snapshot == current_name(settings.data) != first.snapshot
    with closing(live(settings)) as snapshot:
        assert snapshot.manifest.calibration == newer


def live(settings: Settings) -> Snapshot:
    return open_current(settings.data)
