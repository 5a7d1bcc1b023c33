"""Who is what to a named one: told of them, or of others."""

from __future__ import annotations

import pytest

from bot.answering.relations import tells_relation
from bot.questions.relations import relation_of


@pytest.mark.parametrize(
    ("question", "told", "of_others"),
    [
        (
            "Who is Ann Lee's lawyer?",
            "Bo Dahl, lawyer for Ann Lee, objected.",
            "Bo Dahl, lawyer for the bank, sued Ann Lee.",
        ),
        (
            "Who is the lawyer of Ann Lee?",
            "Ann Lee is represented by Bo Dahl.",
            "Ann Lee spoke. One of the lawyers left.",
        ),
        (
            "who was Ruth Moss’s attorney?",
            "Moss left with her attorney, Bo Dahl.",
            "The city's attorney met Ruth Moss.",
        ),
        ("Who is Ivo Kern's wife?", "Kern is married to Ada, a nurse.", "Ivo Kern is a baker. He met Tom's wife."),
        ("What is the name of Ivo Kern's wife?", "Ivo Kern and his wife Ada own a farm.", "Ivo Kern has a farm."),
        (
            "What is Ivo Kern's wife called?",
            "Ivo Kern's late wife, Ada, wrote.",
            "Ada is the wife of Bo Dahl, said Kern.",
        ),
        ("Who is Hana Roth's husband?", "Hana Roth sings. Her husband, Bo, drums.", "Hana Roth sings with Bo."),
        ("Who is Hana Roth's daughter?", "Lea is a daughter of Hana Roth.", "The daughter of Tom Berg met Roth."),
        (
            "Who was the father of Lea Roth?",
            "Lea Roth, whose father Bo was a smith, left.",
            "Lea Roth was born in Elm.",
        ),
        (
            "Who is Nils Berg's brother?",
            "Nils Berg and his brother Ole ski.",
            "Nils Berg skis with Ole Lund's brother.",
        ),
        (
            "Who is Mayor Dunn's deputy?",
            "Dunn's deputy, Eva Holt, signed.",
            "Eva Holt, deputy head of the school, met Dunn.",
        ),
        ("Who is the deputy to Olga Dunn?", "Eva Holt stands in for Olga Dunn.", "Olga Dunn opened the school."),
        (
            "Who was Pia Voss's assistant?",
            "Jan Mott was an aide to Pia Voss.",
            "Pia Voss met an assistant of Jan Mott.",
        ),
        ("Who is the owner of Cedar Cottage?", "Cedar Cottage belongs to May Hill.", "Cedar Cottage has two rooms."),
        ("Who is Cedar Cottage's landlord?", "May Hill rents out Cedar Cottage.", "Cedar Cottage is damp."),
        ("Who is Tim Wells's successor?", "Sara Bell took over from Tim Wells.", "Tim Wells retired in May."),
        ("Who was Tim Wells's predecessor?", "Tim Wells succeeded Karl Frey.", "Tim Wells joined in May."),
        ("Who is Otto Prinz's doctor?", "Prinz was treated by Mia Lund.", "Otto Prinz saw Tom Berg's doctor."),
        ("Who's Otto Prinz's driver?", "Otto Prinz thanked his driver, Kai.", "Otto Prinz came by bus."),
        ("Who is Una Falk's adviser?", "Kai Lind advises Una Falk.", "Una Falk met Kai Lind, adviser to the bank."),
    ],
)
def test_who_is_what_to_whom(question: str, told: str, of_others: str) -> None:
    relation = relation_of(question)
    assert relation is not None
    assert tells_relation(relation, told)
    assert not tells_relation(relation, of_others)
