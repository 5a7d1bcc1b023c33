from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.cases import Case
from bot.evaluation.compare import Comparison, compare, open_other
from bot.evaluation.evaluation import Evaluation, evaluate, public
from bot.evaluation.figures import measure
from bot.evaluation.observations import Observation
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import SettingsError, SnapshotError, UsageError
from embeddings.rebuild import Recipe, rebuild
from tests.bot.evaluation.samples import build_library, make_observation, make_seen

NONE = Case("u", "Who?", answerable=False)
OPEN = Case("o", "Who?")
ELSEWHERE = replace(make_seen(), source="Another, Echo, 2022")


def compared(before: Observation, after: Observation) -> Comparison:
    first, second = (Evaluation("s", {}, (seen,), measure([seen])) for seen in (before, after))
    return compare(first, second)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (make_observation("Roe."), make_observation("Roe."), None),
        (make_observation("Roe."), make_observation("Roe.", confidence=0.9), None),
        (make_observation("Nobody."), make_observation("Roe."), "better"),
        (make_observation("Nobody.", "Roe."), make_observation("Roe.", "Nobody."), "better"),
        (make_observation("Nobody.", "Roe."), make_observation("Nobody."), "worse"),
        (make_observation("Nobody."), make_observation(answered=False), "better"),  # wrong is worse than nothing
        (make_observation("Roe."), make_observation(answered=False), "worse"),
        (make_observation("Roe.", rank=1), make_observation("Roe.", rank=2), "worse"),
        (make_observation("Roe.", rank=None), make_observation("Roe.", rank=10), "better"),
        (make_observation("Roe.", rank=7), make_observation("Roe.", rank=8), None),
        (make_observation("Roe.", rank=1), make_observation("Nobody.", "Roe.", rank=1), "worse"),
        (make_observation("It was Roe."), make_observation("Roe."), "other"),
        (make_observation("Roe."), make_observation("Roe.", shown=(ELSEWHERE,)), "other"),
        (make_observation(answered=False), make_observation(answered=False, shown=(ELSEWHERE,)), None),
        (make_observation("No.", case=NONE), make_observation(answered=False, case=NONE), "better"),
        (make_observation(answered=False, case=NONE), make_observation("No.", case=NONE), "worse"),
        (make_observation("No.", case=NONE), make_observation("Nobody.", case=NONE), "other"),
        (make_observation(answered=False, case=OPEN), make_observation("No.", case=OPEN), "better"),
    ],
)
def test_what_counts_as_a_change(before: Observation, after: Observation, kind: str | None) -> None:
    changes = compared(before, after).changes
    assert [change.kind for change in changes] == ([kind] if kind else [])


def test_differences_go_from_the_first_to_the_second() -> None:
    pairs = {
        pair.before.key: pair
        for pair in compared(make_observation("No.", rank=2), make_observation("Roe.")).differences
    }
    taken = pairs["answer_in_first_quote"].estimate
    assert taken is not None
    assert (taken.value, taken.low, taken.high) == (1, 1, 1)
    assert pairs["refused_unanswerable"].estimate is None


def test_a_data_folder_is_asked_through_the_model_that_made_it(tmp_path: Path, library: Path) -> None:
    responder, settings = open_other(str(library), Settings(data=tmp_path, model="another"))
    assert (settings.data, settings.model) == (library, "hashing")
    assert responder.snapshot.name == (library / "index" / "CURRENT").read_text().strip()
    responder.close()


def test_a_snapshot_of_the_same_folder(tmp_path: Path) -> None:
    data = build_library(tmp_path)
    first = (data / "index" / "CURRENT").read_text().strip()
    (tmp_path / "seeds" / "library.jsonl").unlink()
    (tmp_path / "seeds" / "one.txt").write_text("A title\n\nAnd a text below it.")
    newest = rebuild(tmp_path / "seeds", data, Recipe("hashing", lambda _: HashingEncoder())).snapshot
    settings = Settings(data=data, model="hashing")
    responder, other = open_other(first, settings)
    assert responder.snapshot.name == first != newest
    assert (other.data, responder.snapshot.manifest.documents) == (data, 4)
    responder.close()


def test_a_settings_file_comes_before_all_else(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATA", "nowhere")
    monkeypatch.setenv("ONRECORD_SEEDS", "documents")
    Path("onrecord.toml").write_text('model = "another"\n')
    Path("other.toml").write_text(f'model = "hashing"\ndata = "{library}"\n')
    responder, settings = open_other("other.toml", Settings())
    assert (settings.data, settings.model, settings.seeds) == (library, "hashing", Path("documents"))
    responder.close()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("modle = 'hashing'", r"Unknown setting 'modle' in other\.toml\. Known ones: seeds,"),
        ("model", r"other\.toml can't be read: .* Lines of the form name = \"value\" were expected\."),
        (None, r"other\.toml can't be read: .*No such file"),
    ],
)
def test_a_bad_settings_file(content: str | None, why: str) -> None:
    if content is not None:
        Path("other.toml").write_text(content)
    with pytest.raises(SettingsError, match=why):
        open_other("other.toml", Settings())


@pytest.mark.parametrize("what", ["nothing", "../index", "", "."])
def test_nothing_to_compare_with(settings: Settings, what: str) -> None:
    with pytest.raises(UsageError, match=r"There is nothing to compare with at .*: it is no settings file"):
        open_other(what, settings)


def test_a_data_folder_without_a_snapshot(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index").mkdir()
    with pytest.raises(SnapshotError, match="There is no index in"):
        open_other(str(tmp_path), settings)


def test_the_settings_that_are_told_hold_no_secret(responder: Responder) -> None:
    settings = Settings(telegram_token="12:secret", model="hashing")
    told = evaluate(responder, settings, [OPEN]).settings
    assert told == public(settings)
    assert "hashing" in told.values()
    assert "secret" not in str(told)
    assert not [name for name in told if "telegram" in name]
