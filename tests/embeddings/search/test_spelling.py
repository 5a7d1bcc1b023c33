"""Slips of the keyboard, on a library whose words are few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from embeddings.encoding.hashing import NAME
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.search import spelling
from embeddings.search.query import make_query
from embeddings.search.spelling import Respelling, spell
from tests.samples import load_hashing, write_files

FILES = {
    "keeper.txt": "The keeper\n\nGraham Whitlock keeps the lighthouse. It was built in 1822.\n\nMiriam Katz paints it.",
    "rules.txt": "Rules\n\nThe hostel has a treasurer. Children pay half.\n\nThe villages of Almby and Elmby are old.",
    "garden.txt": "The garden\n\nIn the holiday vegetables are watered, and Miriam Katz paints the gray harbour.",
    "private/secret.txt": "Secret\n\nThe flugelhorn of Ottokar Zimmermann was sold.",
    "private/folder.toml": 'visibility = "private"\n',
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    root = tmp_path_factory.mktemp("spelling")
    rebuild(write_files(root / "seeds", FILES), root / "data", Recipe(NAME, load_hashing))
    snapshot = open_current(root / "data")
    yield snapshot
    snapshot.close()


def spelled(question: str, library: Snapshot, *, private: bool = False) -> Respelling:
    return spell(question, make_query(question).language, library, private=private)


@pytest.mark.parametrize(
    ("typed", "text", "changed"),
    [
        ("who is graham witlock", "who is graham Whitlock", "Graham Whitlock"),
        ("Who is Graham Witlock?", "Who is Graham Whitlock?", "Graham Whitlock"),
        ("Who is Graham Whitlack?", "Who is Graham Whitlock?", "Graham Whitlock"),  # beside his first name
        ("Who is Witlock?", "Who is Whitlock?", "Whitlock"),
        ("Who is Miriam Kats?", "Who is Miriam Katz?", "Miriam Katz"),
        ("Who is Whytlock?", "Who is Whitlock?", "Whitlock"),  # it sounds alike
        ("when was the lihgthouse biult", "when was the lighthouse built", "lighthouse, built"),
        ("what does the tresurer pay", "what does the treasurer pay", "treasurer"),
        ("what do childern pay", "what do Children pay", "Children"),
        ("who sells vegatables", "who sells vegetables", "vegetables"),  # as long as it was typed
        ("who paints the gray harbor", "who paints the gray harbour", "harbour"),
        ("how long is my leave", "how long is my holiday", "holiday"),
    ],
)
def test_a_slip_is_mended_and_told(typed: str, text: str, changed: str, library: Snapshot) -> None:
    found = spelled(typed, library)
    assert (found.text, ", ".join(found.changed)) == (text, changed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("wat did graham say", "what did graham say"),
        ("waht is teh hostel", "what is the hostel"),
        ("what is told abot Katz", "what is told about Katz"),
    ],
)
def test_words_of_asking_are_mended_and_the_whole_is_told(typed: str, text: str, library: Snapshot) -> None:
    assert spelled(typed, library) == Respelling(text, (text,))


@pytest.mark.parametrize(
    "question",
    [
        "Who is Graham Whitlock?",
        "May I leave the hostel?",  # no holiday
        "When was the lighthouse built?",
        "Who lives in Ulmby?",  # another letter is another village
        "Who is Whitlack?",
        "What is the salary?",  # common English that is not there
        "What does Error E-71 mean?",
        "Who is Zimmermenn?",  # nobody may know
        "Who keeps the flugelhron?",
        "?",
        "Wer ist das?",
    ],
)
def test_what_is_typed_right_or_means_something_else_stays(question: str, library: Snapshot) -> None:
    assert spelled(question, library) == Respelling(question)


@pytest.mark.parametrize(
    ("typed", "text", "changed"),
    [
        (
            "when was the lighthouse constructed",
            "when was the lighthouse constructed",
            "",
        ),  # no form of "build" is typed
        ("did they erect the lighthouse", "did they build the lighthouse", "build"),
        ("What do kids pay?", "What do children pay?", "children"),
        ("What do children pay?", "What do children pay?", ""),
        ("Who shows the movie?", "Who shows the movie?", ""),
    ],
)
def test_another_word_for_it_is_found_and_told(typed: str, text: str, changed: str, library: Snapshot) -> None:
    found = spelled(typed, library)
    assert (found.text, ", ".join(found.changed)) == (text, changed)


def test_those_who_may_see_private_documents_have_their_words(library: Snapshot) -> None:
    assert spelled("Who has the flugelhron?", library, private=True).changed == ("flugelhorn",)


def test_no_word_is_compared_where_all_are_known(library: Snapshot) -> None:
    with patch.object(spelling, "extract", side_effect=AssertionError("compared")):
        spelled("Who is Graham Whitlock and when was the lighthouse built?", library)


def test_few_of_many_words_are_compared(tmp_path: Path) -> None:
    """Five hundred words begin otherwise than the one typed, and are left alone."""
    words = [f"{first}a{second}{third}o" for first in "bdfgh" for second in "bcdfghjklm" for third in "npqrstvwxz"]
    seeds = write_files(tmp_path / "seeds", {"all.txt": f"Words\n\n{' '.join(words)} whitlock."})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
    snapshot = open_current(tmp_path / "data")
    compared: list[int] = []

    def count(typed: str, terms: list[str], **options: object) -> list[tuple[str, float, int]]:
        compared.append(len(terms))
        return []

    with patch.object(spelling, "extract", count):
        spelled("who is witlock", snapshot)
    assert sum(compared) < 10  # the one that is it, and a few forms that no rule of endings leads back
    snapshot.close()
