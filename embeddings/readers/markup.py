"""XML and HTML trees, and the paragraphs in them; the only door to lxml. No entity is expanded, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import lxml.etree
import lxml.html
import lxml.html.defs

_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HEAD = frozenset("base link meta noscript script style template title".split())
_QUOTING = frozenset("gmail_quote gmail_quote_container yahoo_quoted protonmail_quote moz-forward-container".split())
_DEEPEST = 9  # quotations in each other, that are told apart
_NAMED = frozenset(lxml.html.defs.tags - {"command"}) | frozenset(  # no browser knew that one; and what its list lacks
    "bdi center data dialog frame main menuitem nobr noframes picture rb rtc search slot template"
    " mfrac mi mn mo mover mrow msqrt mstyle msub msubsup msup mtext munder".split()
)
_TAG = re.compile(r"<(?!!--|!doctype\b)(?:/?(?P<name>[a-z][\w:.-]*)|[!?])", re.IGNORECASE)
_SILENT = frozenset("head iframe noscript object script style svg template title".split())


class MarkupError(Exception):
    """What was to be markup is none."""


def is_markup(tag: str) -> bool:
    """Whether what begins with an angle bracket is a comment or a tag of HTML, and not its writer's own word."""
    match = _TAG.match(tag)
    return match is None or (match["name"] or "").lower() in _NAMED


def only_markup(content: str) -> str:
    """Return HTML in which "<waited>", and whatever else no element is called by, is text."""
    return _TAG.sub(lambda match: match[0] if is_markup(match[0]) else f"&lt;{match[0][1:]}", content)


def parse_xml(content: bytes) -> Any:
    """Return the root of an XML document. Raises MarkupError where it is none, or declares entities."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = lxml.etree.fromstring(content, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise MarkupError(str(error)) from None
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise MarkupError("it declares entities, which documents have no need of")
    return root


def parse_html(content: bytes) -> Any:
    """Return the root of a page, however broken. Raises MarkupError where there is nothing in it."""
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(content))
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise MarkupError(str(error)) from None
    _end_head(root)
    return root


def html_of(root: Any) -> bytes:
    """Return a page's tree as HTML, in UTF-8."""
    content: bytes = lxml.html.tostring(root, encoding="utf-8")
    return content


def new_element(name: str) -> Any:
    """Return an element of a page, to be put somewhere."""
    return lxml.html.Element(name)


def _end_head(root: Any) -> None:
    """Put what can't stand in a page's head into its body: the parser leaves elements there that it doesn't know."""
    head, body = root.find("head"), root.find("body")
    stray = [one for one in head if local(one) not in ("", *_HEAD)][:1] if head is not None else []
    if not stray:
        return
    if body is None:
        body = lxml.html.Element("body")
        root.append(body)
    found = [*stray, *stray[0].itersiblings()]
    text, body.text = body.text, None
    found[-1].tail = f"{found[-1].tail or ''}{text or ''}"
    for place, one in enumerate(found):
        body.insert(place, one)


def paragraphs(root: Any, *, quoted: str = "") -> list[str]:
    """Return the text of a page, a string a block, white space folded.

    ``quoted`` is put before what is quoted, once for each quotation that it stands in.
    """
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for kind, value in _walk(root):
        if kind == "text":
            blocks[-1][1].append(value)
        else:
            blocks.append((quoted * len(value), []))
    folded = ((mark, " ".join("".join(block).split())) for mark, block in blocks)
    return [f"{mark}{block}" for mark, block in folded if block]


def local(element: Any) -> str:
    """Return an element's name without its namespace; that of a comment is empty."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)  # a document has few names, and asks for them many times
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def attribute(element: Any, name: str, default: str = "") -> str:
    """Return an attribute by its name without its namespace; that of no element is the default."""
    if element is None:
        return default
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def child(element: Any, *path: str) -> Any:
    """Return the first element on a path of local names below another, None where there is none."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def children(element: Any, *path: str) -> list[Any]:
    """Return the elements in the one on a path below another; there are none where there is no such element."""
    found = child(element, *path)
    return [] if found is None else list(found)


def _walk(root: Any) -> Iterator[tuple[str, str]]:
    """Yield texts, and breaks with a mark for each quotation around what follows; without recursion."""
    silent = quotes = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name, step = local(element), {"start": 1, "end": -1}.get(event, 0)
        silent += step * (name in _SILENT)
        quotes += step * (step != 0 and _is_quotation(element, name))
        if name in _BLOCKS and step:
            yield "break", ">" * min(quotes, _DEEPEST)
        text = element.text if event == "start" else element.tail if element is not root else None
        if text and not silent:
            yield "text", text


def _is_quotation(element: Any, name: str) -> bool:
    """Whether an element holds what somebody else wrote: a quotation, or what programs for mail put around a reply."""
    quoting = name == "div" and not _QUOTING.isdisjoint(attribute(element, "class").split())
    return quoting or name == "blockquote" or "border-left:" in attribute(element, "style").replace(" ", "").lower()


def _encoding(content: bytes) -> str | None:
    """Name UTF-8 where it is that: pages that don't say are not read as Latin-1."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"
