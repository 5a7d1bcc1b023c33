"""The words that name a speaker, the name among them and the role beside them, each way out by a sentence."""

from __future__ import annotations

import pytest

from embeddings.statements.speakers import describe
from embeddings.statements.subjects import speaker_of
from tests.embeddings.statements.trees import word

SAFE = " said it was safe."
PHRASES = [
    # the subject of "said it was safe": as written, name, role
    ("She", "She", "She", None),
    ("Some", "Some", "Some", None),
    ("Ama Mensah", "Ama Mensah", "Ama Mensah", None),
    ("Her deputy, Ana Gomez,", "Ana Gomez", "Ana Gomez", "deputy"),
    ("The union leader, Kofi,", "Kofi", "Kofi", "union leader"),
    ("The union leader Kofi Boateng", "Kofi Boateng", "Kofi Boateng", "union leader"),
    ("Its old leader Kofi Boateng", "Kofi Boateng", "Kofi Boateng", "old leader"),
    ("Ama Mensah's statement", "Ama Mensah's statement", "Ama Mensah", None),
    ("Ama Mensah's brother", "Ama Mensah's brother", "Ama Mensah's brother", None),
    ("A letter from Ama Mensah", "A letter from Ama Mensah", "Ama Mensah", None),
    ("A letter", "A letter", "A letter", None),
    ("A letter from her", "A letter from her", "A letter from her", None),
    ("Kofi Boateng, a retired teacher,", "Kofi Boateng", "Kofi Boateng", "retired teacher"),
    ("Kofi Boateng, The Daily Post,", "Kofi Boateng", "Kofi Boateng", None),
    ("Kofi Boateng, a Democrat,", "Kofi Boateng", "Kofi Boateng", "Democrat"),
    ("Kofi Boateng on Monday", "Kofi Boateng", "Kofi Boateng", None),
    ("Secretary of State Ann Example", "Secretary of State Ann Example", "Secretary of State Ann Example", None),
    ("Senator Ama Mensah", "Senator Ama Mensah", "Ama Mensah", "Senator"),
    ("The mayor Ama Mensah", "Ama Mensah", "Ama Mensah", "mayor"),
    ("Ghanaian Kofi Boateng", "Ghanaian Kofi Boateng", "Kofi Boateng", None),
    ("Mr. Kofi Boateng", "Mr. Kofi Boateng", "Kofi Boateng", None),
    ("Bashar al-Assad", "Bashar al-Assad", "Bashar al-Assad", None),
    ("Mohammed bin Salman", "Mohammed bin Salman", "Mohammed bin Salman", None),
    ("The people of Accra", "The people of Accra", "The people of Accra", None),
    ("The board's Mensah", "The board's Mensah", "Mensah", "board"),
    ("Accra's Ama Mensah", "Accra's Ama Mensah", "Ama Mensah", "Accra"),
    ("Accra's Foreign Office", "Accra's Foreign Office", "Accra's Foreign Office", None),
    ("The mayor's Office", "The mayor's Office", "mayor's Office", None),
    ("The Ghana Bridge Union", "The Ghana Bridge Union", "Ghana Bridge Union", None),
    ("Ama Mensah and Kofi Boateng", "Ama Mensah and Kofi Boateng", "Ama Mensah and Kofi Boateng", None),
    ("Then Ama Mensah", "Ama Mensah", "Ama Mensah", None),
    ("And the mayor", "the mayor", "the mayor", None),
]


