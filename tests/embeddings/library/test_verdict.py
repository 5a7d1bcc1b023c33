from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library.verdict import READABLE, REPORT, Check, Verdict, read_verdict, readable, write_verdict

GOOD, BAD, WORSE = (
    Check("integrity", True, "all is there"),
    Check("counts", False, "half"),
    Check("recall", False, "3 %"),
)


@pytest.mark.parametrize(
    ("verdict", "failed", "words"),
    [
        (Verdict(()), (), "passed"),
        (Verdict((GOOD,)), (), "passed"),
        (Verdict((GOOD,), accepted=True), (), "passed"),
        (Verdict((BAD, GOOD, WORSE)), (BAD, WORSE), "refused (counts, recall)"),
        (Verdict((GOOD, BAD), accepted=True), (BAD,), "accepted (counts)"),
    ],
)
def test_what_failed_and_what_came_of_it(verdict: Verdict, failed: tuple[Check, ...], words: str) -> None:
    assert verdict.failed == failed
    assert str(verdict) == words


def test_what_failed_is_told_first_and_else_the_order_stays() -> None:
    assert readable([GOOD, BAD, WORSE, GOOD]).splitlines() == [
        "FAILED  counts: half",
        "FAILED  recall: 3 %",
        "passed  integrity: all is there",
        "passed  integrity: all is there",
    ]


def test_it_is_read_as_it_was_written_and_can_be_read_by_people(tmp_path: Path) -> None:
    verdict = Verdict((GOOD, BAD), accepted=True)
    write_verdict(tmp_path, verdict)
    assert read_verdict(tmp_path) == verdict
    assert (tmp_path / READABLE).read_text() == "FAILED  counts: half\npassed  integrity: all is there\n"
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("content", [None, "", "{", '{"checks": [{"name": "counts"}]}'])
def test_one_that_can_not_be_read_is_none(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / REPORT).write_text(content)
    assert read_verdict(tmp_path) is None
