from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.asked import alike, lemma_of, read_question
from embeddings.statements.cues import CUES

SAID = [
    ("What did Ama Mensah say about the dam?", "Ama Mensah", "the dam"),
    ("what did ama mensah say about the dam", "ama mensah", "the dam"),
    ("What did Mensah say?", "Mensah", ""),
    ("What did the judge rule on the dam?", "the judge", "the dam"),
    ("What has the RUU said about the survey?", "the RUU", "the survey"),
    ("What does Mensah say on the survey?", "Mensah", "the survey"),
    ("What does Mensah think of the survey?", "Mensah", "the survey"),
    ("What else did Mensah say about it?", "Mensah", "it"),
    ("What exactly did Mensah say about the dam?", "Mensah", "the dam"),
    ("What did Mensah tell the farmers about the dam?", "Mensah", "the dam"),
    ("What does the union have to say about the dam?", "the union", "the dam"),
    ("What is Mensah saying about the dam?", "Mensah", "the dam"),
    ("What is Mensah's view on the dam?", "Mensah", "the dam"),
    ("What was the RUU's reaction to the dam?", "the RUU", "the dam"),
    ("What are the farmers' views on the dam?", "the farmers", "the dam"),
    ("What is the position of the RUU on the dam?", "the RUU", "the dam"),
    ("How did Mensah respond to the survey?", "Mensah", "the survey"),
    ("How has Mensah reacted?", "Mensah", ""),
    ("Has Mensah commented on the dam?", "Mensah", "the dam"),
    ("Has Mensah ever commented on the dam?", "Mensah", "the dam"),
    ("Did Mensah comment on the dam?", "Mensah", "the dam"),
    ("Has Mensah said anything about the dam?", "Mensah", "the dam"),
    ("Did Mensah say anything regarding the dam?", "Mensah", "the dam"),
    ("Has Mensah spoken about the dam?", "Mensah", "the dam"),
    ("Has Mensah responded to the survey?", "Mensah", "the survey"),
    ("Is there anything from Mensah on the dam?", "Mensah", "the dam"),
    ("So, what did Mensah say about the dam?", "Mensah", "the dam"),
    (
        "What did Ama Mensah of the River Users Union say about the dam?",
        "Ama Mensah of the River Users Union",
        "the dam",
    ),
    ("Mensah's reaction to the dam", "Mensah", "the dam"),
    ("Mensah’s views on the dam?", "Mensah", "the dam"),
    ("What's Mensah's position on the dam?", "Mensah", "the dam"),
    ("What has Mensah said on the dam?", "Mensah", "the dam"),
    ("  What   did Mensah\nsay about the dam ?? ", "Mensah", "the dam"),
]
SAID_IN_A_WAY = [
    ("What did Mensah deny?", "Mensah", "", "deny"),
    ("What did Mensah call for?", "Mensah", "", "call+for"),
    ("What did Mensah warn about?", "Mensah", "", "warn"),
    ("What does Mensah demand?", "Mensah", "", "demand"),
    ("Did Mensah deny that the dam would flood the valley?", "Mensah", "the dam would flood the valley", "deny"),
    ("Has the RUU condemned the dam?", "the RUU", "the dam", "condemn"),
    ("Did Mensah call for a survey?", "Mensah", "a survey", "call+for"),
    ("Has Mensah criticised the survey?", "Mensah", "the survey", "criticise"),
]
WHO = [
    ("Who said the dam was safe?", "the dam was safe", None),
    ("Who said that the dam was safe?", "the dam was safe", None),
    ("Who has said that the dam was safe?", "the dam was safe", None),
    ("Who else said that the dam was safe?", "the dam was safe", None),
    ("Who denied that the dam was safe?", "the dam was safe", "deny"),
    ("Who denies it?", "it", "deny"),
    ("Who is denying that the dam was safe?", "the dam was safe", "deny"),
    ("Who rejected the survey?", "the survey", "reject"),
    ("Who criticised the dam?", "the dam", "criticise"),
    ("Who criticized the dam?", "the dam", "criticize"),
    ("Who has publicly condemned the dam?", "the dam", "condemn"),
    ("Who called for a survey?", "a survey", "call+for"),
    ("Who is calling for a survey?", "a survey", "call+for"),
    ("Who urged a survey of the dam?", "a survey of the dam", "urge"),
    ("Who praised the dam?", "the dam", "praise"),
    ("Who warned about the dam?", "the dam", "warn"),
    ("Who promised a new school?", "a new school", "promise"),
    ("Who accused the union of lying?", "the union of lying", "accuse"),
    ("Who was it that denied the report?", "the report", "deny"),
    ("Who has spoken about the dam?", "the dam", "speak"),
    ("Who commented on the dam?", "the dam", "comment"),
    ("Which senator denied the report?", "senator the report", "deny"),
    ("Which party supports the dam?", "party the dam", "support"),
    ("Which spokesmen denied the report?", "spokesmen the report", "deny"),
    ("Which governors denied the report?", "governors the report", "deny"),
]
STANDS = [
    ("Who is against the dam?", "the dam", "oppose"),
    ("Who's against the dam?", "the dam", "criticise"),
    ("Who is opposed to the dam?", "the dam", "deny"),
    ("Who was critical of the dam?", "the dam", "criticise"),
    ("Who is in favour of the dam?", "the dam", "support"),
    ("Which parties are in favor of the dam?", "parties the dam", "welcome"),
]
DISAGREES = [
    ("Who disagrees with Mensah on the dam?", "Mensah", "the dam"),
    ("Who disagrees with Ama Mensah about the dam?", "Ama Mensah", "the dam"),
    ("Who disagreed with Mensah?", "Mensah", ""),
    ("Who else disagrees with Mensah over the dam?", "Mensah", "the dam"),
    ("Who contradicts Mensah on the dam?", "Mensah", "the dam"),
    ("Who contradicted Mensah about the dam?", "Mensah", "the dam"),
    ("Who opposes Mensah on the dam?", "Mensah", "the dam"),
]
ORDINARY = [
    "Who is the mayor?",
    "Who was arrested?",
    "Who is behind the dam?",
    "Who is the minister in favour of?",
    "Which state is against the dam?",
    "The dam",
    "Mensah's dog",
    "Who was accused of lying?",
    "Who won the election?",
    "Who wrote the novel?",
    "Who called the police?",
    "Who directed the film?",
    "When did Mensah say that?",
    "Why did Mensah deny it?",
    "Where did Mensah say it?",
    "How many people said no?",
    "What did the court decide?",
    "What did he say about it?",
    "What did they say?",
    "What is the capital of France?",
    "What is the dictionary's word of the year?",
    "Which country announced a new plan?",
    "Which state was ordered to remove the barriers?",
    "Does the dam leak?",
    "Did it rain?",
    "dam",
    "Who?",
    "",
]


