from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import example, given

from bot.answering.material import gather
from bot.answering.sentences import read_passage
from bot.answering.windows import Window
from bot.questions.question import question_of
from embeddings.comprehension.evidence import Evidence
from embeddings.search.query import make_query
from embeddings.text.notes import LONGEST
from embeddings.types import Hit, Part, WrittenTurn
from tests.embeddings.text.test_sentences import TEXT
from tests.samples import QUESTIONS, make_document, make_hit, make_material, material_of


def of(question: str, *texts: str, title: str = "Title") -> list[Window]:
    hits = [make_hit(make_document(text, id=text, title=title), rank=rank) for rank, text in enumerate(texts, 1)]
    return [*make_material(question, *hits).windows]


def words(*texts: str) -> list[str]:
    return [window.text for window in of("bridge", *texts)]


def features(question: str, text: str, *, title: str = "Title") -> dict[str, float]:
    """Return the features of the first window of a text."""
    return {**of(question, text, title=title)[0].features}


def test_windows_are_sentences_and_neighbours() -> None:
    assert words("One here. Two there. Three.") == [
        *("One here.", "Two there.", "Three."),
        *("One here. Two there.", "Two there. Three."),
    ]


def test_windows_never_cross_paragraphs() -> None:
    assert words("One here.\n\nTwo there.") == ["One here.", "Two there."]


def test_every_hit_has_its_windows() -> None:
    assert words("One here.", "Two there.") == ["One here.", "Two there."]


def test_two_sentences_that_are_too_long_stay_apart() -> None:
    long = "a" * (LONGEST - 1) + "."
    assert words(f"{long} Two.") == [long, "Two."]


def test_long_quotation_is_shown_in_its_sentences() -> None:
    inner = [f"Sentence number {number} of a long speech goes on for a while." for number in range(8)]
    found = words(f"“{' '.join(inner)}” He sat down.")
    assert inner[3] in found
    assert f"{inner[3]} {inner[4]}" in found
    assert all(len(piece) <= LONGEST for piece in found)


def test_overlong_sentence_is_cut() -> None:
    found = words("word " * 200 + "end.")
    assert len(found) > 2
    assert all(len(piece) <= LONGEST for piece in found)


def test_no_hits_have_no_windows() -> None:
    assert make_material("bridge").windows == ()


@pytest.mark.parametrize(
    ("name", "question", "text", "expected"),
    [
        ("overlap", "bridge closed ferry", "The bridge closed.", 2 / 3),
        ("overlap", "school", "The bridge closed.", 0.0),
        ("overlap_with_title", "bridge school", "The bridge closed.", 1.0),
        ("position", "x", "Here.", 0.0),
        ("opening", "x", "Here.", 1.0),
        ("holds_time", "When?", "It was on Monday.", 1.0),
        ("holds_time", "When?", "It was red.", 0.0),
        ("holds_time", "bridge", "It was on Monday.", 0.0),
        ("holds_number", "How many?", "It was about half of them.", 1.0),
        ("holds_number", "How many?", "It was in 2018.", 0.0),
        ("holds_place", "Where?", "It was in Oster.", 1.0),
        ("holds_person", "Who left?", "It was Ines Falk.", 1.0),
        ("holds_person", "Where?", "It was Ines Falk.", 0.0),
        ("new_name", "Who left?", "It was Ines Falk.", 1.0),
        ("new_name", "Who left but Falk?", "It was Falk.", 0.0),
        ("new_name", "How many left?", "It was Falk.", 0.0),
        ("full_name", "Who left?", "It was Ines Falk.", 1.0),
        ("full_name", "Who left?", "It was Falk.", 0.0),
        ("full_name", "Where?", "It was Ines Falk.", 0.0),
        ("new_words", "bridge", "The bridge closed on Monday.", math.log(3)),
        ("holds_percentage", "What percentage left?", "It was 40 %.", 1.0),
        ("holds_percentage", "What percentage left?", "It was 40.", 0.0),
        ("holds_country", "Which country won?", "It was Norway.", 1.0),
        ("holds_country", "Which country beat Norway?", "It was Norway.", 0.0),
        ("holds_state", "Which state won?", "It was Ohio.", 1.0),
        ("counted", "How many lifeboats were there?", "There were 40 old lifeboats.", 1.0),
        ("counted", "How many lifeboats were there?", "There were 40 men and no lifeboats.", 0.0),
        ("voted_things", "Who left?", "Falk left.", math.log(2)),
        ("voted_words", "Who left?", "A baker left.", 1 / 4),
        ("dense", "x", "Here.", 0.5),
        ("new_in_title", "Who left?", "It was School.", 1.0),
        ("passage", "x", "Here.", 0.0),
    ],
)
def test_features(name: str, question: str, text: str, expected: float) -> None:
    assert features(question, text, title="The School")[name] == pytest.approx(expected)


