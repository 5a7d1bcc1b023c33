from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.encoding.hashing import NAME
from embeddings.errors import DocumentError
from embeddings.library.snapshot import open_current
from embeddings.naming.aliases import NO_ALIASES, read_aliases
from embeddings.readers.folder import read_documents
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from tests.samples import load_hashing, write_files

SAID = "Note\n\n{name} said that the bridge was safe.\n"


def test_there_need_not_be_any(tmp_path: Path) -> None:
    assert read_aliases(tmp_path) is NO_ALIASES
    assert NO_ALIASES.key("Senator Ama Mensah") == "ama mensah"


def test_names_lead_to_one_key(tmp_path: Path) -> None:
    write_files(tmp_path, {"aliases.toml": '# who is who\n"Ama Mensah" = ["Mensah, A.", "the Iron Lady"]\n'})
    aliases = read_aliases(tmp_path)
    assert [aliases.key(name) for name in ("Ama Mensah", "A. Mensah", "The Iron Lady")] == ["ama mensah"] * 3
    assert aliases.names == {"ama mensah": "Ama Mensah"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('"A B" = ["C D"]\nnonsense\n', 'aliases.toml, line 2: is not TOML; lines of the form "Yang Sem" ='),
        ('\n"A B" = "C D"\n', "aliases.toml, line 2: 'A B' should be given a list of names"),
        ('"A B" = [1]\n', "aliases.toml, line 1: 'A B' should be given a list of names"),
        ('"A B" = ["C D"]\n"E F" = ["c d"]\n', "aliases.toml, line 2: 'c d' already belongs to 'A B'"),
        ('"A B" = ["…"]\n', "aliases.toml, line 1: '…' is no name"),
        ('"A B" = []\n"a b" = []\n', "aliases.toml, line 2: 'a b' is the same name as 'A B'"),
        ('"A B" = ["C D"]\n"A B" = []\n', "aliases.toml, line 2: is not TOML"),
        (b'"A" = []\n\xff', "aliases.toml, line 2: is not UTF-8; save it as UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, content: str | bytes, why: str) -> None:
    write_files(tmp_path, {"aliases.toml": content})
    with pytest.raises(DocumentError) as caught:
        read_aliases(tmp_path)
    assert str(caught.value).startswith(why)


def test_the_file_is_no_document(tmp_path: Path) -> None:
    write_files(tmp_path, {"aliases.toml": "", "note.txt": SAID, "sub/aliases.toml": ""})
    documents, errors = read_documents(tmp_path)
    assert [document.id for document in documents] == ["note.txt"]
    assert [error.path for error in errors] == ["sub/aliases.toml"]  # it is read at the top only


def test_speakers_meet_and_an_edit_is_a_change(tmp_path: Path) -> None:
    seeds = {"a.txt": SAID.format(name="Ama Mensah"), "b.txt": SAID.format(name="The Iron Lady")}
    write_files(tmp_path / "seeds", seeds)

    def build() -> RebuildReport:
        return rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))

    assert build().published
    assert not build().published
    write_files(tmp_path / "seeds", {"aliases.toml": '"Ama Mensah" = ["Iron Lady"]\n'})
    assert build().published
    snapshot = open_current(tmp_path / "data")
    (known,) = snapshot.store.statements.speakers("iron lady")
    assert (known.name, known.statements) == ("Ama Mensah", 2)
    snapshot.close()


def test_a_bad_file_leaves_the_old_index(tmp_path: Path) -> None:
    write_files(tmp_path / "seeds", {"a.txt": SAID.format(name="Ama Mensah")})
    first = rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    write_files(tmp_path / "seeds", {"aliases.toml": "="})
    with pytest.raises(DocumentError, match=r"^aliases\.toml, line 1: is not TOML"):
        rebuild(tmp_path / "seeds", tmp_path / "data", Recipe(NAME, load_hashing))
    snapshot = open_current(tmp_path / "data")
    assert snapshot.name == first.snapshot
    snapshot.close()
