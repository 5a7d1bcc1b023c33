from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.cases import Case, read_cases
from embeddings.errors import UsageError
from tests.bot.evaluation.samples import write_rows


def test_rows_become_cases(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "q.jsonl",
        {"id": 7, "question": "Who?", "answers": ["Roe", "Tilda Roe"], "relevant": [{"doc_id": "a", "label": "gold"}]},
        {"question": "When?", "answers": ["March", "."], "relevant": ["a", {"document_id": "b"}, {"id": "c"}]},
        {"id": "none", "question": "Why?", "answers": []},
        {"id": "one", "question": "Why?", "answers": "Rain"},
        {"id": "open", "question": "Where?", "other": 1},
    )
    assert read_cases(path) == [
        Case("7", "Who?", True, ("Roe", "Tilda Roe"), {"a": "gold"}),
        Case("2", "When?", True, ("March", "."), {"a": None, "b": None, "c": None}),
        Case("none", "Why?", False),
        Case("one", "Why?", True, ("Rain",)),
        Case("open", "Where?", True),
    ]


def test_a_row_may_say_why_it_is_to_be_skipped(tmp_path: Path) -> None:
    (case,) = read_cases(write_rows(tmp_path / "q.jsonl", {"id": "s", "question": "Who?", "skip": "judged bad"}))
    assert case == Case("s", "Who?", skip="judged bad")


def test_labels_and_grades_that_say_no_are_left_out(tmp_path: Path) -> None:
    labels = ["correct", "noise", "Misinfo", "irrelevant", 2, 1, 0, -1, True, False]
    relevant = [{"doc_id": str(place), "label": label} for place, label in enumerate(labels)]
    graded = [{"doc_id": "g", "relevance": 0}, {"doc_id": "h", "relevance": 3}]
    (case,) = read_cases(write_rows(tmp_path / "q.jsonl", {"question": "Who?", "relevant": relevant + graded}))
    assert case.relevant == {"0": "correct", "4": None, "5": None, "8": None, "h": None}


def test_a_file_of_unanswerable_questions(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "u.jsonl", {"id": "u", "question": "Who?"})
    assert read_cases(path, answerable=False) == [Case("u", "Who?", False)]
    write_rows(path, {"question": "Who?"}, {"question": "Who?", "answers": ["Roe"]})
    with pytest.raises(UsageError, match=r"u\.jsonl, line 2: has answers, and the file is one of questions that can't"):
        read_cases(path, answerable=False)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("9" * 5000, "is not JSON"),
        ("[]", "is no object"),
        ("{}", 'holds no "question" that is text'),
        ('{"question": " "}', 'holds no "question" that is text'),
        (json.dumps({"question": "x" * 2001}), "The question has 2,001 characters, and at most 2,000 are read"),
        ('{"question": "Who\\ud800?"}', 'its "question" holds half a surrogate pair'),
        ('{"question": "Who?", "answers": 3}', '"answers" is no list of text'),
        ('{"question": "Who?", "skip": true}', 'holds no "skip" that is text'),
        ('{"question": "Who?", "answers": [3]}', 'holds no "answers" that is text'),
        ('{"question": "Who?", "answers": ["?!"]}', '"answers" has no letter or digit, so that no text'),
        ('{"question": "Who?", "relevant": {"a": 1}}', '"relevant" is no list'),
        ('{"question": "Who?", "relevant": [3]}', '"relevant" holds what is neither an id nor an object'),
        ('{"question": "Who?", "relevant": [{"label": "gold"}]}', 'holds no "doc_id" that is text'),
        ('{"question": "Who?", "relevant": [{"id": "a", "label": []}]}', 'holds no "label" that is text'),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"question": "Who?"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=rf"q\.jsonl, line 3: {re.escape(why)}.*; rows of the form"):
        read_cases(path)


def test_a_file_that_is_not_there_or_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl can't be read: .*No such file"):
        read_cases(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"bytes\.jsonl can't be read"):
        read_cases(tmp_path / "bytes.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n \n")
    with pytest.raises(UsageError, match=r"empty\.jsonl holds no questions; rows of the form"):
        read_cases(tmp_path / "empty.jsonl")


words = st.text(max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["doc_id", "label"]), inner),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional={"answers": values, "relevant": values, "id": values}))
def test_any_row_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, row: dict[str, object]) -> None:
    path = write_rows(tmp_path_factory.mktemp("any") / "q.jsonl", {"question": "Who?", **row})
    try:
        cases = read_cases(path)
    except UsageError as error:
        told = str(error)
    else:
        told = f"q.jsonl, line 1: {cases[0].question}"
        assert cases[0].answerable is (row.get("answers") != [])
    assert "q.jsonl, line 1: " in told
