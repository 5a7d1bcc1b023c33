from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import QuestionError
from embeddings.search.filters import NO_FILTERS, Filters, read_filters
from embeddings.search.query import make_query


@pytest.mark.parametrize(
    ("question", "text", "filters"),
    [
        ("Who denied it?", "Who denied it?", NO_FILTERS),
        ('from:"Yang Sem" Who left?', "Who left?", Filters(speakers=("Yang Sem",))),
        ("from:“Yang Sem” Who left?", "Who left?", Filters(speakers=("Yang Sem",))),
        ("Who left? FROM:Sem", "Who left?", Filters(speakers=("Sem",))),
        ("What? from:A from:B from:A", "What?", Filters(speakers=("A", "B"))),
        ('What? in:"VOA Khmer"', "What?", Filters(outlets=("VOA Khmer",))),
        ("What (in:VOA)?", "What ( )?", Filters(outlets=("VOA",))),
        ("What? after:2017-10-01 before:2018", "What?", Filters(after="2017-10-01", before="2018")),
        ("What? after:2016 after:2017-02", "What?", Filters(after="2017-02")),
        ('Who said "no authority"?', 'Who said "no authority"?', Filters(phrases=("no authority",))),
        ("Who said “no  authority”?", "Who said “no authority”?", Filters(phrases=("no authority",))),
        ('What is "…"?', 'What is "…"?', NO_FILTERS),
        ('He asked: "what', 'He asked: "what', NO_FILTERS),
        ("What is in: the box, built-in:yes", "What is in: the box, built-in:yes", NO_FILTERS),
    ],
)
def test_filters_are_read(question: str, text: str, filters: Filters) -> None:
    assert read_filters(" ".join(question.split())) == (text, filters)


@pytest.mark.parametrize("value", ["soon", "2017-13", "2017-02-30", "17-10-01", "2017-1", "0000"])
def test_a_date_that_is_none_is_told(value: str) -> None:
    with pytest.raises(QuestionError, match=rf"^after:{value} is no date\. Write after:2017, after:2017-10 or "):
        read_filters(f"What? after:{value}")


def test_the_filter_whose_date_is_none_is_named() -> None:
    with pytest.raises(QuestionError) as caught:
        read_filters("What? before:soon")
    assert str(caught.value) == "before:soon is no date. Write before:2017, before:2017-10 or before:2017-10-18."


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ('What? from:"Yang Sem', "from"),
        ("What did she say? in:", "in"),
        ("What? FROM:", "from"),
        ('What? before: "', "before"),
        ("after:", "after"),
    ],
)
def test_a_filter_that_says_nothing_or_is_not_closed(question: str, name: str) -> None:
    with pytest.raises(QuestionError, match=rf"^{name}: says nothing, or its quotation mark isn't closed"):
        read_filters(question)


def test_a_filter_of_spaces_is_none() -> None:
    assert read_filters('What? from:" "') == ("What?", NO_FILTERS)


def test_labels_are_the_words_that_filters_are_typed_in() -> None:
    filters = Filters(("A", "B"), ("C D",), "2017", "2018-02", ("x y", "z"))
    assert filters.labels() == {
        'from:"A" from:"B"': Filters(speakers=("A", "B")),
        'in:"C D"': Filters(outlets=("C D",)),
        "after:2017": Filters(after="2017"),
        "before:2018-02": Filters(before="2018-02"),
        '"x y"': Filters(phrases=("x y",)),
        '"z"': Filters(phrases=("z",)),
    }
    outlets = Filters(outlets=("A", "B"))
    assert outlets.labels() == {'in:"A" in:"B"': outlets}
    assert NO_FILTERS.labels() == {}


def test_twenty_are_read() -> None:
    _, filters = read_filters(" ".join(f"in:{number}" for number in range(20)))
    assert len(filters.outlets) == 20
    _, filters = read_filters(" ".join(f'"{number}"' for number in range(21)))
    assert filters.phrases == tuple(map(str, range(20)))


def test_too_many() -> None:
    with pytest.raises(QuestionError, match=r"^The question has more than 20 filters\. Leave some out\.$"):
        read_filters(" ".join(f"in:{number}" for number in range(21)))


@given(st.text(), st.sampled_from(["", "from:", 'in:"', "after:2017 ", '"a" ']))
def test_any_question_is_read_or_refused_in_a_sentence(question: str, start: str) -> None:
    try:
        text, filters = read_filters(start + question)
    except QuestionError as error:
        assert str(error)  # noqa: PT017  either outcome is right
    else:
        assert len(text) <= len(start + question)
        assert read_filters(text)[1].speakers == () or filters


def test_a_query_keeps_what_is_asked_and_the_filters() -> None:
    query = make_query('Who left? from:"Yang Sem"')
    assert (query.text, query.filters.speakers) == ("Who left?", ("Yang Sem",))
    assert make_query("from:Sem").text == "Sem"


def test_filters_alone_ask_nothing() -> None:
    with pytest.raises(QuestionError, match=r"^The question has only filters\. Ask something beside them\.$"):
        make_query("in:VOA after:2017")


@pytest.mark.parametrize(
    ("question", "example"),
    [
        ("What did she say? from:", 'from:"Yang Sem"'),
        ('What did she say? from:"Ama Mensah', 'from:"Yang Sem"'),
        ('What did she say? in:""', 'in:"VOA Khmer"'),
    ],
)
def test_a_filter_that_says_nothing_is_refused(question: str, example: str) -> None:
    with pytest.raises(QuestionError, match=f"Write {example}"):
        read_filters(question)


def test_a_blank_may_stand_before_a_quoted_value() -> None:
    assert read_filters('dam from: "Ama Mensah"') == ("dam", Filters(speakers=("Ama Mensah",)))


@pytest.mark.parametrize("question", ["It is a condition that prevents people from:", "Which year was it built in:"])
def test_a_sentence_that_is_to_be_completed_has_no_filter(question: str) -> None:
    assert read_filters(question) == (question, NO_FILTERS)
