"""What a paragraph of Word is by its style: a heading, an item of a list, or prose."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from embeddings.readers.markup import attribute, child, local
from embeddings.readers.office import parse_entry, whole_number
from embeddings.readers.pieces import Piece
from embeddings.readers.wordnumbers import Numbering, read_numbering

_HEADING = re.compile(r"(?:title|heading (\d))\Z", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph)(?: (\d))?\Z", re.IGNORECASE)
_ASKED = 6  # the level of a question in bold type or italics
_PROSE = 9  # the outline level of what is no heading
_DEEPEST = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids; names are English in every language's Word."""

    of: Mapping[str, Any]
    numbering: Numbering = field(default_factory=lambda: Numbering({}))

    def piece(self, paragraph: Any, text: str) -> Piece:
        """Return what a paragraph is."""
        properties = child(paragraph, "ppr")
        asked = text.rstrip().endswith("?") and _is_marked(paragraph)
        if properties is None:
            return Piece(text, "heading", _ASKED) if asked else Piece(text)
        styles = self._chain(attribute(child(properties, "pstyle"), "val"))
        names = [attribute(child(style, "name"), "val") for style in styles]
        own = [properties, *(child(style, "ppr") for style in styles)]
        if (number := self._number(own, styles)) and text.strip():
            text = f"{number} {text.lstrip()}"
        if (level := _heading_level(names, own)) is not None:
            return Piece(text, "heading", level)
        deep = _item_level(names, own)
        plain = Piece(text, "heading", _ASKED) if asked else Piece(text)
        return plain if deep is None else Piece(text, "item", deep)

    def _number(self, own: list[Any], styles: list[Any]) -> str:
        """Count a paragraph in its list, and return the number that it has there."""
        identity = next(filter(None, (attribute(child(one, "numpr", "numid"), "val") for one in own)), "")
        level = next(filter(None, (attribute(child(one, "numpr", "ilvl"), "val") for one in own)), "")
        style = attribute(styles[0], "styleId") if styles else ""
        deep = whole_number(level) if level else self.numbering.level_of(identity, style)
        return self.numbering.next(identity, deep)

    def _chain(self, identity: str) -> list[Any]:
        """Return a style and those that it is based on."""
        found: list[Any] = []
        while identity in self.of and len(found) < _DEEPEST:
            found.append(self.of[identity])
            identity = attribute(child(found[-1], "basedon"), "val")
        return found


def read_styles(archive: zipfile.ZipFile, name: str) -> Styles:
    """Read the styles of a DOCX; there may be none."""
    root = parse_entry(archive, "word/styles.xml", name)
    elements = root if root is not None else ()
    styles = {attribute(element, "styleId"): element for element in elements if local(element) == "style"}
    return Styles(styles, read_numbering(archive, name))


def _is_marked(paragraph: Any) -> bool:
    """Whether all words of a paragraph are in bold type or italics."""
    runs = [run for run in paragraph.iter() if local(run) == "r" and any(local(one) == "t" for one in run)]
    return bool(runs) and all(_is_on(child(run, "rpr", "b")) or _is_on(child(run, "rpr", "i")) for run in runs)


def _is_on(element: Any) -> bool:
    return element is not None and attribute(element, "val", "1") not in ("0", "false", "off")


def _heading_level(names: list[str], own: list[Any]) -> int | None:
    outline = _first(own, "outlinelvl")
    if outline is not None:
        level = whole_number(attribute(outline, "val"), _PROSE)
        return level + 1 if level < _PROSE else None
    match = next(filter(None, map(_HEADING.match, names)), None)
    return int(match[1] or 1) if match else None


def _item_level(names: list[str], own: list[Any]) -> int | None:
    numbered = _first(own, "numpr")
    if numbered is not None and attribute(child(numbered, "numid"), "val") != "0":
        return whole_number(attribute(child(numbered, "ilvl"), "val")) + 1
    match = next(filter(None, map(_LIST.match, names)), None)
    return int(match[1] or 1) if match else None


def _first(properties: list[Any], name: str) -> Any:
    """Return what the first of these says of something: a paragraph's own come before those of its styles."""
    return next((found for found in (child(each, name) for each in properties) if found is not None), None)
