"""What is told or called for where the parser hung it elsewhere: each way out of a rule by a sentence."""

from __future__ import annotations

import pytest

from embeddings.statements.told import called_for, is_to_do, opens_with_that, told_somebody, wished
from tests.embeddings.statements.trees import read, word


@pytest.mark.parametrize(
    ("sentence", "verb", "content"),
    [
        ("She told magistrates she had been late for a funeral.", "told", "she had been late for a funeral"),
        ("On Sunday an officer had told a radio station that the boat did not exist.", "told",
         "that the boat did not exist"),
        ("The driver, Apenisa Koroi, told this newspaper from hospital that he had stopped, handed over his licence.",
         "told", "that he had stopped , handed over his licence"),
        ("Ama Mensah told the man she had met.", "told", ""),  # whom she had met
        ("Ama Mensah told the man who had met her.", "told", ""),
        ("Ama Mensah told a story that nobody believed.", "told", ""),
        ("Ama Mensah told him that it was late.", "told", ""),  # which the parser sees
        ("Ama Mensah saw the man she had met in Accra.", "saw", ""),
    ],
)  # fmt: skip
def test_what_somebody_is_told(sentence: str, verb: str, content: str) -> None:
    assert read(told_somebody(word(sentence, verb))) == content


def test_what_is_to_be_done() -> None:
    called = word("Ama Mensah called on Kofi Boateng to withdraw the plan.", "called")
    on = next(child for child in called.rights if child.text == "on")
    assert read(tuple(wished(called, on))) == "to withdraw the plan"
    assert [is_to_do(child) for child in called.rights if not child.is_punct] == [False, True]


def test_what_is_called_for_in_a_clause() -> None:
    found = called_for(word("The league has called for the money to be spent on a reserve.", "called"))
    assert found is not None
    assert (found[0].text, read(found[1])) == ("for", "the money to be spent on a reserve")
    assert called_for(word("The league has called for talks.", "called")) is None


def test_a_second_clause_that_is_reported() -> None:
    sentence = "Ama Mensah says it was in the annex, and that trustees had visited the place."
    assert opens_with_that(word(sentence, "visited"))
    assert not opens_with_that(word(sentence, "was"))
