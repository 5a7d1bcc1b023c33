"""The HTML parser: what it accepts, in whose words it refuses, and that nothing makes it slow or wrong."""

import contextlib
import html
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .entities import Entity, in_order, utf16_length
from .errors import ApiError
from .links import usable_link
from .markup import parse_html

TAGS = {"b": "bold", "em": "italic", "u": "underline", "del": "strikethrough", "tg-spoiler": "spoiler"}


def kinds(source: str, *, strict: bool = True) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in parse_html(source, strict=strict)[1]]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>word</b>", "bold"),
        ("<strong>word</strong>", "bold"),
        ("<i>word</i>", "italic"),
        ("<em>word</em>", "italic"),
        ("<u>word</u>", "underline"),
        ("<ins>word</ins>", "underline"),
        ("<s>word</s>", "strikethrough"),
        ("<strike>word</strike>", "strikethrough"),
        ("<del>word</del>", "strikethrough"),
        ('<span class="tg-spoiler">word</span>', "spoiler"),
        ("<tg-spoiler>word</tg-spoiler>", "spoiler"),
        ("<code>word</code>", "code"),
        ("<pre>word</pre>", "pre"),
        ("<blockquote>word</blockquote>", "blockquote"),
        ("<blockquote expandable>word</blockquote>", "expandable_blockquote"),
        ('<blockquote expandable="">word</blockquote>', "expandable_blockquote"),
        ("<B>word</b>", "bold"),
        ("<b>word</>", "bold"),
        ("<b  unknown = token-1.x >word</b  >", "bold"),
    ],
)
def test_each_tag(source: str, kind: str) -> None:
    assert parse_html(f"🜚 {source}!") == ("🜚 word!", (Entity(kind, 3, 4),))


def test_tags_that_carry_something() -> None:
    assert parse_html('<a href="https://Example.ORG/a?b=1&amp;c=%20#:~:text=one,two">x</a>')[1] == (
        Entity("text_link", 0, 1, url="https://example.org/a?b=1&c=%20#:~:text=one,two"),
    )
    assert parse_html("<a href=example.org>x</a>")[1] == (Entity("text_link", 0, 1, url="http://example.org/"),)
    assert parse_html("<a>example.org</a>")[1] == (Entity("text_link", 0, 11, url="http://example.org/"),)
    assert parse_html('<a href="tg://user?id=42">Ann</a>')[1] == (Entity("text_mention", 0, 3, user_id=42),)
    assert parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')[1] == (
        Entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286"),
    )
    assert parse_html('<tg-time unix="1508284800" format="wDT">then</tg-time>')[1] == (
        Entity("date_time", 0, 4, unix_time=1508284800, date_time_format="wDT"),
    )
    assert parse_html('<tg-time unix="1508284800">then</tg-time>')[1] == (
        Entity("date_time", 0, 4, unix_time=1508284800),
    )
    for source in (
        '<pre><code class="language-sql">x</code></pre>',
        '<code class="language-sql"><pre>x</pre></code>',
    ):
        assert parse_html(source)[1] == (Entity("pre", 0, 1, language="sql"),)
    assert parse_html('<code class="language-sql">x</code>')[1] == (Entity("code", 0, 1),)


def test_references() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#33;&#x21;&lt") == ('<>&"!!<', ())
    assert parse_html("&nbsp;&apos;&#;&#x;&#X21;& &#00000033;&#1114111;") == (
        "&nbsp;&apos;&#;&#x;&#X21;& &#00000033;&#1114111;",
        (),
    )
    assert kinds("&#128522;<b>x</b>") == [("bold", 2, 1)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("é<b", "Unclosed start tag at byte offset 2"),
        ("é<b a", 'Unclosed start tag "b" at byte offset 2'),
        ("é<b a=", 'Unclosed start tag "b" at byte offset 2'),
        ("é<b a='>x</b>", "Unclosed start tag at byte offset 2"),
        ("é<b a=x", "Unclosed start tag at byte offset 2"),
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("x<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("<b =x>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b /x>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=http://x.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</b</i>"'),
        ("<b>x</b ", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "&#xD83D;&#xDE0A;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for",
        ),
        ("a\0", "Text must not contain null bytes"),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="Q">x</tg-time>', "Invalid date format used"),
    ],
)
def test_refusals_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.code == 400
    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {words}")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "blockquote inside blockquote at UTF-16 offset 1",
        ),
        ("<b>a<blockquote expandable>b</blockquote></b><code><b>x</b></code>", "bold inside code"),
        ("<b><code>x</code> y</b>", "code inside bold"),
        ("<pre>a <i>b</i></pre>", "italic inside pre"),
        ('<a href="a.org">x <a href="b.org">y</a></a>', "text_link inside text_link"),
        ('<a href="a.org">x <blockquote>y</blockquote></a>', "blockquote inside text_link"),
        ('<a href="not a link">x</a>', "the link 'not a link' would be lost"),
        ('<a href="javascript:alert(1)">x</a>', "the link 'javascript:alert\\(1\\)' would be lost"),
        ("<tg-time>x</tg-time>", "a tg-time without a unix time"),
    ],
)
def test_what_telegram_would_lose_is_refused_only_when_strict(source: str, words: str) -> None:
    with pytest.raises(ApiError, match=f"Bad Request: strict: {words}"):
        parse_html(source)
    parse_html(source, strict=False)


