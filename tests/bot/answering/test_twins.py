"""Texts that tell of a twin are no answers: hits made by hand, of which the right one is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.twins import of_no_twin, without_twins
from bot.questions.question import question_of
from embeddings.comprehension.evidence import Evidence
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Hit, Scores
from tests.samples import make_document, make_hit, make_material, whole_passage


def left(question: str, *texts: str, dates: str = "") -> list[int]:
    """Return the ranks of the hits that are left."""
    hits = []
    for rank, text in enumerate(texts, start=1):
        date = dates.split()[rank - 1] if dates else None
        document = replace(make_document(text, title="Title"), id=f"d{rank}", date=date)
        hits.append(Hit(replace(whole_passage(document), id=f"p{rank}"), document, Scores(0.0, None, 0.0), rank))
    query = replace(make_query(question), language=None)
    found = Found(query, dict.fromkeys(query.terms, 1.0), tuple(hits), len(hits))
    return [hit.rank for hit in without_twins(question_of(query), found).hits]


@pytest.mark.parametrize(
    ("question", "texts", "ranks"),
    [
        ("When was pier 2 painted?", ["Pier 1 was painted in 1981.", "Pier 3 was painted in 1983."], []),
        ("When was pier 2 painted?", ["Pier 1 is old.", "Pier 2 is old.", "The 2 boats."], [2]),
        ("When was pier 2 painted?", ["The second one is old.", "The third is old."], [1]),  # nothing numbers piers
        ("When was the second pier painted?", ["Piers 1 and 3 are old.", "Pier 2 is old.", "The second pier."], [2, 3]),
        ("What did the second fire destroy?", ["The third fire took the mill. Olaf II saw it.", "Fire II."], [2]),
        ("What does Art. 5 say?", ["Art 4\nNets are free.", "Article 5\nAll may pass."], [2]),
        ("Who won World War 2?", ["In World War II they won."], [1]),
        ("What is spent in 2027?", ["In 2026 it is 12.", "In 2027 it is 13."], [2]),
        ("What does E-71 mean?", ["E-17: empty.", "E71: blocked."], [2]),
        ("How old is Ulm?", ["Elm is old.", "Alm is old."], []),
        ("How old is Elm?", ["Elm is old.", "Alm is old."], [1, 2]),  # the scores tell
        ("How old is Bedigo?", ["Bendigo is old."], [1]),  # a slip
        ("How old is Bandigo?", ["Bendigo is old."], []),
        ("How old is Whitlokc?", ["Whitlock is old."], [1]),
        ("Where is the United Nations?", ["The UN is here."], [1]),
        ("How old is it?", ["It is old."], [1]),
        ("Is it open in May?", ["Open from April to June.", "Open from June to August."], [1]),
        ("Is it open on Sundays?", ["There is a fair on Sunday 3 May.", "Open on Sunday."], [2]),
        ("Is it open on Sunday?", ["There is a fair on Sunday 3 May.", "Open on Sunday."], [1, 2]),
        ("What did Velmia's president say?", ["The president fled.", "The Velmian president slept."], [2]),
        ("What did the Velmian president say?", ["In Velmia it rained.", "The president of Velmia slept."], [2]),
        (
            "Who is Ann Lee's lawyer?",
            ["Ann Lee left. Bo, one of the lawyers, stayed.", "Ann Lee and her lawyer left."],
            [2],
        ),
        ("Who is Velmia's president?", ["Velmia is wet. Velmia is old. Velmia is far. The president is Ida."], [1]),
    ],
)
def test_what_is_left(question: str, texts: list[str], ranks: list[int]) -> None:
    assert left(question, *texts) == ranks


def test_a_relation_may_be_told_in_words_that_only_a_reader_knows() -> None:
    hit = make_hit(make_document("Ivo Kern lives with Ada, the mother of Bo."))
    query = make_query("Who is Ivo Kern's wife?")

    def left_where_read(score: float) -> tuple[Hit, ...]:
        evidence = {hit.passage.id: Evidence(score, (20, 23), score)}
        return without_twins(question_of(query), Found(query, {}, (hit,), 1, evidence=evidence)).hits

    assert left_where_read(-1.0) == ()
    assert left_where_read(1.0) == (hit,)


@pytest.mark.parametrize(
    ("text", "date", "is_left"),
    [
        ("It is 12.", "2027-05", True),
        ("It is 12.", "2026-05", False),
        ("Next year it is 12.", "2026-05", True),
        ("Last year it was 12.", "2028-05", True),
        ("It was 12.", "2028-05", False),
    ],
)
def test_a_date_tells_the_year(text: str, date: str, *, is_left: bool) -> None:
    assert left("What is spent in 2027?", text, dates=date) == ([1] if is_left else [])


def test_a_section_without_the_part_asked_for_is_no_answer() -> None:
    text = "Article 2 Lease\n\n(1) It ends in May.\n\n(2) It costs a crown."
    assert left("What does article 2 (2) say?", text, "It says something.") == [1]
    assert left("What does article 2 (3) say?", text, "It says something.") == []


@pytest.mark.parametrize(
    ("question", "text", "fitting"),
    [
        (
            "When was the upper mill built?",
            "The upper mill was built in 1790.\n\nThe lower mill was built in 1844.\n\nIt is old.",
            ["The upper mill was built in 1790.", "It is old."],
        ),
        ("How heavy is the CP-300?", "CP-200: 41 kg\n\nCP-300: 63 kg\n\n9 kg", ["CP-300: 63 kg", "9 kg"]),
        ("When does line 2 leave?", "Line 2: 0:08\n\nLine 3: 4:55", ["Line 2: 0:08"]),
        (
            "When was the upper mill built?",
            "Two mills: old.\n\nThe lower mill was built.",
            ["Two mills: old.", "The lower mill was built."],
        ),
    ],
)
def test_words_of_a_passage_about_another_give_way(question: str, text: str, fitting: list[str]) -> None:
    material = make_material(question, make_hit(make_document(text, title="Title")))
    fits = of_no_twin(material.question, material.windows)
    assert [window.text for window in material.windows if fits(window)] == fitting
