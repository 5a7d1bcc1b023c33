"""What is no question to the documents is told from what merely begins like it."""

from __future__ import annotations

import pytest

from bot.questions.asides import ReadAside, is_hollow, read_aside
from embeddings.search.query import make_query

SMALL_TALK = {
    "greeting": [
        "hello",
        "Hi there!",
        "Good morning",
        "Guten Tag",
        "¡Hola!",
        "Bonsoir",
        "Здравствуйте",
        "Привіт!",
        "សួស្តី",
    ],
    "thanks": ["thanks!", "Thank you very much", "Thanks for your help", "Vielen Dank!", "Muchas gracias", "អរគុណ"],
    "goodbye": ["bye", "Auf Wiedersehen", "До побачення", "Au revoir !"],
    "fine": ["ok", "👍", "🙏🏽 🎉", "...", "No, thanks", "Хорошо", "d'accord", "បាទ"],
    "help": ["help", "?", "What can you do?", "who are you", "How do I ask?", "Hi, who are you?", "Hilfe", "Хто ти?"],
    "sources": [
        "What documents do you have?",
        "How many documents are there?",
        "Thanks! Which sources are there?",
        "List all your documents",
        "What do you know?",
        "¿Qué documentos tienes?",
        "Quels documents avez-vous ?",
        "Какие документы у вас есть?",
        "តើអ្នកមានឯកសារអ្វីខ្លះ",
    ],
}


@pytest.mark.parametrize(("kind", "message"), [(kind, one) for kind, them in SMALL_TALK.items() for one in them])
def test_a_message_without_a_question_is_known(kind: str, message: str) -> None:
    found = read_aside(message)
    assert found is not None
    assert (found.kind, found.asked) == (kind, "")


@pytest.mark.parametrize(
    "question",
    [
        "Thanks to whom was the bridge saved?",
        "What documents did the mayor sign?",
        "How many documents are there in the archive of the ministry?",
        "Help for whom was announced?",
        "Who are you protecting, asked whom?",
        "Good morning Vietnam",
        "Who said good morning?",
        "What do you know about Yang Sem?",
        "Compared to 2016, how many died?",
        "Comparison of the two bids",
        "The summary of the report",
        "Is that right?",
        "Ok, and when was that?",
        '"hello"',
        'from:"Yang Sem" thanks',
        "And when was that?",
        "",
    ],
)
def test_what_merely_begins_so_is_searched(question: str) -> None:
    assert read_aside(question) is None


@pytest.mark.parametrize(
    ("request_", "kind", "asked"),
    [
        ("Summarise the minutes in three sentences", "summarise", "the minutes"),
        ("Please summarize the report for me", "summarise", "the report"),
        ("Compare what Strand and Penrose say about it", "compare", "what Strand and Penrose say about it"),
        ("Could you translate the letter to Spanish, please?", "translate", "the letter"),
        ("Translate: the cause lay elsewhere", "translate", "the cause lay elsewhere"),
        ("Переведи заявление министра на английский", "translate", "заявление министра"),
        ("Résume le rapport", "summarise", "le rapport"),
        ("សង្ខេបរបាយការណ៍", "summarise", "របាយការណ៍"),
    ],
)
def test_what_is_not_done_leaves_what_is_asked_about(request_: str, kind: str, asked: str) -> None:
    found = read_aside(request_)
    assert found is not None
    assert found == ReadAside(found.kind, asked)
    assert found.kind == kind


def test_a_question_without_a_word_of_its_own_is_hollow() -> None:
    assert is_hollow(make_query("What about it?"))
    assert is_hollow(make_query("Who is it?"))
    assert not is_hollow(make_query("Who is IT?"))
    assert not is_hollow(make_query("Who denied it?"))
    assert not is_hollow(make_query("What can't you do?"))
    assert not is_hollow(make_query('what is it "before"'))
    assert not is_hollow(make_query("តើនេះជាអ្វី"))
