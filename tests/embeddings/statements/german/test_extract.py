"""German texts of many genres, with who says what as a reader resolves it; and what no text may do.

``tuned.jsonl`` are those that the rules were made with; of ``held.jsonl`` only the scores were looked at, until the
docs told these; ``blind.jsonl`` were written when the rules were done.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.speakers import Judged, judge, read_said
from embeddings.statements.german.extract import extract_german
from embeddings.statements.registry import statements_of
from tests.embeddings.statements.conftest import Read

HERE = Path(__file__).parent
_MARKS = "„»«“\"‚"  # fmt: skip


def judged(name: str) -> tuple[Judged, ...]:
    return judge(read_said(HERE / name))


def share(said: list[Judged], *verdicts: str) -> float:
    return sum(one.verdict in verdicts for one in said) / len(said)


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("tuned.jsonl", 0.97, 0.0), ("held.jsonl", 0.9, 0.0), ("blind.jsonl", 0.87, 0.0)]
)
def test_who_says_what(name: str, right: float, wrong: float) -> None:
    said = list(judged(name))
    assert share(said, "right") >= right
    assert share(said, "wrong name") <= wrong


@pytest.mark.parametrize(("name", "least"), [("tuned.jsonl", 0.95), ("held.jsonl", 0.95), ("blind.jsonl", 0.9)])
def test_direct_quotes_have_their_speaker(name: str, least: float) -> None:
    direct = [one for one in judged(name) if one.context[0][-1:] in _MARKS]
    assert len(direct) >= 20
    assert share(direct, "right") >= least


def test_german_documents_have_statements() -> None:
    text = (
        "Der Hafen wird ein Jahr später fertig. „Wir haben den Schlick unterschätzt“, sagte Bürgermeisterin Anna Holz."
    )
    (statement,) = statements_of([("a", text, None)])["a"]
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.role) == ("Anna Holz", "Bürgermeisterin")
    assert text[slice(*statement.quote[0])] == "„Wir haben den Schlick unterschätzt“"
    assert statement.kind == "direct"


def test_quoted_words_go_on_behind_who_says_them(read_german: Read) -> None:
    (said,) = read_german("„Das Bad“, sagte Eva Klein am Montag, „muss bleiben.“ Sie lachte.")
    assert said.words == ("„Das Bad“", "„muss bleiben.“")
    (said,) = read_german("„Das Bad muss bleiben“, sagte Eva Klein. „Punkt. Und Schluss.“")
    assert said.words == ("„Das Bad muss bleiben“", "„Punkt. Und Schluss.“")


def test_reported_speech_goes_on_in_the_subjunctive(read_german: Read) -> None:
    (said,) = read_german("Eva Klein sagte, das Bad müsse bleiben. Die Kosten seien gering. Es regnete.")
    assert (said.kind, said.words) == ("indirect", ("das Bad müsse bleiben", "Die Kosten seien gering"))


def test_a_quotation_below_a_colon(read_german: Read) -> None:
    (said,) = read_german("Am Abend sagte Eva Klein:\n\n„Das Bad muss bleiben.“")
    assert (said.speaker, said.words) == ("Eva Klein", ("„Das Bad muss bleiben.“",))


def test_the_words_before_are_of_whom_the_next_sentence_names(read_german: Read) -> None:
    (said,) = read_german("„Das Bad muss bleiben.“ Das sagte Eva Klein am Montag.")
    assert said.speaker == "Eva Klein"
    (said,) = read_german("„Das Bad muss bleiben.“ Das steht auf einem Schild.")
    assert said.speaker is None


PIECES = st.sampled_from(
    ["„", "“", "»", "«", '"', " ", ", ", ". ", ": ", "? ", "\n\n", "(", ")", "Anna Holz", "die Ministerin", "Dr. ",
     "sie", " sagte ", "sagte mit", "laut ", "Nach Angaben der Polizei", " zufolge", "dass ", "sei ", "wie ", "so ",
     "Das ", "lehnt den Plan ab", "\ue000", "é", "😀", "von der ", "Herr ", "1. ", "52-Jährige"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_spans_are_ordered_and_inside(text: str) -> None:
    (statements,) = extract_german([("d", text)])
    for statement in statements:
        assert statement.quote
        at = 0
        for start, end in statement.quote:
            assert at <= start < end <= len(text)
            at = end
        if statement.speaker is not None:
            assert statement.speaker.as_written == text[slice(*statement.speaker.span)]
            assert statement.speaker.name
        if statement.cue_span is not None:
            assert statement.cue == text[slice(*statement.cue_span)]


def test_statements_depend_on_the_text_alone() -> None:
    texts = [("a", "Anna Holz sagte, es gehe."), ("b", "„Es geht gut so“, sagte Holz.")]
    assert list(extract_german(texts)) == [next(extract_german([text])) for text in texts]
