"""What is read of an RTF so far: its pieces, the paragraph and the row that are open, and how text is set."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from embeddings.readers.pieces import Piece, raised
from embeddings.readers.rtfwords import USUAL
from embeddings.readers.tables import Cell, table_pieces

NOWHERE: Final = "-"
_ASIDE: Final = ("footnote", "shptxt")  # read behind the paragraph that they hang on


@dataclass(slots=True)
class RtfGroup:
    """How text is set, and where it goes: "" is the document, "-" nowhere, else a place of its own."""

    goes: str = ""
    encoding: str = USUAL
    skipped: int = 1  # characters behind one that is told by its number
    hidden: tuple[str, ...] = ()
    is_super: bool = False
    begins: bool = False
    is_extra: bool = False  # programs that don't know it pass it over


@dataclass(slots=True)
class RtfParagraph:
    """The words of a paragraph so far, how deep a heading it is, the mark of an item, and whether it is in a table."""

    texts: list[str] = field(default_factory=list)
    level: int = 0
    marks: list[str] = field(default_factory=list)
    in_table: bool = False

    def text(self) -> str:
        """Return the words; letters that are told in two halves are put together."""
        return "".join(self.texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _RtfCell:
    text: str
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class RtfPage:
    """The document so far."""

    group: RtfGroup = field(default_factory=RtfGroup)
    above: list[RtfGroup] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)
    gone: Counter[str] = field(default_factory=Counter)
    edges: set[str] = field(default_factory=set)
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, int] = field(default_factory=dict)
    own: str = USUAL
    number: int = 0  # of the font or style that a table tells of
    left: int = 0  # characters that are to be passed over
    paragraph: RtfParagraph = field(default_factory=RtfParagraph)
    asides: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)  # what hangs on the rows of a table
    signs: int = 0  # of notes
    merged: list[str] = field(default_factory=list)  # how the cells of a row are
    is_merged: str = ""
    cells: list[str] = field(default_factory=list)
    rows: list[list[_RtfCell]] = field(default_factory=list)
    heads: int = 0  # rows of a table that say they are
    reaching: dict[int, _RtfCell] = field(default_factory=dict)  # down from rows above, by place

    def add(self, text: str) -> None:
        """Take text where it goes."""
        passed = min(self.left, len(text))
        self.left -= passed
        text, goes = text[passed:], self.group.goes
        self.group.begins = False
        if not text or goes == NOWHERE:
            return
        if self.group.hidden:
            self.gone[self.group.hidden[0]] += goes == "" and not text.isspace()
        elif goes == "":
            self.paragraph.texts.append(raised(text) if self.group.is_super else text)
        elif goes in _ASIDE:
            self.asides = self.asides or [[]]
            self.asides[-1].append(text)
        elif goes in ("title", "author"):
            self.facts.setdefault(goes, []).append(text)
        elif goes in ("listtext", "pntext"):
            self.paragraph.marks.append(text)
        elif goes == "stylesheet":
            self._name_style(text.strip(" ;").casefold())

    def add_sign(self) -> None:
        """Take the sign of a note, which stands in the text and before the note."""
        self.signs += self.group.goes == ""
        self.add(raised(str(max(1, self.signs))) + (" " if self.group.goes in _ASIDE else ""))

    def leave(self) -> None:
        """End a group: how text was set before it counts again."""
        inner, self.left = self.group.goes, 0
        self.group = self.above.pop() if self.above else RtfGroup()
        if inner != self.group.goes:
            self.gone["comment"] += inner == "annotation"
            if inner in _ASIDE:
                self.asides.append([])

    def lay_out(self, word: str, number: int | None) -> None:
        """Follow what is said of paragraphs and tables."""
        if word == "pard":
            self.paragraph.level, self.paragraph.in_table = 0, False
        elif word == "intbl":
            self.paragraph.in_table = True
        elif word == "outlinelevel":
            self.paragraph.level = (number or 0) + 1 if (number or 0) < 9 else 0
        elif word == "trowd":
            self.merged = []
        elif word == "trhdr":
            self.heads += self.heads == len(self.rows)
        elif word in ("clmrg", "clvmrg"):
            self.is_merged = word
        elif word == "cellx":
            self.merged.append(self.is_merged)
            self.is_merged = ""
        elif word in ("cell", "nestcell"):
            self.cells.append(self._taken().text())
        elif word in ("row", "nestrow"):
            self._end_row()

    def end_paragraph(self) -> None:
        """End a paragraph, or a line of a cell."""
        if self.group.goes in _ASIDE:
            self.asides.append([])
        elif self.group.goes == "" and self.paragraph.in_table:
            self.paragraph.texts.append("\n")
        elif self.group.goes == "":
            self._tell(self._taken())

    def end(self) -> None:
        """End the document."""
        if self.paragraph.in_table:
            self.cells.append(self._taken().text())
        self._tell(self._taken())
        self._end_table()
        self.gone["running head"] = len(self.edges)

    def _name_style(self, name: str) -> None:
        if name.startswith("heading ") and name[8:].isdecimal():
            self.styles[self.number] = min(int(name[8:9]), 9)
        elif name == "title":
            self.styles[self.number] = 1

    def _taken(self) -> RtfParagraph:
        taken = self.paragraph
        self.paragraph = RtfParagraph(level=taken.level, in_table=taken.in_table)
        return taken

    def _tell(self, one: RtfParagraph) -> None:
        text, mark = one.text(), "".join(one.marks).strip()
        if not text.strip():
            return
        self._end_table()
        if mark:
            counted = any(map(str.isalnum, mark))
            self.pieces.append(Piece(f"{mark} {text}" if counted else text, "item", 1))
        else:
            self.pieces.append(Piece(text, "heading", one.level) if one.level else Piece(text))
        asides, self.asides = self.asides, []
        self.pieces += map(_aside, asides)

    def _end_row(self) -> None:
        """End a row; a cell that goes on the one above is a part of it."""
        row: list[_RtfCell] = []
        for place, text in enumerate(self.cells):
            merged = self.merged[place] if place < len(self.merged) else ""
            if merged == "clmrg" and row:
                row[-1].across += 1
            elif merged == "clvmrg" and place in self.reaching:
                self.reaching[place].down += 1
            else:
                self.reaching[place] = _RtfCell(text)
                row.append(self.reaching[place])
        self.rows.append(row)
        self.below += self.asides
        self.cells, self.asides = [], []

    def _end_table(self) -> None:
        if self.cells:
            self._end_row()
        cells = [[Cell(one.text, one.across, one.down) for one in row] for row in self.rows]
        self.pieces += table_pieces(cells, heads=self.heads or None)
        self.rows, self.reaching, self.heads = [], {}, 0
        self.pieces += map(_aside, self.below)
        self.below = []


def _aside(texts: list[str]) -> Piece:
    return Piece("".join(texts))
