"""What of a question tells the thing asked about from its twin."""

from __future__ import annotations

import pytest

from bot.questions.decisive import codes_of, numbers_of, read_decisive


@pytest.mark.parametrize(
    ("question", "years", "numbers", "codes"),
    [
        ("When was the lamp of pier 2 painted?", "", "pier 2", ""),
        ("What did they spend on roads in 2027?", "2027", "", ""),
        ("Who has lived there since 2019?", "", "", ""),
        ("What came before the 2024 event?", "", "", ""),
        ("What was played in the 1970's?", "", "", ""),
        ("What does E-71 mean?", "", "", "e71"),
        ("What does E107 mean?", "", "", "e107"),
        ("Where does part BG-4410-C go?", "", "", "bg4410c"),
        ("What is new in v2.1?", "", "", "v21"),
        ("What does section 4.3 say?", "", "section 4.3", ""),
        ("Which are the top 10 songs?", "", "", ""),
        ("Who scored 5 goals?", "", "", ""),
        ("Which team has 12 members?", "", "", ""),
        ("Who was on board of flight 12 members only?", "", "", ""),
        ("How did 30 % of them vote?", "", "", ""),
    ],
)
def test_what_tells_twins_apart(question: str, years: str, numbers: str, codes: str) -> None:
    decisive = read_decisive(question)
    told = {" ".join(pair) for pair in decisive.numbers}
    assert (decisive.years, told, decisive.codes) == (
        frozenset(years.split()),
        {numbers} - {""},
        frozenset(codes.split()),
    )


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many inhabitants does Ulm have?", ("Ulm",)),
        ("Who painted the Mona Lisa?", ("Mona Lisa",)),
        ("What did the UN say in March?", ()),
        ("Which French town is old?", ()),
        ("Who is old?", ()),
        ("Question: Who painted the Mona Lisa?", ("Mona Lisa",)),
        ("Yes. And Who was it?", ()),
        ("@some_bot Who painted it?", ()),
        ("Hi Ann, who painted the Mona Lisa?", ("Mona Lisa",)),
        ("Good morning, dear Ann Lee! When was Ulm built?", ("Ulm",)),
        ("Hello Kitty was drawn by whom?", ("Hello Kitty",)),
    ],
)
def test_names_that_are_called_in_one_way(question: str, names: tuple[str, ...]) -> None:
    assert read_decisive(question).names == names


def test_a_long_question_has_names_and_years_that_its_answer_need_not_have() -> None:
    long = "Which of the many singers that came to Tolm in 2021 with the old ferry from Velm won the prize?"
    assert not read_decisive(long)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("part 88/2101-A", {"882101a"}),
        ("order WT/25/0093", {"wt250093"}),
        ("order 2025-0317", {"20250317"}),
        ("51-0044/C", {"510044c"}),
        ("in 2023/24, 2023-2024 or 2024-05", set()),
        ("on 2024-05-06 or 12/05/2024, 24/7", set()),
        ("call 0471/555038", set()),
    ],
)
def test_numbers_of_parts_and_orders_are_codes(text: str, codes: set[str]) -> None:
    decisive = read_decisive(text)
    assert decisive.codes == codes
    assert decisive.codes <= codes_of(text)


def test_codes_are_compared_whole_and_without_their_last_parts() -> None:
    assert codes_of("E-71: blocked. Part BG-4410-D, v2.1.") >= {"e71", "bg4410d", "bg4410", "v21"}
    assert "e7" not in codes_of("E-71")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The piers 1, 3 and 4 are old.", "1 3 4"),
        ("Pier 3 is old, pier 4 new.", "3 4"),
        ("Pier No. 3 is old.", "3"),
        ("The pier has 2 lamps.", ""),
    ],
)
def test_the_numbers_of_things(text: str, numbers: str) -> None:
    assert numbers_of(text, "pier") == frozenset(numbers.split())


def test_a_question_of_twelve_words_is_short() -> None:
    question = "What did the town of Velm spend on roads in 1998 {}?"
    assert len(question.split()) == 12
    assert read_decisive(question.format("exactly")).years == {"1998"}
    assert read_decisive(question.format("and why")).years == frozenset()


def test_nouns_that_have_a_capital_in_german_are_no_names() -> None:
    asked = "Wie viele Besucher kamen in der zweiten Hälfte 2024?"
    assert read_decisive(asked, "de").names == ()
    assert read_decisive(asked, "de").years == {"2024"}
    assert read_decisive("How often has Ann Lee been to Rome?", "en").names == ("Ann Lee", "Rome")
