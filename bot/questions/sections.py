"""Questions for a numbered part of a text: "What does section 4.3 say?", "§ 2 (3)", "v2.1". Rules for English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from embeddings.text.terms import STOPWORDS

_KINDS: Final = {  # labels that go for one another
    "section": r"sections?|sec\.?|paragraphs?|para\.?|clauses?|§§?",
    "article": r"articles?|art\.?",
    "chapter": r"chapters?",
    "rule": r"rules?",
    "annex": r"annex(?:es)?",
    "appendix": r"appendix",
    "step": r"steps?",
    "version": r"versions?|releases?|v\.?",
}
_LABEL: Final = "|".join(_KINDS.values())
_KIND_OF: Final = [(re.compile(labels, re.IGNORECASE), kind) for kind, labels in _KINDS.items()]
_DIGITS: Final = r"\d++(?:\.\d++)*+[a-z]?"
_NUMBER: Final = rf"(?P<number>{_DIGITS}|(?<=[a-z] )(?-i:[IVXLC]{{1,6}}|[A-Z]))"
_ASKED: Final = re.compile(rf"(?i)(?<!\w)(?P<label>{_LABEL})\s*+{_NUMBER}(?![\w'’])(?:\s*+\((?P<part>\w{{1,3}})\))?")
_BARE: Final = re.compile(  # "What does 4.2 say?", "What changed in 2.10?"
    r"(?i)(?:\A|\b(?:does|do|did|in|under|of|is)\s)(?P<number>\d++(?:\.\d++)++)"
    r"(?=\s(?:say|state|provide|mean|require|regulate|cover|about)|[\s?.!]*\Z)"
)
_HEADING: Final = re.compile(
    rf"(?im)^[#* \t]*+(?:(?P<label>{_LABEL})\s*+)?"
    rf"(?P<number>{_DIGITS}|(?<=[a-z] )(?-i:[IVXLC]{{1,6}}|[A-Z]))(?!\w|\.\d)[.:]?(?=\s++(?P<title>\S)|)"
)
_PART: Final = re.compile(r"(?m)^[^\S\n]*+\((?P<part>\w{1,3})\)")
_OF_SENTENCES: Final = ("section", "article", "chapter")
_ITEM: Final = re.compile(r"[^\n]*[^\n.!?:;,]\s*")  # "9. Wells for Salima" is a list's, and no clause 9
_TOLD: Final = {  # what a text tells of in a line with others: "Annex A is a list. Annex B is a map."
    kind: re.compile(rf"(?<=[.;] )(?i:{_KINDS[kind]})\s++(?P<number>\d++|[A-Z])(?= [a-z])")
    for kind in ("annex", "appendix", "step")
}
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FRAMING: Final = STOPWORDS | frozenset(
    "say says said state states stated provide provides mean means read reads regulate regulates cover covers contain"
    " contains tell tells written stand stands show quote please give text wording exactly according rule rules about"
    " section article paragraph clause document".split()
)


@dataclass(frozen=True, slots=True)
class Section:
    """The number of a part, and of a part of that where one is named; ``kind`` is "" where no label tells it.

    Where a text begins with "Article 3" it must be ``labelled``: item 3 of a list is none.
    """

    number: str
    part: str | None = None
    kind: str = ""
    labelled: bool = False

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the part stands in a text, from its heading to the next one of its depth; None if it doesn't."""
        headings = _HEADING.finditer(text)
        head = next(filter(self._is_it, headings), None)
        if head is None:
            return self._told(text)
        following = next(filter(self._ends, headings), None)
        start, end = head.start(), following.start() if following else len(text)
        if self.kind in _OF_SENTENCES and not head["label"] and _ITEM.fullmatch(text, start, end):
            return None
        if self.part is None:
            return start, end
        parts = _PART.finditer(text, start, end)
        part = next((one for one in parts if one["part"] == self.part), None)
        after = next(parts, None)
        return None if part is None else (part.start(), after.start() if after else end)

    def as_labelled(self, texts: Iterable[str]) -> Section:
        """Return the same, which must be labelled where some text labels parts of its kind and depth."""
        depth = self.number.count(".")
        headings = (heading for text in texts for heading in _HEADING.finditer(text)) if self.kind != "version" else ()
        of_depth = (heading for heading in headings if heading["number"].count(".") == depth)
        return replace(self, labelled=any(self.kind and _kind_of(one["label"]) == self.kind for one in of_depth))

    def _told(self, text: str) -> tuple[int, int] | None:
        """Return the sentence that begins with the part, if it has no heading."""
        told = list(_TOLD[self.kind].finditer(text)) if self.kind in _TOLD else []
        head = next((one for one in told if one["number"] == self.number.upper()), None)
        if head is None:
            return None
        after = (one.start() for one in told if one.start() > head.start())
        line = text.find("\n", head.start())
        return head.start(), min((*after, len(text) if line < 0 else line))

    def _is_it(self, heading: re.Match[str]) -> bool:
        kind, title = _kind_of(heading["label"]), heading["title"] or ""
        is_other = title.isalpha() and self.kind == "version" and not kind  # "3.1 Bearings" is no version
        is_its = self.kind in ("", kind) if kind else not self.labelled
        return heading["number"].lower() == self.number.lower() and not is_other and is_its

    def _ends(self, heading: re.Match[str]) -> bool:
        """Whether a heading is of the next part: as deep as this one or, where it counts on, less deep."""
        number, kind = heading["number"], _kind_of(heading["label"])
        if not heading["title"] or (kind and self.kind and kind != self.kind):
            return False
        if kind or not (number[-1].isdigit() and self.number[0].isdigit()):
            return bool(kind)
        goes_on = int(number.partition(".")[0]) == int(self.number.partition(".")[0]) + 1
        deeper = number.count(".") - self.number.count(".")
        return deeper == 0 or (deeper < 0 and goes_on)


def read_section(question: str) -> Section | None:
    """Return which numbered part a question asks for, None where it asks for none."""
    asked = _ASKED.search(question)
    if asked is not None:
        return Section(asked["number"], asked["part"], _kind_of(asked["label"]))
    bare = _BARE.search(question)
    return Section(bare["number"]) if bare else None


def asks_for_nothing_else(question: str) -> bool:
    """Return whether a question wants a whole part: "What does section 4.3 say?"."""
    words = _LETTERS.findall(without_section(question).casefold())
    return all(word in _FRAMING for word in words)


def without_section(question: str) -> str:
    """Return a question without the number of a part, and its label."""
    return _ASKED.sub(" ", question)


def _kind_of(label: str | None) -> str:
    return next((kind for labels, kind in _KIND_OF if label and labels.fullmatch(label)), "")
