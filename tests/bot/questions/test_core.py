from __future__ import annotations

import pytest

from bot.questions.core import Core, core_of

MOVED = "Hi there, I moved to Harwick last month with my two kids, and my neighbour told me that the water is bad"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (f"{MOVED}, so I was wondering where I can get bottled water? Thanks a lot!", "where I can get bottled water?"),
        (f"{MOVED}. Where can I get bottled water? I have no car.", "Where can I get bottled water?"),
        (f"{MOVED}, so where can I get bottled water?", "where can I get bottled water?"),
        (
            f"{MOVED} - what I want to find out is where I get bottled water, if anyone knows",
            "where I get bottled water",
        ),
        (f"{MOVED}. I would like to know whether the water is safe, thanks!", "is the water safe"),
        (f"{MOVED}. Is it safe? My question is: who pays for the filters?", "who pays for the filters?"),
        (f"What is the code of the gate? {MOVED}, so what do I have to type?", "What is the code of the gate?"),
        (f"Who pays for the filters? {MOVED}. Whom can I ask?", "Who pays for the filters?"),
    ],
)
def test_the_core_of_a_long_question(question: str, asked: str) -> None:
    assert core_of(question) == Core(asked)


@pytest.mark.parametrize(
    ("question", "asked", "before"),
    [
        (
            "My grandmother worked at the lighthouse as a girl. I would like to know when it was built.",
            "when it was built",
            "lighthouse",
        ),
        (
            "A friend who works for the county says that there is a helpline. Could you tell me the number please?",
            "Could you tell me the number?",
            "helpline",
        ),
    ],
)
def test_what_leans_on_what_was_told_has_its_last_words(question: str, asked: str, before: str) -> None:
    core = core_of(question)
    assert core is not None
    assert core.asked == asked
    assert before in core.before.split()


@pytest.mark.parametrize(
    "question",
    [
        "Where can I get bottled water?",
        "The 31st summit of the alliance took place last week, the first of the president. In what city was it held?",
        "I was wondering where I can get water?",
        "What did the mayor say about the repair of the bridge that was damaged in the flood and closed on Monday?",
        f"{MOVED}. It is cold and dark and I am tired of all this.",
    ],
)
def test_what_is_short_or_asks_nothing_stays(question: str) -> None:
    assert core_of(question) is None


TOLD = "My grandmother worked by the lighthouse as a girl. "  # nine words


def test_a_question_of_eighteen_words_is_long() -> None:
    assert core_of(f"{TOLD}I would like to know when it was built.") is not None
    assert core_of(f"{TOLD}I would like to know when it was.") is None


def test_what_is_asked_has_three_words_at_least() -> None:
    told = f"{TOLD}She told me much about it and about the sea, too."
    three, two = core_of(f"{told} I wonder when it was."), core_of(f"{told} I wonder when exactly.")
    assert three is not None
    assert three.asked == "when it was"
    assert two is None


def test_it_leans_on_the_last_eight_words_that_say_something() -> None:
    core = core_of(
        "My aunt saw brown cows, grey goats, lame mules, white geese, black hens and ducks. Tell me where they live."
    )
    assert core == Core("where they live", "goats lame mules white geese black hens ducks")


def test_what_that_costs_leans_on_what_was_told() -> None:
    core = core_of(f"{TOLD}I had booked a room for us there, but now she is ill; what will that cost me?")
    assert core is not None
    assert "booked room" in core.before
