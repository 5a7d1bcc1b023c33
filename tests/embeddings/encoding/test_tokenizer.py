"""The whole tokenizer against the library's own cutting, and who shares one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.packages import packaged_weights
from embeddings.encoding.tokenizer import WholeTokenizer, library_tokenizer


@pytest.fixture(scope="module")
def path() -> Path:
    return packaged_weights(DEFAULT_MODEL).with_name("tokenizer.json")


@pytest.mark.parametrize("longest", [3, 8, 256])
def test_it_cuts_as_the_library_does(path: Path, longest: int) -> None:
    library = Tokenizer.from_file(str(path))
    library.enable_truncation(longest)
    library.no_padding()
    texts = ["", "The ferry sails at nine.", "unbelievable [SEP] é \u2028 ភាសា", "word " * 300]
    ours = WholeTokenizer(library_tokenizer(path, "a folder"), longest)
    assert ours.many(texts) == [library.encode(text).ids for text in texts]
    assert ours.numbers(texts[1]) == library.encode(texts[1]).ids


def test_that_of_a_package_is_loaded_once(path: Path, tmp_path: Path) -> None:
    copied = tmp_path / "tokenizer.json"
    copied.write_bytes(path.read_bytes())
    with ThreadPoolExecutor() as pool:
        found = [*pool.map(lambda one: library_tokenizer(one, DEFAULT_MODEL), [path, copied] * 4)]
    assert all(one is found[0] for one in found)
    assert library_tokenizer(path, "a folder") is not library_tokenizer(path, "a folder")
