"""The words of a German phrase, taken apart."""

from __future__ import annotations

from embeddings.statements.german.heads import behind, head_of, opening_of, parted, words_from


def test_the_parts_of_a_phrase() -> None:
    text = "die frühere Ministerin Dr. Ulrike von der Heide vom Bund sagte"
    words = words_from(text, 0, len(text))
    determiner, at = opening_of(words)
    head, at = head_of(words, at)
    titles, roles, names = parted(head, genitive=False)
    assert determiner == "die"
    assert [[word.text for word in part] for part in (titles, roles, names)] == [
        ["Dr"],
        ["Ministerin"],
        ["Ulrike", "von", "der", "Heide"],
    ]
    assert behind(words, at, of_role=False) == ("vom Bund", text.index(" sagte"))


def test_an_adverb_opens_no_phrase() -> None:
    words = words_from("gerne Anna", 0, 10)
    assert opening_of(words) == ("", -1)


def test_a_phrase_ends_with_a_sentence() -> None:
    assert [word.text for word in words_from("Anna Holz. Und", 0, 14)] == ["Anna", "Holz"]
    assert [word.text for word in words_from("Dr. Holz (SPD)", 0, 14)] == ["Dr", "Holz", "SPD"]
