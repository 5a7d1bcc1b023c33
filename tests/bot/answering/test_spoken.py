"""Questions about speakers, answered from a small library in which each said something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.contract.output import as_json
from bot.render import to_html, to_text
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files


def said(responder: Responder, question: str) -> list[tuple[str, str]]:
    """Return the speakers and the words that answer a question."""
    outcome = responder.respond(question).outcome
    assert isinstance(outcome, Answer), outcome
    return [
        ("" if quote.statement is None or quote.statement.speaker is None else quote.statement.speaker.name, quote.text)
        for quote in outcome.quotes
    ]


def speakers(responder: Responder, question: str) -> list[str]:
    return [speaker for speaker, _ in said(responder, question)]


def test_what_a_speaker_said_about_it(spoken: Responder) -> None:
    (first, *_) = said(spoken, "What did Mensah say about the dam and the valley?")
    assert first == ("Ama Mensah", "Senator Ama Mensah denied that the dam would flood the valley.")
    assert set(speakers(spoken, "What did Mensah say about the dam and the valley?")) == {"Ama Mensah"}


def test_whatever_a_speaker_said_newest_first(spoken: Responder) -> None:
    found = said(spoken, "What did Kofi Boateng say?")
    assert {speaker for speaker, _ in found} == {"Kofi Boateng"}
    assert "valley would be flooded" in found[0][1]
    assert found[-1][1] == '"The roof is new," said Kofi Boateng.'


def test_from_asks_the_same(spoken: Responder) -> None:
    assert said(spoken, 'from:"Kofi Boateng"') == said(spoken, "What did Kofi Boateng say?")
    assert speakers(spoken, "from:Owusu harbour closed to boats") == ["Esi Owusu"]


def test_nothing_on_the_topic_is_not_on_record(spoken: Responder) -> None:
    outcome = spoken.respond("What did Esi Owusu say about quantum chromodynamics?").outcome
    assert isinstance(outcome, NotOnRecord)
    assert outcome.reason == "nothing_relevant"


def test_somebody_elses_words_never_answer_for_a_speaker(spoken: Responder) -> None:
    outcome = spoken.respond("What did Esi Owusu say about the dam in the valley?").outcome
    assert isinstance(outcome, NotOnRecord)


def test_who_denied_it(spoken: Responder) -> None:
    assert speakers(spoken, "Who denied that the dam would flood the valley?") == ["Ama Mensah"]


def test_who_called_for_it(spoken: Responder) -> None:
    (found, *_) = said(spoken, "Who called for an independent survey of the dam?")
    assert found[0] == "River Users Union"


def test_who_disagrees_shows_both(spoken: Responder) -> None:
    outcome = spoken.respond("Who disagrees with Kofi Boateng on whether the dam would flood the valley?").outcome
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].statement is not None
    assert outcome.quotes[0].statement.cue == "denied"


def test_a_question_that_no_statement_fits_is_answered_ordinarily(spoken: Responder) -> None:
    outcome = spoken.respond("Who praised that the dam would flood the valley?").outcome
    assert isinstance(outcome, Answer)
    assert not outcome.by_speaker


def test_an_unknown_speaker_is_answered_ordinarily(spoken: Responder) -> None:
    assert isinstance(spoken.respond("What did Zeus say about quantum chromodynamics?").outcome, NotOnRecord)


def test_other_languages_are_answered_without_a_speaker(spoken: Responder) -> None:
    (found, *_) = said(spoken, "le barrage dangereux solide discours à la radio")
    assert found[0] == ""
    assert found[1].startswith("« Le barrage")


def test_filters_that_exclude_everything_say_so(spoken: Responder) -> None:
    response = spoken.respond('Who denied it? from:RUU in:"Accra Ledger" after:2030')
    row = json.loads(as_json(response))
    assert (row["outcome"], row["reason"], row["excluding"]) == ("not_on_record", "filtered_out", ["after:2030"])
    assert to_text(response.outcome) == (
        "Not on record: nothing is left by after:2030. A document without a date never passes that."
    )


def test_a_refusal_under_a_filter_names_it_where_passages_are_left(spoken: Responder) -> None:
    response = spoken.respond('Which quantum chromodynamics laboratory won? in:"Accra Ledger"')
    row = json.loads(as_json(response))
    assert (row["reason"], row["excluding"], bool(row["nearest"])) == ("nothing_relevant", ['in:"Accra Ledger"'], True)
    first = to_text(response.outcome).splitlines()[0]
    assert first == 'Not on record: no document here answers that under in:"Accra Ledger".'


def test_several_speakers_are_grouped_a_line_each_newest_first(spoken: Responder) -> None:
    outcome = spoken.respond("Who said that nobody had asked the union or that the parents had paid for it?").outcome
    assert isinstance(outcome, Answer)
    assert outcome.by_speaker
    first, second, *_ = to_text(outcome).splitlines()
    union, owusu = sorted(outcome.quotes, key=lambda quote: "RUU" not in quote.text)
    assert first == f"- River Users Union said: {union.text} [{union.citation}] (Volta Herald, 2021-05-03)"
    assert second == f"- Esi Owusu, headteacher, said: {owusu.text} [{owusu.citation}] (Accra Ledger, 2020-02)"
    assert union.text == "The RUU said that nobody had asked it."
    assert to_html(outcome).index("River Users Union") < to_html(outcome).index("Esi Owusu")


def test_every_speaker_shown_has_the_fields_of_the_contract(spoken: Responder) -> None:
    row = json.loads(as_json(spoken.respond("Who denied that the dam would flood the valley?")))
    assert row["quotes"][0]["speaker"] == {
        "name": "Ama Mensah",
        "as_written": "Senator Ama Mensah",
        "role": "Senator",
        "cue": "denied",
        "kind": "indirect",
    }


@pytest.mark.parametrize("render", [to_text, to_html])
def test_the_speaker_is_the_headline(spoken: Responder, render: object) -> None:
    outcome = spoken.respond("Who denied that the dam would flood the valley?").outcome
    shown = to_text(outcome) if render is to_text else to_html(outcome)
    head = "Ama Mensah, Senator, denied:\n" if render is to_text else "<b>Ama Mensah</b>, Senator, denied:\n"
    assert shown.startswith(head)
    assert "Volta Herald, " in shown
    assert ("2021-05-03" if render is to_text else "May 3, 2021") in shown


TWO_CUES = (
    "Abena Ofori denied that she stole it, and Judge Yaw Darko said that the trial of all the others would go on."
)
NEVER = "Akosua Frimpong never said that the ferry was safe. Yaw Darko said that the ferry was late."


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("court")
    seeds = write_files(
        root / "seeds", {"court.txt": f"The fraud trial\n\n{TWO_CUES}", "ferry.txt": f"Ferry\n\n{NEVER}"}
    )
    rebuild(seeds, root / "data", Recipe(NAME, lambda _: encoder))
    opened = Responder(Settings(data=root / "data", model=NAME))
    yield opened
    opened.close()


def test_of_two_statements_in_a_sentence_the_cue_that_is_asked_for_counts(court: Responder) -> None:
    assert speakers(court, "Who denied that she stole it?") == ["Abena Ofori"]
    assert speakers(court, "What did Yaw Darko say about the trial?")[0] == "Yaw Darko"


def test_who_never_said_it_did_not_say_it(court: Responder) -> None:
    assert "Akosua Frimpong" not in speakers(court, "Who said that the ferry was safe?")


def test_words_that_were_not_said_are_shown_as_such(court: Responder) -> None:
    assert "Akosua Frimpong never said:" in to_text(court.respond("What did Akosua Frimpong say?").outcome)


def test_who_is_told_to_oppose_somebody_by_name_disagrees_with_them(tmp_path: Path, encoder: HashingEncoder) -> None:
    told = "Kwame Asare disagreed with Darko and said that three clerks had signed. Yaw Darko said that all had."
    seeds = write_files(tmp_path / "seeds", {"clerks.txt": f"Clerks\n\n{told}"})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as responder:
        assert speakers(responder, "Who disagrees with Darko?") == ["Kwame Asare"]
        assert speakers(responder, "Who disagrees with Yaw Darko on the clerks who had signed?")[0] == "Kwame Asare"
        assert "Kwame Asare" not in speakers(responder, "Who disagrees with Asare?")


def test_one_speaker_is_never_a_list_of_speakers(spoken: Responder) -> None:
    outcome = spoken.respond("What did Kofi Boateng say?").outcome
    assert isinstance(outcome, Answer)
    assert not outcome.by_speaker


def test_each_paragraph_has_its_own_mark(tmp_path: Path, encoder: HashingEncoder) -> None:
    text = 'Ferry\n\nYaw Darko said that the ferry was late.\n\n"The pier is closed," Yaw Darko said.'
    rebuild(write_files(tmp_path / "seeds", {"ferry.txt": text}), tmp_path / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as responder:
        answer = responder.respond("What did Yaw Darko say?").outcome
    assert isinstance(answer, Answer)
    assert len({one.passage.id for one in answer.citations}) == 1
    stands = {one.number: one.paragraph for one in answer.citations}
    assert {quote.text: stands[quote.citation] for quote in answer.quotes} == {
        "Yaw Darko said that the ferry was late.": 2,
        '"The pier is closed," Yaw Darko said.': 3,
    }


@pytest.fixture(scope="module")
def stances(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    """What answers from a text that tells what several want of a fence."""
    root = tmp_path_factory.mktemp("stances")
    write_files(root / "seeds", {"fence.md": FENCE})
    rebuild(root / "seeds", root / "data", Recipe(NAME, lambda _: HashingEncoder()))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as responder:
        yield responder


FENCE = """---
title: The spring at Holm
date: 2024-05-03
---
The mayor, Ana Gomez, wants the spring fenced because children play there. The brewer, Piet Olsen, opposes the fence.

Gomez said that the fence would cost nine thousand.

The union backs the fence, provided that a gate is left open. The parish has refused for want of money.
"""


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("What does Ana Gomez want?", "Ana Gomez", "wants the spring fenced"),
        ("Who wants the spring fenced?", "Ana Gomez", "wants the spring fenced"),
        ("What does Piet Olsen think of the fence?", "Piet Olsen", "opposes the fence"),
        ("Who opposes the fence?", "Piet Olsen", "opposes the fence"),
        ("Who is in favour of the fence?", "The union", "backs the fence"),
        ("What did Ana Gomez say?", "Ana Gomez", "would cost nine thousand"),
    ],
)
def test_what_is_wanted_is_told_and_comes_behind_what_is_said(
    stances: Responder, question: str, speaker: str, words: str
) -> None:
    (first, *_) = said(stances, question)
    assert first[0] == speaker
    assert words in first[1]


def test_who_said_it_is_not_who_wants_it(stances: Responder) -> None:
    outcome = stances.respond("Who said that the spring must be fenced?").outcome
    named = [] if isinstance(outcome, NotOnRecord) else [quote.statement for quote in outcome.quotes]
    assert all(statement is None or statement.kind != "stance" for statement in named)
