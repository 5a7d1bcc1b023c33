"""The commands as scripts see them: what is printed where, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from embeddings.library.snapshot import current_name
from tests.bot.conftest import Ended, Run
from tests.samples import LIBRARY, write_files

ROOT = Path(__file__).parents[2]
ANSWERED = "Who denied that the bridge would be pulled down?"
QUOTE = "Mayor Ines Falk denied that it would be pulled down."
UNKNOWN = "Quantum chromodynamics?"


@pytest.fixture
def settings(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that point at the samples' library."""
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    monkeypatch.setenv("ONRECORD_DATA", str(library))


with_library = pytest.mark.usefixtures("settings")


@with_library
def test_answered(run: Run) -> None:
    ended = run("ask", ANSWERED)
    assert (ended.code, ended.err) == (0, "")
    assert QUOTE in ended.out
    assert "[1] The bridge at Alder Creek, Alder Gazette, 2020-03-01, ¶ 1" in ended.out


@with_library
def test_not_on_record(run: Run) -> None:
    ended = run("ask", UNKNOWN)
    assert (ended.code, ended.err) == (3, "")
    assert ended.out.startswith("Not on record: no document here answers that.\n\nClosest, not an answer:\n- ")


@with_library
@pytest.mark.parametrize(("question", "code", "outcome"), [(ANSWERED, 0, "answered"), (UNKNOWN, 3, "not_on_record")])
def test_json(run: Run, question: str, code: int, outcome: str) -> None:
    ended = run("ask", "--json", question)
    assert ended.code == code
    assert ended.out.count("\n") == 1
    row = json.loads(ended.out)
    assert (row["id"], row["question"], row["outcome"]) == (None, question, outcome)


@with_library
def test_file_keeps_order_and_ids(run: Run, tmp_path: Path) -> None:
    asked = [("b", ANSWERED), (7, UNKNOWN), (None, ANSWERED), ({"x": 1}, "ferry Oster noon")]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps({"id": row_id, "question": question}) for row_id, question in asked))
    ended = run("ask", "--json", "--file", str(path))
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [(row["id"], row["question"]) for row in rows] == asked


@with_library
def test_bad_file_is_refused_before_anything_is_answered(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"id": 1, "question": "{ANSWERED}"}}\n{{"id": 2}}\n')
    ended = run("ask", "--json", "--file", str(path))
    assert ended.code == 2
    assert ended.complaint.startswith(f'{path}, line 2: holds no "question"; ')


@pytest.mark.parametrize("arguments", [[], ["Who?", "--file", "q.jsonl"], ["--json"]])
def test_one_question_or_a_file(run: Run, arguments: list[str]) -> None:
    ended = run("ask", *arguments)
    assert ended.code == 2
    assert ended.complaint == (
        'Give one question, or a file of them: onrecord ask "…" | onrecord ask --json --file FILE'
    )


def test_file_needs_json(run: Run) -> None:
    ended = run("ask", "--file", "q.jsonl")
    assert (ended.code, ended.complaint) == (
        2,
        "A file of questions is answered as JSON: onrecord ask --json --file FILE",
    )


@with_library
@pytest.mark.parametrize("question", ["", "  \n"])
def test_empty_question(run: Run, question: str) -> None:
    ended = run("ask", question)
    assert (ended.code, ended.complaint) == (
        2,
        'The question is empty. Ask something, for example: onrecord ask "Who denied it?"',
    )


@with_library
def test_overlong_question(run: Run) -> None:
    ended = run("ask", "why " * 2500)
    assert (ended.code, ended.complaint) == (
        2,
        "The question has 9,999 characters, and at most 2,000 are read. Shorten it.",
    )


@with_library
@pytest.mark.parametrize(
    "question",
    [
        *("😀", "أين الجسر؟", "\u202eegdirb eht\u202c", '"', "'", '"bridge" AND NOT (roof* OR NEAR(x y, 2)) ^title:x'),
        *("'; DROP TABLE passages; --", "%s {0} [bold]x[/bold] \\", "\t\x1b[31m\x07"),
    ],
)
def test_odd_questions(run: Run, question: str) -> None:
    ended = run("ask", "--", question)
    assert ended.code in {0, 3}
    assert ended.err == ""
    assert "\x1b" not in ended.out


@pytest.mark.parametrize("command", [["ask", "Who?"], ["repl"], ["ask", "--json", "--file", "q.jsonl"]])
def test_no_index_yet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    (tmp_path / "q.jsonl").write_text('{"question": "Who?"}')
    ended = run(*command, stdin="Who?\n")
    assert (ended.code, ended.complaint) == (1, "There is no index in '.onrecord' yet. Build it: onrecord rebuild")


