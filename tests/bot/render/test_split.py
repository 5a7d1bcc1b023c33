from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.render.markup import Size, measure, to_markup, utf16_units
from bot.render.model import Block, Run, line
from bot.render.split import LIMIT, choose, fits, pack, split
from tests.botapi import format_html


def words(blocks: list[list[Block]]) -> str:
    return "".join(block.text for message in blocks for block in message)


def test_units_are_those_of_utf_16() -> None:
    assert [utf16_units(text) for text in ("a", "é", "😀")] == [1, 1, 2]


def test_a_message_holds_as_much_as_telegram_takes() -> None:
    assert fits([line("x" * (LIMIT - 1))])  # a line break may stand before it
    assert not fits([line("x" * (LIMIT + 1))])
    assert not fits([line("😀" * (LIMIT // 2 + 1))])


def test_entities_links_and_bytes_are_counted() -> None:
    assert fits([line(*[Run("x", bold=True)] * 100)])
    assert not fits([line(*[Run("x", bold=True)] * 101)])
    assert not fits([line(*[Run("x", link=f"https://example.org/{'x' * 1900}")] * 5)])
    assert measure(Block((Run("<é"),), "quote")) == Size(3, 1, 24, len("\n<blockquote>&lt;é</blockquote>".encode()))


def test_optional_blocks_are_the_first_to_be_left_out() -> None:
    blocks = [line("a"), Block((Run("x" * 4000),), optional=True), line("b" * 100), Block((Run("y"),), optional=True)]
    kept, left = choose(blocks)
    assert kept == [blocks[0], blocks[2], blocks[3]]
    assert left == [blocks[1]]


def test_blocks_are_divided_between_messages_whole() -> None:
    blocks = [line("x" * 2000), line("y" * 2000), line("z" * 2000)]
    assert split(blocks) == [blocks[:2], blocks[2:]]
    assert split([]) == []


def test_what_is_too_long_is_cut_between_sentences_and_keeps_its_style() -> None:
    sentence = "The quay was full of boats. "
    messages = split([Block((Run(sentence * 100), Run(sentence * 200, bold=True)), "quote")])
    assert words(messages) == sentence * 300
    assert [block.kind for message in messages for block in message] == ["quote"] * len(messages)
    for message in messages[:-1]:
        assert message[0].text.endswith("boats.")
    assert sum(len(run.text) for message in messages for run in message[0].runs if run.bold) == len(sentence) * 200


def test_a_letter_and_its_signs_stay_together() -> None:
    messages = split([line("e\u0301" * LIMIT)])
    assert all(message[0].text.startswith("e") for message in messages)
    assert words(messages) == "e\u0301" * LIMIT


def test_what_is_cut_fills_the_message_before() -> None:
    first, second = split([line("head"), line("The quay was full. " * 250)])
    assert [block.text[:8] for block in first] == ["head", "The quay"]
    assert len(second) == 1


def test_groups_stay_together() -> None:
    groups = [[line("a"), line("x" * 3000)], [line("b"), line("y" * 3000)], [line("c"), line("z")]]
    assert pack(groups) == [groups[0], [*groups[1], *groups[2]]]
    assert pack([]) == []


def test_what_has_too_many_styles_is_divided_too() -> None:
    block = line(*(Run(f"w{number} ", bold=bool(number % 2)) for number in range(300)))
    messages = split([block])
    assert words(messages) == block.text
    assert all(format_html(to_markup(message)) for message in messages)


RUNS = st.builds(
    Run,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: text * 20),
    st.booleans(),
    st.booleans(),
)
BLOCKS = st.builds(
    Block,
    st.lists(RUNS, min_size=1, max_size=8).map(tuple),
    st.sampled_from(["line", "quote", "expandable"]),
    st.booleans(),
)


@given(st.lists(BLOCKS, max_size=6))
def test_nothing_is_lost_and_everything_fits(blocks: list[Block]) -> None:
    messages = split(blocks)
    assert words(messages) == "".join(block.text for block in blocks)
    assert all(fits(message) for message in messages)
