from __future__ import annotations

import pytest

from embeddings.readers.litter import is_litter


@pytest.mark.parametrize(
    "path",
    [
        "~$letter.docx", ".~lock.a.odt#", "~WRL0001.tmp", "a/Thumbs.db", "a/.DS_Store", "Icon\r", "a.txt~", ".a.swp",
        "a.pdf.crdownload", "a.part", "#a.txt#", "__MACOSX/a.txt", "a/@eaDir/b.jpg", "a.TMP",
    ],
)  # fmt: skip
def test_what_programs_leave(path: str) -> None:
    assert is_litter(path.split("/"))


@pytest.mark.parametrize("path", ["a.txt", "#a.txt", "a#", "thumbs.db/a.txt", "a~b.txt", "macosx/a.txt", "part", "$a"])
def test_what_people_keep(path: str) -> None:
    assert not is_litter(path.split("/"))