def test_what_may_nest() -> None:
    link = '<a href="https://a.org">y</a>'
    assert kinds(f"<blockquote><b>x <i>{link}</i></b> <code>z</code></blockquote>") == [
        ("blockquote", 0, 5),
        ("bold", 0, 3),
        ("text_link", 2, 1),
        ("italic", 2, 1),
        ("code", 4, 1),
    ]


def test_empty_tags_leave_no_entity() -> None:
    assert parse_html("a<b></b><i><u></u></i><a href='x'></a>") == ("a", ())


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org?q", "https://example.org/?q"),
        ("example.org/@ann", "http://example.org/@ann"),
        ("https://ann:x@example.org/", "https://ann:x@example.org/"),
        ("ann@example.org", ""),
        ("https://пример.рф:8080/я", "https://пример.рф:8080/я"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("mailto:a@example.org", ""),
        ("ftp://example.org/", ""),
        ("localhost", ""),
        ("https://exa mple.org", ""),
        ("", ""),
    ],
)
def test_usable_links(url: str, kept: str) -> None:
    assert usable_link(url) == kept


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    kept = text.replace("\0", "")
    assert parse_html(html.escape(kept, quote=False)) == (kept, ())


@given(st.text(alphabet="<>/&;#x='\" abiprecod1\n🜚-", max_size=60))
def test_nothing_else_than_a_refusal_is_raised(source: str) -> None:
    for strict in (True, False):
        try:
            text, entities = parse_html(source, strict=strict)
        except ApiError as error:
            assert error.description.startswith("Bad Request: ")  # noqa: PT017 - most inputs parse
        else:
            assert all(0 <= e.offset < e.end <= utf16_length(text) for e in entities)


Tree = st.recursive(
    st.text(min_size=1, alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.tuples(st.sampled_from(sorted(TAGS)), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=20,
)


def render(tree: object, entities: list[Entity], offset: int = 0) -> tuple[str, str]:
    """The tree as text and as HTML; its entities are added to the list."""
    if isinstance(tree, str):
        return tree, html.escape(tree)
    assert isinstance(tree, tuple)
    tag, children = tree
    text = source = ""
    for child in children:
        inner, markup = render(child, entities, offset + utf16_length(text))
        text, source = text + inner, source + markup
    entities.append(Entity(TAGS[tag], offset, utf16_length(text)))
    return text, f"<{tag}>{source}</{tag}>"


@given(Tree)
def test_nested_markup_comes_back_with_its_offsets(tree: object) -> None:
    entities: list[Entity] = []
    text, source = render(tree, entities)
    parsed, found = parse_html(source.replace("&#x27;", "'"))
    assert parsed == text
    assert sorted(found, key=repr) == sorted(entities, key=repr)
    assert found == in_order(found)


@pytest.mark.parametrize(
    "source",
    [
        lambda size: "<b>x</b>" * size,
        lambda size: "<b>" * size + "</b>" * size,
        lambda size: "<a>x" * size + "</a>" * size,
        lambda size: "<b " + "a=1 " * size + ">x</b>",
        lambda size: "<b a='" + "&" * (10 * size) + "'>x</b>",
        lambda size: "&" * (10 * size),
        lambda size: "&#" + "1" * (10 * size),
        lambda size: "&" + "a" * (10 * size),
        lambda size: "🜚" * (10 * size) + "<",
    ],
)
def test_hostile_texts_take_linear_time(source: Callable[[int], str]) -> None:
    """Sixteen times the text takes about sixteen times the processor's time; a quadratic parser would need 256."""
    short, long = (min(processor_time(source(size)) for _ in range(2)) for size in (1_000, 16_000))
    assert long < 80 * max(short, 0.002)


def processor_time(source: str) -> float:
    started = time.process_time()
    with contextlib.suppress(ApiError):
        parse_html(source)
    return time.process_time() - started
