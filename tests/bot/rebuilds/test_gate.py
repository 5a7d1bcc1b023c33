from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot.rebuilds.gate import check_counts, check_golden, golden_file, make_gate
from bot.rebuilds.golden import Golden
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import RefusedError, UsageError
from embeddings.library.snapshot import Snapshot, current_name
from embeddings.library.snapshots import list_snapshots
from embeddings.rebuild import Recipe, rebuild
from tests.samples import LIBRARY, load_hashing, write_files

GOLDEN: list[dict[str, object]] = [
    {"question": "Who denied that the bridge would be pulled down?", "answers": ["Ines Falk"]},
    {"question": "When does the ferry to Oster sail?", "document": "ferry-a"},
    {"question": "Quantum chromodynamics?", "not_on_record": True},
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)


def ask_golden(settings: Settings, rows: list[dict[str, object]] = GOLDEN) -> Settings:
    write_files(settings.seeds, {"golden.jsonl": "\n".join(map(json.dumps, rows))})
    return settings


def build(settings: Settings, *, accept: bool = False) -> str:
    return run_rebuild(settings, full=False, strict=False, accept=accept).snapshot


def failed(settings: Settings) -> list[str]:
    """Return what the gate refused the next snapshot for."""
    before = current_name(settings.data)
    with pytest.raises(RefusedError) as caught:
        build(settings)
    assert current_name(settings.data) == before
    return [line for line in str(caught.value).splitlines() if line.startswith("FAILED")]


def test_golden_questions_are_no_document_and_are_asked(settings: Settings) -> None:
    name = build(ask_golden(settings))
    (listed,) = list_snapshots(settings.data)
    assert listed.name == name
    assert listed.verdict is not None
    assert [check.found for check in listed.verdict.checks] == [
        "every sampled passage finds itself",
        "3 of 3 are answered rightly, there is nothing to compare with",
    ]


def test_golden_questions_may_be_about_private_documents(settings: Settings) -> None:
    write_files(settings.seeds, {"folder.toml": 'visibility = "private"'})
    build(ask_golden(settings))
    (listed,) = list_snapshots(settings.data)
    assert listed.verdict is not None
    assert listed.verdict.checks[-1].found.startswith("3 of 3 are answered rightly")


def test_a_golden_question_that_is_lost(settings: Settings) -> None:
    build(ask_golden(settings))
    write_files(settings.seeds, {"bridge.md": "# Nothing\n\nThis page was left blank."})
    (line,) = failed(settings)
    assert line == (
        "FAILED  golden questions: 2 of 3 are answered rightly, the live index answers 3; wrong: Who denied that the "
        "bridge would be pulled down?"
    )


def test_a_margin_lets_some_be_lost(settings: Settings) -> None:
    build(ask_golden(settings))
    write_files(settings.seeds, {"bridge.md": "# Nothing\n\nThis page was left blank."})
    assert build(settings.model_copy(update={"golden_margin": 0.34})) == current_name(settings.data)


def test_what_the_live_index_gets_wrong_may_stay_wrong(settings: Settings) -> None:
    build(ask_golden(settings, [*GOLDEN, {"question": "Who?", "document": "never"}]))
    write_files(settings.seeds, {"more.txt": "More\n\nA page about owls."})
    assert build(settings) == current_name(settings.data)


def test_a_wrong_folder(settings: Settings, tmp_path: Path) -> None:
    build(settings)
    (tmp_path / "empty").mkdir()
    other = settings.model_copy(update={"seeds": tmp_path / "empty"})
    assert failed(other) == [
        "FAILED  counts: 0 documents and 0 passages, where the live index has 4 and 4; at least half was expected"
    ]
    assert build(other, accept=True) == current_name(settings.data)


def test_half_of_the_documents_may_go(settings: Settings) -> None:
    build(settings)
    (settings.seeds / "ferry.jsonl").unlink()
    assert build(settings) == current_name(settings.data)


def test_a_live_index_of_another_model_is_not_asked_where_that_is_gone(settings: Settings) -> None:
    class Gone(HashingEncoder):
        spec = replace(HashingEncoder.spec, digest="gone")

    rebuild(settings.seeds, settings.data, Recipe("gone", lambda _: Gone()))
    write_files(settings.seeds, {"bridge.md": "# Nothing\n\nThis page was left blank."})
    ask_golden(settings)
    encoders = {NAME: HashingEncoder(), "hashing": HashingEncoder(), "gone": HashingEncoder()}
    rebuild(settings.seeds, settings.data, Recipe(NAME, encoders.__getitem__, gate=make_gate(settings)))
    verdict = list_snapshots(settings.data)[0].verdict
    assert verdict is not None
    assert "2 of 3 are answered rightly, there is nothing to compare with" in verdict.checks[-1].found


def test_where_the_golden_questions_are(settings: Settings, tmp_path: Path) -> None:
    assert golden_file(settings) is None
    assert golden_file(ask_golden(settings)) == settings.seeds / "golden.jsonl"
    elsewhere = settings.model_copy(update={"golden": tmp_path / "elsewhere.jsonl"})
    with pytest.raises(UsageError, match=r"elsewhere\.jsonl can't be read"):
        make_gate(elsewhere)


def snapshot(documents: int, passages: int) -> Snapshot:
    """Return what has so many of both, and nothing else."""
    return cast("Snapshot", SimpleNamespace(manifest=SimpleNamespace(documents=documents, passages=passages)))


@pytest.mark.parametrize(
    ("new", "live", "passed"),
    [
        ((5, 50), (10, 100), True),
        ((4, 50), (10, 100), False),
        ((5, 49), (10, 100), False),
        ((4, 49), (10, 100), False),
        ((1, 1), (0, 0), True),
        ((0, 0), (0, 0), True),
        ((2, 3), (10, 100), False),
    ],
)
def test_half_of_both_must_be_left(new: tuple[int, int], live: tuple[int, int], passed: bool) -> None:
    assert check_counts(snapshot(*new), snapshot(*live)).passed == passed


@pytest.mark.parametrize(("margin", "passed"), [(0.5, True), (0.25, True), (0.24, False), (0.0, False)])
def test_the_margin_is_a_share_of_all_questions(margin: float, passed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eight, six are answered rightly and all were: two fewer, which is a quarter."""
    golden = [Golden(f"{number}?") for number in range(8)]
    wrong = {"new": ["0?", "1?"], "live": []}
    monkeypatch.setattr("bot.rebuilds.gate._wrong", lambda _, finder: wrong[finder.snapshot.name])
    new, live = (
        cast("Snapshot", SimpleNamespace(name=name, manifest=SimpleNamespace(encoder=HashingEncoder.spec)))
        for name in ("new", "live")
    )
    check = check_golden(golden, new, live, load_hashing, margin=margin)
    assert check.passed == passed
    assert check.found == "6 of 8 are answered rightly, the live index answers 8; wrong: 0?; 1?"


@pytest.mark.parametrize(
    ("count", "named"),
    [(5, "0?; 1?; 2?; 3?; 4?"), (6, "0?; 1?; 2?; 3?; 4? …")],
)
def test_five_that_are_wrong_are_named(count: int, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = [Golden(f"{number}?") for number in range(count)]
    monkeypatch.setattr("bot.rebuilds.gate._wrong", lambda asked, *_: [one.question for one in asked])
    new = cast("Snapshot", SimpleNamespace(manifest=SimpleNamespace(encoder=HashingEncoder.spec)))
    check = check_golden(golden, new, None, load_hashing, margin=0)
    assert check.found == f"0 of {count} are answered rightly, there is nothing to compare with; wrong: {named}"
