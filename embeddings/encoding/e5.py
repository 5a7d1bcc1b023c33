"""multilingual-e5-small: from the file of its package to a folder that sentence-transformers reads.

The model (Wang et al. 2024, MIT) is a BERT of twelve layers with XLM-R's tokenizer, mean pooling and two prompts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.e5_file import E5File, E5Pieces, read_e5_file
from embeddings.owner import make_folder, write_file

_WIDTH, _LAYERS, _INNER, _LONGEST = 384, 12, 1536, 512
_SPECIAL: Final = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>", "mask": "<mask>"}
_LAYER: Final = {  # names of the file, and of BERT
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_MODULES: Final = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))


def make_e5_folder(source: Path, target: Path) -> None:
    """Write the model of the file ``source`` to the folder ``target``, which is there and empty (about 490 MB)."""
    from safetensors.numpy import save_file  # noqa: PLC0415

    file = read_e5_file(source)
    tensors = dict(_bert(file))
    save_file(tensors, target / "model.safetensors", metadata={"format": "pt"})
    e5_tokenizer(file).save(str(target / "tokenizer.json"))
    settings = _settings(vocabulary=len(tensors["embeddings.word_embeddings.weight"]))
    for name, values in settings.items():
        make_folder((target / name).parent)
        write_file(target / name, json.dumps(values, indent=2) + "\n")


def _bert(file: E5File) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield BERT's tensors by its names. Its pooler is not used, and filled so that every load gives the same model."""
    for ours, theirs in (("word", "word"), ("pos", "position"), ("type", "token_type")):
        yield f"embeddings.{theirs}_embeddings.weight", file.tensors[f"emb.{ours}"].reshape(-1, _WIDTH)
    names = {"emb.ln": "embeddings.LayerNorm"} | {
        f"l{layer}.{ours}": f"encoder.layer.{layer}.{theirs}"
        for layer in range(_LAYERS)
        for ours, theirs in _LAYER.items()
    }
    for ours, theirs in names.items():
        weight, bias = file.tensors[f"{ours}.w"], file.tensors[f"{ours}.b"]
        yield f"{theirs}.weight", weight if weight.shape == bias.shape else weight.reshape(len(bias), -1)
        yield f"{theirs}.bias", bias
    yield "pooler.dense.weight", np.zeros((_WIDTH, _WIDTH), dtype=np.float32)
    yield "pooler.dense.bias", np.zeros(_WIDTH, dtype=np.float32)


def e5_tokenizer(file: E5Pieces) -> Any:  # noqa: ANN401  the library has no types
    """Return XLM-R's tokenizer: NFKC without control characters, words begun by a low line, unigram pieces."""
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors  # noqa: PLC0415
    from tokenizers.models import Unigram  # noqa: PLC0415

    tokenizer = Tokenizer(Unigram(file.pieces, unk_id=[piece for piece, _ in file.pieces].index(_SPECIAL["unk"])))
    blank, nothing = (Regex(f"[{re.escape(characters)}]") for characters in (file.blank, file.nothing))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(nothing, ""), normalizers.Replace(blank, " "), normalizers.NFKC()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in _SPECIAL.values()])
    ends = [(text, tokenizer.token_to_id(text)) for text in (_SPECIAL["bos"], _SPECIAL["eos"])]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_SPECIAL['bos']} $A {_SPECIAL['eos']}", special_tokens=ends
    )
    return tokenizer


def _settings(vocabulary: int) -> dict[str, Any]:
    """Return the small files of the folder, as they would lie on a model hub."""
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "vocab_size": vocabulary, "hidden_size": _WIDTH,
            "num_hidden_layers": _LAYERS, "num_attention_heads": 12, "intermediate_size": _INNER, "hidden_act": "gelu",
            "max_position_embeddings": _LONGEST, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": _LONGEST,
            "model_input_names": ["input_ids", "attention_mask"],
            **{f"{name}_token": text for name, text in _SPECIAL.items()},
        },
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{name}"}
            for number, (path, name) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {"max_seq_length": _LONGEST, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": _WIDTH, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}},
    }  # fmt: skip
