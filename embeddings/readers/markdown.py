"""Markdown, by markdown-it-py: what a person sees of it. A note follows the paragraph that it hangs on.

Links of Obsidian's are read, too. What no element of HTML is called by, such as "<your-token>", is text. Comments,
pictures and what is struck through are left out, and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from embeddings.errors import DocumentError
from embeddings.readers.decode import decode
from embeddings.readers.draft import Draft, Origin
from embeddings.readers.frontmatter import read_front_matter
from embeddings.readers.htmlpieces import block_pieces
from embeddings.readers.markup import MarkupError, is_markup, only_markup, parse_html
from embeddings.readers.pieces import Piece, compose, folded, on_one_line, raised
from embeddings.readers.tables import Cell, table_pieces
from embeddings.text.wording import many


def _html_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a block of HTML, by CommonMark's rule; one that no element opens is a paragraph."""
    start = state.bMarks[line] + state.tShift[line]
    return is_markup(state.src[start : state.eMarks[line]]) and html_block(state, line, end, silent)


_PARSER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
_PARSER.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
_WIKI = re.compile(r"(!?)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_COMMENT = re.compile(r"%%[^%]{1,2000}%%")
_MARK = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_ANCHOR = re.compile(
    r" \^[A-Za-z0-9-]{1,40}\Z|\s\{(?:[#.][\w-]{1,80}|-)(?: [#.]?[\w-]{1,80}(?:=[^\s{}]{1,80})?){0,9}\}\Z"
)
_TASK: Final = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}
_DEFINED = re.compile(r"\n:[^\S\n]{1,9}")
_BOLD: Final = 7  # the level of a heading that is one by its type alone
_LONGEST_HEADING: Final = 300  # characters of that
_CALLOUT = re.compile(r"\[!(\w{1,30})\][+-]?[^\S\n]*([^\n]*)")


@dataclass(slots=True)
class _Note:
    """What is known while a text is walked: its notes, those that hang on this paragraph, what was left out."""

    notes: dict[int, SyntaxTreeNode]
    hanging: list[int] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)


