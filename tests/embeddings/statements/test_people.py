"""Which pronoun people are called by, as the text itself tells."""

from __future__ import annotations

from embeddings.statements.people import People, given_names, marked_names, told_names

FULL = {"Mensah": {"Ama Mensah"}, "Boateng": {"Kofi Boateng"}}


def test_titles_tell() -> None:
    men, women = marked_names("Mr Boateng met Dame Ama Mensah and Dr Owusu.")
    assert ({*men}, {*women}) == ({"Boateng"}, {"Mensah"})


def test_a_text_tells_by_going_on_twice() -> None:
    once = "Mensah closed her shop. "
    assert told_names(once, FULL) == (frozenset(), frozenset())
    assert told_names(once * 2, FULL) == (frozenset(), frozenset({"Mensah"}))


def test_who_is_called_by_the_other_pronoun_is_not_meant() -> None:
    people = People(FULL, {}, women=frozenset({"Mensah"}))
    assert [people.may_be("he", "Mensah"), people.may_be("he", "Boateng")] == [False, True]
    assert [people.is_marked("she", "Mensah"), people.is_marked("she", "Boateng")] == [True, False]


def test_a_first_name_tells_where_all_who_bear_the_surname_have_such() -> None:
    full = {"Falk": {"Jonas Falk", "Mirja Falk"}, "Sand": {"Birgit Sand"}, "Aker": {"Nils Aker"}, "Kim": {"Robin Kim"}}
    assert given_names(full) == (frozenset({"Aker"}), frozenset({"Sand"}))


def test_whom_one_pronoun_was_found_to_mean_the_other_does_not() -> None:
    people = People(FULL, {}).learned("she", "Ama Mensah")
    assert [people.may_be("he", "Mensah"), people.may_be("she", "Mensah")] == [False, True]
    assert [people.is_known("she", "Mensah"), people.is_marked("she", "Mensah")] == [True, False]
    assert people.learned("she", "Ama Mensah") is people
    two = People({"Falk": {"Jonas Falk", "Mirja Falk"}}, {})
    assert two.learned("he", "Jonas Falk") is two
