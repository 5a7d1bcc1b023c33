"""Examples are made of what public documents say, and each is answered from where it was made of."""

from __future__ import annotations

from pathlib import Path

from bot.rebuilds.examples import examples_of, make_examples
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild

BRIDGE = """# The bridge at Alder Creek

The Alder bridge was built in 1931 by the county. Lorries used the bridge for ninety years.

“We will not pull down the bridge,” said Ines Falk, the county engineer. “It is closed to lorries.”
"""


def library(tmp_path: Path, **texts: str) -> Settings:
    for name, text in texts.items():
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / f"{name}.md").write_text(text, "utf-8")
    settings = Settings(seeds=tmp_path / "seeds", data=tmp_path / "data", model="hashing")
    recipe = Recipe(settings.model, lambda _: HashingEncoder(), examples=make_examples(settings))
    rebuild(settings.seeds, settings.data, recipe)
    return settings


def test_a_statement_and_a_fact_are_asked_for_and_answered(tmp_path: Path) -> None:
    responder = Responder(library(tmp_path, bridge=BRIDGE))
    examples = responder.snapshot.manifest.examples
    assert examples == ("What did Ines Falk say about the bridge?", "When was the Alder bridge built?")
    for example in examples:
        assert isinstance(responder.respond(example).outcome, Answer)
    with responder.finding() as finder:
        assert examples_of(finder) == examples
    responder.close()


def test_private_documents_and_empty_libraries_give_none(tmp_path: Path) -> None:
    private = BRIDGE.replace("# The", "---\nvisibility: private\n---\n# The")
    responder = Responder(library(tmp_path, bridge=private, other="Nothing much.\n"))
    assert responder.snapshot.manifest.examples == ()
    responder.close()


def test_what_is_not_well_put_is_left_out(tmp_path: Path) -> None:
    text = "A baguette normally costs 1 euro. It was built in 1931. When Sky was launched in 1998, all was new.\n"
    responder = Responder(library(tmp_path, other=text))
    assert responder.snapshot.manifest.examples == ()
    responder.close()
