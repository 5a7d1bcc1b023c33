"""The tree of a page -> its pieces: headings, items, rows of tables, terms with what they mean, captions, code.

Menus, teasers and consent boxes are passed over, wherever the page names them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from embeddings.readers.markup import attribute, local, new_element, paragraphs
from embeddings.readers.office import whole_number
from embeddings.readers.pieces import Piece, folded
from embeddings.readers.tables import Box, box_pieces

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table ul".split()
)
_SILENT: Final = frozenset(
    "aside audio button canvas footer form head iframe nav noscript object script select style svg template textarea"
    " title video".split()
)
_ROLES: Final = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu".split())
_ASIDE: Final = re.compile(
    r"(?i)(?<![a-z])(?:cookies?|consent|gdpr|newsletter|related|teasers?|most-?(?:read|popular)|trending|recommended"
    r"|share|sharing|social|sidebar|breadcrumbs?|promo|advert(?:isement)?|subscribe|paywall|nav(?:bar|igation)?|menu"
    r"|footer|read-?(?:more|next)|sharedaddy|(?:jp-)?relatedposts|comments(?:-area|-list)?|toc|editsection|navbox"
    r"|sitesub|catlinks)(?![a-z])"
)
_HIDDEN: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_HEADING: Final = re.compile(r"h([1-6])")
_SHORT: Final = 80  # characters of what is said of a term, which then is a row of its own
_LINKED: Final = 0.8  # of a block's letters: it leads to other pages
_LEAST_SHARE: Final = 0.3  # of what a page calls its main part: an article in it is the text
_DEEPEST: Final = 6
_QUOTED: Final = re.compile(r"(?:> )+")
_LEAST_ROWS: Final = 2  # of a table
_MARKED: Final = frozenset({"b", "strong", "em", "i"})
_LAYOUT: Final = ("presentation", "none")


def html_pieces(element: Any, *, linked: bool = True) -> list[Piece]:
    """Return the pieces of an element, without blocks that do nothing but lead elsewhere unless ``linked``."""
    return list(_pieces(element, linked=linked))


def is_aside(element: Any) -> bool:
    """Tell whether an element is none of the page's own text, by its name or by what the page calls it."""
    silent = local(element) in _SILENT and not _is_credit(element)
    if silent or local(element) == "":
        return True
    named = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    hidden = element.get("hidden") is not None or attribute(element, "aria-hidden") == "true"
    is_hidden = hidden or _HIDDEN.search(attribute(element, "style")) is not None
    is_root = local(element) in ("html", "body", "main")
    return attribute(element, "role") in _ROLES or is_hidden or (not is_root and _ASIDE.search(named) is not None)


def _is_credit(element: Any) -> bool:
    """Tell whether a footer is a quotation's, and says whose it is."""
    above = element.getparent() if local(element) == "footer" else None
    return above is not None and local(above) == "blockquote"


def _pieces(element: Any, *, linked: bool) -> Iterator[Piece]:
    name = local(element)
    if heading := _HEADING.fullmatch(name):
        yield Piece(_words(element), "heading", int(heading[1]))
    elif name == "summary":
        yield Piece(_words(element), "heading", _DEEPEST)
    elif name == "pre":
        yield Piece("".join(element.itertext()), "code")
    elif name == "table":
        yield from _table(element, linked=linked)
    elif name == "dl":
        yield from _terms(element, linked=linked)
    elif name in ("ul", "ol"):
        yield from _items(element, linked=linked)
    elif name == "p" and (asked := _take_question(element)):
        yield Piece(asked, "heading", _DEEPEST)
        yield from _flow(element, linked=linked)
    else:
        yield from _flow(element, linked=linked)


def _take_question(element: Any) -> str:
    """Take a question in bold type or italics out of a paragraph that it has a line of; "" where there is none."""
    first = next(iter(element), None)
    if first is None or local(first) not in _MARKED or (element.text or "").strip():
        return ""
    asked, behind = folded(_words(first)), first.getnext()
    alone = not (first.tail or "").strip() and (behind is None or local(behind) == "br")
    if not alone or not asked.endswith("?") or "\n" in asked:
        return ""
    element.remove(first)
    return asked


def _flow(element: Any, *, linked: bool) -> Iterator[Piece]:
    """Yield the text of an element between the blocks in it, and these."""
    line: list[str] = [element.text or ""]
    links = 0
    for one in element:
        if not is_aside(one):
            if local(one) in _BLOCKS or any(local(part) in _BLOCKS for part in one.iterdescendants()):
                yield from _line(line, links, linked=linked)
                line, links = [], 0
                yield from _pieces(one, linked=linked)
            else:
                words = "\n" if local(one) == "br" else _words(one)
                links += _linked_letters(one)
                line.append(words)
        line.append(one.tail or "")
    yield from _line(line, links, linked=linked)


def _line(texts: list[str], links: int, *, linked: bool) -> Iterator[Piece]:
    text = "".join(texts)
    if linked or links < _LINKED * len("".join(text.split())) or not links:
        yield Piece(text)


def _words(element: Any) -> str:
    """Return the words of an element within a line."""
    if is_aside(element):
        return ""
    parts = [element.text or ""]
    for one in element:
        parts += ["\n" if local(one) == "br" else _words(one), one.tail or ""]
    return " ".join("".join(parts).split(" "))


def _linked_letters(element: Any) -> int:
    links = [element] if local(element) == "a" else [one for one in element.iterdescendants() if local(one) == "a"]
    return sum(map(_letters, links))


