"""Parts of a built library, as libraries of their own: the same vectors, fewer documents, other rarities of words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.evidence import Evidence
from embeddings.encoding.encoder import Encoder, EncoderSpec, Vector
from embeddings.files import file_digest
from embeddings.library.index import IndexSpec, VectorIndex
from embeddings.library.manifest import write_manifest
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import LIBRARY, VECTORS, Snapshot, open_snapshot
from embeddings.library.tallying import write_keywords
from embeddings.library.writing import write_store
from embeddings.text.passages import embedded_text, titled_text


class Remembering:
    """An encoder that remembers the questions it was asked, and sentences: they are asked of many libraries."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vector] = {}
        self._sentences: dict[str, Vector] = {}
        self.encode_passages = encoder.encode_passages

    @property
    def spec(self) -> EncoderSpec:
        return self._encoder.spec

    def encode_query(self, text: str) -> Vector:
        if text not in self._known:
            self._known[text] = self._encoder.encode_query(text)
        return self._known[text]

    def encode_sentence(self, text: str) -> Vector:
        if text not in self._sentences:
            self._sentences[text] = self._encoder.encode_sentence(text)
        return self._sentences[text]


class RememberingReader:
    """A model of comprehension that remembers what it read: the same passages are found in many libraries."""

    def __init__(self, reader: Comprehension) -> None:
        self._reader, self.digest, self.languages = reader, reader.digest, reader.languages
        self._known: dict[tuple[str, str, str], Evidence] = {}

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Evidence]:
        new = [passage for passage in passages if (question, *passage) not in self._known]
        for passage, evidence in zip(new, self._reader.read(question, new), strict=True):
            self._known[question, *passage] = evidence
        return [self._known[question, *passage] for passage in passages]


@contextmanager
def part_of(whole: OpenLibrary, ids: Collection[str], encoder: Encoder | None = None) -> Iterator[Snapshot]:
    """Give a library of some of the documents, without their statements; it is gone afterwards.

    Its vectors are those of the whole, or are made anew where an encoder is given.
    """
    documents = {identity: document for identity, document in whole.store.documents().items() if identity in ids}
    every = whole.passages.of(whole.passages.numbers().values())
    found = sorted((number, one) for number, one in every.items() if one.document_id in documents)
    passages = [passage for _, passage in found]
    if encoder is None:
        vectors, spec = whole.passages.vectors([number for number, _ in found]), whole.manifest.encoder
    else:
        vectors = encoder.encode_passages([embedded_text(documents[p.document_id], p) for p in passages])
        spec = encoder.spec
    with TemporaryDirectory() as made:
        folder = Path(made)
        VectorIndex.build(vectors).save(folder / VECTORS)
        vocabulary = write_keywords(folder, (titled_text(documents[p.document_id], p) for p in passages))
        write_store(folder / LIBRARY, documents.values(), passages, vocabulary)
        manifest = replace(
            whole.manifest,
            encoder=spec,
            index=IndexSpec("exact"),
            documents=len(documents),
            passages=len(passages),
            statements=0,
            digests={path.name: file_digest(path) for path in folder.iterdir()},
        )
        write_manifest(folder, manifest)
        with closing(open_snapshot(folder)) as snapshot:
            yield snapshot
