"""A report in the middle of what it reports is one statement, of whoever the aside names."""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The bridge, it said, was closed in May.", "it", ("The bridge", "was closed in May")),
        ("The old mill, said Kofi Boateng, is a ruin.", "Kofi Boateng", ("The old mill", "is a ruin")),
        ("The bridge, said its director, Ama Mensah, was closed.", "Ama Mensah", ("The bridge", "was closed")),
        (
            "The bridge, explained its regional director Ama Mensah, was closed.",
            "Ama Mensah",
            ("The bridge", "was closed"),
        ),
        ("A new roof, the mayor said, would cost 9 million.", "the mayor", ("A new roof", "would cost 9 million")),
    ],
)
def test_an_aside_between_a_noun_and_its_verb(read: Read, text: str, speaker: str, words: tuple[str, ...]) -> None:
    (said,) = read(text)
    assert (said.speaker, said.words) == (speaker, words)


def test_who_is_quoted_before_a_colon_is_the_speaker(read: Read) -> None:
    (said,) = read("Ama Mensah, quoting Kofi Boateng: “It is safe, and it always was.”")
    assert (said.speaker, said.cue) == ("Kofi Boateng", "quoting")


def test_who_is_asked_says_what_follows(read: Read) -> None:
    (said,) = read("Mr Kofi Boateng, asked for his reaction, said there was a second mistake.")
    assert (said.speaker, said.words) == ("Kofi Boateng", ("there was a second mistake",))
