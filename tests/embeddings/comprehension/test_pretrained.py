from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast

from embeddings.comprehension.pretrained import PretrainedComprehension
from embeddings.errors import ModelError

WORDS = "[PAD] [UNK] [CLS] [SEP] who left paris fell silent .".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny model for extractive question answering, of random weights."""
    made = tmp_path_factory.mktemp("model")
    words = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, "[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    names = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, **names)
    torch.manual_seed(2)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    network = BertForQuestionAnswering(BertConfig(vocab_size=len(WORDS), **sizes))
    tokenizer.save_pretrained(made)
    network.save_pretrained(made)
    return made


def test_another_model_finds_words_of_the_passage(folder: Path) -> None:
    reader = PretrainedComprehension(str(folder))
    assert reader.digest == str(folder)
    found = reader.read("who left", [("", "paris fell silent"), ("", "silent . " * 400)])
    assert [one.answerable for one in found] == [0.0, 0.0]
    assert found[0].tokens == ((0, 5), (6, 10), (11, 17))
    assert found[1].span is not None
    assert found == reader.read("who left", [("", "paris fell silent"), ("", "silent . " * 400)])
    assert reader.read("who", []) == []


def test_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't be loaded \(.*ONRECORD_READER takes 'onrecord', 'off', or the name"):
        PretrainedComprehension(str(tmp_path / "nothing"))
