"""Compiled encoders against their originals: small real models, made here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.encoding import export as exporting
from embeddings.encoding.compiled import (
    INT8,
    MANIFEST,
    NETWORK,
    WEIGHTS,
    WORDS,
    CompiledEncoder,
    compiled_folder,
    read_manifest,
    write_manifest,
)
from embeddings.encoding.encoder import SentenceTransformersEncoder
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.export import ALIKE, PROBES, export
from embeddings.encoding.ready import ready_network
from embeddings.errors import ModelError
from embeddings.rebuild import Recipe, rebuild
from tests.models import WIDTH, make_tiny_model

PROMPTS = {"query": "q: ", "document": "p: "}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_tiny_model(tmp_path_factory.mktemp("tiny"), prompts=PROMPTS)


EXPORT = """
import socket, sys, time
tried = []
def refuse(self, address, *rest):
    tried.append(address)
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = lambda *address, **rest: refuse(None, address)
from pathlib import Path
from embeddings.encoding.export import export
manifest = export(sys.argv[1], Path(sys.argv[2]))
time.sleep(0.5)  # telemetry would be sent from a thread
print(manifest.refused, tried)
"""


@dataclass(frozen=True)
class Exported:
    """What an export in a process of its own made and printed."""

    data: Path
    printed: str


@pytest.fixture(scope="module")
def exported(model: str, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    data = tmp_path_factory.mktemp("data")
    run = subprocess.run(
        [sys.executable, "-c", EXPORT, model, str(data)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    return Exported(data, run.stdout)


@pytest.fixture(scope="module")
def compiled(exported: Exported) -> Path:
    return exported.data


@pytest.fixture
def written_before(compiled: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the network from the export above, as making it is slow: what is tested is what becomes of it."""
    made = compiled_folder(compiled, model)

    def copy(_: object, aside: Path) -> tuple[str, ...]:
        manifest = read_manifest(made)
        for name in manifest.digests:
            shutil.copy(made / name, aside / name)
        return manifest.inputs

    monkeypatch.setattr(exporting, "_write_network", copy)


@pytest.fixture
def data(compiled: Path, model: str, tmp_path: Path) -> Path:
    """A copy to damage."""
    target = compiled_folder(tmp_path, model)
    target.mkdir(parents=True)
    for path in compiled_folder(compiled, model).iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_it_equals_the_original_with_its_prompts(model: str, compiled: Path) -> None:
    original, ours = SentenceTransformersEncoder(model, compiled), load_encoder(model, compiled)
    assert isinstance(ours, CompiledEncoder)
    assert (ours.spec.query_prompt, ours.spec.passage_prompt) == ("q: ", "p: ")
    assert ours.spec.digest == original.spec.digest
    passages = ours.encode_passages(PROBES)
    assert passages.shape == (len(PROBES), WIDTH)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert (passages * original.encode_passages(PROBES)).sum(axis=1).min() >= ALIKE["f32"]
    assert ours.encode_query("who?") @ original.encode_query("who?") >= ALIKE["f32"]
    assert ours.encode_query("who?") @ ours.encode_passages(["who?"])[0] < 0.9999  # the prompts differ


def test_progress_counts_every_text_once_and_no_text_is_no_vector(model: str, compiled: Path) -> None:
    encoder = load_encoder(model, compiled)
    done: list[int] = []
    encoder.encode_passages(["text"] * 21, done.append)
    assert sum(done) == 21
    assert encoder.encode_passages([]).shape == (0, WIDTH)


