from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.wanted import KINDS, Kind, counted, counts, holds, wanted

ASKED = {  # who, when, where and how many, in the languages of the interface and in Japanese
    "de": ("Wer hat die Brücke gebaut?", "Wann wurde sie gebaut?", "Wo steht sie?", "Wie viele Leute kamen?"),
    "es": ("¿Quién construyó el puente?", "¿Cuándo se construyó?", "¿Dónde está?", "¿Cuántas personas vinieron?"),
    "fr": ("Qui a construit le pont ?", "Quand a-t-il été construit ?", "Où est-il ?", "Combien de gens sont venus ?"),
    "ja": ("誰が橋を建てましたか。", "橋はいつ建てられましたか。", "橋はどこにありますか。", "何人来ましたか。"),
    "km": ("តើនរណាសាងសង់ស្ពាន?", "តើស្ពានសាងសង់ពេលណា?", "តើស្ពាននៅឯណា?", "តើមានមនុស្សប៉ុន្មាននាក់?"),
    "ru": ("Кто построил мост?", "Когда его построили?", "Где он стоит?", "Сколько людей пришло?"),
    "uk": ("Хто збудував міст?", "Коли його збудували?", "Де він стоїть?", "Скільки людей прийшло?"),
}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who denied it?", "person"),
        ("Whose house is it?", "person"),
        ("Which Norwegian singer left?", "person"),
        ("When did it burn?", "time"),
        ("What year was it?", "time"),
        ("Where is it?", "place"),
        ("In which harbour city was it held?", "place"),
        ("HOW MANY left?", "number"),
        ("What percentage of it?", "percentage"),
        ("How many per cent left?", "percentage"),
        ("What share of it?", "number"),
        ("Which country won?", "country"),
        ("Which African nation won?", "country"),
        ("In which US state was it?", "state"),
        ("What did the United States say?", None),
        ("How old is the person who left?", "number"),
        ("What did he say?", None),
        ("Whole wheat?", None),
        ("Nowhere", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question: str, kind: Kind | None) -> None:
    assert wanted(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        ("person", "Ines Falk left.", True),
        ("person", "Ines J. Falk left.", True),
        ("person", "The mayor left.", False),
        ("time", "It was in 1987.", True),
        ("time", "On Tuesday.", True),
        ("time", "a year ago", True),
        ("time", "It may march.", False),
        ("place", "He went to Oster.", True),
        ("place", "near the River Tarn", True),
        ("place", "to the point", False),
        ("number", "About 40 boats.", True),
        ("number", "Half of them.", True),
        ("number", "Nineteen left.", True),
        ("number", "two-thirds", True),
        ("number", "It was in 1987.", False),
        ("number", "None of it, often", True),
        ("number", "No more", False),
        ("percentage", "49% of them", True),
        ("percentage", "about five per cent", True),
        ("percentage", "49 of them", False),
        ("country", "in New Zealand.", True),
        ("country", "the U.S. team", True),
        ("country", "Nigerian boats", False),
        ("country", "of us", False),
        ("state", "to Ohio", True),
        ("state", "to Oster", False),
        (None, "", True),
    ],
)
def test_what_is_held(kind: Kind | None, text: str, held: bool) -> None:
    assert holds(kind, text) is held


@pytest.mark.parametrize(
    ("kind", "text", "question", "held"),
    [
        ("country", "Norway won.", "Which country beat Norway?", False),
        ("country", "Norway lost to Chile.", "Which country beat Norway?", True),
        ("time", "In 1987.", "When in 1987 was it?", False),
    ],
)
def test_what_the_question_names_is_no_answer(kind: Kind, text: str, question: str, held: bool) -> None:
    assert holds(kind, text, question) is held


