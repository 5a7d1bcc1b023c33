"""A page as programs for writing save it -> as its readers see it, before anything else is made of it.

What is struck through, comments, hidden rows and cells, heads and feet of pages are taken out; a note follows the block
that it hangs on; an item of Word's, which is a paragraph with a sign before it, becomes one of a list; raised digits
are such, for 10² is not 102.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from embeddings.readers.markup import MarkupError, attribute, html_of, local, new_element, parse_html

# Pages without any of these are as they are seen.
_SIGNS: Final = re.compile(
    rb"(?i)<(?:del|s|strike)[\s>]|line-through|mso-|class=mso|\bcmnt_ref|\bid=\"?ftnt|sdfootnote|sdendnote|footnote-ref"
    rb"|<ol[\s>]|<t[rdh]\b[^<>]{0,500}display:\s*none|<div title=\"(?:header|footer)"
)
_RAISED: Final = re.compile(rb"(?i)<sup>\s{0,9}(\d{1,4})\s{0,9}</sup>")
_QUOTED: Final = re.compile(rb"(?i)<(/?)q(?:\s[^<>]{0,500})?>")
_DIGITS: Final = {ord(digit): f"&#{ord(high)};" for digit, high in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)}
_STRUCK: Final = {"del", "s", "strike"}
_LINE_THROUGH: Final = re.compile(r"(?i)text-decoration[\w-]*\s*:[^;]{0,80}line-through")
_STRUCK_CLASS: Final = re.compile(r"\.([\w-]{1,80})\s{0,9}\{([^{}]{0,2000})\}")
_HIDDEN: Final = re.compile(r"(?i)display\s*:\s*none")
_COMMENTS: Final = re.compile(r"(?i)mso-element\s*:\s*comment-list")
_NOTE: Final = re.compile(r"(?i)\A(?:sd)?(?:foot|end)note\d|mso-element\s*:\s*(?:foot|end)note(?![\w-])")
_ITEM: Final = re.compile(r"(?i)mso-list\s*:\s*l\d")
_SIGN: Final = re.compile(r"(?i)mso-list\s*:\s*ignore")
_NUMBER: Final = re.compile(r"[\w.()§]{1,20}")
_UNCOUNTED: Final = re.compile(r"(?i)list-style(?:-type)?\s*:[^;]{0,80}none")
_WHOLE: Final = re.compile(r"-?\d{1,6}")
_LETTERS: Final = 26
_TITLES: Final = {"msotitle", "title"}
_BLOCKS: Final = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "blockquote", "div"}
_CELLS: Final = {"td", "th"}


@dataclass(frozen=True, slots=True)
class Revised:
    """A page, the title that stands on it, "" where none is marked as one, and what was taken out."""

    content: bytes
    title: str = ""
    gone: Counter[str] = field(default_factory=Counter)


def revised(content: bytes) -> Revised:
    """Return a page as it is seen. Whatever can't be parsed stays as it is."""
    content = _RAISED.sub(lambda match: match[1].decode().translate(_DIGITS).encode(), content)
    content = _QUOTED.sub(lambda match: b"&rdquo;" if match[1] else b"&ldquo;", content)
    if not _SIGNS.search(content):
        return Revised(content)
    try:
        root = parse_html(content)
    except MarkupError:
        return Revised(content)
    gone: Counter[str] = Counter()
    _take_comments(root, gone)
    _take_struck(root, gone)
    _take_hidden(root, gone)
    _hang_notes(root)
    _number_items(root)
    _make_items(root)
    return Revised(html_of(root), _title(root), gone)


def _take_comments(root: Any, gone: Counter[str]) -> None:
    for element in _all(root, "a"):
        name = attribute(element, "id") or attribute(element, "name")
        if "msocomanchor" in attribute(element, "class") or name.startswith("cmnt_ref"):
            gone["comment"] += 1
            _take(element)
        elif name.startswith("cmnt") and attribute(element, "href").startswith("#cmnt_ref"):
            _take(_block(element))
    for element in _all(root, "div"):
        if _COMMENTS.search(attribute(element, "style")):
            _take(element)


def _take_struck(root: Any, gone: Counter[str]) -> None:
    sheets = "".join(element.text or "" for element in _all(root, "style"))
    classes = {name for name, style in _STRUCK_CLASS.findall(sheets) if _LINE_THROUGH.search(style)}
    for element in list(root.iter()):
        by_class = classes and not classes.isdisjoint(attribute(element, "class").split())
        if local(element) in _STRUCK or by_class or _LINE_THROUGH.search(attribute(element, "style")):
            gone["deletion"] += _has_words(element)
            _take(element)


