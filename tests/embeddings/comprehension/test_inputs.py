"""A tokenizer of whole words stands in for the real one, so that every token can be counted by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from embeddings.comprehension.inputs import BEGIN, END, LONGEST, make_inputs

WORDS = {word: at for at, word in enumerate("<unk> who left ? paris fell silent".split())} | {"(": BEGIN, ")": END}


@pytest.fixture
def tokenizer() -> Tokenizer:
    found = Tokenizer(models.WordLevel(WORDS, "<unk>"))
    found.pre_tokenizer = pre_tokenizers.Whitespace()
    return found


def words(tokens: list[int]) -> str:
    names = {number: word for word, number in WORDS.items()}
    return " ".join(names[token] for token in tokens)


def test_question_title_and_passage_in_their_order(tokenizer: Tokenizer) -> None:
    [[given]] = make_inputs(tokenizer, "who left ?", [("paris", "silent  paris fell")])
    assert words(given.tokens) == "( who left ? ) paris ) silent paris fell )"
    assert words(given.tokens[: given.question]) == "( who left ? )"
    assert words(given.tokens[given.first :]) == "silent paris fell )"
    assert ["silent  paris fell"[start:end] for start, end in given.spans] == ["silent", "paris", "fell"]


def test_without_title_or_words(tokenizer: Tokenizer) -> None:
    [[untitled], [empty]] = make_inputs(tokenizer, "who", [("", "paris"), ("", "")])
    assert words(untitled.tokens) == "( who ) ) paris )"
    assert (words(empty.tokens), empty.spans) == ("( who ) ) )", [])


@pytest.mark.parametrize("length", [1, 200, 311, 312, 313, 314, 315, 500, 1000])
def test_a_long_passage_is_read_in_parts_that_overlap(tokenizer: Tokenizer, length: int) -> None:
    passage = "paris fell " * (length // 2) + "silent" * (length % 2)
    [parts] = make_inputs(tokenizer, "who", [("left", passage)])
    assert all(len(part.tokens) <= LONGEST for part in parts)
    assert {(part.tokens[0], part.tokens[-1]) for part in parts} == {(BEGIN, END)}
    assert {span for part in parts for span in part.spans} == {*tokenizer.encode(passage).offsets}
    shared = [{*one.spans} & {*other.spans} for one, other in pairwise(parts)]
    assert [len(both) for both in shared] == [64] * (len(parts) - 1)
    assert (len(parts) == 1) == (length <= 314)


def test_what_the_tokenizer_cuts_off_is_read_all_the_same(tokenizer: Tokenizer) -> None:
    passage = "paris fell silent " * 200
    whole = make_inputs(tokenizer, "who", [("", passage)])
    tokenizer.enable_truncation(100)
    assert make_inputs(tokenizer, "who", [("", passage)]) == whole


def test_a_question_without_end_leaves_room(tokenizer: Tokenizer) -> None:
    [[given]] = make_inputs(tokenizer, "who left " * 500, [("paris " * 500, "fell")])
    assert len(given.tokens) < 110
    assert words(given.tokens[given.first :]) == "fell )"
