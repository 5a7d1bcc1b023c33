"""Make a compiled encoder: torch.export -> OpenVINO, compared with the original before it is ever used.

sentence-transformers stays the source of truth: its whole pipeline (transformer, pooling, normalisation) is what is
exported, and its answers are what the result must equal.
"""

from __future__ import annotations

import shutil
import warnings
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import filelock
import numpy as np

from embeddings.encoding.compiled import (
    FORMAT,
    INT8,
    NETWORK,
    TOKENIZER,
    WORD_VECTORS,
    WORDS,
    CompiledEncoder,
    CompiledManifest,
    compiled_folder,
    write_manifest,
)
from embeddings.encoding.encoder import Matrix, SentenceTransformersEncoder
from embeddings.encoding.int8 import FOLDER, quantise, read_ranges
from embeddings.encoding.pieces import write_pieces
from embeddings.encoding.runtime import convert, openvino, runtime
from embeddings.encoding.words import write_word_table
from embeddings.errors import ModelError
from embeddings.files import file_digest
from embeddings.owner import FILE, make_folder, tighten

_ASIDE = ".making-"
# The least cosine between the compiled and the original embedding of each probe, by arithmetic.
ALIKE = {"f32": 0.999, "bf16": 0.999, "int8": 0.99}

# Every length from nothing to more than any model reads, and scripts of all kinds.
PROBES = (
    "",
    "a",
    "Who denied it?",
    "The senator denied on Wednesday that anyone had been driven out of the country.",
    " ".join(f"In {year} the assembly met in city number {year % 17}." for year in range(1900, 1912)),
    "word " * 250,
    "One sentence more than fits. " * 400,
    "រដ្ឋសភាជាតិបានបដិសេធសំណើនេះ។",
    "参议员否认有人被赶出国门。",
    "نفى عضو مجلس الشيوخ أن أحدا قد طُرد من البلاد.",
    "सांसद ने इनकार किया कि किसी को निकाला गया।",
    "Сенатор отрицал, что кого-то выгнали из страны.",
    "😀 \u200d ﷽ ½ ﬁ naïve café \t\n\x07 <b>&amp;</b>",
)


def half_made(data: Path, *, sweep: bool = False) -> list[Path]:
    """Return what exports that died have left, none where one runs, and remove it where that is asked for."""
    folder = compiled_folder(data, "").parent
    left = sorted(folder.glob(f"{_ASIDE}*"))
    try:
        with filelock.FileLock(folder / ".lock", timeout=0, mode=FILE) if left else nullcontext():
            for path in left if sweep else ():
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            return left
    except (filelock.Timeout, OSError):
        return []


def export(model: str, data: Path) -> CompiledManifest:
    """Compile a model into the data folder and return its manifest; why it could not be, is written there too.

    The folder appears whole or not at all. Raises ModelError where the original can't be loaded.
    """
    original = SentenceTransformersEncoder(model, data, anew=True)
    target = compiled_folder(data, model)
    make_folder(target.parent)
    aside = target.parent / f"{_ASIDE}{target.name}"
    with filelock.FileLock(target.parent / ".lock", mode=FILE):
        shutil.rmtree(aside, ignore_errors=True)  # what an interrupted export left
        make_folder(aside, new=True)
        try:
            manifest = _compile(original, aside)
            write_manifest(aside, manifest)
            tighten(aside)
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return manifest


def _compile(original: SentenceTransformersEncoder, aside: Path) -> CompiledManifest:
    """Fill a folder and compare it with the original, in every arithmetic; in full precision it has to be right."""
    spec = replace(original.spec, weights="f16")
    refused = CompiledManifest(FORMAT, runtime(), original.spec, 0, (), {})
    try:
        inputs = _write_network(original, aside)
        in_8_bits = _write_int8(aside, spec.model, spec.digest)
    except ModelError as error:
        return replace(refused, refused=str(error))
    except Exception as error:  # noqa: BLE001  the exporters raise anything; the original still serves
        return replace(refused, refused=f"it can't be exported ({type(error).__name__})")
    digests = {path.name: file_digest(path) for path in sorted(aside.iterdir())}
    manifest = CompiledManifest(FORMAT, runtime(), spec, _longest(original), inputs, digests)
    expected = _expected(original)
    likeness = {
        precision: _likeness(
            expected, CompiledEncoder(aside, replace(manifest, spec=replace(spec, precision=precision)))
        )
        for precision in ("f32", "bf16", *in_8_bits)
    }
    if likeness["f32"] < ALIKE["f32"]:
        return replace(refused, refused=f"its embeddings differ from the original's (cosine {likeness['f32']:.4f})")
    return replace(manifest, precisions=tuple(one for one, found in likeness.items() if found >= ALIKE[one]))


