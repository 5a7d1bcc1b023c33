from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.schedule import EXPECTED
from bot.settings import Settings, keep_setting, load_settings, settings_help
from embeddings.errors import SettingsError

TOKEN = "123456:a-secret-of-the-operator"
NAMES = ["seeds", "data", "model", "exact_up_to", "telegram_token", "telegram_api", "access"]


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.toml"  # tests run in tmp_path


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.__cause__ is None
    assert TOKEN not in repr(caught.value)
    return str(caught.value)


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.seeds, settings.data, settings.model) == (Path("seeds"), Path(".onrecord"), "all-MiniLM-L6-v2")
    assert (settings.telegram_token, settings.telegram_api) == (None, "https://api.telegram.org")
    assert (settings.access, settings.exact_up_to) == ("pairing", 50_000)


def test_environment_comes_before_the_file_and_the_file_before_the_defaults(
    monkeypatch: pytest.MonkeyPatch, toml: Path
) -> None:
    toml.write_text('seeds = "from-file"\ndata = "from-file"\n')
    monkeypatch.setenv("ONRECORD_SEEDS", "from-environment")
    settings = load_settings()
    assert (settings.seeds, settings.data) == (Path("from-environment"), Path("from-file"))
    assert settings.model == "all-MiniLM-L6-v2"


@pytest.mark.parametrize("name", NAMES)
def test_help_names_each(name: str) -> None:
    assert name in Settings.model_fields
    assert f"ONRECORD_{name.upper()}: " in settings_help()


def test_unknown_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_SEED", "x")
    known = ", ".join(f"ONRECORD_{name.upper()}" for name in Settings.model_fields)
    assert refusal() == f"Unknown setting ONRECORD_SEED. Known ones: {known}."


def test_unknown_in_the_file(toml: Path) -> None:
    toml.write_text('sedes = "x"\n')
    assert refusal() == f"Unknown setting 'sedes' in onrecord.toml. Known ones: {', '.join(Settings.model_fields)}."


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ONRECORD_ACCESS", "everyone", "Input should be 'pairing', 'open' or 'listed'"),
        ("ONRECORD_EXACT_UP_TO", "many", "Input should be a valid integer, unable to parse string as an integer"),
        ("ONRECORD_REBUILD_SCHEDULE", "0 0 31 2 * UTC", f"there is no such day; {EXPECTED}"),
    ],
)
def test_bad_value_in_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str) -> None:
    monkeypatch.setenv(name, value)
    assert refusal() == f"The setting {name} can't be used: {why}."


def test_an_empty_schedule_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REBUILD_SCHEDULE", "")
    assert load_settings().rebuild_schedule is None


def test_bad_value_in_the_file(toml: Path) -> None:
    toml.write_text("seeds = 5\n")
    assert refusal().startswith("The setting ONRECORD_SEEDS can't be used: ")


@pytest.mark.parametrize("content", ["seeds", 'seeds = "a\n', "seeds = 'a'\nseeds = 'b'", "[", f'token = {TOKEN}"'])
def test_file_that_is_not_toml(toml: Path, content: str) -> None:
    toml.write_text(content)
    message = refusal()
    assert message.startswith("onrecord.toml can't be read: ")
    assert message.endswith('. Lines of the form name = "value" were expected.')


def test_file_in_another_encoding(toml: Path) -> None:
    toml.write_bytes(b'seeds = "\xff"')
    assert refusal().startswith("onrecord.toml can't be read: ")


def test_token_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TELEGRAM_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    for shown in (repr(settings), str(settings), f"{settings.model_dump()}", settings.model_dump_json()):
        assert TOKEN not in shown


@pytest.mark.parametrize("content", [f"telegram_token = ['{TOKEN}']", f"telegram_token = {{secret = '{TOKEN}'}}"])
def test_token_is_not_in_the_error_that_it_makes(toml: Path, content: str) -> None:
    toml.write_text(content)
    assert refusal() == "The setting ONRECORD_TELEGRAM_TOKEN can't be used: Input should be a valid string."


def test_token_is_not_in_the_error_that_another_setting_makes(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TELEGRAM_TOKEN", TOKEN)
    toml.write_text("access = 'nobody'")
    assert "ONRECORD_ACCESS" in refusal()


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.model = "other"  # type: ignore[misc]  # that is what is tested


def test_other_variables_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORDER", "x")
    monkeypatch.setenv("SEEDS", "x")
    assert load_settings().seeds == Path("seeds")


def test_negative_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_EXACT_UP_TO", "-1")
    assert refusal().startswith("The setting ONRECORD_EXACT_UP_TO can't be used: ")


def test_model_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "")
    assert refusal().startswith("The setting ONRECORD_MODEL can't be used: ")


def test_the_readme_names_every_setting() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`ONRECORD_{name.upper()}`" not in readme] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, 'model = "a b"\n'),
        ("", 'model = "a b"\n'),
        ('# mine\nmodel = "x"  # small\nseeds = "s"\n', '# mine\nseeds = "s"\nmodel = "a b"\n'),
    ],
)
def test_a_setting_is_kept_in_the_file_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, after: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if before is not None:
        Path("onrecord.toml").write_text(before)
    keep_setting("model", "a b")
    assert Path("onrecord.toml").read_text() == after
    assert load_settings().model == "a b"
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord.toml"]


@pytest.mark.parametrize("text", ['seeds = """\nmodel = 1"""\n', "[table]\nx = 1\n", "= 1\n"])
def test_a_file_that_can_t_be_changed_safely_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("onrecord.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"^onrecord.toml is written in a way .* Write into it: model = \"é\"$"):
        keep_setting("model", "é")
    assert Path("onrecord.toml").read_text() == text
