from __future__ import annotations

import pytest

from embeddings.readers.markup import MarkupError, attribute, child, children, local, paragraphs, parse_html, parse_xml

TREE = parse_xml(b'<a xmlns:w="w"><!-- no --><w:B w:val="1" size="2"><c>x</c><d/><d w:val="3"/></w:B><b>y</b></a>')


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One <b>two</b>\n three</p>four", ["One two three", "four"]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("<p>one<!-- no -->two<?x no?>three</p>", ["onetwothree"]),
        ("<title>no</title><script>no</script><p>yes<style>no</style>!</p>", ["yes!"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("<p>a<blockquote>b<p>c</p><blockquote>d</blockquote>e</blockquote>f", "a|> b|> c|> > d|> e|f".split("|")),
        ("<p> </p><p>&nbsp;a&amp;b</p>", ["a&b"]),
        ("<p>été</p>", ["été"]),
        ("<script>", []),
    ],
)
def test_blocks_of_a_page(page: str, expected: list[str]) -> None:
    assert paragraphs(parse_html(page.encode()), quoted="> ") == expected


def test_what_is_quoted_is_not_marked_unless_asked() -> None:
    assert paragraphs(parse_html(b"<p>a<blockquote>b</blockquote>")) == ["a", "b"]


def test_however_deep_a_page_is() -> None:
    assert paragraphs(parse_html(b"<div>" * 200 + b"a" + b"</div>" * 200 + b"b")) == ["a", "b"]


def test_a_page_in_another_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>łza</p>'.encode("iso-8859-2")
    assert paragraphs(parse_html(page)) == ["łza"]


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_nothing_is_no_page(content: bytes) -> None:
    with pytest.raises(MarkupError):
        parse_html(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Document is empty"),
        (b"<a>", "Premature end"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "it declares entities, which documents have no need of"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>', "it declares entities"),
    ],
)
def test_what_is_no_xml(content: bytes, why: str) -> None:
    with pytest.raises(MarkupError, match=why):
        parse_xml(content)


def test_a_doctype_without_entities_is_let_be() -> None:
    assert local(parse_xml(b"<!DOCTYPE a><a/>")) == "a"


def test_elements_go_by_their_own_names() -> None:
    comment, first, second = TREE
    assert [*map(local, TREE)] == ["", "b", "b"]
    assert (attribute(first, "val"), attribute(first, "size"), attribute(first, "none", "-")) == ("1", "2", "-")
    assert attribute(None, "val", "-") == "-"
    assert child(TREE, "b") is first
    assert second.text == "y"
    assert comment is TREE[0]


def test_elements_on_a_path() -> None:
    assert child(TREE, "b", "c").text == "x"
    assert child(TREE, "b", "d").attrib == {}  # the first of two
    assert child(TREE, "x", "c") is None
    assert child(None, "b") is None
    assert [*map(local, children(TREE, "b"))] == ["c", "d", "d"]
    assert children(TREE, "b", "d") == []
    assert children(TREE, "x") == []
