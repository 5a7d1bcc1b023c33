from __future__ import annotations

import pytest

from bot.questions.yes_or_no import is_kin, read_yes_or_no, settles


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Are cats allowed?", {"cat", "pet", "anim"}),
        ("Are large dogs allowed on the beach?", {"dog", "pet", "anim"}),
        ("Is smoking permitted on the terrace?", {"smoke"}),
        ("Is entrance free for children?", {"entranc"}),
        ("Is the museum open on Monday?", {"museum"}),
        ("Are we allowed to camp there?", {"camp"}),
        ("Is the water safe to drink?", {"water"}),
        ("Is the entrance of the mill closed?", {"entranc"}),
        ("Did the mayor resign?", set()),
        ("Can I pay by card?", set()),
    ],
)
def test_what_a_rule_is_for(question: str, about: set[str]) -> None:
    asked = read_yes_or_no(question)
    assert asked is not None
    assert asked.about == about


@pytest.mark.parametrize("question", ["Who is allowed in?", "Is it tea or coffee?", "Is it?", "Are"])
def test_what_yes_or_no_does_not_answer(question: str) -> None:
    assert read_yes_or_no(question) is None


def test_words_of_one_group_settle_it_either_way() -> None:
    asked = read_yes_or_no("Are cats allowed?")
    assert asked is not None
    assert settles(frozenset({"cat", "forbid"}), asked)
    assert settles(frozenset({"cat", "must", "stay"}), asked)
    assert not settles(frozenset({"cat", "sleep"}), asked)


def test_kin_begin_alike() -> None:
    assert is_kin("smoke", "smoker")
    assert not is_kin("cat", "categori")
    assert not is_kin("dog", "cat")


def test_a_question_of_more_than_200_characters_is_not_read() -> None:
    question = f"Are dogs allowed in the {'old ' * 42}hall?"
    assert len(question) == 197
    assert read_yes_or_no(question) is not None
    assert read_yes_or_no(question.replace("old ", "old old ", 1)) is None