def test_what_many_of_the_best_passages_name_has_their_votes() -> None:
    found = of("Who left?", "Falk left.", "Once more Falk left.", "Okafor left.")
    voted = {window.text: window.features["voted_things"] for window in found}
    assert voted["Falk left."] == pytest.approx(math.log(3))
    assert voted["Okafor left."] == pytest.approx(math.log(2))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("She denied it.", 1 / 2),
        ("The mayor denied it.", 1 / 2),
        ("Nobody denied it.", 0.0),
        ("Falk denied it.", 0.0),
    ],
)
def test_names_are_carried_over_from_the_sentence_before(second: str, expected: float) -> None:
    found = {window.text: window.features for window in of("Falk denied", f"Ines Falk came. {second}")}
    assert found[second]["carried_over"] == pytest.approx(expected)
    assert found["Ines Falk came."]["carried_over"] == 0.0


def test_windows_know_what_the_question_does_not_have() -> None:
    (window,) = of("Who left the bridge?", "Ines Falk left the bridge at noon in 40 boats.")
    assert window.new == {"ine", "ines", "falk", "noon", "40", "boat"}


def test_lower_passages_know_how_far_they_are_below_the_first() -> None:
    best, other = (make_hit(make_document(text, id=text), rank=rank, dense=dense) for rank, text, dense in RANKED)
    assert [window.features["passage"] for window in make_material("x", best, other).windows] == [
        0.0,
        pytest.approx(-0.25),
    ]


RANKED = [(1, "One.", 0.75), (2, "Two.", 0.5)]


@given(TEXT.filter(lambda text: bool(text.strip())), QUESTIONS)
@example("a" * 2000, "a")
@example("word. " * 400, "word")
def test_windows_of_any_text_are_short_and_inside_their_passage(text: str, question: str) -> None:
    hit: Hit = make_hit(make_document(text))
    for window in make_material(question, hit).windows:
        assert hit.passage.start <= window.start < window.end <= hit.passage.end
        assert window.end - window.start <= LONGEST
        assert window.text == window.text.strip()
        assert all(math.isfinite(value) for value in window.features.values())
    spans = [span for paragraph in read_passage(hit, question_of(make_query("?"))).spans() for span in paragraph]
    assert spans == sorted(spans)


def test_a_question_is_no_answer_and_its_reply_is_found_by_it() -> None:
    text = "Is the bridge safe?\n\nIt is. We tested it."
    shown = of("Is the bridge safe?", text)
    assert [one.text for one in shown] == ["It is.", "We tested it.", "It is. We tested it."]
    assert {one.asked for one in shown} == {"Is the bridge safe?"}
    first, second, both = (one.features["overlap"] for one in shown)
    assert (first, second, both) == (1.0, 0.0, 1.0)
    assert shown[1].features["carried_over"] > 0


def test_who_asks_what_was_asked_is_shown_the_question() -> None:
    assert "Is it safe?" in [one.text for one in of("What did the mayor ask?", "Is it safe?\n\nIt is.")]


