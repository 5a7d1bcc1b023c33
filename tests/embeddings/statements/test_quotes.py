"""Which cue goes with a whole quotation, which stands as *Yes*, and whose words it is: each way out by a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.statements.quotes import cue_of, sayer, speech_cues
from embeddings.statements.segments import STAND_IN
from tests.embeddings.statements.trees import drawn, read, tree, word

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_as(sentence: str) -> Doc:
    return drawn(sentence) if "/" in sentence else tree(sentence)


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Yes, said Ama Mensah.", "said"),
        ("Yes, Ama Mensah went on.", "went"),
        ("Yes, Ama Mensah went home.", ""),
        ("Yes, Ama Mensah went", ""),
        ("Yes, Ama Mensah ran.", ""),
        ("Yes/UH/ROOT/0 ,/,/punct/0 snapped/NN/dep/0 Ama/NNP/dep/2", "snapped"),  # behind it a verb, whatever its tag
        ("Yes/UH/ROOT/0 snapped/NN/dep/0 Ama/NNP/dep/1", "snapped"),
        ("Yes/UH/ROOT/0 Ama/NNP/dep/0 snapped/NN/dep/0", ""),
        ("Yes/UH/ROOT/0 ,/,/punct/0 Ama/NNP/dep/0 snapped/NN/dep/0", ""),
        ("Yes/UH/ROOT/0 ,/,/punct/0 Ama/NNP/dep/0 snapped/VBD/dep/0", "snapped"),
    ],
)
def test_verbs_that_may_stand_beside_quotation_marks(sentence: str, cues: str) -> None:
    doc = read_as(sentence)
    assert read(speech_cues(doc, {0})) == cues


def test_what_stands_for_a_quotation_is_no_cue() -> None:
    doc = tree("Ama said so, said Kofi.")
    assert [cue.i for cue in speech_cues(doc, {1})] == [4]


@pytest.mark.parametrize(
    ("sentence", "cue", "speaker"),
    [
        # right behind its cue
        ("Ama Mensah said, Yes", "said", "Mensah"),
        ("Ama/NNP/nsubj/1 said/VBD/ROOT/1 and/CC/cc/1 Kofi/NNP/nsubj/4 added/VBD/conj/1 :/:/punct/4 Yes/UH/dep/1",
         "added", "Kofi"),
        # signed
        ("Yes. — Ama Mensah", "—", "Mensah"),
        ("Yes - Ama Mensah and others", "-", "Mensah"),
        ("Yes - Ama Mensah, mayor", "-", "Mensah"),
        ("Yes - the old mayor", None, None),
        ("Yes — and so on", None, None),
        ("Yes — Ama and a man and a dog and a cat and a cow and a hen ran", None, None),
        # signed below
        ("Yes\n— the singer Ama Mensah in a letter", "—", "Mensah"),
        ("Yes\n— the old mayor", None, None),
        ("Yes\n— " + 13 * "so " + "Ama", "—", "Ama"),
        ("Yes\n— " + 14 * "so " + "Ama", None, None),
        # in the tree
        ("Yes, Ama Mensah said after the vote.", "said", "Mensah"),
        (("Yes/UH/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 then/RB/advmod/4 said/VBD/ROOT/4 and/CC/cc/4 "
         "added/VBD/conj/4 so/RB/advmod/6"),
         "said", "he"),
        # the nearest
        (("Ama/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/dobj/1 ,/,/punct/1 Kofi/NNP/nsubj/5 added/VBD/conj/1 "
         "so/RB/advmod/5 :/:/punct/5 Yes/UH/ROOT/8"),
         "added", "Kofi"),
        (("Yes/UH/ROOT/0 then/RB/dep/0 Kofi/NNP/nsubj/3 added/VBD/dep/0 it/PRP/dobj/3 ,/,/punct/0 "
         "said/VBD/dep/0 Ama/NNP/nsubj/6"),
         "added", "Kofi"),
        # according to, in the words of
        ("According to Ama Mensah, Yes", "According to", "Mensah"),
        ("Yes, according to Ama Mensah.", "according to", "Mensah"),
        ("In the words of Ama Mensah, Yes.", "words", "Mensah"),
        ("Yes, in Ama Mensah's words.", "words", "Mensah"),
        ("Yes, in other words.", None, None),
        ("The words of Ama Mensah, Yes.", None, None),
        # verbs beside quoted words
        ("Yes, Ama Mensah began.", "began", "Mensah"),
        ("Yes, began Ama Mensah.", "began", "Mensah"),
        ("Ama Mensah shot back, Yes.", "shot", "Mensah"),
        ("Ama Mensah began the talks, Yes.", None, None),
        ("Yes/UH/ROOT/0 Ama/NNP/nsubj/2 began/NN/dep/0 so/RB/advmod/2", None, None),
        ("Yes/UH/ROOT/0 it/PRP/dep/0 and/CC/dep/0 Ama/NNP/nsubj/4 began/VBD/dep/0", None, None),
        ("Yes/UH/ROOT/0 ,/,/dep/0 Ama/NNP/nsubj/3 began/VBD/dep/0", "began", "Ama"),
        ("It/PRP/nsubj/1 read/VBD/ROOT/1 part/NN/dobj/1 :/:/punct/1 Yes/UH/dep/1", "read", "It"),
        # taken for a noun
        ("Yes/UH/dep/3 ,/,/punct/3 Mensah/NNP/compound/3 remembers/NNS/ROOT/3 ././punct/3", "remembers", "Mensah"),
        ("Yes/UH/dep/3 ,/,/punct/3 Mensah/NNP/compound/3 bridges/NNS/ROOT/3 ././punct/3", None, None),
        ("Yes/UH/dep/3 ,/,/punct/3 old/JJ/compound/3 remembers/NNS/ROOT/3 ././punct/3", None, None),
        ("Mensah/NNP/compound/2 Yes/UH/dep/2 remembers/NNS/ROOT/2 ././punct/2", None, None),
        # a colon
        ("Our man, Kofi Boateng: Yes", ":", "Boateng"),
        ("Ama Mensah on the bridge: Yes", ":", "Mensah"),
        ("Ama Mensah had one hope: Yes", ":", "Mensah"),
        ("Ama Mensah's answer was simple: Yes", ":", "Mensah"),
        ("Ama Mensah's house was simple: Yes", None, None),
        ("She had one hope: Yes", ":", "She"),
        ("It had one hope: Yes", None, None),
        ("The letter reads: Yes", "reads", "letter"),
        ("The letter was old: Yes", None, None),
        ("The man was old: Yes", None, None),
        ("She had one hope; Yes", None, None),
        (": Yes", None, None),
        # nobody's
        ("Yes", None, None),
        ("It rained, Yes.", None, None),
        ("(Laughing): Yes", None, None),  # nobody stands before the colon
    ],
)  # fmt: skip
def test_the_cue_and_the_speaker_of_a_quotation(sentence: str, cue: str | None, speaker: str | None) -> None:
    doc = read_as(sentence)
    stand_in = word(sentence, STAND_IN)
    link = cue_of(stand_in, speech_cues(doc, {stand_in.i}))
    assert (link and read(link[0]), link and read(link[1])) == (cue, speaker)


@pytest.mark.parametrize(
    ("sentence", "cue", "speaker"),
    [
        ("Yes, said Ama Mensah.", "said", "Mensah"),
        ("They were told, Yes.", "told", None),  # by nobody
        # behind it
        ("Yes/UH/ROOT/0 added/VBD/dep/0 an/DT/det/4 old/JJ/amod/4 man/NN/dep/0", "added", "man"),
        ("Yes/UH/ROOT/0 added/VBD/dep/0 old/JJ/amod/4 Kofi/NNP/compound/4 Badu/NNP/dep/0", "added", "Badu"),
        ("Yes/UH/ROOT/0 added/VBD/dep/0 Badu/JJ/dep/0", "added", "Badu"),  # written as a name
        ("Yes/UH/ROOT/0 added/VBD/dep/0 then/RB/dep/0 Kofi/NNP/dep/0", "added", None),
        ("Yes/UH/ROOT/0 added/VBD/dep/0 " + 6 * "a/DT/dep/0 " + "Kofi/NNP/dep/0", "added", "Kofi"),
        ("Yes/UH/ROOT/0 added/VBD/dep/0 " + 7 * "a/DT/dep/0 " + "Kofi/NNP/dep/0", "added", None),
        # before it
        ("Ama/NNP/ROOT/0 it/PRP/dep/0 it/PRP/npadvmod/0 added/VBD/dep/0 now/RB/dep/0", "added", "Ama"),
        ("Ama/NNP/dep/1 was/VBD/ROOT/1 he/PRP/npadvmod/1 added/VBD/dep/1 now/RB/dep/1", "added", "he"),
        ("Ama/NNP/dep/1 was/VBD/ROOT/1 him/PRP/npadvmod/1 added/VBD/dep/1 now/RB/dep/1", "added", None),
        ("was/VBD/ROOT/0 Badu/JJ/dep/0 added/VBD/dep/0 now/RB/dep/0", "added", "Badu"),
        ("was/VBD/ROOT/0 The/DT/dep/0 added/VBD/dep/0 now/RB/dep/0", "added", None),
        ("was/VBD/ROOT/0 Yes/UH/dep/0 added/VBD/dep/0 now/RB/dep/0", "added", None),
        ("added/VBD/dep/1 now/RB/ROOT/1", "added", None),
    ],
)  # fmt: skip
def test_who_says_what_stands_beside_a_cue(sentence: str, cue: str, speaker: str | None) -> None:
    assert read(sayer(word(sentence, cue))) == speaker


@pytest.mark.parametrize(
    ("rest", "cue"),
    [
        ("her/PRP$/nsubj/3 saying/VBG/pcomp/1 ,/,/punct/3 now/RB/dep/3 Yes/UH/dep/0", "saying"),
        ("her/PRP$/dep/3 saying/VBG/pcomp/1 ,/,/punct/3 now/RB/dep/3 Yes/UH/dep/0", "replied"),  # whose, it doesn't say
        ("her/PRP$/nsubj/3 said/VBD/pcomp/1 ,/,/punct/3 now/RB/dep/3 Yes/UH/dep/0", "replied"),
        ("her/PRP$/nsubj/3 saying/VBG/pcomp/1 it/PRP/dobj/3 now/RB/dep/3 Yes/UH/dep/0", "replied"),  # it has words
    ],
)
def test_a_nearer_cue_that_waits_for_words_goes_before_the_one_above(rest: str, cue: str) -> None:
    doc = drawn(f"replied/VBD/ROOT/0 with/IN/prep/0 {rest}")
    link = cue_of(doc[-1], [doc[0], doc[3]])
    assert link is not None
    assert read(link[0]) == cue
