"""The numbers that OpenDocument gives headings ("4.3") and items ("(b)") by itself, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from embeddings.readers.markup import attribute, local
from embeddings.readers.office import whole_number
from embeddings.readers.wordnumbers import NumberedList, Numbering, NumberLevel

_FIGURES: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OUTLINE: Final = "outline"
_LEVEL_STYLES: Final = {"list-level-style-number", "outline-level-style"}

Levels = Mapping[int, NumberLevel]


@dataclass(slots=True)
class ListNumbers:
    """The styles of lists by name, the lists that have begun, and how far each has been counted."""

    styles: Mapping[str, Levels] = field(default_factory=dict)
    lists: dict[str, NumberedList] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)  # of each style: what its last list shares its numbers with
    numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        """Count the lists that begin later, too."""
        self.lists[_OUTLINE] = NumberedList(_OUTLINE, self.styles.get(_OUTLINE, {}), {})
        self.numbering = Numbering(self.lists)

    def begin(self, element: Any, outer: str) -> str:
        """Return the identity of a list: a new one, that of the list it goes on, or that of the one it is in."""
        style = attribute(element, "style-name")
        if outer and style in ("", outer.partition("\n")[0]):
            return outer
        going_on = attribute(element, "continue-list") or attribute(element, "continue-numbering") == "true"
        identity = f"{style}\n{attribute(element, 'id') or len(self.lists)}"
        shared = self.last.get(style, identity) if going_on else identity
        self.lists[identity] = NumberedList(shared, self.styles.get(style, {}), {})
        self.last[style] = shared
        return identity

    def item(self, element: Any, identity: str, level: int) -> str:
        """Count an item, and return its number; empty where it has a mark, or no words of its own."""
        begins = local(element) == "list-item" and any(local(one) in ("p", "h") for one in list(element)[:1])
        return self._next(element, identity, level) if begins else ""

    def heading(self, element: Any) -> str:
        """Count a heading, and return its number."""
        if attribute(element, "is-list-header") == "true":
            return ""
        return self._next(element, _OUTLINE, whole_number(attribute(element, "outline-level"), 1) - 1)

    def _next(self, element: Any, identity: str, level: int) -> str:
        start = attribute(element, "start-value")
        if start:
            self.numbering.counts[self.lists[identity].shared, level] = whole_number(start, 1) - 1
        return self.numbering.next(identity, level).strip()


def read_list_numbers(roots: Iterable[Any]) -> ListNumbers:
    """Read the styles of lists from the parts of a document: its own first."""
    styles: dict[str, Levels] = {}
    for root in roots:
        for element in root.iter() if root is not None else ():
            name = local(element)
            if name in ("list-style", "outline-style"):
                styles.setdefault(_OUTLINE if name == "outline-style" else attribute(element, "name"), _levels(element))
    return ListNumbers(styles)


def _levels(style: Any) -> dict[int, NumberLevel]:
    elements = {whole_number(attribute(one, "level"), 1): one for one in style if local(one) in _LEVEL_STYLES}
    return dict(_level(number, elements) for number in elements)


def _level(number: int, elements: Mapping[int, Any]) -> tuple[int, NumberLevel]:
    element = elements[number]
    figures = _FIGURES.get(attribute(element, "num-format"), "none")
    first = number + 1 - whole_number(attribute(element, "display-levels"), 1)
    numbered = (one for one in range(max(1, first), number + 1) if _is_numbered(elements.get(one)))
    pattern = ".".join(f"%{one}" for one in numbered if one < 10)
    prefix, suffix = attribute(element, "num-prefix"), attribute(element, "num-suffix")
    start = whole_number(attribute(element, "start-value"), 1)
    return number - 1, NumberLevel(f"{prefix}{pattern}{suffix}", figures, start, "", plain=False)


def _is_numbered(element: Any) -> bool:
    return element is not None and attribute(element, "num-format") in _FIGURES
