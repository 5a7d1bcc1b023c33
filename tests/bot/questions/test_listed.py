from __future__ import annotations

import pytest

from bot.questions.listed import ListQuestion, is_plural, kin_of, read_list


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Who are the members of the harbour committee?", "members"),
        ("who is on the board of the port", "members"),
        ("List all harbour projects of 2025", "projects"),
        ("Please show me a list of the ships", "ships"),
        ("What are their demands?", "demands"),
        ("What are Clearwater Alliance's demands?", "demands"),
        ("Which ferry routes are closed on Sunday?", "routes"),
        ("Which countries signed the treaty?", "countries"),
        ("Name the seven wonders.", "wonders"),
        ("What does the alliance want?", "demands"),
        ("can you list the steps", "steps"),
        ("What rules are there for dogs?", "rules"),
        ("What must singers bring?", "requirements"),
        ("What do I need to bring?", "requirements"),
        ("How do I join the choir?", "steps"),
        ("What do the strikers demand?", "demands"),
    ],
)
def test_what_is_to_be_listed(question: str, thing: str) -> None:
    assert read_list(question) == ListQuestion(thing)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many harbour projects are there?", "projects"),
        ("How many members does the committee have?", "members"),
        ("How many of the members voted?", "members"),
        ("What is the number of islands in the bay?", "islands"),
        ("How many people came?", "people"),
        ("How many masons worked at the mill's north gate?", "masons"),
        ("How many of the mill's gates are open?", "gates"),
        ("How big is the membership of the IPU?", "members"),
        ("How large is the ferry's crew?", "members"),
    ],
)
def test_what_is_to_be_counted(question: str, thing: str) -> None:
    assert read_list(question) == ListQuestion(thing, counts=True)


@pytest.mark.parametrize(
    "question",
    ["What is the price?", "Who are they?", "Show me the address.", "Who came?", "ships"],
)
def test_what_is_no_list(question: str) -> None:
    assert read_list(question) is None


def test_words_lead_to_their_kin_and_to_themselves() -> None:
    assert "want" in kin_of("demand")
    assert kin_of("ship") == {"ship"}


def test_a_plural_is_told_by_its_end() -> None:
    assert [word for word in "ships bus class crisis people goose".split() if is_plural(word)] == ["ships", "people"]


def test_a_question_of_more_than_200_characters_wants_more_than_a_list() -> None:
    question = f"What are the rules for {'old ' * 42}boats?"
    assert len(question) == 197
    assert read_list(question) is not None
    assert read_list(question.replace("old ", "old old ", 1)) is None


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("How many gates are there?", True),
        ("How many people came?", False),
        ("How many voted against it?", False),
        ("Which gates are there?", False),
    ],
)
def test_what_has_a_word_of_its_own_is_counted_by_that(question: str, counts: bool) -> None:
    asked = read_list(question)
    assert asked is not None
    assert asked.counts_things == counts
