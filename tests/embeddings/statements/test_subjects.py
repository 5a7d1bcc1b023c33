"""Who does the saying, each way out of a rule by a sentence; drawn trees are what the parser makes of others."""

from __future__ import annotations

import pytest

from embeddings.statements.subjects import (
    agent_of,
    reporter_of,
    speaker_of,
    subject_of,
    taken_for_participle,
    whole_cue,
    with_particle,
)
from tests.embeddings.statements.trees import read, tree, word

PAPERS = "Two/CD/nummod/1 papers/NNS/nsubj/5 reported/VBD/acl/1 the/DT/det/4 bank/NN/nsubj/5 failed/VBD/ROOT/5"
# She hoped to wish to plan to seek to ask to vow to say so.
SIX_ABOVE = "She/PRP/nsubj/1 hoped/VBD/ROOT/1 " + " ".join(
    f"{verb}/VB/xcomp/{head}" for head, verb in enumerate("wish plan seek ask vow say".split(), 1)
)
HAD_FAILED = "He/PRP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 failed/VBD/ccomp/1 "


@pytest.mark.parametrize(
    ("sentence", "verb", "speaker"),
    [
        # its own
        ("Ama Mensah said it was safe.", "said", "Mensah"),
        ("Will/MD/aux/1 said/VBD/ROOT/1 so/RB/advmod/1", "said", "Will"),
        ("Can/MD/aux/1 said/VBD/ROOT/1 so/RB/advmod/1", "said", None),
        ("Ama/NNP/dep/2 Early/RB/advmod/2 said/VBD/ROOT/2", "said", "Early"),
        ("Ama/NNP/dep/2 early/RB/advmod/2 said/VBD/ROOT/2", "said", None),
        ("Ama/NNP/dep/2 Early/JJ/advmod/2 said/VBD/ROOT/2", "said", None),
        ("Ama/NNP/dep/2 Early/RB/advmod/2 say/VBP/ROOT/2", "say", None),  # two who speak
        ("Early/RB/advmod/1 said/VBD/ROOT/1", "said", None),  # it begins the sentence
        ("said/VBD/ROOT/0 so/RB/advmod/0", "said", None),
        # of two, with a mark between them, the later
        ("Correction: An earlier version said it was safe.", "said", "version"),
        ("Lt Col (retd) Ama Mensah said it was safe.", "said", "Mensah"),
        # passives
        ("They were told by her that it was safe.", "told", "her"),
        ("Nobody was told that it was safe.", "told", None),
        ("Ama Mensah was joined by him and said it was safe.", "said", "Mensah"),
        ("He was forced to admit it was unsafe.", "admit", "He"),
        ("She was quoted as saying it was safe.", "saying", "She"),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 seen/VBN/ROOT/2 by/IN/agent/2 Ama/NNP/pobj/3 saying/VBG/advcl/2",
            "saying",
            "Ama",
        ),
        ("A plan praised by Ama failed.", "praised", "Ama"),
        ("A/DT/det/1 plan/NN/nsubj/4 praised/VBN/acl/1 by/IN/agent/2 fell/VBD/ROOT/4", "praised", None),
        ("It/PRP/nsubj/4 having/VBG/aux/2 praised/VBN/advcl/4 by/IN/agent/2 fell/VBD/ROOT/4", "praised", "It"),
        ("A/DT/det/1 plan/NN/nsubj/4 he/PRP/nsubj/3 praised/VBN/relcl/1 fell/VBD/ROOT/4", "praised", "he"),
        # the noun that it hangs on
        ("The woman saying so left.", "saying", "woman"),
        ("The woman to say so is Ama.", "say", None),
        (PAPERS, "reported", "papers"),
        (PAPERS.replace("VBD/acl", "VBN/acl"), "reported", "papers"),
        # somebody's own document
        ("She released a statement saying it was safe.", "saying", "She"),
        ("She spoke in a letter saying it was safe.", "saying", "She"),
        ("The report saying it was safe was lost.", "saying", "report"),
        ("She closed a bridge saying nothing.", "saying", "bridge"),
        # whoever was asked
        ("They asked her to say it was safe.", "say", "her"),
        ("They asked to say it was safe.", "say", "They"),
        ("Ama Mensah emailed staff to say it was safe.", "say", "Mensah"),
        ("Ama Mensah rang the mayor to say it was safe.", "say", "Mensah"),
        ("She had this to say: it is safe.", "say", "She"),
        # the verbs above
        ("Ama Mensah has promised to say it is safe.", "say", "Mensah"),
        ("He said the talks had failed but added that they would go on.", "added", "He"),
        ("The talks had failed but added nothing.", "added", "talks"),
        (SIX_ABOVE, "vow", "She"),
        (SIX_ABOVE, "say", None),
        # a subject that the parser took for something else
        ("At its meeting in Accra, the union, Ghana Rail, said it was safe.", "said", "Rail"),
        ("At/IN/prep/4 noon/NN/pobj/0 the/DT/det/3 union/NN/appos/1 said/VBD/ROOT/4", "said", None),
        ("At/IN/prep/4 noon/NN/pobj/0 Ghana/NNP/compound/3 Rail/NNP/conj/1 said/VBD/ROOT/4", "said", None),
        ("Noon/NN/npadvmod/3 Ghana/NNP/compound/2 Rail/NNP/appos/0 said/VBD/ROOT/3", "said", None),
    ],
)
def test_whose_words_a_verb_reports(sentence: str, verb: str, speaker: str | None) -> None:
    assert read(speaker_of(word(sentence, verb))) == speaker


