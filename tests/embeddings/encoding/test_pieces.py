"""The sparing tokenizer against the whole one: a small vocabulary of the unigram kind, and any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram, WordLevel

from embeddings.encoding.pieces import PIECES, SparingTokenizer, write_pieces
from embeddings.encoding.tokenizer import WholeTokenizer, library_tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SCORES = {"\u2581": -3.0, "\u2581the": -4.0, "the": -4.5, "\u2581fer": -6.0, "ry": -5.0, "\u2581ferry": -7.0, "é": -8.0}
SCORES |= {letter: -9.0 - number / 8 for number, letter in enumerate("abcdefghijklmnoprstuy")} | {"ភា": -7.5}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pieces")
    tokenizer = Tokenizer(Unigram([*((piece, 0.0) for piece in SPECIAL), *SCORES.items(), ("<mask>", 0.0)], unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in (*SPECIAL, "<mask>")])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.enable_padding(length=9)
    tokenizer.enable_truncation(5)  # neither is to be taken over
    tokenizer.save(str(made / "tokenizer.json"))
    assert write_pieces(tokenizer, made)
    return made


@given(
    text=st.lists(st.sampled_from([*SCORES, *SPECIAL, "<mask>", " ", "\n", "q", "Z", "ﬁ", "\0", "𝔘", "<"])).map("".join)
)
def test_any_text_is_cut_as_by_the_whole_tokenizer(folder: Path, text: str) -> None:
    for longest in (4, 64):
        whole = WholeTokenizer(library_tokenizer(folder / "tokenizer.json", "any"), longest)
        assert SparingTokenizer(folder, longest).numbers(text) == whole.numbers(text)


def test_the_pieces_are_found_by_their_order(folder: Path) -> None:
    pieces = np.load(folder / PIECES)
    assert list(pieces) == sorted(pieces)
    assert "\u2581ferry".encode() in pieces


def test_another_kind_of_tokenizer_is_left_whole(tmp_path: Path) -> None:
    assert not write_pieces(Tokenizer(WordLevel({"a": 0}, unk_token="a")), tmp_path)
    assert not list(tmp_path.iterdir())