@with_library
@pytest.mark.parametrize("command", [["ask", "Who?"], ["repl"]])
def test_index_of_another_model(run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.delenv("ONRECORD_MODEL")
    ended = run(*command, stdin="Who?\n")
    assert ended.code == 1
    assert ended.complaint == (
        "The index was made by the model 'hashing', and ONRECORD_MODEL is 'all-MiniLM-L6-v2'. Name that one again, "
        "or build the index anew: onrecord rebuild"
    )


@pytest.mark.parametrize("name", ["vectors.faiss", "library.sqlite", "manifest.json"])
@pytest.mark.parametrize("command", [["ask", "Who?"], ["repl"]])
def test_damaged_snapshot_and_its_mending(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: list[str]
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    write_files(tmp_path / "seeds", LIBRARY)
    assert run("rebuild").code == 0
    damaged = str(current_name(tmp_path / ".onrecord"))
    path = tmp_path / ".onrecord" / "index" / damaged / name
    path.write_bytes(path.read_bytes()[:-20])
    ended = run(*command, stdin="Who?\n")
    assert ended.code == 1
    assert ended.complaint.startswith(f"The snapshot {damaged} is damaged: {name} ")
    assert ended.complaint.endswith(". Build a new one: onrecord rebuild --full")
    assert run("rebuild", "--full").code == 0
    assert run("ask", ANSWERED).code == 0


@pytest.mark.parametrize("command", [["ask", "Who?"], ["repl"], ["rebuild"], ["telegram"]])
def test_unknown_setting(run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setenv("ONRECORD_SEED", "x")
    ended = run(*command)
    assert ended.code == 2
    assert ended.complaint.startswith("Unknown setting ONRECORD_SEED. Known ones: ONRECORD_SEEDS, ")


def test_unknown_setting_in_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("token = 'x'")
    ended = run("ask", "Who?")
    assert ended.code == 2
    assert ended.complaint.startswith("Unknown setting 'token' in onrecord.toml. Known ones: seeds, ")


def test_no_telegram_token(run: Run) -> None:
    ended = run("telegram")
    assert (ended.code, ended.complaint) == (
        1,
        "There is no bot token. Get one from @BotFather on Telegram, then: ONRECORD_TELEGRAM_TOKEN=… onrecord telegram",
    )


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["no-such-command"], ["ask", "Who?", "Where?"]])
def test_bad_usage(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Usage: " in ended.err


@pytest.mark.parametrize("words", [["--help"], ["ask", "--help"], ["rebuild", "--help"]])
def test_help(run: Run, words: list[str]) -> None:
    ended = run(*words)
    assert (ended.code, ended.err) == (0, "")
    assert "Usage: " in ended.out


def test_help_names_each_command_and_setting(run: Run) -> None:
    out = run("--help").out
    for name in ("ask", "repl", "telegram", "rebuild", "ONRECORD_SEEDS", "ONRECORD_DATA", "ONRECORD_TELEGRAM_TOKEN"):
        assert name in out


def test_rebuild(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    write_files(tmp_path / "seeds", {**LIBRARY, "bad.txt": b"\xff"})
    ended = run("rebuild")
    assert (ended.code, ended.out) == (0, "")
    assert "left out: bad.txt, line 1: byte 0xff is not UTF-8" in ended.err
    assert "4 documents, 1 could not be read, 4 passages" in ended.err
    assert "Nothing changed" in run("rebuild").err
    assert "Published" in run("rebuild", "--full").err
    strict = run("rebuild", "--strict")
    assert strict.code == 1
    assert strict.err.startswith("onrecord: 1 document could not be read, and nothing was built. Mend them, or leave")


@pytest.mark.parametrize("more", [["--full"], ["--strict"], ["--ray", "auto"]])
def test_a_copy_is_of_what_is_live_as_it_is(run: Run, more: list[str]) -> None:
    ended = run("rebuild", "--to", "elsewhere", *more)
    assert (ended.code, ended.complaint) == (
        2,
        "The live index is copied as it is: onrecord rebuild --to ADDRESS, with --accept at most",
    )


def test_rebuild_without_documents_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    ended = run("rebuild")
    assert (ended.code, ended.complaint) == (
        2,
        "There is no documents' folder 'seeds'. Create it, or name another in ONRECORD_SEEDS.",
    )


def test_unknown_model(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "./nowhere/model")
    write_files(tmp_path / "seeds", LIBRARY)
    ended = run("rebuild")
    assert ended.code == 1
    assert "onrecord: The model './nowhere/model' can't be loaded (" in ended.err
    assert "Traceback" not in ended.err


@with_library
def test_repl_reads_standard_input(run: Run) -> None:
    ended = run("repl", stdin=f"{ANSWERED}\n\n/why\n{UNKNOWN}\n{'x' * 3000}\n/quit\n{ANSWERED}\n")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count(QUOTE) == 2, "in the answer, and in what is nearest to what nothing answers"
    assert "confidence " in ended.out
    assert "Not on record: no document here answers that." in ended.out
    assert ended.out.endswith("The question has 3,000 characters, and at most 2,000 are read. Shorten it.\n")
    assert "\x1b" not in ended.out


def test_processes(tmp_path: Path) -> None:
    """The same from a shell: nothing but settings, files and pipes."""
    write_files(tmp_path / "seeds", LIBRARY)
    environment = {**os.environ, "ONRECORD_MODEL": "hashing", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}

    def process(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    missing = process("ask", "Who?")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == "onrecord: There is no index in '.onrecord' yet. Build it: onrecord rebuild\n"
    assert process("rebuild").returncode == 0
    answered = process("repl", stdin=f"{ANSWERED}\n")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert QUOTE in answered.stdout
    assert process("ask", UNKNOWN).returncode == 3


def test_words_between_colons_stay_words(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    write_files(tmp_path / "seeds", {"a.txt": "The :smile: sign\n\nThe :heart: sign\nstands for :heart: love."})
    assert run("rebuild").code == 0
    out = run("repl", stdin="heart sign stands for love\n/sources\n").out
    assert "stands for :heart: love. [1]" in out
    assert "- The :smile: sign" in out


@pytest.mark.parametrize("place", ["a-file", "/proc/nowhere"])
def test_data_folder_that_can_not_be_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    monkeypatch.setenv("ONRECORD_DATA", place)
    (tmp_path / "a-file").touch()
    write_files(tmp_path / "seeds", LIBRARY)
    ended = run("rebuild")
    assert ended.code in {1, 2}
    assert place in ended.complaint


def test_empty_telegram_token_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TELEGRAM_TOKEN", "")
    ended = run("telegram")
    assert ended.code == 1
    assert ended.complaint.startswith("There is no bot token.")


@with_library
def test_question_of_broken_text(run: Run) -> None:
    ended = run("ask", "who \udcff")
    assert ended.code == 2
    assert "half a character" in ended.complaint


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of its own, in the folder that the commands run in."""
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    return write_files(tmp_path / "seeds", LIBRARY)


def test_rollback_and_back(run: Run, own: Path, tmp_path: Path) -> None:
    run("rebuild")
    first = current_name(tmp_path / ".onrecord")
    write_files(own, {"more.txt": "More\n\nA page about owls."})
    run("rebuild")
    second = str(current_name(tmp_path / ".onrecord"))
    assert run("rollback") == Ended(0, "", f"{first} is live.\n")
    refused = run("rebuild")
    assert (refused.code, refused.complaint.startswith(f"Nothing was published: {second} was rolled back on ")) == (
        1,
        True,
    )
    assert run("rollback", second) == Ended(0, "", f"{second} is live.\n")
    listed = run("snapshots")
    assert [line[:23] for line in listed.out.splitlines()] == [f"* {second}", f"  {first}"]


def test_rollback_to_nothing(run: Run, own: Path) -> None:
    run("rebuild")
    ended = run("rollback")
    assert (ended.code, ended.complaint) == (1, "There is no older snapshot to go back to. See: onrecord snapshots")


def test_a_refused_index_is_published_on_demand(run: Run, own: Path, tmp_path: Path) -> None:
    run("rebuild")
    for path in own.iterdir():
        path.unlink()
    refused = run("rebuild")
    assert refused.code == 1
    assert refused.err.startswith(
        "onrecord: Nothing was published, as the gate refused the new index:\nFAILED  counts: 0"
    )
    assert run("rebuild", "--accept").code == 0
    assert "gate: accepted (counts)" in run("snapshots").out


def test_status(run: Run, own: Path, tmp_path: Path) -> None:
    assert run("status") == Ended(0, "live: nothing yet. Build it: onrecord rebuild\n", "")
    run("rebuild")
    row = json.loads(run("status", "--json").out)
    assert (row["snapshot"], row["last"]["outcome"]) == (current_name(tmp_path / ".onrecord"), "published")


def test_doctor_ends_with_one_where_there_is_trouble(run: Run, own: Path, tmp_path: Path) -> None:
    assert run("doctor").code == 1  # there is no index
    run("rebuild")
    assert run("doctor").code == 0
    (tmp_path / ".onrecord" / "index" / ".building-dead00").mkdir()
    assert run("doctor").code == 1
    assert run("doctor", "--mend").code == 0
    assert run("doctor").code == 0


@pytest.mark.parametrize(
    ("typed", "place", "completed"),
    [
        ("onrecord re", 1, ["rebuild", "repl", "restore"]),
        ("onrecord rebuild --", 2, ["--accept", "--full", "--help", "--ray", "--strict", "--to"]),
        ("onrecord nothing", 1, []),
    ],
)
def test_a_shell_completes_commands_and_options(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, place: int, completed: list[str]
) -> None:
    monkeypatch.setenv("_ONRECORD_COMPLETE", "complete_bash")  # as the script does that --install-completion writes
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(place))
    ended = run()
    assert (ended.code, sorted(ended.out.split()), ended.err) == (0, completed, "")


def test_the_version(run: Run) -> None:
    assert run("--version") == Ended(0, f"onrecord {__version__}\n", "")


def test_it_is_called_onrecord_however_it_is_started(run: Run) -> None:
    assert "Usage: onrecord [OPTIONS] COMMAND" in run("--help").out
