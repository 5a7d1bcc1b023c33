from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.toml import read_toml


def test_what_a_file_says_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "Ama"\n')
    assert read_toml(path, "a.toml", "lines were expected") == ({"name": "Ama"}, 'name = "Ama"\n')


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"a = 1\nb = \xff\n", 2, "is not UTF-8; save it as UTF-8"),
        (b"a = 1\n\nb 2\n", 3, "is not TOML; lines were expected"),
        (b"a = 1\nb = [", 2, "is not TOML; lines were expected"),
        (b"a = " + b"[" * 5000, 1, "is not TOML; lines were expected"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path, content: bytes, line: int, told: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_toml(path, "a.toml", "lines were expected")
    assert str(line) in str(caught.value)
    assert told in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be read"):
        read_toml(tmp_path, "a.toml", "lines were expected")


def test_a_file_that_is_larger_than_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\n" + b"#" * 2042)
    assert read_toml(path, "a.toml", "lines were expected", largest=2048)[0] == {"a": 1}
    with pytest.raises(DocumentError, match="is larger than 1 KB; a few facts were expected"):
        read_toml(path, "a.toml", "lines were expected", largest=1024)
