"""Lists that a question wants are shown whole: hits made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.citations import Excerpt
from bot.answering.lists import REPLIED, counted_in, shown_of, wanted_list, with_lists
from bot.questions.listed import read_list
from bot.types import QuotedList
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.text.lists import lists_near
from embeddings.types import Hit, Scores
from tests.samples import make_document, whole_passage

CREW = (
    "The crew met on 3 May.\n\nThe members of the crew are:\n- Anna\n- Bo\n- Carl\n\n"
    "It has decided:\n- to sail\n- to fish"
)
PORT = "The port has 214 members.\n\nThe members of its choir are Ida, Jon and Kim."


def find(question: str, *texts: str) -> Found:
    hits = []
    for rank, text in enumerate(texts, start=1):
        document = replace(make_document(text, title="Title"), id=f"d{rank}")
        hits.append(Hit(replace(whole_passage(document), id=f"p{rank}"), document, Scores(0.0, None, 0.0), rank))
    query = replace(make_query(question), language=None)
    return Found(query, dict.fromkeys(query.terms, 1.0), tuple(hits), len(hits))


def wanted(question: str, *texts: str) -> str:
    found = wanted_list(read_list(question), find(question, *texts))
    return "" if found is None else found.hit.document.text[found.listing.start : found.listing.end].splitlines()[-1]


def test_what_leads_to_a_list_leans_on_what_stands_before_it() -> None:
    text = "The traders asked for much. Their demands were:\n- a tent\n- a lamp"
    assert wanted("How many demands did the traders have?", text) == "- a lamp"
    assert wanted("How many demands did the pilots have?", text) == ""


def test_what_begins_with_codes_lists_codes() -> None:
    assert wanted("List all fault codes.", "Faults:\n- E04: no water\n- E07: no oil") == "- E07: no oil"
    assert wanted("List all fault codes.", "Faults:\n- no water\n- no oil") == ""


def test_steps_are_numbered_items_that_tell_of_what_is_to_be_done() -> None:
    text = "Daily use\n\n1. Fill the basket with coffee.\n2. Lock it.\n3. Press."
    assert wanted("How do I brew coffee?", text) == "3. Press."
    assert wanted("How do I brew coffee?", text.replace("1.", "-").replace("2.", "-").replace("3.", "-")) == ""


@pytest.mark.parametrize(
    ("question", "text", "sure"),
    [
        ("Who are the partners?", "Our partners are Ida Berg, Bo Dahl and Kim Roe.", True),
        ("Who are the partners?", "Late in May the partners of others are Ida, Bo and Kim.", False),
        ("How do I brew coffee?", "1. Fill the basket with coffee.\n2. Lock it.", False),  # nothing tells of brewing
        ("How do I brew coffee?", "1. Brew the coffee.\n2. Drink it.", True),
    ],
)
def test_a_list_is_enough_where_all_that_is_asked_leads_to_it(question: str, text: str, *, sure: bool) -> None:
    found = wanted_list(read_list(question), find(question, text))
    assert found is not None
    assert found.sure is sure


def test_working_days_are_no_employees() -> None:
    text = "Changes:\n- Faults are mended within a working day.\n- A contact is there on working days."
    assert wanted("How many employees are there?", text) == ""


def test_what_is_in_something_stands_below_its_name() -> None:
    assert wanted("What is in the box?", "What is in the box\n\n- a lamp\n- a tamper") == "- a tamper"


def test_a_reply_counts_what_it_was_asked_for() -> None:
    found = find("How many 3D printers are there?", "Which 3D printers do you have?\n\nThere are three: two red.")
    counting = counted_in(read_list("How many 3D printers are there?"), found)
    assert counting is not None
    start = found.hits[0].passage.text.index("There")
    assert counting(found.hits[0], (start, len(found.hits[0].passage.text))) == REPLIED


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("Who are the members of the crew?", "- Carl"),
        ("Who is in the crew?", "- Carl"),
        ("How many people are in the crew?", "- Carl"),
        ("How many members does the crew have?", "- Carl"),
        ("Who are the members of the choir?", "The members of its choir are Ida, Jon and Kim."),
        ("What are the members of the jury?", ""),  # on another body
        ("What are the projects of the crew?", ""),  # of other things
        ("When did the crew meet?", ""),
    ],
)
def test_the_list_that_is_asked_for(question: str, last: str) -> None:
    assert wanted(question, CREW, PORT) == last


def test_what_answers_is_marked_in_a_list_only_where_it_is_shown() -> None:
    text = "The members of the crew are:\n" + "".join(f"- sailor {number}\n" for number in range(14))
    found = find("Who are the members of the crew?", text)
    hit, (listing,) = found.hits[0], lists_near(found.hits[0].document, 0, len(text))
    of = {number: listing.items[number] for number in (2, 12)}
    wished = wanted_list(read_list("Who are the members of the crew?"), found)
    (near,) = with_lists([Excerpt(hit, of[2], answer=of[2])], wished)
    (far,) = with_lists([Excerpt(hit, of[12], answer=of[12])], wished)
    assert (near.span, near.answer) == (far.span, of[2])
    assert far.answer is None


def test_a_list_is_shown_in_the_place_of_what_leads_to_it_or_is_of_it() -> None:
    found = find("Who are the members of the crew?", CREW)
    hit, text = found.hits[0], CREW
    inside = Excerpt(hit, (text.index("- Bo"), text.index("- Bo") + 4))
    other = Excerpt(hit, (text.index("- Carl"), text.index("- Carl") + 6))
    whole, *rest = with_lists([inside, other], wanted_list(read_list(found.query.text), found))
    assert whole.text == "The members of the crew are:\n- Anna\n- Bo\n- Carl"
    assert whole.listed == QuotedList(3, 3, whole.span[1])
    assert rest == []


def test_what_leads_to_a_list_is_shown_with_it_whatever_was_asked() -> None:
    hit = find("Did the crew decide?", CREW).hits[0]
    lead = CREW.index("It has")
    (shown,) = with_lists([Excerpt(hit, (lead, lead + len("It has decided:")))], None)
    assert shown.text == "It has decided:\n- to sail\n- to fish"
    assert with_lists([Excerpt(hit, (0, 22))], None) == [Excerpt(hit, (0, 22))]


def test_of_a_long_list_the_first_ten_are_shown_and_the_others_counted() -> None:
    text = "Ships:\n" + "".join(f"- ship {number}\n" for number in range(23))
    (listing,) = lists_near(make_document(text), 0, 20)
    (start, end), listed = shown_of(listing)
    assert text[start:end].splitlines()[-1] == "- ship 9"
    assert listed == QuotedList(23, 10, len(text.rstrip()))


def test_long_items_are_fewer() -> None:
    text = "Ships:\n" + "".join(f"- {'ship ' * 100}{number}\n" for number in range(5))
    (listing,) = lists_near(make_document(text), 0, 20)
    assert shown_of(listing)[1] == QuotedList(5, 2, len(text.rstrip()))


@pytest.mark.parametrize(
    ("question", "counting"),
    [
        ("How many members does the port have?", ["The port has 214 members."]),
        ("How many members does the crew have?", []),  # the third of May counts nothing
        ("Who are the members of the port?", []),
        ("How many workers does the yard have?", ["The yard employs 12 people."]),
    ],
)
def test_the_number_that_counts_them(question: str, counting: list[str]) -> None:
    found = find(question, CREW, PORT, "The yard employs 12 people.\n\nAt the yard 9 people fell.")
    tells = counted_in(read_list(found.query.text), found)
    told = [
        line
        for hit in found.hits
        for line in hit.document.text.split("\n\n")
        if tells is not None and tells(hit, (hit.document.text.index(line), hit.document.text.index(line) + len(line)))
    ]
    assert told == counting


def test_how_far_into_its_text_a_list_begins_leaves_it_whole() -> None:
    document = make_document("Long before it. " * 200 + "\n\nThe crew:\n- Anna\n- Bo\n- Carl")
    (listing,) = lists_near(document, 3000, len(document.text))
    span, listed = shown_of(listing)
    assert document.text[slice(*span)].endswith("- Carl")
    assert listed == QuotedList(3, 3, span[1])


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("Who are the members of the crew of the Alma?", "- Carl"),  # half of what else is asked
        ("Who are the members of the crew of the Alma in Velm?", ""),
    ],
)
def test_a_list_is_on_half_of_what_is_asked(question: str, last: str) -> None:
    assert wanted(question, CREW) == last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many workers does the yard at Velm have?", True),
        ("How many workers does the yard at Velm near Oster have?", False),
    ],
)
def test_a_count_is_of_two_fifths_of_what_is_asked(question: str, told: bool) -> None:
    found = find(question, "The yard employs 12 people.")
    assert (counted_in(read_list(question), found) is not None) == told


@pytest.mark.parametrize(("names", "last"), [(300, "- Carl"), (500, "")])
def test_two_thousand_characters_of_a_list_are_looked_at(names: int, last: str) -> None:
    text = f"The members are:\n- {'Anna ' * names}\n- Bo of Velm\n- Carl"
    assert wanted("Who are the members from Velm?", text) == last


ABOVE = "These are:\n- Ida\n- Jon"  # in a document that is called "Members"
ITEMS = "These are:\n- member Eli\n- member Ole"
LEAD = "The members are:\n- Anna\n- Bo"


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        ((ITEMS, ABOVE, LEAD), "- Bo"),
        ((ABOVE, LEAD), "- Bo"),
        ((ITEMS, ABOVE), "- Jon"),
        ((ITEMS,), "- member Ole"),
    ],
)
def test_what_leads_to_a_list_names_it_best_then_what_stands_above(texts: tuple[str, ...], last: str) -> None:
    found = find("Who are the members?", *texts)
    hits = tuple(
        replace(hit, document=replace(hit.document, title="Members")) if hit.document.text == ABOVE else hit
        for hit in found.hits
    )
    best = wanted_list(read_list(found.query.text), replace(found, hits=hits))
    assert best is not None
    assert best.hit.document.text.endswith(last)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The IPU, a grouping of some 173 parliamentarians, met.", 1.0),
        ("The IPU met as a 173-member body.", 1.0),
        ("The IPU has 173 members.", 1.0),
        ("The IPU, a grouping of parliamentarians, met in 2017.", 0.0),
        ("The UN, a group of 193 states, met.", 0.0),
    ],
)
def test_how_big_a_membership_is(text: str, told: float) -> None:
    question = "How big is the membership of the IPU?"
    found = find(question, text)
    counting = counted_in(read_list(question), found)
    assert (0.0 if counting is None else counting(found.hits[0], (0, len(text)))) == told
