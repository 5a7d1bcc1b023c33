"""German questions about speakers, and English ones, answered from German documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

HARBOUR = """Der Hafen von Westerende wird ein Jahr später fertig als geplant, und die Stadt muss mehr bezahlen.

„Wir haben den Schlick im Hafen unterschätzt“, sagte Bürgermeisterin Anna Holz am Dienstag im Rathaus.

Der Fischer Jan Voss lehnt den neuen Hafen ab. Udo Rau bestritt, dass der Hafen zu teuer werde.
"""
BATH = """Das Freibad in Langenau bleibt in diesem Sommer geschlossen, weil das Geld für das Becken fehlt.

„Ein Freibad ist kein Luxus“, sagte Stadträtin Eva Klein. Sie forderte eine schnelle Sanierung.
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    folder = tmp_path_factory.mktemp("german")
    seeds = write_files(folder / "seeds", {"hafen.txt": HARBOUR, "bad.txt": BATH})
    rebuild(seeds, folder / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=folder / "data", model=NAME))) as responder:
        yield responder


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Was sagte Anna Holz zum Hafen?", "Anna Holz"),
        ("Was sagte Bürgermeisterin Holz?", "Anna Holz"),
        ("Wer lehnt den neuen Hafen ab?", "Jan Voss"),
        ("Wer ist gegen den neuen Hafen?", "Jan Voss"),
        ("Wer bestritt, dass der Hafen zu teuer werde?", "Udo Rau"),
        ("Wer hat gesagt, dass ein Freibad kein Luxus ist?", "Eva Klein"),
        ("What did Eva Klein say?", "Eva Klein"),
    ],
)
def test_who_said_it(german: Responder, question: str, speaker: str) -> None:
    outcome = german.respond(question).outcome
    assert isinstance(outcome, Answer), outcome
    statement = outcome.quotes[0].statement
    assert statement is not None
    assert statement.speaker is not None
    assert statement.speaker.name == speaker
