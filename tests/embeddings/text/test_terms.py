from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.terms import STOPWORDS, question_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ?!… 😀 \0", []),
        ("The Lawmakers LEFT", ["the", "lawmak", "left"]),
        ("denies denied deny denying", ["deni", "deni", "deni", "deni"]),
        ("They ate what men had eaten", ["they", "eat", "what", "man", "had", "eat"]),
        ("Café ÉCOLE naïve", ["cafe", "ecol", "naiv"]),
        ("Straße", ["strass"]),
        ("Sokha's Sokha’s party", ["sokha", "sokha", "parti"]),
        ("the lawmakers' seats", ["the", "lawmak", "seat"]),
        ("1,200 lawmakers, 3.5 and 2017.", ["1200", "lawmak", "35", "and", "2017"]),
        ("U.S. and U.K.", ["us", "and", "uk"]),
        ("ﬁnal ½", ["final", "1", "2"]),
        ("co-operate_now", ["co", "oper", "now"]),
        ("E-71, E71", ["e", "71", "e71", "e71"]),
        ("Unit BG-4410-D leaks.", ["unit", "bg", "4410", "d", "leak", "bg4410d"]),
        ("New in v2.1", ["new", "in", "v2", "1", "v21", "21"]),
        ("Dial 01632 960 500.", ["dial", "01632", "960", "500", "2960500"]),
        ("ida@velm.example", ["ida", "velm", "exampl", "idavelmexampl"]),
        ("a 20-year-old, mid-1990s, x-1-2-3-4-5", ["a", "20", "year", "old", "mid", "1990", "s", *"x12345"]),
        ('"NEAR(a b)" OR c*', ["near", "a", "b", "or", "c"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Москва МОСКВА", ["москва", "москва"]),
        ("ΣΊΣΥΦΟΣ Σίσυφος", ["σισυφοσ", "σισυφοσ"]),
        ("東京 大阪", ["東京", "大阪"]),
        ("कानून", ["कानून"]),
        ("شكرا جزيلا", ["شكرا", "جزيلا"]),
    ],
)
def test_other_scripts_are_folded_and_not_stemmed(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("written", ["2017", "២០១៧", "२०१७", "٢٠١٧", "۲۰۱۷", "๒๐๑๗", "２０１７", "২০১৭"])
def test_a_number_is_one_term_in_any_digits(written: str) -> None:
    assert terms(f"({written})") == ["2017"]


def test_digits_that_only_the_newest_unicode_knows_stay_as_they_are() -> None:
    assert terms("pier \U00010d41") == ["pier", "\U00010d41"]


def test_a_number_stands_apart_in_a_script_without_spaces() -> None:
    assert "137" in terms("លើកទី១៣៧របស់សហភាព", "km")
    assert question_terms("នៅឆ្នាំ២០១៧?", "km")[-1] == "2017"


def test_khmer_marks_stay_with_their_letters() -> None:
    assert terms("រដ្ឋាភិបាល") == ["រដ្ឋា", "ដ្ឋាភិ", "ភិបា", "បាល"]


def test_what_japanese_questions_are_built_with_is_no_term_of_theirs() -> None:
    assert question_terms("入館料はいくらですか？", "ja") == ("入館", "館料", "料は")
    assert question_terms("いつですか", "ja") == ("いつ", "つで", "です", "すか")  # there is nothing else


def test_question_terms_are_what_it_is_about() -> None:
    assert question_terms("Who denied that the lawmakers were denied it?") == ("deni", "lawmak")


def test_question_of_stopwords_only_keeps_them() -> None:
    assert question_terms("Who is it, and who are you?") == ("who", "is", "it", "and", "are", "you")


def test_no_name_is_a_stopword() -> None:
    assert not {"may", "us", "un", "who's"} & STOPWORDS


@given(st.text())
def test_any_text_gives_terms_of_letters_digits_and_marks(text: str) -> None:
    for term in terms(text):
        assert term
        assert not set(term) & set(' "*()-:^+.,\0')
        assert not any("\ud800" <= character <= "\udfff" for character in term)


@given(st.text())
def test_question_terms_are_distinct_terms_of_the_text(text: str) -> None:
    found = question_terms(text)
    assert len(set(found)) == len(found)
    assert set(found) <= set(terms(text))
    assert bool(found) == bool(terms(text))


def test_threads_agree() -> None:
    words = [f"running{number}s denied" for number in range(300)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, words)) == [terms(word) for word in words]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("សភាជាតិបានអនុម័តច្បាប់ថ្មី។", "ច្បាប់"),
        ("รัฐสภาผ่านกฎหมายใหม่เมื่อวันอังคาร", "กฎหมาย"),
        ("议会周二通过了新法律。", "法律"),
        ("議会は新しい法律を可決した。", "法律"),
        ("ສະພາໄດ້ຜ່ານກົດໝາຍໃໝ່", "ກົດໝາຍ"),
        ("أقرّ البرلمان القانونَ الجديد.", "القانون"),
    ],
)
def test_words_are_found_where_they_are_not_spaced_or_not_pointed(text: str, asked: str) -> None:
    assert {*terms(asked)} <= {*terms(text)}
    assert len(terms(text)) > 3


def test_scripts_may_be_mixed() -> None:
    assert terms("议会ABC新") == ["议会", "abc", "新"]


def test_forms_of_one_letter_are_one() -> None:
    assert terms("ﬁne Café") == terms("fine Cafe\u0301")
    assert terms("한국") == ["한국"]
