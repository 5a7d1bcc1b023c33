from __future__ import annotations

from embeddings.duplicates import find_copies
from embeddings.types import Document, Link

STORY = " ".join(
    f"On day {number} the council of the town met and argued about the mill by the river." for number in range(20)
)


def test_same_words_link_both_ways() -> None:
    documents = [Document("b", STORY, "b", date="2018"), Document("a", f" {STORY}\n", "a", date="2017")]
    assert find_copies(documents) == {"a": [Link("b", True)], "b": [Link("a", True)]}


def test_near_copies_come_earliest_first_and_undated_last() -> None:
    documents = [
        Document("undated", STORY, "u"),
        Document("late", f"LONDON. {STORY}", "l", date="2018-02"),
        Document("early", STORY.replace("day 7 ", "day seven "), "e", date="2018-01"),
        Document("other", " ".join(f"Word{number} is another word{number}." for number in range(60)), "o"),
    ]
    found = find_copies(documents)
    assert found["undated"] == [Link("early", False), Link("late", False)]
    assert found["early"] == [Link("late", False), Link("undated", False)]
    assert "other" not in found


def test_near_copies_without_spaces() -> None:
    text = "".join(f"第{number}天镇议会开会讨论河边的磨坊。" for number in range(30))
    found = find_copies([Document("a", text, "a"), Document("b", f"北京{text}", "b")])
    assert found == {"a": [Link("b", False)], "b": [Link("a", False)]}


def test_short_texts_are_copies_only_if_the_same() -> None:
    assert find_copies([Document("a", "It was old.", "a"), Document("b", "It was very old.", "b")]) == {}


def test_a_thousand_copies_are_not_all_listed() -> None:
    found = find_copies([Document(f"{number:04}", "The same.", "x") for number in range(1000)])
    assert [link.document_id for link in found["0999"]] == [f"{number:04}" for number in range(20)]
