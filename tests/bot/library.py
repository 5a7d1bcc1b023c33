"""A library of two documents: what "it" and "she" mean decides which of them answers."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from embeddings.hashing import HashingEncoder
from embeddings.rebuild import rebuild

DENIED = "Ina Holt denied that the ferry to Marrow Island was late."
FERRY = f"{DENIED} The ferry was repaired at the quay in Sela on 4 May 2021, and its pump was replaced."
MINE = "Tomas Brandt said that the lift of the Alder mine was repaired on 9 June 2020. It was repaired by the owner."


def build_library(folder: Path) -> Settings:
    """Build an index of the two documents, without a model."""
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "ferry.txt").write_text(f"The ferry\n\n{FERRY}\n", encoding="utf-8")
    (seeds / "mine.txt").write_text(f"The mine\n\n{MINE}\n", encoding="utf-8")
    settings = Settings(seeds=seeds, data=folder / "data", model="hashing")
    rebuild(settings.seeds, settings.data, model=settings.model, load=lambda _: HashingEncoder())
    return settings
