"""Which extractor reads which language. To add one, see docs/statements.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from threadpoolctl import threadpool_limits

from embeddings.statements.extract import Extractor, extract_statements
from embeddings.statements.german.extract import extract_german
from embeddings.text.language import base_language, detect_language
from embeddings.types import Statement

Text = tuple[str, str, str | None]  # a document's id, its text, and what detect_language made of that, if it was asked

# Recorded in the manifest: another value means that statements are extracted anew. Raise the number of a language
# with every change of what its extractor finds.
VERSION: Final = "en/22 de/1"

EXTRACTORS: Final[Mapping[str, Extractor]] = {"en": extract_statements, "de": extract_german}  # by ISO 639-1 code


def extractor_for(language: str | None) -> Extractor | None:
    """Return the extractor of a language ("en", "en-GB"), or None where there is none."""
    return EXTRACTORS.get(base_language(language) or "")


def statements_of(
    documents: Iterable[Text], progress: Callable[[int], None] = lambda _: None
) -> dict[str, list[Statement]]:
    """Return the statements of each document, which depend on nothing but the text and VERSION.

    A document in a language that has no extractor has none. ``progress`` is told how many more are done.
    """
    found: dict[str, list[Statement]] = {}
    by_extractor: defaultdict[Extractor, list[tuple[str, str]]] = defaultdict(list)
    for identity, text, detected in documents:
        found[identity] = []
        extractor = extractor_for(detected or detect_language(text))
        if extractor is None:
            progress(1)
        else:
            by_extractor[extractor].append((identity, text))
    with threadpool_limits(1):  # the parser's matrices are small: threads that wait for them take twice the time
        for extractor, texts in by_extractor.items():
            for (identity, _), statements in zip(texts, extractor(texts), strict=True):
                found[identity] = statements
                progress(1)
    return found
