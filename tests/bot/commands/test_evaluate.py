"""The command as people type it, on real files, without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Ended, Run
from tests.bot.evaluation.samples import QUESTIONS, UNANSWERABLE, build_library, write_rows

ROOT = Path(__file__).parents[3]


@pytest.fixture
def onrecord(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(data: Path, *arguments: str) -> Ended:
        monkeypatch.setenv("ONRECORD_DATA", str(data))
        monkeypatch.setenv("ONRECORD_MODEL", "hashing")
        return run(*arguments)

    return command


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the evaluation's samples, built once; for reading only."""
    return build_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    questions = write_rows(tmp_path / "q.jsonl", *QUESTIONS)
    return str(questions), str(write_rows(tmp_path / "u.jsonl", *UNANSWERABLE))


def test_a_table_and_a_report(onrecord: Run, library: Path, files: tuple[str, str]) -> None:
    questions, unanswerable = files
    ended = onrecord(library, "evaluate", questions, "--unanswerable", unanswerable, "--report", "report.html")
    assert (ended.code, ended.err) == (0, "Wrote report.html.\n")
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0].startswith("5 questions, 3 answerable and 2 not; snapshot 2")
    # the mill is found first; for the bees, the document that keeps them is, and the one judged relevant is not
    assert "Relevant document first 50.0 % 0.0 to 100.0 % 2" in lines
    report = Path("report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in report
    assert "<script" not in report


def test_json_compared_with_a_changed_library(
    onrecord: Run, library: Path, files: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = build_library(tmp_path / "other", {"mill": "The mill at Lower Farrow burned down. It was in March."})
    ended = onrecord(library, "evaluate", *files[:1], "--unanswerable", files[1], "--json", "--compare", str(other))
    assert (ended.code, ended.err) == (0, "")
    row = json.loads(ended.out)
    del row["counts"]["answered"]
    assert row["counts"] == {
        "questions": 5,
        "answerable": 3,
        "unanswerable": 2,
        "with_answers": 3,
        "with_relevant": 2,
    }
    assert row["settings"]["data"] == str(library)
    assert row["compare"]["settings"]["data"] == str(other)
    assert row["compare"]["snapshot"] != row["snapshot"]
    changes = {change["id"]: change for change in row["compare"]["changes"]}
    assert changes["q2"]["before"]["document_rank"] > 1
    assert changes["q2"]["after"]["document_rank"] is None


def test_what_is_skipped_is_told(onrecord: Run, library: Path, files: tuple[str, str], tmp_path: Path) -> None:
    skipped = {"question": "Who burned the mill?", "skip": "judged bad: outdated"}
    mixed = write_rows(tmp_path / "mixed.jsonl", *QUESTIONS, skipped, skipped)
    ended = onrecord(library, "evaluate", str(mixed), "--json")
    total = len(QUESTIONS) + 2
    assert (ended.code, ended.err) == (0, f"Skipped 2 of {total} questions: 2 × judged bad: outdated\n")
    assert json.loads(ended.out)["counts"]["questions"] == len(QUESTIONS)
    ended = onrecord(library, "evaluate", str(write_rows(tmp_path / "none.jsonl", skipped)))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith('onrecord: No question is left to ask. Judge some, and take "skip" out of their rows.\n')


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["none.jsonl"], "onrecord: none.jsonl can't be read: "),
        (["bad.jsonl"], "onrecord: bad.jsonl, line 2: is not JSON; rows of the form "),
        (["q.jsonl", "--unanswerable", "q.jsonl"], "onrecord: q.jsonl, line 1: has answers, and the file is one of"),
        (["q.jsonl", "--report", "no/report.html"], "onrecord: There is no folder 'no' to write the report into."),
        (["q.jsonl", "--compare", "nothing"], "onrecord: There is nothing to compare with at 'nothing': "),
    ],
)
def test_bad_usage_is_told_in_a_sentence(
    onrecord: Run, library: Path, files: tuple[str, str], arguments: list[str], why: str
) -> None:
    Path("bad.jsonl").write_text('{"question": "Who?"}\n{"question"\n')
    ended = onrecord(library, "evaluate", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(why)
    assert "Traceback" not in ended.err


def test_the_golden_questions_are_in_the_form_that_is_read() -> None:
    from bot.evaluation.cases import read_cases

    golden = ROOT / "benchmarks" / "golden"
    cases = read_cases(golden / "questions.jsonl")
    seeds = {path.name for path in (ROOT / "seeds").iterdir()}
    assert all(case.answers and set(case.relevant) <= seeds for case in cases)
    assert not any(case.answerable for case in read_cases(golden / "unanswerable.jsonl", answerable=False))


SAID = {
    "id": "d",
    "text": "Ama Mensah said that the bridge was safe. Kofi Boateng <b> said nothing of it, and left the room.",
    "said": [
        {"speaker": "Ama Mensah", "words": "the bridge was safe"},
        {"speaker": "Kofi Boateng", "words": "left the room"},
    ],
}


def test_who_says_what_in_texts_is_measured_without_questions(onrecord: Run, library: Path, tmp_path: Path) -> None:
    said = str(write_rows(tmp_path / "said.jsonl", SAID))
    ended = onrecord(library, "evaluate", "--statements", said, "--report", "report.html")
    assert ended.code == 0
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0] == "2 statements in 1 texts"
    assert "Said words with the right name 50.0 % 0.0 to 100.0 % 2" in lines
    assert "1 Not found" in lines
    report = Path("report.html").read_text(encoding="utf-8")
    assert "<mark>left the room</mark>" in report
    assert "Kofi Boateng &lt;b&gt;" in report
    assert "<h2>Misses</h2>" not in report


def test_who_says_what_stands_beside_the_answers(
    onrecord: Run, library: Path, files: tuple[str, str], tmp_path: Path
) -> None:
    said = str(write_rows(tmp_path / "said.jsonl", SAID))
    ended = onrecord(library, "evaluate", files[0], "--statements", said, "--json", "--report", "report.html")
    assert ended.code == 0
    row = json.loads(ended.out)
    assert row["counts"]["questions"] == 3
    assert row["statements"]["counts"] == {"statements": 2, "texts": 1}
    assert row["statements"]["figures"]["said_right"]["value"] == 0.5
    assert row["statements"]["misses"] == [
        {"id": "d", "verdict": "not found", "words": "left the room", "speaker": "Kofi Boateng", "found": None}
    ]
    report = Path("report.html").read_text(encoding="utf-8")
    assert "<h2>Misses</h2>" in report
    assert "<h2>Statements</h2>" in report


@pytest.mark.parametrize("arguments", [[], ["--unanswerable", "u.jsonl", "--statements", "s.jsonl"]])
def test_there_must_be_something_to_measure(onrecord: Run, library: Path, arguments: list[str]) -> None:
    ended = onrecord(library, "evaluate", *arguments)
    assert ended.code == 2
    assert "Name questions, or texts" in ended.err