@pytest.mark.parametrize(
    ("sentence", "verb", "subject", "agent"),
    [
        ("Ama Mensah said it was safe.", "said", "Mensah", None),
        ("They were told by Ama Mensah that it was safe.", "told", "They", "Mensah"),
        ("They were told that it was safe.", "told", "They", None),
        ("She vowed to go.", "go", None, None),
        ("It/PRP/nsubjpass/2 was/VBD/auxpass/2 done/VBN/ROOT/2 by/IN/agent/2 then/RB/advmod/3", "done", "It", None),
    ],
)
def test_the_subject_and_the_agent_of_a_verb_itself(
    sentence: str, verb: str, subject: str | None, agent: str | None
) -> None:
    assert (read(subject_of(word(sentence, verb))), read(agent_of(word(sentence, verb)))) == (subject, agent)


@pytest.mark.parametrize(
    ("rest", "verb", "reporter"),
    [
        ("but/CC/cc/3 added/VBD/conj/3 more/JJR/dobj/5", "added", "said"),
        ("but/CC/cc/3 added/VBN/conj/3 more/JJR/dobj/5", "added", None),  # as "it" did
        ("but/CC/cc/3 add/VB/conj/3 more/JJR/dobj/5", "add", None),
        ("but/CC/cc/3 she/PRP/nsubj/6 added/VBD/conj/3", "added", None),  # she has words of her own
        ("but/CC/cc/3 sank/VBD/conj/3 more/JJR/dobj/5", "sank", None),  # nobody's words
        (",/,/punct/3 adding/VBG/advcl/3 more/JJR/dobj/5", "adding", "said"),
        ("by/IN/mark/5 adding/VBG/advcl/3 more/JJR/dobj/5", "adding", None),
        ("then/RB/advmod/3 adding/VBG/advcl/3 more/JJR/dobj/5", "adding", None),
        (",/,/punct/3 added/VBD/advcl/3 more/JJR/dobj/5", "added", None),
        (",/,/punct/3 adding/VBG/acl/3 more/JJR/dobj/5", "adding", None),
    ],
)
def test_a_second_cue_goes_with_the_verb_above_the_clause(rest: str, verb: str, reporter: str | None) -> None:
    assert read(reporter_of(word(HAD_FAILED + rest, verb))) == reporter