@pytest.mark.parametrize(("phrase", "written", "name", "role"), PHRASES, ids=[case[0] for case in PHRASES])
def test_who_somebody_is(phrase: str, written: str, name: str, role: str | None) -> None:
    assert described(phrase + SAFE, "said") == (written, name, role)


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        # a relative clause is its noun's, or the issuer's of that document
        ("Ama Mensah, who said it was safe, left.", "said", ("who", "Ama Mensah", None)),
        ("She released a statement, which said it was safe.", "said", ("which", "She", None)),
        ("Ama Mensah has a bridge, which said it was safe.", "said", ("which", "a bridge", None)),
        ("He/PRP/ROOT/0 letter/NN/dobj/0 which/WDT/nsubj/3 said/VBD/relcl/1", "said", ("which", "letter", None)),
        ("She/PRP/nsubj/1 saw/VBD/ROOT/1 a/DT/det/3 letter/NN/dobj/1 who/WP/nsubj/5 said/VBD/conj/1", "said",
         ("who", "who", None)),
        # before a colon
        ("Ama/NNP/compound/1 Mensah/NNP/ROOT/1 in/IN/prep/1 Accra/NNP/pobj/2 :/:/punct/1 go/VB/dep/1", ":",
         ("Ama Mensah", "Ama Mensah", None)),
        # the role behind a name
        ("Ama Mensah, the mayor of Accra, said so.", "said", ("Ama Mensah", "Ama Mensah", "mayor of Accra")),
        ("Ama Mensah, mayor, said so.", "said", ("Ama Mensah", "Ama Mensah", None)),
        ("Ama/NNP/nsubj/4 ,/,/punct/0 next/JJ/amod/3 day/NN/appos/0 said/VBD/ROOT/4", "said", ("Ama", "Ama", None)),
        ("Ama/NNP/nsubj/4 ,/,/punct/0 old/JJ/amod/3 mayor/NN/conj/0 said/VBD/ROOT/4",
         "said", ("Ama", "Ama", "old mayor")),
        ("Ama/NNP/nsubj/5 and/CC/cc/0 an/DT/det/4 old/JJ/amod/4 mayor/NN/conj/0 said/VBD/ROOT/5", "said",
         ("Ama and an old mayor", "Ama and an old mayor", None)),
        # two subjects of one verb
        ("Ama/NNP/nsubj/4 ,/,/punct/0 and/CC/cc/0 Kofi/NNP/nsubj/4 said/VBD/ROOT/4", "said",
         ("Ama , and Kofi", "Ama and Kofi", None)),
        ("Ama/NNP/nsubj/4 ,/,/punct/0 or/CC/cc/0 Kofi/NNP/nsubj/4 said/VBD/ROOT/4", "said", ("Ama", "Ama", None)),
        # what stands before a phrase and is no part of it
        ("Said/VBD/compound/1 Ama/NNP/nsubj/2 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        ("Early/RB/advmod/1 Ama/NNP/nsubj/2 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        ("Yes/NNP/compound/1 Ama/NNP/nsubj/2 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        ("-/:/punct/1 Ama/NNP/nsubj/2 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        # what stands behind it
        ("Ama/NNP/nsubj/2 Yes/NNP/dep/0 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        ("Ama/NNP/nsubj/2 ,/,/dep/0 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        ("Ama/NNP/nsubj/3 and/CC/cc/0 left/VBD/conj/0 said/VBD/ROOT/3", "said", ("Ama", "Ama", None)),
        ("Ama/NNP/nsubj/2 Monday/NNP/dep/0 said/VBD/ROOT/2", "said", ("Ama", "Ama", None)),
        # surnames taken apart, of several words
        ("Kofi Al-Badri said so.", "said", ("Kofi Al-Badri", "Kofi Al-Badri", None)),
        ("Ama Mensah-Owusu said so.", "said", ("Ama Mensah-Owusu", "Ama Mensah-Owusu", None)),
        ("Kofi Boateng, R-Accra, said so.", "said", ("Kofi Boateng", "Kofi Boateng", None)),
        # titles
        ("Senators/NNS/compound/1 Ama/NNP/nsubj/4 and/CC/cc/1 Kofi/NNP/conj/1 said/VBD/ROOT/4", "said",
         ("Senators Ama and Kofi", "Senators Ama and Kofi", None)),
        ("Mrs./NNP/compound/1 Ama/NNP/nsubj/4 and/CC/cc/1 Kofi/NNP/conj/1 said/VBD/ROOT/4", "said",
         ("Mrs. Ama and Kofi", "Ama and Kofi", None)),
        ("An/DT/det/3 old/JJ/amod/3 teacher/NN/compound/3 Ama/NNP/nsubj/4 said/VBD/ROOT/4", "said",
         ("An old teacher Ama", "Ama", "old teacher")),
    ],
)  # fmt: skip
def test_who_a_verb_brings(sentence: str, verb: str, expected: tuple[str, str, str | None]) -> None:
    assert described(sentence, verb) == expected


def described(sentence: str, verb: str) -> tuple[str, str, str | None]:
    cue = word(sentence, verb)
    head = speaker_of(cue) if verb != ":" else cue.head
    assert head is not None
    phrase = describe(head, cue)
    return cue.doc[phrase.first.i : phrase.last.i + 1].text, phrase.name, phrase.role
