from __future__ import annotations

from embeddings.statements import tokens
from embeddings.statements.parser import parse


def test_what_the_words_of_a_sentence_are() -> None:
    (doc,) = parse(["Ama Mensah said the teachers might be going to Accra."])
    words = {token.text: token for token in doc}

    def those(is_so: object) -> list[str]:
        assert callable(is_so)
        return [word for word, token in words.items() if is_so(token)]

    assert those(tokens.is_name) == ["Ama", "Mensah", "Accra"]
    assert those(tokens.is_noun) == ["Ama", "Mensah", "teachers", "Accra"]
    assert those(tokens.is_verb) == ["said", "be", "going"]
    assert those(tokens.is_finite_verb) == ["said"]
    assert those(tokens.is_gerund) == ["going"]
    assert those(tokens.is_modal) == ["might"]
    assert those(tokens.is_article) == ["the"]
    assert those(tokens.is_to) == ["to"]
    assert those(tokens.is_gap) == ["."]
    said = words["said"]
    assert tokens.first_as(said.children, "nsubj", "nsubjpass") == words["Mensah"]
    assert tokens.first_as(said.children, "dobj") is None
    assert tokens.any_as(said.rights, "ccomp")
    assert not tokens.any_as(said.lefts, "ccomp")
