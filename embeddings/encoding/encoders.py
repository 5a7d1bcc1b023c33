"""The encoder for a model's name: compiled where that can be, the original otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from embeddings.encoding.compiled import CompiledEncoder, CompiledManifest, compiled_folder, read_manifest, ready_file
from embeddings.encoding.encoder import Encoder, SentenceTransformersEncoder
from embeddings.encoding.hashing import NAME as HASHING
from embeddings.encoding.hashing import HashingEncoder
from embeddings.encoding.processor import flags_of, has_avx2, has_vnni, preferred
from embeddings.encoding.runtime import has_bf16
from embeddings.errors import ModelError

Say = Callable[[str], None]
_INEXACT: Final = (
    "This processor has no VNNI: in 8 bits, its vectors are a little off those of an index made with it (cosine "
    "0.996). onrecord rebuild --full makes one in the arithmetic that suits the processor."
)
AUTO: Final = "auto"  # the arithmetic that suits the processor


def load_encoder(
    model: str, data: Path, *, precision: str = AUTO, anew: bool = False, many: bool = False, say: Say = lambda _: None
) -> Encoder:
    """Load a model's encoder, compiling it into ``data`` first where that was not done, or ``anew``.

    It computes in a ``precision`` of EncoderSpec; one that the model isn't right in gives way to what suits the
    processor. Who is to embed ``many`` texts has it ready for them. ``say`` is told in a sentence what takes long or
    falls short.

    Raises ModelError where the model can't be loaded.
    """
    if model == HASHING:
        return HashingEncoder()
    flags = flags_of()
    if not has_avx2(flags):
        say("This processor has no AVX2, so the model runs uncompiled, by sentence-transformers.")
        return SentenceTransformersEncoder(model, data)
    manifest = None if anew else _made_before(model, data, say)
    if manifest is None:
        from embeddings.encoding.export import export  # noqa: PLC0415  it brings torch

        manifest = export(model, data)
    if manifest.refused is not None:
        say(f"The model {model!r} runs uncompiled, by sentence-transformers: {manifest.refused}.")
        return SentenceTransformersEncoder(model, data)
    if precision not in manifest.precisions:
        precision = preferred(flags, bf16=has_bf16(), among=manifest.precisions)
    elif precision == "int8" and not has_vnni(flags):
        say(_INEXACT)
    spec, folder = replace(manifest.spec, precision=precision), compiled_folder(data, model)
    return CompiledEncoder(folder, replace(manifest, spec=spec), ready_file(data, folder.name, precision), many=many)


def _made_before(model: str, data: Path, say: Say) -> CompiledManifest | None:
    try:
        return read_manifest(compiled_folder(data, model))
    except ModelError as error:
        say(f"Compiling the model {model!r}, as {error}.")
        return None
