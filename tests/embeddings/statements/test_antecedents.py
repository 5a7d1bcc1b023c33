"""Who speaks where a pronoun does: whoever spoke before, unless somebody else may have begun to."""

from __future__ import annotations

from embeddings.statements.antecedents import Antecedents, Mention
from embeddings.statements.people import People

A, K = "Ama Mensah", "Kofi Boateng"
PEOPLE = People({"Mensah": {A}, "Boateng": {K}}, {"Ama": {A}, "Kofi": {K}})


def mention(text: str, word: str, *, paragraph: int = 0) -> Mention:
    start = text.rindex(word)
    return Mention((start, start + len(word)), word, is_pronoun=word in ("she", "She", "he", "He"), paragraph=paragraph)


def test_a_pronoun_goes_on_with_the_speaker_before() -> None:
    text = "Ama Mensah said it was safe. She added that it was old."
    spoke = mention(text, A), A
    assert Antecedents(text, PEOPLE, (), ()).of(mention(text, "She"), spoke) == A


def test_where_somebody_else_was_named_in_between_it_is_nobody() -> None:
    text = "Ama Mensah said it was safe. With Boateng it was not. She added that it was old."
    spoke = mention(text, A), A
    assert Antecedents(text, PEOPLE, (), ()).of(mention(text, "She"), spoke) is None


def test_who_spoke_two_paragraphs_above_is_not_forgotten() -> None:
    text = "Ama Mensah said it was safe.\n\nKofi Boateng left.\n\nShe said that it was old."
    antecedents = Antecedents(text, PEOPLE, (), ())
    assert antecedents.of(mention(text, "She", paragraph=2), (mention(text, A), A)) is None
    assert antecedents.of(mention(text, "She", paragraph=2), None) == K


def test_a_name_is_a_persons_where_the_text_has_it_in_full_or_calls_somebody_by_it() -> None:
    antecedents = Antecedents("", PEOPLE, ("Philomena",), ())
    assert [antecedents.is_person(name) for name in (A, "Philomena", "Volta")] == [True, True, False]


def test_only_he_and_she_are_looked_for() -> None:
    text = "Ama Mensah said it was safe. They added that it was old."
    assert Antecedents(text, PEOPLE, (), ()).of(mention(text, "They"), (mention(text, A), A)) is None