def read_markdown(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a Markdown file. Raises DocumentError where it has no words."""
    text = decode(path.read_bytes(), name).replace("\r\n", "\n").replace("\r", "\n")
    above = read_front_matter(text, name)
    root = SyntaxTreeNode(_PARSER.parse(text[above.end :]))
    seen = _Note({node.meta["id"]: node for node in root.walk() if node.type == "footnote"})
    pieces = [piece for piece in _pieces(root, seen, 0) if piece.text.strip()]
    words, parts = compose(pieces)
    if not words:
        raise DocumentError(name, "has front matter and no text below it" if above.end else "is empty")
    origins: dict[str, Origin] = dict.fromkeys(above.facts, "front matter")
    title = _title(pieces)
    begun = len(title) if title and words.startswith(f"{title}\n") else 0
    yield Draft(
        words,
        ({"title": title} if title else {}) | above.facts,
        origins,
        identity=above.identity,
        body_start=begun if above.facts.get("title", title) == title else 0,
        parts=parts,
        left_out=(*(many(count, what) for what, count in seen.gone.items() if count), *above.wrong),
    )


def _title(pieces: Sequence[Piece]) -> str:
    """Return the heading that a text begins with, or the only one of the first level."""
    first = [piece for piece in pieces if piece.kind == "heading" and piece.level == 1]
    heading = pieces[:1] if pieces and pieces[0].kind == "heading" else first if len(first) == 1 else []
    return on_one_line(heading[0].text) if heading else ""


def _pieces(parent: SyntaxTreeNode, seen: _Note, depth: int) -> Iterator[Piece]:
    for node in parent.children:
        yield from _READERS.get(node.type, _pieces)(node, seen, depth)
        hanging, seen.hanging = seen.hanging, []
        for number in hanging:
            if note := seen.notes.pop(number, None):
                yield from _pieces(note, seen, depth)


def _heading(node: SyntaxTreeNode, seen: _Note, _: int) -> Iterator[Piece]:
    yield Piece(_text(node, seen), "heading", int(node.tag[1:]))


def _paragraph(node: SyntaxTreeNode, seen: _Note, _: int) -> Iterator[Piece]:
    """Yield a paragraph; what is all in bold type stands above what follows, as does a question in italics."""
    text = _text(node, seen)
    inline = [one for one in node.children[0].children if one.content.strip() or one.type != "text"]
    asked, *reply = text.split("\n", 1)
    if reply and _is_question(inline, asked):
        yield Piece(asked, "heading", _BOLD)
        yield Piece(reply[0])
        return
    marked = inline[0].type if len(inline) == 1 and len(text) <= _LONGEST_HEADING else ""
    is_heading = (marked in ("strong", "em") and text.endswith("?")) or (marked == "strong" and text[-1:].isalnum())
    yield Piece(text, "heading", _BOLD) if is_heading else Piece(text)


def _is_question(inline: Sequence[SyntaxTreeNode], line: str) -> bool:
    """Whether the first line of a paragraph is a question in bold type or italics."""
    marked = len(inline) > 1 and inline[0].type in ("strong", "em") and inline[1].type in ("softbreak", "hardbreak")
    return marked and line.endswith("?") and len(line) <= _LONGEST_HEADING


def _code(node: SyntaxTreeNode, *_: object) -> Iterator[Piece]:
    yield Piece(node.content, "code")


def _nothing(*_: object) -> Iterator[Piece]:
    yield from ()


def _quoted(node: SyntaxTreeNode, seen: _Note, depth: int) -> Iterator[Piece]:
    """Yield what is quoted, or a callout, whose first line is its title or else its kind."""
    for number, piece in enumerate(_pieces(node, seen, depth)):
        match = _CALLOUT.match(piece.text) if number == 0 else None
        if match:
            yield Piece(match[2] or match[1].capitalize())
        text = piece.text[match.end() :].strip() if match else piece.text
        yield Piece(text, piece.kind, piece.level, piece.opens)


def _list(node: SyntaxTreeNode, seen: _Note, depth: int) -> Iterator[Piece]:
    """Yield the items of a list: each with its number, and with all its paragraphs up to whatever else is in it."""
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children):
        inner = list(item.children)
        count = next((place for place, one in enumerate(inner) if one.type != "paragraph"), len(inner))
        mark = f"{first + number}{item.markup} " if node.type == "ordered_list" else ""
        text = "\n".join(_text(one, seen) for one in inner[:count])
        text = _TASK.get(text[:4], text[:4]) + text[4:]
        yield Piece(mark + text if text else "", "item", depth + 1, opens=number == 0 and depth == 0)
        for one in inner[count:]:
            yield from _READERS.get(one.type, _pieces)(one, seen, depth + 1)


def _table(node: SyntaxTreeNode, seen: _Note, _: int) -> Iterator[Piece]:
    rows = [[Cell(_text(cell, seen)) for cell in row.children] for row in node.walk() if row.type == "tr"]
    named = any(cell.text.strip() for cell in rows[0]) if rows else False
    yield from table_pieces(rows, heads=int(named))


def _markup(node: SyntaxTreeNode, seen: _Note, _: int) -> Iterator[Piece]:
    seen.gone["comment"] += node.content.count("<!--")
    try:
        yield from block_pieces(parse_html(only_markup(node.content).encode("utf-8", "replace")))
    except MarkupError:  # the end of an element, or a comment
        return


_READERS: Final[dict[str, Callable[[SyntaxTreeNode, _Note, int], Iterator[Piece]]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "fence": _code,
    "code_block": _code,
    "blockquote": _quoted,
    "table": _table,
    "html_block": _markup,
    "footnote_block": _nothing,
    "bullet_list": _list,
    "ordered_list": _list,
}


def _text(node: SyntaxTreeNode, seen: _Note) -> str:
    """Return the words of a block as they are seen."""
    text = "".join(_words(node, seen))
    text, count = _COMMENT.subn("", text)
    seen.gone["comment"] += count
    return _ANCHOR.sub("", folded(_DEFINED.sub("\n", _MARK.sub(r"\1", text))))


def _words(parent: SyntaxTreeNode, seen: _Note) -> Iterator[str]:
    tag = ""
    for node in parent.children:
        if node.type == "text":
            words = _WIKI.sub(lambda match: _link(match, seen), node.content)
            yield raised(words) if tag == "<sup>" else words
        elif node.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif node.type == "code_inline":
            yield node.content
        elif node.type == "html_inline":
            seen.gone["comment"] += node.content.startswith("<!--")
            tag = node.content.lower()
            yield node.content if not is_markup(tag) else "\n" if tag.startswith("<br") else ""
        elif node.type == "footnote_ref":
            seen.hanging.append(node.meta["id"])
        elif node.type in _GONE:
            seen.gone[_GONE[node.type]] += 1
        else:
            yield from _words(node, seen)


_GONE: Final = {"image": "picture", "s": "deletion"}


def _link(match: re.Match[str], seen: _Note) -> str:
    """Return what is seen of a link of Obsidian's: its words, or the name of the note."""
    if match[1]:
        seen.gone["picture"] += 1
        return ""
    return match[3] or match[2].partition("#")[0] or match[2].lstrip("#")
