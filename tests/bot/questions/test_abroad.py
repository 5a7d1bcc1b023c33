"""What German questions ask about speakers, by the table in the language's file."""

from __future__ import annotations

import pytest

from bot.questions.abroad import read_speakers, speaker_rules
from bot.questions.asked import OPPOSING, SUPPORTING, alike, read_question
from embeddings.search.query import SpeakerQuestion

SAID = [
    ("Was sagte Anna Holz zum Hafen?", "Anna Holz", "Hafen"),
    ("Was hat Bürgermeisterin Holz zum Hafen gesagt?", "Holz", "Hafen"),
    ("Was hat Holz gesagt zum Hafen?", "Holz", "Hafen"),
    ("Was sagte Ulrike von der Heide über die Züge?", "Ulrike von der Heide", "die Züge"),
    ("Was hält Ulrike von der Heide vom Ausbau?", "Ulrike von der Heide", "Ausbau"),
    ("Wie reagierte Brandt auf den Plan?", "Brandt", "den Plan"),
    ("Wie hat Brandt auf den Plan reagiert?", "Brandt", "den Plan"),
    ("Wie steht die Polizei zu der Vermutung?", "Polizei", "der Vermutung"),
    ("Was ist die Meinung des Umweltministeriums zum Aushub?", "Umweltministerium", "Aushub"),
    ("Hat sich Frau Dr. Engler zur Tiefgarage geäußert?", "Engler", "Tiefgarage"),
    ("Hat Engler etwas zur Tiefgarage gesagt?", "Engler", "Tiefgarage"),
    ("Und was sagte der Umweltminister Udo Rau?", "Udo Rau", ""),
]
SAID_IN_A_WAY = [
    ("Hat Steiner bestritten, dass die Produktion wandert?", "Steiner", "die Produktion wandert", "deny"),
    ("Bestreitet Steiner, dass die Produktion wandert?", "Steiner", "die Produktion wandert", "deny"),
]
WHO = [
    ("Wer sagte, dass die Zinsen helfen?", "die Zinsen helfen", alike("say")),
    ("Wer hat gesagt, dass der Hafen teurer wird?", "der Hafen teurer wird", alike("say")),
    ("Wer hat den Plan kritisiert?", "den Plan", alike("criticise")),
    ("Wer lehnt die Schließung des Freibads ab?", "die Schließung des Freibads", alike("oppose")),
    ("Wer räumte ein, dass es länger dauert?", "es länger dauert", alike("admit")),
    ("Wer hat die Vorwürfe zurückgewiesen?", "die Vorwürfe", alike("reject")),
    ("Wer fordert höhere Preise?", "höhere Preise", alike("demand")),
    ("Wer ist gegen die Windräder?", "die Windräder", OPPOSING),
    ("Wer spricht sich gegen die Solaranlage aus?", "die Solaranlage", OPPOSING),
    ("Wer ist für den Radweg?", "den Radweg", SUPPORTING),
]
NOTHING = [
    "Wer ist Anna Holz?",
    "Wer gab das Geld?",
    "Wer hat den Schatz gefunden?",
    "Wer leitet das Stadttheater?",
    "Wer führte den Verein?",
    "Was sagt er dazu?",
    "Was kostet der Hafen?",
    "Wann sagte Holz das Treffen ab?",
    "Was sagte " + "Holz " * 80,
]


@pytest.mark.parametrize(("question", "name", "topic"), SAID)
def test_what_somebody_said(question: str, name: str, topic: str) -> None:
    assert read_speakers(question, "de") == SpeakerQuestion("said", (name,), topic)


@pytest.mark.parametrize(("question", "name", "topic", "lemma"), SAID_IN_A_WAY)
def test_whether_somebody_said_it_in_a_way(question: str, name: str, topic: str, lemma: str) -> None:
    assert read_speakers(question, "de") == SpeakerQuestion("said", (name,), topic, alike(lemma))


@pytest.mark.parametrize(("question", "topic", "cues"), WHO)
def test_who_said_it(question: str, topic: str, cues: frozenset[str]) -> None:
    assert read_speakers(question, "de") == SpeakerQuestion("who", (), topic, cues)


@pytest.mark.parametrize(
    ("question", "topic"),
    [("Wer widerspricht Holz beim Hafen?", "Hafen"), ("Wer ist anderer Meinung als Holz?", "")],
)
def test_who_disagrees(question: str, topic: str) -> None:
    assert read_speakers(question, "de") == SpeakerQuestion("disagrees", ("Holz",), topic)


@pytest.mark.parametrize("question", NOTHING)
def test_nothing_about_speakers(question: str) -> None:
    assert read_speakers(question, "de") is None


@pytest.mark.parametrize("language", ["en", None])
def test_a_short_question_is_german_whatever_its_small_words_tell(language: str | None) -> None:
    assert read_speakers("Was sagte Holz?", language) == SpeakerQuestion("said", ("Holz",), "")


@pytest.mark.parametrize("language", ["en", "fr", None])
def test_without_a_table_a_question_is_read_as_english(language: str | None) -> None:
    question = "What did Ama Mensah say about the dam?"
    assert read_speakers(question, language) == read_question(question)
    assert speaker_rules("fr") is None
