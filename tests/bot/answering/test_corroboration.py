from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answer import answer
from bot.answering.corroboration import also_in, same_words
from bot.contract.output import as_json
from bot.render import to_html, to_text
from bot.respond import Response
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import NAME
from embeddings.rebuild import Recipe, rebuild
from embeddings.types import Hit
from tests.samples import load_hashing, make_document, make_hit, make_material, write_files

CLOSED = "The bridge at Alder Creek was closed to lorries on Monday after cracks were found."
WIRE = f"{CLOSED} Mayor Ines Falk told reporters at the town hall that nobody had been hurt in the night."
REST = "The county will hear of it in the spring, and the clerk has been asked for a map of all the roads."


def hit(name: str, text: str, date: str | None = None, *, rank: int = 1) -> Hit:
    return make_hit(make_document(text, id=name, date=date, publisher=name.title()), rank=rank, dense=0.9)


def names(found: tuple[object, ...]) -> list[str]:
    return [document.id for document in found]  # type: ignore[attr-defined]  # they are documents


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (CLOSED, CLOSED, True),
        (CLOSED, f"“{CLOSED.upper()}”", True),
        (CLOSED, WIRE, True),
        (WIRE, CLOSED, True),
        (f"{REST} {CLOSED}", WIRE, True),
        (REST, WIRE, False),
        (CLOSED, CLOSED.replace("Monday", "Friday"), False),
        (CLOSED, CLOSED.replace("lorries", "cars"), False),
        ("It was closed.", "It was closed.", False),  # too short to tell
    ],
)
def test_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


def test_copies_that_hold_the_quote_are_named() -> None:
    copied = replace(hit("a", WIRE), copies=(hit("b", WIRE, "2020"), hit("c", WIRE.replace("Monday", "Friday"))))
    assert names(also_in(copied, [CLOSED], [copied])) == ["b"]
    assert names(also_in(copied, (), ())) == ["b", "c"]


def test_other_hits_that_hold_the_quote_are_named_with_their_copies() -> None:
    first = hit("a", WIRE)
    other = replace(hit("b", f"{CLOSED} {REST}", "2020-02", rank=2), copies=(hit("c", f"{CLOSED} {REST}", "2020-01"),))
    assert names(also_in(first, [CLOSED], [first, other])) == ["c", "b"]
    assert names(also_in(first, ["was closed"], [first, other])) == []
    assert names(also_in(first, [WIRE], [first, other])) == ["c", "b"]  # the first sentence
    assert names(also_in(first, [CLOSED, REST[:9]], [first, other])) == []


def test_a_copied_sentence_takes_one_place_among_the_quotes() -> None:
    hits = [
        hit("a", WIRE, "2020-03-02"),
        hit("b", f"{CLOSED} {REST}", "2020-03-01", rank=2),
        hit("c", "Lorries take the long way since the bridge at Alder Creek was closed.", rank=3),
    ]
    outcome = answer(make_material("When was the bridge closed to lorries?", *hits))
    assert isinstance(outcome, Answer)
    sources = {frozenset([citation.document.id, *names(citation.also_in)]) for citation in outcome.citations}
    assert sources == {frozenset("ab"), frozenset("c")}
    assert len(outcome.citations) == 2


@pytest.fixture
def wired(tmp_path: Path) -> Responder:
    """Fourteen outlets that printed a wire story, and one that tells it in its own words."""
    rows = [
        {"id": f"wire{number:02}", "title": "Bridge", "publisher": f"Outlet {number}", "date": f"2020-03-{number:02}"}
        | {"text": WIRE if number % 2 else f"{WIRE} {REST}"}
        for number in range(1, 15)
    ]
    own = "A fisherman saw that the bridge at Alder Creek was closed to lorries."
    rows.append({"id": "own", "title": "A fisherman", "publisher": "Own Post", "date": "2020-03-20", "text": own})
    files = {"all.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)}
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    return Responder(Settings(data=tmp_path / "data", model=NAME))


def ask(wired: Responder) -> Response:
    response = wired.respond("When was the bridge at Alder Creek closed to lorries?")
    wired.close()
    return response


def test_three_citations_are_three_sources(wired: Responder) -> None:
    outcome = ask(wired).outcome
    assert isinstance(outcome, Answer)
    assert {citation.document.id for citation in outcome.citations} == {"wire01", "own"}
    (wire,) = (citation for citation in outcome.citations if citation.document.id == "wire01")
    assert names(wire.also_in) == [f"wire{number:02}" for number in range(2, 15)]


def test_it_is_shown_everywhere(wired: Responder) -> None:
    response = ask(wired)
    line = "also in: Outlet 2, 2020-03-02; Outlet 3, 2020-03-03; Outlet 4, 2020-03-04 and 10 more"
    assert f"\n    {line}" in to_text(response.outcome)
    assert ", also in 13 others" in to_html(response.outcome)
    cited = {row["document"]["id"]: row["also_in"] for row in json.loads(as_json(response))["citations"]}
    assert [row["publisher"] for row in cited["wire01"]] == [f"Outlet {number}" for number in range(2, 15)]
    assert cited["own"] == []


def test_eight_words_in_a_row_tell_that_they_were_copied() -> None:
    eight = "The old bridge at Tarn was shut today."
    assert same_words(eight, f"It rained. {eight} It was cold.")
    assert not same_words(eight.replace("old ", ""), f"It rained. {eight.replace('old ', '')} It was cold.")


@pytest.mark.parametrize("before", range(9))
def test_a_copied_sentence_is_found_wherever_it_stands(before: int) -> None:
    sentence = "The mill on the river closed for good yesterday."
    other = " ".join(("Nobody", "knew", "of", "it", "but", "Ann", "Lee", "and", "Bo")[:before])
    assert same_words(f"{other} {sentence.lower()} It is old.", f"It was sold. {sentence}")
    assert same_words(f"It was sold. {sentence}", f"{other} {sentence.lower()} It is old.")
    assert not same_words(f"{other} {sentence.replace('closed', 'opened')}", f"It was sold. {sentence}")
