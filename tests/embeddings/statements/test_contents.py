"""What is said, each way out of a rule by a sentence; drawn trees are what the parser makes of others."""

from __future__ import annotations

import pytest

from embeddings.statements import contents
from tests.embeddings.statements.trees import read, word

Case = tuple[str, str, str]
FELL = "She/PRP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1"
SAW = "the/DT/det/3 man/NN/dobj/4 saw/VBD/ccomp/1 it/PRP/dobj/4"

BESIDE: list[Case] = [
    ("The bridge is safe, the mayor of Accra said in May, after a test.", "said", "The bridge is safe ,"),
    ("The bridge is safe — the mayor said.", "said", "The bridge is safe — ."),
    ("The bridge is safe; he said.", "said", "The bridge is safe ; ."),
    ("The bridge might, he said, be safe.", "said", "The bridge might , , be safe ."),
    ("It was safe (she said) for all.", "said", "It was safe ( ) for all ."),
    ("When it is safe, he said, we will go.", "said", "When it is safe , , we will go ."),
    ("It is safe, then said Ama Mensah in May.", "said", "It is safe , ."),
    ("It is safe, Ama Mensah had not said then.", "said", ""),  # "said" with "had" tells nothing itself
    ("It is safe, she says", "says", "It is safe ,"),
    ("He/PRP/nsubj/1 said/VBD/ROOT/1 ,/,/punct/1", "said", ""),
    # whose tail is the reporter's own
    ("Is/VBZ/ccomp/3 ,/,/punct/3 he/PRP/nsubj/3 said/VBD/ROOT/3 ,/,/punct/3 adding/VBG/advcl/3", "said", "Is ,"),
    ("It is safe, he said, citing two tests.", "said", "It is safe ,"),
    ("It is safe, he said, with two tests.", "said", "It is safe ,"),
    ("It is safe, he said, and will be.", "said", "It is safe , , and will be ."),
    ("It is safe, he said; with two tests.", "said", "It is safe , ; with two tests ."),
    ("It/PRP/nsubj/1 is/VBZ/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 said/VBD/ROOT/4 ,/,/punct/4", "said", "It is , ,"),
    # of which "that" is the subject
    ("This is a bridge that, he said, was safe.", "said", "that , was safe ."),
    ("that/WDT/nsubj/5 ,/,/punct/5 he/PRP/nsubj/3 said/VBD/parataxis/5 ,/,/punct/5 is/VBZ/ROOT/5", "said", "that , is"),
    ("which/WDT/nsubj/5 -/:/punct/5 he/PRP/nsubj/3 said/VBD/dep/5 ,/,/punct/5 is/VBZ/ROOT/5", "said", ""),
    # no clause before it, and more behind it
    ("So long, he said, and went home.", "said", ""),
    ("Safe, he said.", "said", ""),  # the parser calls it an adverb of his
    ("Safe/JJ/dep/3 ,/,/punct/3 he/PRP/nsubj/3 said/VBD/ROOT/3 ././punct/3", "said", "Safe , ."),
    ("Safe/JJ/dep/3 ,/,/punct/3 he/PRP/nsubj/3 said/VBD/ROOT/3 ,/,/punct/3 now/RB/advmod/3", "said", ""),
    # no aside
    ("It is safe he said.", "said", ""),
    ("He said, then, it is safe.", "said", ""),
    ("It is safe, he said it.", "said", ""),
    ("Is/VBZ/ccomp/3 ,/,/punct/3 he/PRP/nsubj/3 said/VBD/ROOT/3 ,/,/punct/3 it/PRP/dobj/3", "said", ""),
    ("It is safe, said Ama it is.", "said", ""),
    ("It is safe, having said so.", "said", ""),
    ("It is safe, to say so.", "say", ""),
    ("It/PRP/nsubj/1 is/VBZ/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 saying/VBG/ROOT/4 ././punct/4", "saying", ""),
    ("Is/VBZ/ccomp/2 ,/,/punct/2 said/VBD/ROOT/2 Ama/NNP/nsubj/2 ,/,/punct/2 it/PRP/dobj/2", "said", "Is , , it"),
]
AS_REPORTED: list[Case] = [
    ("As the paper reported, the bridge is safe.", "reported", ", the bridge is safe ."),
    ("When the paper reported, the bridge was safe.", "reported", ""),
    ("As the paper reported it, the bridge is safe.", "reported", ""),
    ("As the paper reported that it fell, it is safe.", "reported", ""),
    ("As/IN/mark/2 it/PRP/nsubj/2 reported/VBD/ccomp/4 it/PRP/nsubj/4 fell/VBD/ROOT/4", "reported", ""),
]
CLAUSE: list[Case] = [
    ("She said that it was safe.", "said", "that it was safe"),
    ("It was safe, she said.", "said", "It was safe"),
    ("The bridge, he said, is.", "said", "The bridge is ."),
    ("She said so.", "said", ""),
    ("She ran.", "ran", ""),
    # two reports side by side
    ("She/PRP/nsubj/1 said/VBD/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 added/VBD/ROOT/4", "added", ""),
    ("said/VBD/ccomp/2 she/PRP/nsubj/2 added/VBD/ROOT/2", "added", "said"),
    ("She/PRP/nsubj/1 fell/VBD/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 added/VBD/ROOT/4", "added", "She fell"),
    # asked if, said having
    ("She said having one helps.", "said", "having one helps"),
    ("She/PRP/nsubj/1 asked/VBD/ROOT/1 if/IN/mark/4 he/PRP/nsubj/4 went/VBD/advcl/1", "asked", "if he went"),
    ("She/PRP/nsubj/1 asked/VBD/ROOT/1 as/IN/mark/4 he/PRP/nsubj/4 went/VBD/advcl/1", "asked", ""),
    ("She/PRP/nsubj/1 asked/VBD/ROOT/1 how/WRB/advmod/4 he/PRP/nsubj/4 went/VBD/conj/1", "asked", ""),
    ("She/PRP/nsubj/1 said/VBD/ROOT/1 go/VB/xcomp/1", "said", ""),
    ("She/PRP/nsubj/1 loved/VBD/ROOT/1 having/VBG/xcomp/1 it/PRP/dobj/2", "loved", ""),
    # taken for a participle
    (
        "Papers/NNS/nsubj/4 reported/VBD/acl/0 the/DT/det/3 bank/NN/nsubj/4 failed/VBD/ROOT/4",
        "reported",
        "the bank failed",
    ),
]
REPORTED: list[Case] = [
    # a second report is not in the first
    ("He said the talks had failed but added that they would go on.", "said", "the talks had failed"),
    ("He said the talks had failed and warned of war.", "said", "the talks had failed and warned of war"),
    (f"{FELL} ,/,/punct/3 but/CC/cc/3 added/VBD/conj/3", "said", "it fell"),
    (f"{FELL} ,/,/punct/3 -/:/punct/3 but/CC/cc/3 added/VBD/conj/3", "said", "it fell ,"),
    (f"{FELL} now/RB/advmod/3 but/CC/cc/3 added/VBD/conj/3", "said", "it fell now"),
    # words of the clause that stand before its verb
    ("Then/RB/advmod/4 she/PRP/nsubj/2 said/VBD/ROOT/2 it/PRP/nsubj/4 fell/VBD/ccomp/2", "said", "it fell"),
    # a verb that the parser joined to the reporting one
    (f"{FELL} and/CC/cc/1 would/MD/aux/6 rise/VB/conj/1", "said", "it fell would rise"),
    (f"{FELL} and/CC/cc/1 it/PRP/nsubj/6 rose/VBD/conj/1", "said", "it fell it rose"),
    (f"{FELL} and/CC/cc/1 left/VBD/conj/1", "said", "it fell"),
    (f"{FELL} and/CC/cc/1 Kofi/NNP/nsubj/6 rose/VBD/conj/1", "said", "it fell"),
    (f"{FELL} and/CC/cc/1 would/MD/aux/6 add/VB/conj/1", "said", "it fell"),
    (f"{FELL} and/CC/cc/1 would/MD/aux/6 rise/VB/dep/1", "said", "it fell"),
    # a clause that the parser ended too early
    (f"She/PRP/nsubj/1 said/VBD/ccomp/6 {SAW} was/VBD/ROOT/6 ill/JJ/acomp/6", "said", "the man saw it was ill"),
    (f"She/PRP/nsubj/1 said/VBD/advcl/6 {SAW} was/VBD/ROOT/6 ill/JJ/acomp/6", "said", "the man saw it"),
    (
        "Now/RB/advmod/6 she/PRP/nsubj/2 said/VBD/ccomp/6 men/NNS/dobj/4 saw/VBD/ccomp/2 it/PRP/dobj/4 was/VBD/ROOT/6",
        "said",
        "men saw it",
    ),
    (
        "She/PRP/nsubj/1 was/VBD/ROOT/1 said/VBD/ccomp/1 the/DT/det/4 man/NN/dobj/5 saw/VBD/ccomp/2",
        "said",
        "the man saw",
    ),
]
INFINITIVE: list[Case] = [
    ("Ama Mensah vowed to go.", "vowed", "to go"),
    ("Ama Mensah began going.", "began", ""),
    ("Ama Mensah vowed it.", "vowed", ""),
    ("To/TO/aux/1 go/VB/xcomp/3 she/PRP/nsubj/3 vowed/VBD/ROOT/3", "vowed", ""),
]
PERSON_TO: list[Case] = [
    ("Ama Mensah urged them to leave.", "urged", "them to leave"),
    ("She asked them in May to leave.", "asked", "them to leave"),
    ("She wants them to leave.", "wants", "them to leave"),
    ("She asked to leave.", "asked", ""),
    ("She asked them.", "asked", ""),
    ("She/PRP/nsubj/1 told/VBD/ROOT/1 them/PRP/dative/1 to/TO/aux/4 go/VB/advcl/1", "told", "them to go"),
    ("She/PRP/nsubj/1 told/VBD/ROOT/1 them/PRP/dobj/1 to/IN/prep/4 going/VBG/xcomp/1", "told", ""),
    ("She/PRP/nsubj/1 told/VBD/ROOT/1 them/PRP/dobj/1 will/MD/aux/4 go/VB/xcomp/1", "told", ""),
    ("She/PRP/nsubj/1 told/VBD/ROOT/1 them/PRP/dobj/1 to/TO/aux/4 go/VB/conj/1", "told", ""),
    (
        "She/PRP/nsubj/1 told/VBD/ROOT/1 to/TO/aux/3 go/VB/advcl/1 them/PRP/nsubj/6 to/TO/aux/6 go/VB/ccomp/1",
        "told",
        "them to go",
    ),
]
NAMED_AS: list[Case] = [
    ("Ama Mensah called the vote a sham.", "called", "the vote a sham"),
    ("She called it unfair.", "called", "it unfair"),
    ("Ama Mensah described the vote as unfair.", "described", "the vote as unfair"),
    ("She compared the plan to a war.", "compared", "the plan to a war"),
    ("She described the plan in May.", "described", ""),
    ("She called in May.", "called", ""),
    ("She/PRP/nsubj/1 called/VBD/ROOT/1 now/RB/advmod/1 it/PRP/nsubj/4 sham/NN/ccomp/1", "called", "it sham"),
    ("She/PRP/nsubj/1 called/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1", "called", ""),
    ("She/PRP/nsubj/1 saw/VBD/ROOT/1 as/IN/prep/1 it/PRP/dobj/1", "saw", ""),
    ("It/PRP/nsubj/3 she/PRP/nsubj/2 called/VBD/ROOT/2 sham/NN/ccomp/2", "called", "sham"),
]
OBJECT: list[Case] = [
    ("Ama Mensah denied the claim.", "denied", "the claim"),
    ("She praised them for it.", "praised", "them for it"),
    ("She praised the team in May.", "praised", "the team"),
    ("She reported the plan to be unsafe.", "reported", "the plan to be unsafe"),
    ("She called it unfair.", "called", "it unfair"),
    ("She spoke.", "spoke", ""),
    ("She published a report describing the bank.", "published", ""),
    ("She published a report made in May.", "published", "a report made in May"),
    ("She published a plan describing the bank.", "published", "a plan describing the bank"),
    ("She/PRP/nsubj/1 praised/VBD/ROOT/1 for/IN/prep/1 it/PRP/pobj/2 them/PRP/dobj/1", "praised", "them"),
    ("She/PRP/nsubj/1 praised/VBD/ROOT/1 them/PRP/dobj/1 of/IN/prep/1 it/PRP/pobj/3", "praised", "them of it"),
    ("She/PRP/nsubj/1 praised/VBD/ROOT/1 them/PRP/dobj/1 with/IN/prep/1 it/PRP/pobj/3", "praised", "them with it"),
    ("She/PRP/nsubj/1 praised/VBD/ROOT/1 them/PRP/dobj/1 as/IN/mark/1", "praised", "them"),
    ("She/PRP/nsubj/1 seemed/VBD/ROOT/1 ill/JJ/acomp/1", "seemed", "ill"),
]
PASSIVE: list[Case] = [
    ("The plan was criticised by Ama Mensah.", "criticised", "The plan"),
    ("The plan was criticised in May.", "criticised", ""),
    ("The bridge criticised by Ama Mensah fell.", "criticised", "The bridge"),
    ("They called for talks, a move welcomed by Ama Mensah.", "welcomed", "talks ,"),
    ("They closed the bridge, a step criticised by Ama Mensah.", "criticised", "the bridge ,"),
    ("They closed the bridge, a road criticised by Ama Mensah.", "criticised", "a road"),
    ("He opened it for a crowd criticised by Ama Mensah.", "criticised", "a crowd"),
    ("A decision praised by Ama Mensah was taken.", "praised", ""),
    ("A/DT/det/1 step/NN/nsubj/5 praised/VBN/acl/1 by/IN/agent/2 Ama/NNP/pobj/3 fell/VBD/ROOT/5", "praised", "A step"),
    ("A/DT/det/1 step/NN/nsubj/5 praised/VBN/relcl/1 by/IN/agent/2 Ama/NNP/pobj/3 fell/VBD/ROOT/5", "praised", ""),
    ("Praised/VBN/ROOT/0 by/IN/agent/0 Ama/NNP/pobj/1", "Praised", ""),
]
TABLES = [
    ("beside", BESIDE),
    ("as_reported", AS_REPORTED),
    ("clause", CLAUSE + REPORTED),
    ("infinitive", INFINITIVE),
    ("person_to", PERSON_TO),
    ("named_as", NAMED_AS),
    ("object_of", OBJECT),
    ("passive_subject", PASSIVE),
]
CASES = [(name, *case) for name, cases in TABLES for case in cases]


@pytest.mark.parametrize(("name", "sentence", "verb", "words"), CASES)
def test_what_is_said(name: str, sentence: str, verb: str, words: str) -> None:
    assert read(getattr(contents, name)(word(sentence, verb))) == words
