"""Whose a quotation of a page is: what stands in ``cite``, ``footer`` or ``figcaption`` goes below it, behind a dash.

The dash is the one that quotations have (―), which nothing else does: who is named behind it is whose the words are.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from embeddings.readers.markup import attribute, local, new_element

_QUOTES: Final = re.compile(
    r"(?i)(?<![a-z])(?:testimonials?|pull-?quotes?|quotes?|blurbs?|endorsements?|reviews?)(?![a-z])"
)
_NAMED: Final = re.compile(r"(?i)(?<![a-z])(?:author|attribution|cite|credit|source|byline|reviewer|speaker)(?![a-z])")
_CREDITS: Final = ("cite", "footer", "figcaption")
_OUTER: Final = ("body", "main", "article", "html", "section")
_DASHES: Final = " \t\n-–—―~"
_JOINS: Final = (",", "—", "–", "―", "-", "(", ":")
_ENDS: Final = tuple('.!?…"”’»')
_MOST: Final = 40  # elements in a quotation
_LONGEST: Final = 150  # characters of a credit


def mark_credits(root: Any) -> None:
    """Put each credit below what it is of, in a paragraph of its own."""
    for element in [one for one in root.iter() if _is_quotation(one)]:
        credit = _credit_in(element, _text(element))
        if credit is not None:
            _move(element, credit)


def _is_quotation(element: Any) -> bool:
    """Whether an element is no more than somebody's words, with their name."""
    name = local(element)
    if name not in ("figure", "blockquote") and not _is_called(element):
        return False
    within = list(islice(element.iterdescendants(), _MOST + 1))
    held = any(local(one) == "blockquote" or _is_called(one) for one in within)
    return len(within) <= _MOST and held == (name == "figure")


def _is_called(element: Any) -> bool:
    return local(element) not in ("", *_OUTER) and _QUOTES.search(attribute(element, "class")) is not None


def _credit_in(element: Any, whole: str) -> Any:
    """Return the last thing in a quotation, where that says whose it is; None where something else stands there."""
    credit = next((one for one in element.iterdescendants() if _is_named(one) and whole.endswith(_text(one))), None)
    if credit is None:
        return None
    while credit.getparent() is not element and _is_all_of(credit, credit.getparent()):
        credit = credit.getparent()
    said = whole[: -len(_text(credit))].rstrip(_DASHES)
    return credit if said.endswith(_ENDS) and len(_text(credit)) <= _LONGEST else None


def _is_named(element: Any) -> bool:
    """Whether an element names somebody, by what it is or is called."""
    named = local(element) in _CREDITS or _NAMED.search(attribute(element, "class")) is not None
    return named and local(element) != "" and _text(element) != ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_all_of(credit: Any, above: Any) -> bool:
    return _text(credit).strip(_DASHES) == _text(above).strip(_DASHES)


def _move(element: Any, credit: Any) -> None:
    below = new_element("p")
    below.text = f"― {_joined(credit)}"
    credit.getparent().remove(credit)
    element.append(below)


def _joined(credit: Any) -> str:
    """Return the words of a credit on one line; what stands in elements of its own is set off."""
    said = ""
    for text in (" ".join(part.split()) for part in credit.itertext()):
        between = " " if not said or said.endswith(_JOINS) or text.startswith(_JOINS) else ", "
        said = f"{said}{'' if text[:1] == ',' else between}{text}" if text else said
    return said.strip(_DASHES)
