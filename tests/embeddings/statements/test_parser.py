from __future__ import annotations

import subprocess
import sys

from embeddings.packaged import packaged_folder
from embeddings.statements.parser import PIPELINE, load_parser, parse


def test_importing_the_package_does_not_load_spacy() -> None:
    code = "import sys, embeddings.statements; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_loading_the_parser_does_not_load_torch_and_leaves_it_to_be_loaded() -> None:
    code = (
        "import sys; from embeddings.statements.parser import load_parser; load_parser()\n"
        "assert 'torch' not in sys.modules; import torch; assert torch.ones(2).sum() == 2"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_parser_is_loaded_once_with_what_is_needed() -> None:
    assert load_parser() is load_parser()
    assert load_parser().pipe_names == ["tok2vec", "tagger", "parser"]


def test_the_tokenizer_is_the_packages_own() -> None:
    import spacy

    whole = spacy.load(packaged_folder(PIPELINE), exclude=load_parser().pipe_names)
    ours, its = (nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (load_parser(), whole))  # type: ignore[union-attr]
    assert ours == its


def test_each_text_is_one_tree_in_order() -> None:
    docs = list(parse(["It rained. The river rose.", "", "He left."]))
    assert [doc.text for doc in docs] == ["It rained. The river rose.", "", "He left."]
    assert [len(list(doc.sents)) for doc in docs] == [1, 0, 1]
