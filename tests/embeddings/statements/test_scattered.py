"""What the parser hung elsewhere and is reported, too: each way by a sentence."""

from __future__ import annotations

from embeddings.statements.scattered import also_reported, cut_off, joined_to
from embeddings.statements.subjects import subject_of
from tests.embeddings.statements.trees import drawn, read, word


def test_a_second_clause_without_a_subject() -> None:
    said = drawn("Ama/NNP/nsubj/1 said/VBD/ROOT/1 sums/NNS/nsubj/3 found/VBD/ccomp/1 ,/,/punct/5 was/VBD/ccomp/1")[1]
    assert read(tuple(also_reported(said.doc[3], said))) == ", was"


def test_a_clause_with_a_subject_of_its_own_is_no_part_of_it() -> None:
    said = drawn("Ama/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1 it/PRP/nsubj/5 was/VBD/ccomp/1")[1]
    assert read(tuple(also_reported(said.doc[3], said))) == ""


def test_a_verb_joined_to_the_reporting_one_goes_on() -> None:
    said = drawn("Ama/NNP/nsubj/1 said/VBD/ROOT/1 so/RB/advmod/1 and/CC/cc/1 would/MD/aux/5 go/VB/conj/1")[1]
    assert read(tuple(joined_to(said))) == "would go"


def test_a_clause_that_ends_where_it_should_is_not_cut_off() -> None:
    said = word("Ama Mensah said that the bridge was safe.", "said")
    clause = next(child for child in said.rights if subject_of(child) is not None)
    assert read(tuple(cut_off(clause, said))) == ""