def _take_hidden(root: Any, gone: Counter[str]) -> None:
    for element in list(root.iter()):
        name = local(element)
        if name == "div" and attribute(element, "title") in ("header", "footer"):
            _take(element)
        elif (name == "tr" or name in _CELLS) and _HIDDEN.search(attribute(element, "style")):
            gone["hidden row" if name == "tr" else "hidden cell"] += _has_words(element)
            _take(element)


def _hang_notes(root: Any) -> None:
    """Put each note behind the block with its sign."""
    last: dict[Any, Any] = {}  # the last of the notes that follow a block
    for sign, target, back in _noted(root):
        block, note = _block(sign), _note(target)
        if block in (note, *note.iterancestors()) or note in block.iterancestors():
            continue
        _take(back)
        _take(sign)
        _take(note)
        note.tag = "p" if local(note) == "li" else note.tag
        last.get(block, block).addnext(note)
        last[block] = note


def _noted(root: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the sign of each note, what it leads to, and what leads back from there: they are links to each other."""
    order = {element: number for number, element in enumerate(root.iter())}
    places = {attribute(one, key): one for one in order for key in ("name", "id") if attribute(one, key)}
    for sign in _all(root, "a"):
        href = attribute(sign, "href")
        target = places.get(href[1:]) if href.startswith("#") else None
        names = {f"#{attribute(sign, key)}" for key in ("id", "name")} - {"#"}
        back = next((one for one in _all(target, "a") if attribute(one, "href") in names), None)
        if target is not None and back is not None and order[target] > order[sign]:
            yield sign, target, back


def _note(target: Any) -> Any:
    """Return all of a note, which may have a box of its own."""
    block = _block(target)
    above = block.getparent()
    is_box = above is not None and local(above) == "div"
    return above if is_box and _NOTE.search(f"{attribute(above, 'id')} {attribute(above, 'style')}") else block


def _number_items(root: Any) -> None:
    """Put before each item of a list that is counted its number, or its letter, as it is seen."""
    for element in [one for one in _all(root, "ol") if not _UNCOUNTED.search(attribute(one, "style"))]:
        items = [one for one in element if local(one) == "li"]
        step = -1 if element.get("reversed") is not None else 1
        number = _whole(attribute(element, "start"), len(items) if step < 0 else 1)
        for item in items:
            number = _whole(attribute(item, "value"), number)
            _put_before(item, f"{_counted(number, attribute(element, 'type'))}. ")
            number += step


def _put_before(item: Any, mark: str) -> None:
    first = next((one for one in item if local(one) in _BLOCKS), None)
    holder = item if (item.text or "").strip() or first is None else first
    holder.text = mark + (holder.text or "").lstrip()


def _counted(number: int, kind: str) -> str:
    is_letter = kind in ("a", "A") and 0 < number <= _LETTERS
    return chr(ord(kind) + number - 1) if is_letter else str(number)


def _whole(written: str, default: int) -> int:
    return int(written) if _WHOLE.fullmatch(written) else default


def _make_items(root: Any) -> None:
    """Make items of paragraphs that Word sets with a sign before them: a number stays, a bullet goes."""
    lists: set[Any] = set()
    for element in [one for one in _all(root, "p") if _ITEM.search(attribute(one, "style"))]:
        number = _take_sign(element)
        if _NUMBER.fullmatch(number) and number != "o":  # which a font makes a ring of
            element.text = f"{number} {(element.text or '').lstrip()}"
        element.tag = "li"
        items = element.getprevious()
        if items is None or items not in lists or (items.tail or "").strip():
            items = new_element("ul")
            element.addprevious(items)
            lists.add(items)
        items.append(element)
        items.tail, element.tail = element.tail, None


def _take_sign(item: Any) -> str:
    """Take out what stands before an item, and return it."""
    sign = next((one for one in item.iterdescendants() if _SIGN.search(attribute(one, "style"))), None)
    if sign is None:
        return ""
    _take(sign)
    return "".join("".join(sign.itertext()).split())


def _title(root: Any) -> str:
    titled = (one for one in _all(root, "p") if _TITLES & {*attribute(one, "class").lower().split()})
    return next((" ".join("".join(one.itertext()).split()) for one in titled), "")


def _all(root: Any, name: str) -> list[Any]:
    return [] if root is None else [one for one in root.iter() if local(one) == name]


def _block(element: Any) -> Any:
    """Return the block that an element stands in, or is."""
    around = (element, *element.iterancestors())
    return next((one for one in around if local(one) in _BLOCKS), element)


def _has_words(element: Any) -> bool:
    return any(text.strip() for text in element.itertext())


def _take(element: Any) -> None:
    """Take an element out of the page, and leave the words behind it."""
    if element.getparent() is not None:
        element.drop_tree()