def test_a_record_with_more_of_the_question_is_read_no_worse_than_those_with_less() -> None:
    text = "Line 2: 0:08\n\nLine 3: 4:55"
    evidence = Evidence(-1.0, (14, 26), -2.0, ((0, 12), (14, 26)), (-4.0, -1.0), (-4.0, -1.0))
    material = make_material("When does line 2 leave?", make_hit(make_document(text)))
    read = material_of(replace(material.found, evidence={material.hits[0].passage.id: evidence}))
    assert [(window.features["read_words"], window.features["read_best"]) for window in read.windows] == [
        (-2.0, 1.0), (-2.0, 1.0)
    ]  # fmt: skip


def test_of_records_with_as_much_of_the_question_the_one_that_is_read_best_is_no_worse_than_those_with_less() -> None:
    text = "Line 1: old 2\n\nLine 1: new 2\n\nFour: 4"
    evidence = Evidence(-1.0, (30, 37), -2.0, ((0, 13), (15, 28), (30, 37)), (-3.0, -2.0, -1.0), (-3.0, -2.0, -1.0))
    material = make_material("When does line 1 leave?", make_hit(make_document(text)))
    read = material_of(replace(material.found, evidence={material.hits[0].passage.id: evidence}))
    assert [window.features["read_words"] for window in read.windows] == [-6.0, -2.0, -2.0]


def test_a_record_is_found_by_its_heading() -> None:
    text = "Costs\n\nPipes: 12 million\n\nThe pumps are old."
    document = make_document(text)
    document = replace(document, parts=(Part("heading", 0, 5, 1),))
    windows = make_material("How much do pumps cost?", make_hit(document)).windows
    assert [(window.text, window.features["carried_over"] > 0) for window in windows] == [
        ("Pipes: 12 million", True), ("The pumps are old.", False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "heading", "answers"),
    [
        ("What are the opening hours?", "Opening hours", False),
        ("What are the opening hours?", "2. Opening hours", False),
        ("What are the opening hours?", "Open from 9 to 5", True),
        ("Which version is the latest?", "Version 3.0", True),
        ("Who leads the office?", "Opening hours", False),
        ("When does it open?", "Opening in March", True),
        ("What does section 2 say?", "2. Opening hours", True),
    ],
)
def test_a_heading_answers_where_it_has_what_is_asked_for(question: str, heading: str, answers: bool) -> None:
    document = make_document(f"{heading}\n\nThe office is closed.")
    document = replace(document, parts=(Part("heading", 0, len(heading), 1),))
    windows = make_material(question, make_hit(document)).windows
    assert (heading in [window.text for window in windows]) == answers


@pytest.mark.parametrize(
    ("label", "windows"),
    [
        ("00:12 Ama Mensah", ["Gut strings."]),
        ("Ama Mensah:", ["Gut strings."]),
        ("Talk with Ama Mensah", ["Talk with Ama Mensah", "Gut strings."]),
    ],
)
def test_a_label_in_its_own_line_answers_nothing(label: str, windows: list[str]) -> None:
    text = f"{label}\n\nGut strings."
    writer = text.index("Ama"), text.index("Ama") + len("Ama Mensah")
    turn = WrittenTurn(writer, ((text.index("Gut"), len(text)),))
    document = replace(make_document(text), turns=(turn,))
    assert [window.text for window in make_material("string", make_hit(document)).windows] == windows


def test_a_line_of_contents_answers_nothing() -> None:
    assert words("2.1 Place ........ 4\n\nThe place is level.") == ["The place is level."]


def test_words_in_another_language_know_how_like_the_question_they_are_beside_the_likest() -> None:
    hits = [
        make_hit(make_document("Um zwölf. Um sechs.", id="a", language="de"), rank=1),
        make_hit(make_document("Um neun.", id="b", language="de"), rank=2),  # which nobody compared
        make_hit(make_document("At nine.", id="c", language="en"), rank=3),
    ]
    known = {hits[0].passage.id: {(0, 9): 0.9, (10, 19): 0.7}}
    material = make_material("When does the ferry sail?", *hits)
    compared = gather(material.question, replace(material.found, likeness=known))
    behind = [window.features["foreign_words"] for window in compared.windows]
    assert behind == pytest.approx([0.0, -0.2, -0.1, -0.1, 0.0])
    assert {window.features["foreign_words"] for window in material.windows} == {0.0}  # where nothing was compared