def test_the_order_of_texts_is_kept(model: str, compiled: Path) -> None:
    encoder = load_encoder(model, compiled)
    texts = [letter * length for length, letter in enumerate("abcdefghi", start=1)]
    together = encoder.encode_passages(texts)
    alone = np.stack([encoder.encode_passages([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_a_vector_rests_on_its_text_alone(model: str, compiled: Path) -> None:
    encoder = load_encoder(model, compiled)
    texts = [" ".join(["said who"] * (number % 9 + 1)) for number in range(70)]
    together = encoder.encode_passages(texts)
    assert np.array_equal(together, encoder.encode_passages(texts[::-1])[::-1])
    assert np.array_equal(together, np.stack([encoder.encode_sentence(text) for text in texts]))


def test_who_embeds_many_texts_has_it_ready_before_they_come(
    model: str, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[str]()

    def ready(*arguments: Any, hint: str, **how: Any) -> Any:
        made.append(hint)
        return ready_network(*arguments, hint=hint, **how)

    monkeypatch.setattr("embeddings.encoding.compiled.ready_network", ready)
    encoder = load_encoder(model, compiled, many=True)
    assert made == ["LATENCY", "THROUGHPUT"]
    first = encoder.encode_passages(["text"])
    assert made == ["LATENCY", "THROUGHPUT"]
    assert np.array_equal(encoder.encode_passages(["text"]), first)
    assert made == ["LATENCY", "THROUGHPUT", "THROUGHPUT"]  # it is not kept


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / WEIGHTS).write_bytes(b""), f"{WEIGHTS} is missing or damaged"),
        (lambda folder: (folder / WORDS).write_bytes(b""), f"{WORDS} is missing or damaged"),
        (lambda folder: (folder / NETWORK).unlink(), f"{NETWORK} is missing or damaged"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "can't be read (1 errors)"),
        (lambda folder: (folder / MANIFEST).unlink(), "there is no compiled model in"),
    ],
)
def test_a_damaged_one_is_named(model: str, data: Path, damage: Callable[[Path], object], said: str) -> None:
    damage(compiled_folder(data, model))
    with pytest.raises(ModelError, match=re.escape(said)):
        read_manifest(compiled_folder(data, model))


@pytest.mark.usefixtures("written_before")
def test_a_damaged_one_is_made_anew(model: str, data: Path) -> None:
    (compiled_folder(data, model) / WEIGHTS).write_bytes(b"")
    told: list[str] = []
    assert isinstance(load_encoder(model, data, say=told.append), CompiledEncoder)
    assert len(told) == 1
    assert re.fullmatch(rf"Compiling the model '.*', as .*{WEIGHTS} is missing or damaged\.", told[0])
    read_manifest(compiled_folder(data, model))


def test_taken_from_where_it_is_kept_it_gives_the_same_vectors(model: str, data: Path) -> None:
    first = load_encoder(model, data)
    query, passages = first.encode_query("who?"), first.encode_passages(PROBES)
    [kept] = (data / "models").glob("*.ready")
    before = kept.stat().st_mtime_ns
    again = load_encoder(model, data)
    assert np.array_equal(again.encode_query("who?"), query)
    assert np.array_equal(again.encode_passages(PROBES), passages)
    assert kept.stat().st_mtime_ns == before


def test_what_died_while_it_was_kept_is_swept(tmp_path: Path) -> None:
    left = tmp_path / "models" / ".making-small.ready-0a1b2c"
    left.parent.mkdir()
    left.touch()
    assert exporting.half_made(tmp_path) == [left]
    exporting.half_made(tmp_path, sweep=True)
    assert not left.exists()


def test_asking_imports_nothing_that_no_question_needs(model: str, compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note\n\nMina Roy said that the ferry was late.\n", encoding="utf-8")
    rebuild(tmp_path, compiled, Recipe(model, lambda name: load_encoder(name, compiled)))
    script = """
import sys
from bot.__main__ import main
sys.argv = ["onrecord", "ask", "Who said that the ferry was late?"]
try:
    main()
except SystemExit as end:
    unwanted = {"torch", "transformers", "sentence_transformers", "scipy", "spacy", "prompt_toolkit", "rich", "babel",
                "apscheduler", "openvino.tools.ovc"}
    print(end.code, sorted(unwanted & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"ONRECORD_DATA": str(compiled), "ONRECORD_MODEL": model},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[:2] == ["Mina Roy said:", "Mina Roy said that the ferry was late. [1]"]
    assert run.stdout.splitlines()[-1] in ("0 []", "None []")


def test_one_of_another_version_is_named(model: str, data: Path) -> None:
    path = compiled_folder(data, model) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"runtime": "openvino 1999.1"}))
    with pytest.raises(ModelError, match=r"was made by format 3 of openvino 1999\.1, not 3 of openvino 20"):
        read_manifest(path.parent)


@pytest.mark.usefixtures("written_before")
def test_an_interrupted_export_leaves_nothing(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> float:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(exporting, "_likeness", interrupted)
        with pytest.raises(KeyboardInterrupt):
            export(model, tmp_path)
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []
    left = tmp_path / "models" / f".making-{compiled_folder(tmp_path, model).name}"
    (left / "half").mkdir(parents=True)  # as a killed one leaves it
    assert export(model, tmp_path).refused is None
    assert not left.exists()


@pytest.mark.usefixtures("written_before")
def test_a_model_that_differs_once_compiled_is_served_by_the_original(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness = exporting._likeness
    monkeypatch.setattr(exporting, "_likeness", lambda *_: 0.98765)
    told: list[str] = []
    assert isinstance(load_encoder(model, tmp_path, say=told.append), SentenceTransformersEncoder)
    assert told[1] == (
        f"The model {model!r} runs uncompiled, by sentence-transformers: its embeddings differ from the "
        "original's (cosine 0.9877)."
    )
    monkeypatch.setattr(exporting, "_likeness", likeness)
    told.clear()
    assert isinstance(load_encoder(model, tmp_path, say=told.append), SentenceTransformersEncoder)  # remembered
    assert len(told) == 1
    assert isinstance(load_encoder(model, tmp_path, anew=True), CompiledEncoder)


def test_a_pooling_that_leaves_out_the_prompt_is_not_compiled(tmp_path: Path) -> None:
    model = make_tiny_model(tmp_path / "tiny", prompts=PROMPTS, include_prompt=False)
    told: list[str] = []
    assert isinstance(load_encoder(model, tmp_path, say=told.append), SentenceTransformersEncoder)
    assert told[1].endswith("by sentence-transformers: its pooling leaves out the prompt.")


def test_a_processor_without_avx2_is_told(tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.encoding.encoders.flags_of", lambda: frozenset({"sse4_2", "avx"}))
    told: list[str] = []
    assert isinstance(load_encoder(model, tmp_path, say=told.append), SentenceTransformersEncoder)
    assert told == ["This processor has no AVX2, so the model runs uncompiled, by sentence-transformers."]


@pytest.fixture
def in_8_bits(data: Path, model: str) -> Path:
    """A model that is kept in 8 bits, too: here by the same network, as what is tested is which one is taken."""
    folder = compiled_folder(data, model)
    (folder / INT8).write_bytes((folder / NETWORK).read_bytes())
    (folder / INT8).with_suffix(".bin").write_bytes((folder / WEIGHTS).read_bytes())
    manifest = read_manifest(folder)
    digests = manifest.digests | {
        "int8.xml": manifest.digests[NETWORK],
        "int8.bin": manifest.digests[WEIGHTS],
    }
    write_manifest(folder, replace(manifest, digests=digests, precisions=("f32", "bf16", "int8")))
    return data


@pytest.mark.parametrize(
    ("flags", "chosen"),
    [
        ("avx2", "f32"),
        ("avx2 avx512_vnni", "int8"),
        ("avx2 avx512_vnni avx512_bf16", "int8"),
        ("avx2 avx512_vnni avx512_bf16 amx_tile amx_bf16", "bf16"),
    ],
)
def test_the_processor_chooses_the_arithmetic(
    in_8_bits: Path, model: str, flags: str, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.encoding.encoders.flags_of", lambda: frozenset(flags.split()))
    monkeypatch.setattr("embeddings.encoding.encoders.has_bf16", lambda: "bf16" in flags)
    monkeypatch.setattr("embeddings.encoding.compiled.has_bf16", lambda: False)
    encoder = load_encoder(model, in_8_bits)
    assert encoder.spec.precision == chosen
    (compiled_folder(in_8_bits, model) / (NETWORK if chosen == "int8" else INT8)).unlink()
    assert encoder.encode_passages(["read from the other file"]).shape == (1, WIDTH)


@pytest.mark.parametrize("precision", ["f32", "bf16", "int8"])
def test_an_index_of_another_machine_is_asked_in_the_arithmetic_it_was_made_in(
    in_8_bits: Path, model: str, precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.encoding.encoders.flags_of", lambda: frozenset({"avx2"}))
    monkeypatch.setattr("embeddings.encoding.compiled.has_bf16", lambda: False)
    told: list[str] = []
    encoder = load_encoder(model, in_8_bits, precision=precision, say=told.append)
    assert encoder.spec.precision == precision
    assert [line.split(":")[0] for line in told] == (["This processor has no VNNI"] if precision == "int8" else [])
    assert encoder.encode_query("who?") @ load_encoder(model, in_8_bits).encode_query("who?") > ALIKE[precision]


def test_an_arithmetic_that_a_model_is_not_right_in_gives_way(data: Path, model: str) -> None:
    assert load_encoder(model, data, precision="int8").spec.precision in ("f32", "bf16")


def test_exporting_tries_no_connection(exported: Exported) -> None:
    assert exported.printed == "None []\n"
