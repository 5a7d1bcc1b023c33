"""Messages as Telegram keeps them: trimmed, cleaned and measured, with the entities in place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .entities import Entity, find_entities, utf16_length
from .errors import ApiError
from .text import FormattedText, caption_text, format_html, format_text, message_text


def plain(text: str, *entities: dict[str, object], strict: bool = True) -> FormattedText:
    return format_text(text, "", list(entities), limit=4096, too_long="message is too long", strict=strict)


def bold(offset: int, length: int) -> dict[str, object]:
    return {"type": "bold", "offset": offset, "length": length}


def test_the_limit_counts_utf16_units_after_parsing() -> None:
    assert utf16_length(format_html("<b>" + "x" * 4096 + "</b>").text) == 4096
    assert utf16_length(format_html("&lt;" * 4096).text) == 4096
    assert utf16_length(format_html("🜚" * 2048 + "  \n").text) == 4096
    for source in ("x" * 4097, "🜚" * 2048 + "x"):
        with pytest.raises(ApiError, match=r"^Bad Request: message is too long$"):
            format_html(source)
    with pytest.raises(ApiError, match=r"^Bad Request: text is too long$"):
        format_html("<b></b>" * 4700 + "x")


def test_captions_are_shorter_and_may_be_empty() -> None:
    assert caption_text({}, strict=True) == FormattedText()
    assert len(caption_text({"caption": "x" * 1024}, strict=True).text) == 1024
    with pytest.raises(ApiError, match=r"^Bad Request: message caption is too long$"):
        caption_text({"caption": "x" * 1025}, strict=True)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\t "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "*x*", "parse_mode": "MarkdownV2"},
            "strict: this server does not read parse_mode MarkdownV2",
        ),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
    ],
)
def test_texts_that_are_refused(params: dict[str, object], words: str) -> None:
    with pytest.raises(ApiError, match=f"^Bad Request: {words}$"):
        message_text(params, too_long="", strict=True)


def test_spaces_around_go_and_entities_move_along() -> None:
    assert format_html(" \n a <b>b</b> \n ") == FormattedText("a b", (Entity("bold", 2, 1),))
    assert format_html("  <b> b</b>x<i>  </i>") == FormattedText(" bx", (Entity("bold", 0, 2),))
    assert plain("ab  ", bold(1, 3)) == FormattedText("ab", (Entity("bold", 1, 1),))


def test_control_characters_go_and_entities_move_along() -> None:
    assert format_html("a\r\n<b>b\rc</b>\t<i>d</i>") == FormattedText(
        "a\nbc d", (Entity("bold", 2, 2), Entity("italic", 5, 1))
    )
    assert format_html("\u202ea<b>\u202a</b>b") == FormattedText("ab")


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (bold(-1, 1), "receive an entity with incorrect offset -1"),
        (bold(0, -1), "receive an entity with incorrect length -1"),
        (bold(9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (bold(3, 6), "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9"),
        (bold(1, 2), "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (
            bold(0, 1),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4",
        ),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
        (
            {"type": "bold", "offset": "0", "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be of type',
        ),
        (
            {"type": "text_mention", "offset": 0, "length": 2, "user": 7},
            'can\'t parse MessageEntity: Field "user" must be of type Object',
        ),
        (
            {"type": "text_link", "offset": 0, "length": 2, "url": 7},
            'can\'t parse MessageEntity: Field "url"',
        ),
        (
            {"type": "text_link", "offset": 0, "length": 2, "url": "x"},
            "entity URL 'x' is invalid: Wrong HTTP URL",
        ),
        ({"type": "font", "offset": 0, "length": 2}, "can't parse MessageEntity: Unsupported type specified"),
        (
            {"type": "text_link", "offset": 0, "length": 2},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
    ],
)
def test_entities_that_are_refused(entity: dict[str, object], words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        plain("🜚abcdef", entity)
    assert refusal.value.description.startswith(f"Bad Request: {words}")


def test_entities_that_are_kept_or_ignored() -> None:
    mention = {"type": "mention", "offset": 0, "length": 2}
    ann = {"type": "text_mention", "offset": 2, "length": 1, "user": {"id": 7}}
    assert plain("🜚abc", mention, ann, bold(0, 2)).entities == (
        Entity("bold", 0, 2),
        Entity("text_mention", 2, 1, user_id=7),
    )
    with pytest.raises(ApiError, match="strict: bold at UTF-16 offset 1 overlaps bold"):
        plain("abcdef", bold(0, 2), bold(1, 2))


def test_a_hundred_entities_and_no_more() -> None:
    assert len(format_html("<b>x</b> " * 100).entities) == 100
    with pytest.raises(ApiError, match="strict: 101 entities; Telegram drops those past 100"):
        format_html("<b>x</b> " * 101)
    assert len(format_html("<b>x</b> " * 101, strict=False).entities) == 101


def test_the_entities_size_has_a_limit() -> None:
    link = f'<a href="https://example.org/{"x" * 180}">x</a> '
    assert len(format_html(link * 40).entities) == 40
    with pytest.raises(ApiError, match=r"^Bad Request: ENTITIES_TOO_LONG$"):
        format_html(link * 46)


def test_what_telegram_finds_in_a_persons_text() -> None:
    text = "🜚 /ask@test_bot who? @ann_lee #news a/b x@y.org https://e.org/a?b ann@x.org"
    found = [(entity.type, entity.offset, entity.length) for entity in find_entities(text)]
    assert found == [
        ("bot_command", 3, 13),
        ("mention", 22, 8),
        ("hashtag", 31, 5),
        ("email", 41, 7),
        ("url", 49, 17),
        ("email", 67, 9),
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_with_something_to_see_is_kept(text: str) -> None:
    unseen = {chr(code) for code in range(0x21)} | {chr(code) for code in range(0x2028, 0x202F)}
    if set(text) <= unseen | set("\u0333\u033f\u030a"):
        with pytest.raises(ApiError, match=r"message text is empty|text must be non-empty"):
            message_text({"text": text}, too_long="", strict=True)
    else:
        kept = message_text({"text": text}, too_long="", strict=True).text
        assert kept == kept.strip(" \n")
        assert 1 <= utf16_length(kept) <= utf16_length(text)
