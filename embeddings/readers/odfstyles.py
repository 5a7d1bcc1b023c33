"""What the styles of OpenDocument say of words: which are struck through, hidden or raised, and what is a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from embeddings.readers.markup import attribute, child, local

_DEEPEST: Final = 20  # styles that are based on one another
_OF_PAGES: Final = {"table-properties", "drawing-page-properties"}
_TITLE: Final = "Title"  # in every language's LibreOffice


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """The styles of a document, by name."""

    of: Mapping[str, Any] = field(default_factory=dict)

    def gone(self, span: Any) -> str | None:
        """Return what to call words that are not on the page, None where they are."""
        if self._says(span, "text-line-through-style") not in ("", "none"):
            return "deletion"
        return "hidden text" if self._says(span, "display") == "none" else None

    def is_raised(self, span: Any) -> bool:
        """Tell whether words stand higher than their line."""
        place = self._says(span, "text-position").partition(" ")[0]
        return place == "super" or (place.endswith("%") and not place.startswith(("-", "0")))

    def is_title(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is the document's title."""
        name = attribute(paragraph, "style-name")
        return _TITLE in (name, *(attribute(style, "parent-style-name") for style in self._chain(name)))

    def is_hidden(self, element: Any) -> bool:
        """Tell whether a sheet or a slide is not shown."""
        styles = self._chain(attribute(element, "style-name"))
        says = (one for style in styles for one in style if local(one) in _OF_PAGES)
        return any(attribute(one, "display") == "false" or attribute(one, "visibility") == "hidden" for one in says)

    def _says(self, element: Any, key: str) -> str:
        chain = self._chain(attribute(element, "style-name"))
        return next((said for style in chain if (said := attribute(child(style, "text-properties"), key))), "")

    def _chain(self, name: str) -> list[Any]:
        """Return a style and those that it is based on."""
        found: list[Any] = []
        while name in self.of and len(found) < _DEEPEST:
            found.append(self.of[name])
            name = attribute(found[-1], "parent-style-name")
        return found


def read_open_styles(roots: Iterable[Any]) -> OpenStyles:
    """Read the styles from the parts of a document: its own first."""
    styles: dict[str, Any] = {}
    for root in roots:
        for element in root.iter() if root is not None else ():
            if local(element) == "style" and attribute(element, "name"):
                styles.setdefault(attribute(element, "name"), element)
    return OpenStyles(styles)
