from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.speakers import figures, judge, read_said, same_speaker
from embeddings.errors import UsageError
from tests.bot.evaluation.samples import write_rows

TEXT = (
    "Ama Mensah, the mayor, said that the bridge was safe. Mensah denied that it had cost too much. "
    "The engineer said that it was old. Kofi Boateng said that nobody had been asked. Nobody answered them at all."
)
SAID = [
    {"speaker": "Ama Mensah", "words": "the bridge was safe"},
    {"speaker": "Ama Mensah", "words": "it had cost too much"},
    {"speaker": "Yaw Adu", "words": "it was old"},
    {"speaker": "Esi Owusu", "words": "nobody had been asked"},
    {"speaker": "Esi Owusu", "words": "answered them at all"},
]


def test_each_statement_is_judged_by_its_words_and_its_name(tmp_path: Path) -> None:
    judged = judge(read_said(write_rows(tmp_path / "said.jsonl", {"id": "d", "text": TEXT, "said": SAID})))
    assert [one.verdict for one in judged] == ["right", "right", "no name", "wrong name", "not found"]
    assert judged[3].found is not None
    assert judged[3].found.name == "Kofi Boateng"
    assert judged[2].context[1] == "it was old"
    shares = {figure.key: figure.estimate.value if figure.estimate else None for figure in figures(judged)}
    assert shares == {"said_found": 0.8, "said_right": 0.4, "said_unnamed": 0.2, "said_wrong": 0.2}
    assert {figure.count for figure in figures(judged)} == {5}


def test_a_transcript_is_judged_by_its_turns_and_a_report_within_one_by_itself(tmp_path: Path) -> None:
    text = (
        "AMA MENSAH: The bridge is safe. We looked at every bolt.\n\n"
        "CHAIR: Who looked at it?\n\n"
        "AMA MENSAH: Two of us did. Kofi Boateng says that nobody was asked.\n\n"
        "CHAIR: Thank you all for coming."
    )
    said = [
        {"speaker": "Ama Mensah", "words": "We looked at every bolt."},
        {"speaker": "Kofi Boateng", "words": "nobody was asked"},
        {"speaker": "Esi Owusu", "words": "Thank you all for coming."},
    ]
    judged = judge(read_said(write_rows(tmp_path / "said.jsonl", {"id": "d", "text": text, "said": said})))
    assert [one.verdict for one in judged] == ["right", "right", "no name"]  # whoever chairs


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Ama Mensah", "ama mensah", True),
        ("Ama Mensah", "Mensah", True),
        ("Ama Mensah", "Mayor Ama Mensah", True),
        ("former clerk", "A former clerk of the firm", True),
        ("The town clerk", "town clerk", True),
        ("Ama Mensah", "Ama", False),  # whose sister is meant?
        ("The firm's clerk", "Its clerk", True),
        ("Ama Mensah's spokesman", "Ama Mensah", False),
        ("Ama Mensah", "Kofi Mensah", False),
        ("Ama Mensah", "", False),
    ],
)
def test_whether_two_names_are_one_speakers(gold: str, found: str, same: bool) -> None:
    assert same_speaker(gold, found) is same


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "line 1: is not JSON"),
        ('{"id": 1, "said": []}', 'line 1: holds no "text" and "said"'),
        ('{"text": "a", "said": [{"speaker": "", "words": "a"}]}', '"said" holds no speaker and words'),
        ('{"text": "a", "said": [7]}', '"said" holds no speaker and words'),
        ('{"text": "a", "said": [{"speaker": "A", "words": "b"}]}', "the words 'b' don't stand in the text"),
        ('{"text": "a", "said": []}', "holds nothing that is said"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        read_said(path)
