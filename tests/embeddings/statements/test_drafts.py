"""What one sentence gives, before it is joined with those around it: each way out of a rule by a sentence."""

from __future__ import annotations

import pytest

from embeddings.statements.claim import Claim
from embeddings.statements.drafts import DraftStatement, SentenceReading, outermost, read_sentence
from embeddings.statements.labelled import NamedPeople
from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.statements.segments import Segment, segments
from tests.embeddings.statements.trees import drawn, read, tree

Seen = tuple[list[str], str | None, str | None]  # words, cue, speaker


def cut(text: str) -> Segment:
    (span,) = blocks(text)
    (segment,) = segments(text, span, 0, find_quotations(text, [span]))
    return segment


def reading(text: str) -> SentenceReading:
    segment = cut(text)
    return read_sentence(segment, tree(segment.text), [quotation for _, quotation in segment.whole], NamedPeople(text))


def seen(text: str, draft: DraftStatement) -> Seen:
    return [text[slice(*piece)] for piece in draft.pieces], read(draft.cue), read(draft.speaker)


SENTENCES: list[tuple[str, list[Seen]]] = [
    ("It rained.", []),
    # whole quotations
    ("“It is safe,” said Ama Mensah.", [(["“It is safe,”"], "said", "Mensah")]),
    ("“It is safe,” nobody said.", [(["“It is safe,”"], "said", None)]),
    ("“It is safe,” he said, “for all.”", [(["“It is safe,”", "“for all.”"], "said", "he")]),
    (
        "“It is safe,” said Ama Mensah, who had warned of the river.",
        [(["“It is safe,”"], "said", "Mensah"), (["the river"], "warned of", "who")],
    ),
    # words beside a quotation that its own cue carries
    (
        "“It is safe,” and there will be no more tests of it, Ama Mensah said.",
        [(["“It is safe,”", "and there will be no more tests of it"], "said", "Mensah")],
    ),
    ("“It is safe,” and so is this, Ama Mensah said.", [(["“It is safe,”", "and so is this"], "said", "Mensah")]),
    ("“It is safe,” and so on, Ama Mensah said.", [(["“It is safe,”"], "said", "Mensah")]),
    (
        "The bridge over the river will hold, Ama Mensah said: “It is safe.”",
        [(["“It is safe.”", "The bridge over the river will hold"], "said", "Mensah")],
    ),
    # clauses
    ("Ama Mensah said it was safe.", [(["it was safe"], "said", "Mensah")]),
    ("Ama Mensah appeared to win.", []),  # that is nobody's words
    (
        "Ama Mensah said it was safe and warned that the road was not.",
        [(["it was safe"], "said", "Mensah"), (["that the road was not"], "warned", "Mensah")],
    ),
    (
        "Ama Mensah said that Kofi Badu had warned that it was safe.",
        [(["that Kofi Badu had warned that it was safe"], "said", "Mensah")],
    ),
    # quoted words that no clause carried
    (
        "Ama Mensah responded with chants of “we will never close this bridge”.",
        [(["“we will never close this bridge”"], "chants", "Mensah")],
    ),
    ("The so-called “miracle diet” sold well in May.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_what_a_sentence_gives(text: str, expected: list[Seen]) -> None:
    assert [seen(text, draft) for draft in reading(text).drafts] == expected


def test_quotations_that_were_taken_before_are_left() -> None:
    segment = cut("“It is safe,” said Ama Mensah.")
    assert read_sentence(segment, tree(segment.text), [], NamedPeople(segment.text)).drafts == []


def test_a_quotation_without_a_cue_is_told_of() -> None:
    found = reading("Then it rained, “It is safe.”")
    assert (found.drafts, [quotation.start for quotation in found.uncued], found.last) == ([], [16], None)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("“It is safe,” said Ama Mensah.", True),
        ("It is safe, Ama Mensah said.", True),
        ("According to Ama Mensah, it is safe.", True),
        ("Ama Mensah said it was safe.", True),
        ("Ama Mensah denied that it was safe.", True),
        ("Ama Mensah believes that it was safe.", False),  # not a verb that stands beside quotation marks
        ("She had urged them to go.", False),
        ("Ama Mensah described the vote as unfair.", False),
    ],
)
def test_what_the_next_quotation_may_go_on(text: str, is_open: bool) -> None:
    found = reading(text)
    assert found.last is not None
    assert found.last.is_open == is_open
    assert found.last is found.drafts[-1]


