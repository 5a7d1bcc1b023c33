from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.folders import Defaults, Root, check_defaults, folder_files, read_defaults
from tests.samples import write_files

AFAR = Root(Path("/docs"))
NAMED = Root(Path("/archive"), "old", Defaults(publisher="Tarn News"))


def test_names_of_files() -> None:
    assert AFAR.name_of(Path("/docs/a/b.txt")) == "a/b.txt"
    assert NAMED.name_of(Path("/archive/a/b.txt")) == "old/a/b.txt"


@pytest.mark.parametrize(
    ("root", "name", "is_from_afar"),
    [
        (AFAR, "fetched/a.html", True),
        (AFAR, "fetched.html", False),
        (AFAR, "a/fetched/b.html", False),
        (NAMED, "fetched/a.html", False),  # a folder of the operator's own
    ],
)
def test_what_was_fetched(root: Root, name: str, is_from_afar: bool) -> None:
    assert root.is_from_afar(name) == is_from_afar


def test_the_files_of_the_folders_above_a_file() -> None:
    assert folder_files(Path("/docs/a/b/c.txt"), AFAR) == [
        Path("/docs/folder.toml"), Path("/docs/a/folder.toml"), Path("/docs/a/b/folder.toml"),
    ]  # fmt: skip
    assert folder_files(Path("/docs/c.txt"), AFAR) == [Path("/docs/folder.toml")]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Defaults()),
        ({"folder.toml": 'publisher = "A"\nlanguage = "km"\n'}, Defaults("A", "km")),
        ({"folder.toml": 'publisher = "A"\n', "x/folder.toml": 'publisher = "B"\n'}, Defaults("B")),
        ({"x/folder.toml": 'language = "km"\n', "folder.toml": 'publisher = "A"\n'}, Defaults("A", "km")),
        ({"folder.toml": 'visibility = "private"\n', "x/folder.toml": 'visibility = "public"\n'},
         Defaults(visibility="private")),
        ({"folder.toml": 'visibility = "public"\n', "x/folder.toml": 'visibility = "private"\n'},
         Defaults(visibility="private")),
        ({"folder.toml": 'visibility = "public"\n'}, Defaults(visibility="public")),
        ({"y/folder.toml": 'publisher = "A"\n'}, Defaults()),
    ],
)  # fmt: skip
def test_what_holds_for_a_file(tmp_path: Path, files: dict[str, str], expected: Defaults) -> None:
    write_files(tmp_path, {"x/a.txt": "T\n\nx", **files})
    assert read_defaults(tmp_path / "x/a.txt", Root(tmp_path)) == expected


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": "A"}, "x/folder.toml: 'title' is unknown; publisher, language, visibility are known"),
        ({"publisher": 7}, "x/folder.toml: 'publisher' should be text, as in publisher = \"…\""),
        ({"language": " "}, "x/folder.toml: 'language' should be text, as in language = \"…\""),
        ({"visibility": "secret"}, "x/folder.toml: the visibility 'secret' is neither public nor private"),
    ],
)
def test_what_can_hold_for_none(values: dict[str, object], message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check_defaults(values, "x/folder.toml")
    assert str(caught.value) == message


def test_which_defaults_are_known() -> None:
    assert Defaults("A", None, "public").facts() == {"publisher": "A", "visibility": "public"}
    assert check_defaults({"publisher": "A", "visibility": "private"}, "x") == {
        "publisher": "A",
        "visibility": "private",
    }
