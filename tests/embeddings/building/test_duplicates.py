from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from embeddings.building import duplicates
from embeddings.building.duplicates import link_duplicates
from embeddings.types import Document, Link

STORY = " ".join(
    f"On day {number} the council of the town met and argued about the mill by the river." for number in range(20)
)


def linked(documents: Iterable[Document]) -> dict[str, list[Link]]:
    return dict(link_duplicates(documents))


def test_same_words_link_both_ways() -> None:
    documents = [Document("b", STORY, "b", date="2018"), Document("a", f" {STORY}\n", "a", date="2017")]
    assert linked(documents) == {"a": [Link("b", True)], "b": [Link("a", True)]}


def test_near_copies_come_earliest_first_and_undated_last() -> None:
    documents = [
        Document("undated", STORY, "u"),
        Document("late", f"LONDON. {STORY}", "l", date="2018-02"),
        Document("early", STORY.replace("day 7 ", "day seven "), "e", date="2018-01"),
        Document("other", " ".join(f"Word{number} is another word{number}." for number in range(60)), "o"),
    ]
    found = linked(documents)
    assert found["undated"] == [Link("early", False), Link("late", False)]
    assert found["early"] == [Link("late", False), Link("undated", False)]
    assert "other" not in found


def test_near_copies_without_spaces() -> None:
    text = "".join(f"第{number}天镇议会开会讨论河边的磨坊。" for number in range(30))
    found = linked([Document("a", text, "a"), Document("b", f"北京{text}", "b")])
    assert found == {"a": [Link("b", False)], "b": [Link("a", False)]}


def test_short_texts_are_copies_only_if_the_same() -> None:
    assert linked([Document("a", "It was old.", "a"), Document("b", "It was very old.", "b")]) == {}


def test_a_thousand_copies_are_not_all_listed() -> None:
    found = linked([Document(f"{number:04}", "The same.", "x") for number in range(1000)])
    assert [link.document_id for link in found["0999"]] == [f"{number:04}" for number in range(20)]


WORDS = [f"word{number}" for number in range(200)]


def changed(*places: int) -> str:
    return " ".join("other" if place in places else word for place, word in enumerate(WORDS))


TEXTS = (changed(), changed(*range(100)), changed(7, 90))


def test_half_of_it_is_no_duplicate_and_most_of_it_is() -> None:
    page, half, most = (Document(name, text, name) for name, text in zip("abc", TEXTS, strict=True))
    assert linked([page, half]) == {}
    assert linked([page, most]) == {"a": [Link("c", False)], "c": [Link("a", False)]}


def test_a_common_footer_is_none() -> None:
    footer = "All rights reserved by us, and by nobody else whoever they are."
    texts = [" ".join(f"Page {page} speaks of thing {page}{thing}." for thing in range(9)) for page in range(60)]
    assert linked([Document(text, f"{text} {footer}", "x") for text in texts]) == {}


def test_a_text_that_is_no_utf_8_and_none_at_all() -> None:
    documents = [Document("a", f"\ud800 {STORY}", "a"), Document("b", STORY, "b"), Document("c", "", "c")]
    assert linked(documents) == {"a": [Link("b", False)], "b": [Link("a", False)]}
    assert linked([]) == {}


@pytest.mark.parametrize("at_once", [1, 7, 500])
def test_however_much_is_looked_at_at_once_the_same_are_found(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    drawn = random.Random(1)  # noqa: S311  a test is no secret
    stories = [[f"w{drawn.randrange(400)}" for _ in range(80)] for _ in range(9)]
    documents = [
        Document(f"{number:02}", " ".join(w for w in drawn.choice(stories) if drawn.random() > 0.02), "x")
        for number in range(90)
    ]
    found = linked(documents)
    assert any(0 < len(links) < 20 for links in found.values())
    monkeypatch.setattr(duplicates, "_AT_ONCE", at_once)
    assert linked(reversed(documents)) == found