def test_a_quotation_goes_on_rather_than_what_a_clause_says_behind_it() -> None:
    found = reading("“It is safe,” said Ama Mensah, who had warned of the river.")
    assert [read(draft.cue) for draft in found.drafts] == ["said", "warned of"]
    assert found.last is found.drafts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by a colon
        ("Ama Mensah answered in a letter:", ([], "answered", "Mensah")),
        ("She had a warning for them:", ([], ":", "She")),
        ("He refused:", ([], "refused", "He")),
        ("Ama Mensah had a warning for them:", ([], ":", "Mensah")),
        ("The rules are these:", None),
        ("It was this:", None),
        ("Then this:", None),
        # by a cue without words
        ("Ama Mensah explained.", ([], "explained", "Mensah")),
        ("Ama Mensah told the council.", ([], "told", "Mensah")),
        ("They left when Ama Mensah explained.", None),  # it is no main verb
        ("They left.", None),
    ],
)
def test_what_announces_a_quotation(text: str, expected: Seen | None) -> None:
    last = reading(text).last
    if expected is None:
        assert last is None
        return
    assert last is not None
    assert seen(text, last) == expected
    assert last.introduces


@pytest.mark.parametrize("text", ["Ama Mensah explained the plan.", "Ama Mensah explained that it rained."])
def test_a_cue_that_has_words_waits_for_none(text: str) -> None:
    last = reading(text).last
    assert last is None or not last.introduces


@pytest.mark.parametrize(
    ("quoted", "is_kept"),
    [
        ("we will never close this bridge", True),
        ("never close this bridge", True),
        ("close this bridge", False),  # a term
        ("The Long Winter Of Discontent", False),  # a title
        ("The Long winter of Discontent", False),
        ("The Long winter bridge of Discontent", True),
    ],
)
def test_quoted_words_are_somebodys_where_they_are_enough(quoted: str, is_kept: bool) -> None:
    text = f"Ama Mensah replied at the gate under a banner of “{quoted}”."
    kept = [piece for draft in reading(text).drafts for piece in draft.pieces]
    assert any(text[slice(*piece)] == f"“{quoted}”" for piece in kept) == is_kept


NESTED = (
    "Ama/NNP/nsubj/1 said/VBD/ROOT/1 Kofi/NNP/nsubj/3 warned/VBD/ccomp/1 it/PRP/nsubj/5 rained/VBD/ccomp/3 so/RB/dep/5"
)
Given = tuple[int, int, int, str]  # the place of a cue, the first and the last of its words, the frame
OUTER, INNER, APART, BESIDE = (1, 2, 6, "clause"), (3, 4, 6, "clause"), (3, 0, 0, "clause"), (3, 0, 1, "beside")


def claim(cue: int, start: int, last: int, frame: str) -> Claim:
    doc = drawn(NESTED)
    return Claim((doc[cue],), doc[0], tuple(doc[start : last + 1]), frame, "say")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([], []),
        ([OUTER], [OUTER]),
        ([OUTER, INNER], [OUTER]),  # a part of what the other reports
        ([INNER, OUTER], [OUTER]),
        ([APART], [APART]),
        ([INNER, BESIDE], [BESIDE]),  # one cue: what stands beside it is likelier
        ([BESIDE, INNER], [BESIDE]),
        ([OUTER, BESIDE], [BESIDE]),  # in each other
        ([BESIDE, OUTER], [BESIDE]),
        ([INNER, INNER], [INNER]),
    ],
)
def test_claims_that_are_part_of_others(given: list[Given], kept: list[Given]) -> None:
    assert [found for found, _ in outermost((claim(*one), []) for one in given)] == [claim(*one) for one in kept]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 May: the council announces the sale.", []),
        ("12 May 2024: the council asks people to stay at home.", []),
        ("08:40 Council asks people to stay at home.", []),
        ("12 May: the council says that it will pay.", ["that it will pay"]),
        ("The council asks people to stay at home.", ["people to stay at home"]),
    ],
)
def test_an_item_of_a_timeline_tells_what_was_done(text: str, words: list[str]) -> None:
    assert [text[slice(*piece)] for draft in reading(text).drafts for piece in draft.pieces] == words