@pytest.mark.parametrize(("question", "speaker", "topic"), SAID)
def test_what_a_speaker_said(question: str, speaker: str, topic: str) -> None:
    asked = read_question(question)
    assert asked is not None
    assert (asked.kind, asked.names, asked.topic, asked.cues) == ("said", (speaker,), topic, frozenset())


@pytest.mark.parametrize(("question", "speaker", "topic", "lemma"), SAID_IN_A_WAY)
def test_what_a_speaker_said_in_a_way(question: str, speaker: str, topic: str, lemma: str) -> None:
    asked = read_question(question)
    assert asked is not None
    assert (asked.kind, asked.names, asked.topic, asked.cues) == ("said", (speaker,), topic, alike(lemma))
    assert lemma in asked.cues


@pytest.mark.parametrize(("question", "topic", "lemma"), WHO)
def test_who_said_it(question: str, topic: str, lemma: str | None) -> None:
    asked = read_question(question)
    assert asked is not None
    cues = alike(lemma) if lemma else frozenset()
    assert (asked.kind, asked.names, asked.topic, asked.cues) == ("who", (), topic, cues)


@pytest.mark.parametrize(("question", "topic", "lemma"), STANDS)
def test_who_is_for_or_against_it(question: str, topic: str, lemma: str) -> None:
    asked = read_question(question)
    assert asked is not None
    assert (asked.kind, asked.names, asked.topic) == ("who", (), topic)
    assert lemma in asked.cues


@pytest.mark.parametrize(("question", "speaker", "topic"), DISAGREES)
def test_who_disagrees(question: str, speaker: str, topic: str) -> None:
    asked = read_question(question)
    assert asked is not None
    assert (asked.kind, asked.names, asked.topic) == ("disagrees", (speaker,), topic)


@pytest.mark.parametrize("question", ORDINARY)
def test_other_questions(question: str) -> None:
    assert read_question(question) is None


@given(st.text())
def test_any_question_is_read_or_left(question: str) -> None:
    asked = read_question(question)
    assert asked is None or all(name in " ".join(question.split()) for name in asked.names)


@pytest.mark.parametrize(
    ("question", "topic", "cue"),
    [
        ("Who apologised?", "", "apologise"),
        ("Who else agreed?", "", "agree"),
        ("Who answered the question about the fare?", "the fare", "answer"),
        ("Who replied to her question whether the tram would run?", "whether the tram would run", "reply"),
        ("Whose idea was it to close the school?", "close the school", "propose"),
        ("Whose proposal was the new bridge?", "the new bridge", "suggest"),
    ],
)
def test_who_said_in_some_way(question: str, topic: str, cue: str) -> None:
    asked = read_question(question)
    assert asked is not None
    assert (asked.kind, asked.topic) == ("who", topic)
    assert cue in asked.cues


@pytest.mark.parametrize("question", ["Who said?", "Which letter agreed?", "Whose idea?"])
def test_who_said_in_no_way(question: str) -> None:
    assert read_question(question) is None


def test_a_long_question_ends_soon() -> None:
    assert read_question("who said " * 30 + "a" * 100_000) is None
    assert read_question("what did " + "a b on " * 34) is None


def test_alike() -> None:
    assert {"deny", "reject"} <= alike("deny") < alike("reject")
    assert alike("oppose") < alike("reject")  # who rejects it is against it
    assert alike("say") == frozenset()
    assert "say" not in alike("deny")


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [
        ("said", "say"),
        ("has denied", "deny"),
        ("was forced to admit", "admit"),
        ("did not agree", ""),
        ("didn’t say", ""),
        ("never said", ""),
        ("declined to comment", ""),
        ("declined", "decline"),
        ("was against", "oppose"),
        ("voted against", "oppose"),
        ("voted for", "support"),
        ("is in favour", "support"),
        ("has called for", "call+for"),
        ("distrusts", "distrust"),
        ("called for", "call+for"),
        ("called", "call"),
        ("According to", "according"),
    ],
)
def test_lemma_of_a_cue(cue: str, lemma: str) -> None:
    assert lemma_of(cue) == lemma


def test_every_lemma_that_can_be_asked_for_is_a_cue() -> None:
    lemmas = {cue.lemma for cue in CUES.values()} | {"according", "call+for"}
    assert {lemma for name in ("deny", "praise", "warn", "ask", "call+for", "admit") for lemma in alike(name)} <= lemmas


def test_a_question_of_more_than_250_characters_asks_several_things() -> None:
    question = f"What did Rosa say about the {'long ' * 44}tram?"
    assert len(question) == 253
    assert read_question(question) is None
    assert read_question(question.replace("the ", "", 1)) is not None
