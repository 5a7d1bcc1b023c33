"""A real sentence-transformers model, small enough to make in a test: random weights, letters for word pieces."""

from __future__ import annotations

import string
from pathlib import Path

WIDTH = 32
SHAPE = {"hidden_size": WIDTH, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


def make_tiny_reranker(folder: Path, *, labels: int = 1) -> str:
    """Write a cross-encoder of two layers to ``folder`` and return its path, which is its name."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(7)
    pieces = write_tokenizer(folder / "bert")
    config = BertConfig(vocab_size=pieces, max_position_embeddings=64, num_labels=labels, **SHAPE)
    BertForSequenceClassification(config).save_pretrained(folder / "bert")
    CrossEncoder(str(folder / "bert"), device="cpu", max_length=48).save_pretrained(str(folder / "reranker"))
    return str(folder / "reranker")


def make_tiny_model(folder: Path, *, prompts: dict[str, str] | None = None, include_prompt: bool = True) -> str:
    """Write a model of two layers to ``folder`` and return its path, which is its name."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(7)
    bert = folder / "bert"
    pieces = write_tokenizer(bert)
    BertModel(BertConfig(vocab_size=pieces, max_position_embeddings=64, **SHAPE)).save_pretrained(bert)
    steps = [Transformer(str(bert), max_seq_length=48), Pooling(WIDTH, include_prompt=include_prompt)]
    SentenceTransformer(modules=steps, prompts=prompts, device="cpu").save(str(folder / "model"))
    return str(folder / "model")


def write_tokenizer(folder: Path) -> int:
    """Write a tokenizer whose word pieces are letters; return how many there are."""
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True)
    letters = string.ascii_lowercase + string.digits + string.punctuation
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return len(pieces)
