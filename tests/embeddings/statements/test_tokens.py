"""Each predicate by the words that it holds of, in five sentences as the parser reads them."""

from __future__ import annotations

from functools import cache
from inspect import signature
from typing import TYPE_CHECKING

import pytest

from embeddings.statements import tokens
from embeddings.statements.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Token

TEACHERS = "Ama Mensah said then that Mayor Owusu's teachers might be going to Accra."
SHAM = "She was told by Kofi Boateng, who denied the claim and called it a sham."
LIE = "Ama Mensah did not shoot back, leaving what the Americans told of her a lie made in May."
MAYOR = "Kofi, a teacher, is the mayor; he vowed to go, according to what he saw."
BOOK = "That he gave him an old book Monday is clear (she said)."

HOLDS = {
    "is_verb": (TEACHERS, "said be going"),
    "is_finite_verb": (TEACHERS, "said"),
    "is_bare_verb": (TEACHERS, "be"),
    "is_gerund": (TEACHERS, "going"),
    "is_participle": (SHAM, "told"),
    "is_past": (SHAM, "was told denied called"),
    "follows_one_name": (MAYOR, "is vowed saw"),
    "is_modal": (TEACHERS, "might"),
    "is_noun": (TEACHERS, "Ama Mensah Mayor Owusu teachers Accra"),
    "is_common_noun": (TEACHERS, "teachers"),
    "is_one_thing": (SHAM, "claim sham"),
    "is_name": (LIE, "Ama Mensah Americans May"),
    "is_one_name": (LIE, "Ama Mensah May"),
    "is_personal_pronoun": (SHAM, "She it"),
    "is_nominal": (LIE, "Ama Mensah Americans her lie May"),
    "names_somebody": (SHAM, "She Kofi Boateng it"),
    "asks_or_relates": (SHAM, "who"),
    "stands_for_noun": (SHAM, "She who the it a"),
    "is_in_noun_phrase": (TEACHERS, "Ama Mensah Mayor Owusu 's teachers Accra"),
    "is_in_heading": (TEACHERS, "Ama Mensah Mayor Owusu 's teachers Accra"),
    "begins_no_name": (SHAM, "by who the and a"),
    "is_adjective": (BOOK, "old clear"),
    "is_adverb": (LIE, "not back"),
    "is_possessive_mark": (TEACHERS, "'s"),
    "is_conjunction": (SHAM, "and"),
    "is_article": (BOOK, "an"),
    "is_to": (MAYOR, "to to"),
    "is_gap": (BOOK, "( ) ."),
    "is_root": (TEACHERS, "said"),
    "is_subject": (SHAM, "She who"),
    "is_doer": (SHAM, "who"),
    "is_object": (SHAM, "claim it"),
    "is_addressee": (BOOK, "him book"),
    "is_after_preposition": (SHAM, "Boateng"),
    "is_clause_after_preposition": (MAYOR, "saw"),
    "is_agent": (SHAM, "by"),
    "is_preposition": (TEACHERS, "to"),
    "is_lost_verb": (BOOK, ""),
    "is_particle": ("Ama put up with it.", "up"),
    "is_complement": (TEACHERS, "going"),
    "is_open_complement": (MAYOR, "go"),
    "is_subject_clause": (BOOK, "gave"),
    "is_adverbial_clause": (LIE, "leaving"),
    "is_noun_clause": (LIE, "made"),
    "is_relative_clause": (SHAM, "denied"),
    "is_on_noun": (SHAM, "denied"),
    "is_loose_clause": (BOOK, "said"),
    "is_joined": (SHAM, "called"),
    "is_joining": (SHAM, "and"),
    "is_mark": (TEACHERS, "that"),
    "is_auxiliary": (TEACHERS, "might be"),
    "is_passive_auxiliary": (SHAM, "was"),
    "is_any_auxiliary": (SHAM, "was"),
    "makes_passive": (SHAM, "She was"),
    "is_negation": (LIE, "not"),
    "is_owner": (TEACHERS, "Owusu"),
    "is_apposition": (MAYOR, "teacher"),
    "is_in_compound": (TEACHERS, "Ama Mayor"),
    "is_possessive_case": (TEACHERS, "'s"),
    "is_mark_of_clause": (MAYOR, ", , ; , ."),
    "is_attribute": (MAYOR, "mayor"),
    "is_judgement": (BOOK, "clear"),
    "is_predicate": (SHAM, "sham"),
    "is_adverb_phrase": (BOOK, "Monday"),
    "is_noun_as_adverb": (BOOK, "Monday"),
    "is_dative": (BOOK, "him"),
}


@cache
def parsed(sentence: str) -> list[Token]:
    (doc,) = parse([sentence])
    return list(doc)


@pytest.mark.parametrize("name", HOLDS)
def test_a_predicate_holds_of_these_words_alone(name: str) -> None:
    sentence, words = HOLDS[name]
    assert " ".join(token.text for token in filter(getattr(tokens, name), parsed(sentence))) == words


def test_every_predicate_is_in_the_table() -> None:
    public = {name for name, value in vars(tokens).items() if callable(value) and not name.startswith("_")}
    takes_one = {name for name in public if [*signature(getattr(tokens, name)).parameters] == ["token"]}
    assert takes_one - {"tag_of", "relation_of"} == HOLDS.keys()


def test_words_are_looked_for_among_others() -> None:
    said = parsed(TEACHERS)[2]
    assert tokens.first(said.children, tokens.is_object, tokens.is_subject) == parsed(TEACHERS)[1]
    assert tokens.first(said.children, tokens.is_object) is None
    assert tokens.has(said.rights, tokens.is_complement)
    assert not tokens.has(said.lefts, tokens.is_complement)
    assert [token.text for token in said.children if tokens.either(tokens.is_gap, tokens.is_subject)(token)] == [
        "Mensah",
        ".",
    ]
    assert (tokens.tag_of(said), tokens.relation_of(said)) == ("VBD", "ROOT")
