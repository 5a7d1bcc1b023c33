"""Cue, speaker, words and frame of each pattern; drawn trees are what the parser seldom makes of a sentence."""

from __future__ import annotations

import pytest

from embeddings.statements.clauses import claims
from tests.embeddings.statements.trees import drawn, read, tree

Found = tuple[str, str | None, str, str, str]  # cue, speaker, words, frame, lemma

SENTENCES: list[tuple[str, list[Found]]] = [
    ("It rained.", []),
    # a name, a colon
    (
        "Minister: Talks will go on in May.",
        [(":", "Minister", "Talks will go on in May .", "colon", ":")],
    ),
    ("The Ghana: talks go on.", [(":", "Ghana", "talks go on .", "colon", ":")]),
    ("The bridge : it is safe for all.", []),
    ("Accra:", []),
    (": talks go on", []),
    ("It is in Accra: talks go on.", []),
    ("A/DT/det/2 B/NNP/dep/2 C/NNP/ROOT/2 D/NNP/dep/2 E/NNP/dep/2 F/NNP/dep/2 :/:/punct/2 go/VB/dep/2 on/RP/prt/7",
     [(":", "F", "go on", "colon", ":")]),
    (("A/DT/det/2 B/NNP/dep/2 C/NNP/ROOT/2 D/NNP/dep/2 E/NNP/dep/2 F/NNP/dep/2 G/NNP/dep/2 :/:/punct/2 "
     "go/VB/dep/2 on/RP/prt/8"),
     []),
    ("Ama/NNP/ROOT/0 :/:/punct/0 go/VB/dep/0", []),  # one word is no saying
    # according to
    (
        "According to the maker that figure holds for flat ground.",
        [("According to", "maker", "that figure holds for flat ground .", "according", "according")],
    ),
    (
        "Asked why, the head of the branch replied that it was late.",
        [("replied", "head", "that it was late", "clause", "reply")],
    ),
    (
        "According to Ama Mensah, the bridge is safe.",
        [("According to", "Mensah", ", the bridge is safe .", "according", "according")],
    ),
    (
        "The bridge is safe, according to what Ama saw.",
        [("according to", "saw", "The bridge is safe , .", "according", "according")],
    ),
    ("Safe, according to the mayor.", [("according to", "mayor", "Safe", "according", "according")]),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 according/VBG/prep/1 then/RB/advmod/2 Ama/NNP/pobj/3", []),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 according/VBG/prep/1 to/IN/prep/2 then/RB/advmod/3", []),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 according/VBG/prep/1 to/IN/prep/1 Ama/NNP/pobj/3",
     [("according to", "Ama", "It is", "according", "according")]),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 to/IN/prep/3 according/VBG/prep/1 Ama/NNP/pobj/2",
     [("according to", "Ama", "It is", "according", "according")]),
    (
        "They crossed a bridge that is safe according to Ama in May.",
        [("according to", "Ama", "that is safe", "according", "according")],
    ),
    (("a/DT/det/1 man/NN/ROOT/1 that/WDT/nsubj/3 is/VBZ/relcl/1 according/VBG/prep/3 to/IN/prep/4 "
     "Ama/NNP/pobj/5 ill/JJ/acomp/3"),

     [("according to", "Ama", "that is", "according", "according")]),
    (("a/DT/det/1 man/NN/ROOT/1 that/WDT/nsubj/6 according/VBG/prep/6 to/IN/prep/3 Ama/NNP/pobj/4 "
     "is/VBZ/relcl/1 ill/JJ/acomp/6"),

     [("according to", "Ama", "that is ill", "according", "according")]),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 or/CC/cc/1 ill/JJ/conj/1 according/VBG/prep/3 to/IN/prep/4 Ama/NNP/pobj/5",
     [("according to", "Ama", "ill", "according", "according")]),
    ("It/PRP/nsubj/1 is/VBZ/ROOT/1 so/RB/advmod/3 ill/JJ/acomp/1 according/VBG/prep/3 to/IN/prep/4 Ama/NNP/pobj/5",
     [("according to", "Ama", "It is so ill", "according", "according")]),
    # verbs, by their frames
    ("Ama Mensah said it was safe.", [("said", "Mensah", "it was safe", "clause", "say")]),
    (
        "It is safe, he said, citing two tests.",
        [("said", "he", "It is safe ,", "beside", "say"), ("citing", "he", "two tests", "object", "cite")],
    ),
    (
        "As the paper reported, the bridge is safe.",
        [("reported", "paper", ", the bridge is safe .", "as reported", "report")],
    ),
    ("Ama Mensah urged them to leave.", [("urged", "Mensah", "them to leave", "person_to", "urge")]),
    ("Ama Mensah vowed to go.", [("vowed", "Mensah", "to go", "infinitive", "vow")]),
    ("Ama Mensah called the vote a sham.", [("called", "Mensah", "the vote a sham", "as", "call")]),
    ("Ama Mensah called for talks.", [("called for", "Mensah", "talks", "for", "call")]),
    ("Ama Mensah lashed out at them.", [("lashed out", "Mensah", "", "out", "lash")]),
    ("Ama Mensah called at noon.", []),
    ("The plan was criticised by Ama Mensah.", [("criticised", "Mensah", "The plan", "passive", "criticise")]),
    ("Ama Mensah denied the claim.", [("denied", "Mensah", "the claim", "object", "deny")]),
    ("Ama Mensah replied the claim.", []),  # nobody replies a thing
    ("She/PRP/nsubj/1 called/VBD/ROOT/1 for/CC/cc/1 talks/NNS/dep/1", []),
    ("She said.", []),
    # nouns
    (
        "The mayor's claim that the bridge was safe is false.",
        [("claim", "mayor", "that the bridge was safe", "noun", "claim")],
    ),
    ("The mayor's promise to go was kept.", [("promise", "mayor", "to go", "noun", "promise")]),
    ("Her criticism of the plan was sharp.", [("criticism of", "Her", "the plan", "noun of", "criticism")]),
    (
        "The ministry's report on the bridge came in May.",
        [("report on", "ministry", "the bridge", "noun of", "report")],
    ),
    ("The ministry's report in May came.", []),
    ("The claim of the mayor was false.", []),
    ("Ama Mensah issued a call for talks.", [("issued call for", "Mensah", "talks", "noun lent of", "call")]),
    ("Ama Mensah made a promise to go.", [("made promise", "Mensah", "to go", "noun lent", "promise")]),
    ("Ama Mensah saw a call for talks.", []),
    ("Her claim was false.", []),
    ("Her/PRP$/poss/1 claim/NN/nsubj/4 made/VBN/acl/1 then/RB/advmod/2 fell/VBD/ROOT/4", []),
    ("Her/PRP$/poss/1 claim/NN/ROOT/1 that/WDT/dobj/4 she/PRP/nsubj/4 made/VBD/relcl/1", []),
    ("Her/PRP$/poss/1 claim/NN/ROOT/1 that/IN/mark/4 she/PRP/nsubj/4 left/VBD/ccomp/1",
     [("claim", "Her", "that she left", "noun", "claim")]),
    ("Her/PRP$/poss/1 claim/NN/ROOT/1 that/IN/mark/4 she/PRP/nsubj/4 left/VBD/conj/1", []),
    ("Her/PRP$/poss/1 claim/NN/ROOT/1 if/IN/mark/4 she/PRP/nsubj/4 left/VBD/ccomp/1", []),
    ("Her/PRP$/poss/1 claim/NN/ROOT/1 of/IN/mark/1 it/PRP/dep/2", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_what_a_sentence_reports(sentence: str, expected: list[Found]) -> None:
    doc = drawn(sentence) if "/" in sentence else tree(sentence)
    told = (one for one in claims(doc) if not one.frame.startswith("stance"))
    assert [(read(one.cue), read(one.speaker), read(one.content), one.frame, one.lemma) for one in told] == expected