def _write_int8(aside: Path, model: str, digest: str) -> tuple[str, ...]:
    """Write the network in 8 bits where it is known how; return what that adds to the arithmetics."""
    ranges = read_ranges(FOLDER / f"{Path(model).name}.npz", digest)
    if ranges is None:
        return ()
    network = openvino().Core().read_model(aside / NETWORK)
    quantise(network, ranges)
    openvino().save_model(network, aside / INT8, compress_to_fp16=False)
    return ("int8",)


def _write_network(original: SentenceTransformersEncoder, aside: Path) -> tuple[str, ...]:
    import torch  # noqa: PLC0415  as slow as sentence_transformers, which has loaded it by now

    tokenizer = _fast_tokenizer(original)
    tokenizer.save(str(aside / TOKENIZER))
    write_pieces(tokenizer, aside)
    model = original.model.eval()
    sample = dict(model.tokenizer(["a first text", "and a second, longer one"], padding=True, return_tensors="pt"))
    inputs = tuple(sample)

    class Pipeline(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.steps = torch.nn.ModuleList(model)

        def forward(self, *tensors: Any) -> Any:  # noqa: ANN401
            features = dict(zip(inputs, tensors, strict=True))
            for step in self.steps:
                features = step(features)
            return features["sentence_embedding"]

    batch, length = (
        torch.export.Dim("batch", min=1, max=4096),
        torch.export.Dim("length", min=2, max=_longest(original)),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.export.export(
            Pipeline(),
            tuple(sample.values()),
            dynamic_shapes={"tensors": tuple({0: batch, 1: length} for _ in inputs)},
            strict=False,
        )
        network = convert(program)
        for port, name in zip(network.inputs, inputs, strict=True):
            port.get_tensor().set_names({name})
        _move_words(network, aside)
        openvino().save_model(network, aside / NETWORK, compress_to_fp16=True)
    return tuple(port.get_any_name() for port in network.inputs)


def _move_words(network: Any, aside: Path) -> None:  # noqa: ANN401  the library has no types
    """Have a network take the vectors of its words, whose table is written to a file; one without a table stays."""
    for gather in network.get_ops():
        if gather.get_type_name() != "Gather":
            continue
        table, numbers = (_source(gather.input_value(place).get_node()) for place in (0, 1))
        if table.get_type_name() == "Constant" and numbers.output(0).get_names() == {"input_ids"}:
            write_word_table(aside / WORDS, table.data)
            operations = openvino().opset13
            vectors = operations.parameter([-1, -1, table.data.shape[1]], openvino().Type.f32, name=WORD_VECTORS)
            gather.output(0).replace(vectors.output(0))
            vectors.output(0).get_tensor().set_names({WORD_VECTORS})
            network.add_parameters([vectors])
            network.validate_nodes_and_infer_types()
            return


def _source(node: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return what a node's values come from, whatever numbers they are turned into."""
    while node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return node


def _fast_tokenizer(original: SentenceTransformersEncoder) -> Any:  # noqa: ANN401  the library has no types
    """Return the tokenizer that runs without transformers. Raises ModelError where there is none."""
    tokenizer = getattr(original.model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise ModelError("its tokenizer is not a fast one")
    prompts = original.spec.query_prompt or original.spec.passage_prompt
    if prompts and any(getattr(step, "include_prompt", True) is False for step in original.model):
        raise ModelError("its pooling leaves out the prompt")
    return tokenizer


def _longest(original: SentenceTransformersEncoder) -> int:
    return int(original.model.max_seq_length or 512)


def _expected(original: SentenceTransformersEncoder) -> Matrix:
    """Return the vectors of all probes, as passages and as queries; each alone, as filling them up takes longest."""
    passages = [original.encode_sentence(text) for text in PROBES]
    alike = original.spec.query_prompt == original.spec.passage_prompt
    return np.array([*passages, *(passages if alike else map(original.encode_query, PROBES))])


def _likeness(expected: Matrix, compiled: CompiledEncoder) -> float:
    """Return the least cosine over all probes."""
    passages, queries = compiled.encode_passages(PROBES), [compiled.encode_query(text) for text in PROBES]
    return float((expected * [*passages, *queries]).sum(axis=1).min())