def _items(element: Any, *, linked: bool) -> Iterator[Piece]:
    items = [one for one in element if local(one) == "li" and not is_aside(one)]
    letters = sum(map(_letters, items))
    if not linked and sum(map(_linked_letters, items)) >= _LINKED * max(1, letters):
        return
    for number, item in enumerate(items):
        within = [piece for piece in _flow(item, linked=True) if piece.text.strip()]
        for place, piece in enumerate(within):
            if piece.kind == "paragraph" and place == 0:
                yield Piece(piece.text, "item", 1, opens=number == 0)
            else:  # an item of a list within this one is deeper, and opens none of its own
                is_item = piece.kind == "item"
                yield replace(piece, level=piece.level + is_item, opens=piece.opens and not is_item)


def _terms(element: Any, *, linked: bool) -> Iterator[Piece]:
    """Yield terms with what they mean: below each other where that is short, else as a heading with its text."""
    terms, meanings = list[str](), list[Any]()
    for one in (*_entries(element), None):
        if meanings and (one is None or local(one) == "dt"):
            yield from _meant(" / ".join(terms), meanings, linked=linked)
            terms, meanings = [], []
        if one is not None and local(one) == "dt":
            terms.append(folded(_words(one)))
        elif one is not None:
            meanings.append(one)
    yield from (Piece(term) for term in terms)


def _entries(element: Any) -> Iterator[Any]:
    """Yield the terms of a list and what they mean, which blocks may hold together."""
    for one in element:
        if local(one) in ("dt", "dd"):
            yield one
        elif local(one) == "div":
            yield from _entries(one)


def _meant(term: str, meanings: Sequence[Any], *, linked: bool) -> Iterator[Piece]:
    said = [piece for one in meanings for piece in _flow(one, linked=linked) if piece.text.strip()]
    short = " / ".join(folded(piece.text) for piece in said)
    is_row = term and 0 < len(short) <= _SHORT and not short.endswith(".")
    if is_row and all(piece.kind == "paragraph" for piece in said):
        yield Piece(f"{term}\n{short}", "row")
    else:
        yield Piece(term, "heading", _DEEPEST)
        yield from said


def _table(element: Any, *, linked: bool) -> Iterator[Piece]:
    yield from (Piece(_words(one)) for one in element if local(one) == "caption")
    rows: list[list[Box]] = []
    heads = 0
    for row in _rows(element):
        cells = [one for one in row if local(one) in ("td", "th")]
        is_head = local(row.getparent()) == "thead" or {local(one) for one in cells} == {"th"}
        heads += heads == len(rows) and is_head
        rows.append([_box(one, linked=linked) for one in cells])
    yield from box_pieces(rows, heads=heads or None)


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, not those of tables in it."""
    for one in table:
        if local(one) == "tr":
            yield one
        elif local(one) in ("thead", "tbody", "tfoot"):
            yield from (row for row in one if local(row) == "tr")


def _box(cell: Any, *, linked: bool) -> Box:
    pieces = [piece for piece in _flow(cell, linked=linked) if piece.text.strip()]
    across, down = (max(1, whole_number(attribute(cell, name), 1)) for name in ("colspan", "rowspan"))
    return Box(pieces, across, down)


def block_pieces(root: Any, *, quoted: str = "") -> Iterator[Piece]:
    """Yield all blocks of a page, as it names none its text: paragraphs, and rows of tables that aren't quoted.

    ``quoted`` is put before each line that is quoted, once for each quotation that it stands in.
    """
    rows = _take_tables(root)
    for block in paragraphs(root, quoted=quoted):
        mark = _QUOTED.match(block)
        row = rows.get(block[mark.end() :] if mark else block)
        if row is None or mark is None:
            yield row or Piece(block)
        else:
            yield Piece("\n".join(f"{mark[0]}{line}" for line in row.text.splitlines()))


def _take_tables(root: Any) -> dict[str, Piece]:
    """Put a block of its own in the place of each row of the tables, and return the rows by what stands there."""
    rows: dict[str, Piece] = {}
    for table in [one for one in root.iter("table") if _is_of_rows(one)]:
        place = new_element("div")
        place.tail = table.tail
        for piece in html_pieces(table):
            block = new_element("p")
            block.text = piece.text
            if piece.kind == "row":
                block.text = f"\ue000{len(rows)}\ue000"
                rows[block.text] = replace(piece, text=folded(piece.text))
            place.append(block)
        table.getparent().replace(table, place)
    return rows


def _is_of_rows(table: Any) -> bool:
    """Tell whether a table doesn't only lay out a mail, as one around others does, or one with headings in it."""
    within = [local(one) for one in table.iterdescendants()]
    is_layout = "table" in within or within.count("tr") < _LEAST_ROWS or attribute(table, "role") in _LAYOUT
    return not is_layout and all(piece.kind in ("row", "paragraph") for piece in html_pieces(table))


def own_part(root: Any) -> Any:
    """Return the one element that a page names its text, None where it names none or several."""
    article, main = _only(root, "article"), _only(root, "main")
    if article is None or main is None:
        return main if article is None else article
    return article if _letters(article) > _LEAST_SHARE * _letters(main) else main


def texts_of(root: Any) -> int:
    """Return how many articles a page holds."""
    return len(_named(root, "article"))


def _only(root: Any, name: str) -> Any:
    found = _named(root, name)
    return found[0] if len(found) == 1 else None


def _named(root: Any, name: str) -> list[Any]:
    found = [one for one in root.iter() if local(one) == name or attribute(one, "role") == name]
    return [one for one in found if not any(is_aside(above) for above in (one, *one.iterancestors()))]


def _letters(element: Any) -> int:
    return len("".join("".join(element.itertext()).split()))
