"""A real sentence-transformers model, small enough to make in a test: random weights, letters for word pieces."""

from __future__ import annotations

import string
from pathlib import Path

WIDTH = 32


def make_tiny_model(folder: Path, *, prompts: dict[str, str] | None = None, include_prompt: bool = True) -> str:
    """Write a model of two layers to ``folder`` and return its path, which is its name."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(7)
    bert = folder / "bert"
    bert.mkdir(parents=True)
    letters = string.ascii_lowercase + string.digits + string.punctuation
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (bert / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizerFast(str(bert / "vocab.txt")).save_pretrained(bert)
    shape = {"hidden_size": WIDTH, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(pieces), max_position_embeddings=64, **shape)).save_pretrained(bert)
    steps = [Transformer(str(bert), max_seq_length=48), Pooling(WIDTH, include_prompt=include_prompt)]
    SentenceTransformer(modules=steps, prompts=prompts, device="cpu").save(str(folder / "model"))
    return str(folder / "model")
