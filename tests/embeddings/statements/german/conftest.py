from __future__ import annotations

import pytest

from embeddings.statements.german.extract import extract_german
from tests.embeddings.statements.conftest import Read, Said, said


@pytest.fixture(scope="session")
def read_german() -> Read:
    def read_text(text: str) -> list[Said]:
        (statements,) = extract_german([("d", text)])
        return [said(text, statement) for statement in statements]

    return read_text
