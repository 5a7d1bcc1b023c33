"""The encoder for a model's name: compiled where that can be, the original otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from embeddings.encoding.compiled import CompiledEncoder, CompiledManifest, compiled_folder, has_avx2, read_manifest
from embeddings.encoding.encoder import Encoder, SentenceTransformersEncoder
from embeddings.encoding.hashing import NAME as HASHING
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import ModelError

Say = Callable[[str], None]


def load_encoder(model: str, data: Path, *, anew: bool = False, say: Say = lambda _: None) -> Encoder:
    """Load a model's encoder, compiling it into ``data`` first where that was not done, or ``anew``.

    ``say`` is told in a sentence what takes long or falls short. Raises ModelError where the model can't be loaded.
    """
    if model == HASHING:
        return HashingEncoder()
    if not has_avx2():
        say("This processor has no AVX2, so the model runs uncompiled, by sentence-transformers.")
        return SentenceTransformersEncoder(model, data)
    manifest = None if anew else _made_before(model, data, say)
    if manifest is None:
        from embeddings.encoding.export import export  # noqa: PLC0415  it brings torch

        manifest = export(model, data)
    if manifest.refused is not None:
        say(f"The model {model!r} runs uncompiled, by sentence-transformers: {manifest.refused}.")
        return SentenceTransformersEncoder(model, data)
    return CompiledEncoder(compiled_folder(data, model), manifest)


def _made_before(model: str, data: Path, say: Say) -> CompiledManifest | None:
    try:
        return read_manifest(compiled_folder(data, model))
    except ModelError as error:
        say(f"Compiling the model {model!r}, as {error}.")
        return None