@pytest.mark.parametrize(
    "sentence",
    [
        # no complement, no cue above it, the clause before its verb or behind the second cue
        "He/PRP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 failed/VBD/conj/1 but/CC/cc/3 added/VBD/conj/3",
        "He/PRP/nsubj/1 ran/VBD/ROOT/1 it/PRP/nsubj/3 failed/VBD/ccomp/1 but/CC/cc/3 added/VBD/conj/3",
        "it/PRP/nsubj/1 failed/VBD/ccomp/6 but/CC/cc/1 added/VBD/conj/1 ,/,/punct/6 he/PRP/nsubj/6 said/VBD/ROOT/6",
        "He/PRP/nsubj/1 said/VBD/ROOT/1 added/VBD/conj/4 it/PRP/nsubj/4 failed/VBD/ccomp/1",
    ],
)
def test_other_verbs_go_with_no_reporter(sentence: str) -> None:
    assert reporter_of(word(sentence, "added")) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (PAPERS, "the bank failed"),
        (PAPERS.replace("VBD/acl", "VBG/acl"), ""),
        (PAPERS.replace("VBD/acl", "VBD/relcl"), ""),
        (PAPERS.replace("papers/NNS/nsubj", "papers/NNS/nsubjpass"), ""),
        (PAPERS.replace("bank/NN/nsubj", "bank/NN/dep"), ""),
        ("The/DT/det/1 bank/NN/nsubj/5 papers/NNS/nsubj/5 it/PRP/dep/2 reported/VBD/acl/2 failed/VBD/ROOT/5", ""),
    ],
)
def test_a_verb_that_was_taken_for_a_participle(sentence: str, words: str) -> None:
    assert read(taken_for_participle(word(sentence, "reported"))) == words


@pytest.mark.parametrize(
    ("sentence", "verb", "last"),
    [
        ("Ama Mensah fired back that it was safe.", "fired", "back"),
        ("Ama Mensah went on about it.", "went", "on"),
        ("Ama Mensah went back to it.", "went", "went"),
        ("Ama Mensah fired on them.", "fired", "fired"),
        ("Ama Mensah wrote back at once.", "wrote", "wrote"),
        ("Ama Mensah fired", "fired", "fired"),
        ("Ama Mensah fired back", "fired", "back"),
    ],
)
def test_a_cue_with_its_particle(sentence: str, verb: str, last: str) -> None:
    assert read(with_particle(word(sentence, verb))) == last


def forced(between: int) -> str:
    """Draw "She was forced to admit", with so many words before "forced"."""
    forced, admit = 2 + between, 4 + between
    words = "".join(f"then/RB/advmod/{forced} " for _ in range(between))
    helped = f"She/PRP/nsubjpass/{forced} was/VBD/auxpass/{forced} {words}forced/VBN/ROOT/{forced}"
    return f"{helped} to/TO/aux/{admit} admit/VB/xcomp/{forced}"


@pytest.mark.parametrize(
    ("sentence", "verb", "opening"),
    [
        ("She agreed that it was safe.", "agreed", "agreed"),
        ("She has agreed that it was safe.", "agreed", "agreed"),
        ("She did not agree that it was safe.", "agree", "did"),
        ("She might say it was safe.", "say", "might"),
        ("She may have said it was safe.", "said", "may"),
        ("She has never said it was safe.", "said", "has"),
        ("Ama Mensah no longer says that it is safe.", "says", "no"),
        ("She reportedly said it was safe.", "said", "reportedly"),
        ("She then said it was safe.", "said", "said"),
        ("Ama Mensah neither confirmed nor denied that it was safe.", "denied", "neither"),
        ("She confirmed and denied that it was safe.", "denied", "denied"),
        ("He was forced to admit it was unsafe.", "admit", "was"),
        ("She denied saying it was safe.", "saying", "denied"),
        ("She has denied saying it was safe.", "saying", "has"),
        ("She began saying it was safe.", "saying", "saying"),
        ("To say so, she came.", "say", "To"),
        ("Did Ama Mensah say it was safe?", "say", "say"),  # the speaker stands within
        (forced(3), "admit", "was"),
        (forced(4), "admit", "admit"),
    ],
)
def test_a_cue_begins_where_it_means_what_it_says(sentence: str, verb: str, opening: str) -> None:
    cue = word(sentence, verb)
    assert read(whole_cue(cue, speaker_of(cue))) == opening


def test_a_speaker_right_before_a_cue_is_not_within_it() -> None:
    doc = tree("She did not agree that it was safe.")
    assert read(whole_cue(doc[3], doc[0])) == "did"
    assert read(whole_cue(doc[3], doc[1])) == "agree"
    assert read(whole_cue(doc[3], doc[3])) == "did"
    assert read(whole_cue(doc[3], None)) == "did"
