from __future__ import annotations

import pytest

from bot.questions.yes_or_no import is_kin, is_of_another, read_yes_or_no, settles


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Are cats allowed?", {"cat", "pet", "anim"}),
        ("Are large dogs allowed on the beach?", {"dog", "pet", "anim"}),
        ("Is smoking permitted on the terrace?", {"smoke"}),
        ("Is entrance free for children?", {"entranc"}),
        ("Is the museum open on Monday?", {"museum"}),
        ("Are we allowed to camp there?", {"camp"}),
        ("Is the water safe to drink?", {"water"}),
        ("Is the entrance of the mill closed?", {"entranc"}),
        ("Did the mayor resign?", set()),
        ("Can I pay by card?", set()),
    ],
)
def test_what_a_rule_is_for(question: str, about: set[str]) -> None:
    asked = read_yes_or_no(question)
    assert asked is not None
    assert asked.about == about


@pytest.mark.parametrize("question", ["Who is allowed in?", "Is it tea or coffee?", "Is it?", "Are"])
def test_what_yes_or_no_does_not_answer(question: str) -> None:
    assert read_yes_or_no(question) is None


def test_words_of_one_group_settle_it_either_way() -> None:
    asked = read_yes_or_no("Are cats allowed?")
    assert asked is not None
    assert settles("", frozenset({"cat", "forbid"}), asked)
    assert settles("", frozenset({"cat", "must", "stay"}), asked)
    assert not settles("", frozenset({"cat", "sleep"}), asked)


def test_kin_begin_alike() -> None:
    assert is_kin("smoke", "smoker")
    assert not is_kin("cat", "categori")
    assert not is_kin("dog", "cat")


def test_a_question_of_more_than_200_characters_is_not_read() -> None:
    question = f"Are dogs allowed in the {'old ' * 42}hall?"
    assert len(question) == 197
    assert read_yes_or_no(question) is not None
    assert read_yes_or_no(question.replace("old ", "old old ", 1)) is None


@pytest.mark.parametrize(
    ("language", "question", "of_rule"),
    [
        ("de", "Darf man Hunde ins Hallenbad mitnehmen?", True),
        ("de", "Schadet der Wind den Bienen?", True),
        ("de", "Hat die Bürgermeisterin den Vertrag unterschrieben?", False),
        ("es", "¿Los perros pueden entrar?", True),
        ("es", "se puede fumar en el jardín", True),
        ("es", "¿Ha firmado la alcaldesa el contrato?", False),
        ("fr", "Les chiens sont-ils admis dans le jardin ?", True),
        ("fr", "Est-ce que la maire a signé le contrat ?", False),
        ("ru", "Обязательно ли носить шапочку?", True),
        ("ru", "Подорожал ли билет?", False),
        ("uk", "Чи шкодять вітряки бджолам?", True),
        ("uk", "Можна палити в саду?", True),
        ("uk", "Чи підписала мерка угоду?", False),
        ("km", "តើអាចជក់បារីបានទេ?", True),
        ("km", "តើផ្លូវជាំទឹកឬទេ?", False),
    ],
)
def test_yes_or_no_in_other_languages(language: str, question: str, of_rule: bool) -> None:
    asked = read_yes_or_no(question, language)
    assert asked is not None
    assert asked.of_rule is of_rule
    assert not asked.about


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wer darf hinein?"),
        ("de", "Mit wem sprach die Direktorin?"),
        ("de", "Ist es Tee oder Kaffee?"),
        ("es", "¿Qué está permitido?"),
        ("es", "¿Es té o café?"),
        ("fr", "Qu'est-ce que la serre ?"),
        ("fr", "C'est du thé ou du café ?"),
        ("ru", "Что можно взять?"),
        ("ru", "Это чай или кофе?"),
        ("uk", "Хто заперечив?"),
        ("uk", "Це чай чи кава?"),
        ("km", "តើអ្នកណាបដិសេធ?"),
        ("de", f"Darf man {'alte ' * 50}Hunde mitnehmen?"),
    ],
)
def test_what_yes_or_no_does_not_answer_in_other_languages(language: str, question: str) -> None:
    assert read_yes_or_no(question, language) is None


@pytest.mark.parametrize(
    ("language", "question", "sentence", "settled"),
    [
        ("de", "Darf man Hunde mitnehmen?", "Hunde sind im Bad verboten.", True),
        ("de", "Darf man Hunde mitnehmen?", "Die Hunde bellen laut.", False),
        ("es", "¿Se puede fumar?", "Está prohibido fumar.", True),
        ("es", "¿Se puede fumar?", "El humo llegó de lejos.", False),
        ("ru", "Можно ли курить?", "Курить запрещено.", True),
        ("ru", "Можно ли курить?", "Они курят дома.", False),
        ("km", "តើអាចជក់បារីបានទេ?", "ហាមជក់បារី។", True),
    ],
)
def test_what_settles_a_rule_in_other_languages(language: str, question: str, sentence: str, settled: bool) -> None:
    asked = read_yes_or_no(question, language)
    assert asked is not None
    assert settles(sentence, frozenset(), asked) is settled


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("Are gas barbecues allowed on balconies?", ("gas", "barbecu")),
        ("Do you give covid vaccinations?", ("covid", "vaccin")),
        ("May I bring a dog?", None),
        ("Is the new pool open?", None),  # "new" tells of no other kind
    ],
)
def test_what_tells_a_noun_from_its_neighbours(question: str, apart: tuple[str, str] | None) -> None:
    asked = read_yes_or_no(question)
    assert asked is not None
    assert asked.apart == apart


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("Charcoal barbecues are forbidden on balconies.", True),
        ("Gas barbecues are forbidden on balconies.", False),
        ("Barbecues are forbidden on balconies.", False),
        ("The barbecues are old.", False),
        ("Grills are forbidden.", None),
        ("Barbecues.", None),  # a heading
    ],
)
def test_whether_a_sentence_is_of_a_neighbour(sentence: str, another: bool | None) -> None:
    assert is_of_another(sentence, ("gas", "barbecu")) is another


def test_what_is_allowed_settles_what_somebody_wants_to_do() -> None:
    asked = read_yes_or_no("Can I record a meeting?")
    assert asked is not None
    assert asked.deed == "record"
    assert settles("Recordings are allowed.", frozenset({"record", "allow"}), asked)