@pytest.mark.parametrize(
    ("question", "text", "counted_there"),
    [
        ("How many lifeboats were there?", "There were 40 lifeboats.", True),
        ("How many lifeboats were there?", "There were four small lifeboats.", True),
        ("How many boats were lost?", "A boat was lost in 1987.", False),
        ("How many people came?", "There were 40 people.", False),  # who are mostly called something else
        ("Where are the 40 boats?", "There are 40 boats.", False),
    ],
)
def test_what_is_counted(question: str, text: str, counted_there: bool) -> None:
    assert counts(text, counted(question)) is counted_there


@given(st.text(), st.sampled_from(KINDS), st.text())
def test_any_text_has_an_answer(text: str, kind: Kind, question: str) -> None:
    assert wanted(text) in {*KINDS, None}
    assert isinstance(holds(kind, text, question), bool)
    assert isinstance(counts(text, counted(question)), bool)


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [
        *(
            (language, question, kind)
            for language, (who, when, where, how_many) in ASKED.items()
            for question, kind in ((who, "person"), (when, "time"), (where, "place"), (how_many, "number"))
        ),
        ("es", "¿Cuántos barcos salieron?", "number"),
        ("es", "¿En qué año ardió?", "time"),
        ("es", "¿En qué país africano fue?", "country"),
        ("fr", "Qui l’a nié ?", "person"),
        ("fr", "Dans quelle ville ?", "place"),
        ("de", "Wie viele Boote sind es?", "number"),
        ("de", "Welcher Anteil davon?", "percentage"),
        ("de", "Worum geht es?", None),
        ("ru", "Кто это отрицал?", "person"),
        ("ru", "В каком году он сгорел?", "time"),
        ("uk", "Звідки він?", "place"),
        ("uk", "Скільки човнів?", "number"),
        ("km", "តើអ្នកណាបដិសេធ?", "person"),
        ("km", "មានទូកប៉ុន្មានគ្រឿង?", "number"),
        ("es", "Which state is it?", "state"),  # what a file says nothing of is as in English
        ("tlh", "Who denied it?", "person"),
    ],
)
def test_what_is_asked_for_in_other_languages(language: str, question: str, kind: Kind | None) -> None:
    assert wanted(question, language) == kind


@pytest.mark.parametrize(
    ("language", "kind", "text", "held"),
    [
        ("es", "time", "Fue en febrero.", True),
        ("en", "time", "Fue en febrero.", False),
        ("es", "number", "Eran unos 40.", True),
        ("de", "number", "Es waren zwölf.", True),
        ("de", "number", "Es war einsam.", False),
        ("fr", "percentage", "vingt pour cent", True),
        ("ru", "person", "Её встретила Инес Фальк.", True),
        ("ru", "person", "Её встретила подруга Инес.", False),
        ("uk", "time", "у вересні", False),  # only as the file writes it
        ("uk", "time", "2 вересня", True),
        ("km", "number", "មានទូក៤០គ្រឿង", True),
    ],
)
def test_what_a_text_in_another_language_holds(language: str, kind: Kind, text: str, held: bool) -> None:
    assert holds(kind, text, language=language) == held


def test_a_thing_that_the_question_names_is_no_answer_in_any_language() -> None:
    assert not holds("time", "Fue en febrero.", "¿Ardió en febrero?", "es")
    assert holds("time", "Fue en marzo, no en febrero.", "¿Ardió en febrero?", "es")


@pytest.mark.parametrize(
    ("text", "is_counted"),
    [
        ("12 lifeboats left", True),
        ("12 old lifeboats left", True),
        ("12 very old lifeboats left", True),
        ("12 of the very old lifeboats left", False),  # four words before it
        ("three lifeboats", True),  # at the very start
        ("the lifeboats", False),
        ("12 boats", False),
        ("twelve lifeboats", True),
        ("twenty lifeboats", True),
    ],
)
def test_a_number_stands_at_most_three_words_before_what_it_counts(text: str, is_counted: bool) -> None:
    assert counts(text, {"lifeboat"}) == is_counted
