from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.keywords import PostingList
from embeddings.library.snapshot import open_current
from embeddings.library.store import Store
from embeddings.library.writing import write_store
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from embeddings.search.sounds import sounding_like
from embeddings.text.terms import term_of
from tests.samples import load_hashing, write_files

Open = Callable[..., Store]

PAIRS = [
    ("Что сказал Путин?", "Putin", "en"),
    ("Кто встретил Путина?", "Putin", "en"),
    ("Когда избрали Зеленского?", "Zelensky", "en"),
    ("Где родился Эйнштейн?", "Einstein", "en"),
    ("Что было в Вашингтоне?", "Washington", "en"),
    ("Сколько людей живёт в Калифорнии?", "California", "en"),
    ("पुतिन ने क्या कहा?", "Putin", "en"),
    ("Τι είπε ο Πούτιν;", "Putin", "en"),
    ("Πότε γεννήθηκε ο Ομπάμα;", "Obama", "en"),
    ("What did Putin say?", "Путин", "ru"),
    ("What did Putin say?", "Πούτιν", "el"),
    ("When was Donald elected?", "Ντόναλντ", "el"),
    ("When was Angela Merkel elected?", "Меркель", "ru"),
    ("Where was Gorbachev born?", "Горбачёв", "ru"),
    ("When did Venizelos resign?", "Βενιζέλος", "el"),
]


@pytest.fixture
def store_of(tmp_path: Path) -> Open:
    def write(*terms: str) -> Store:
        write_store(tmp_path / "one.sqlite", [], [], {term: PostingList(at, 1) for at, term in enumerate(terms)})
        return Store(tmp_path / "one.sqlite")

    return write


@pytest.mark.parametrize(("question", "name", "language"), PAIRS)
def test_a_name_is_found_in_another_script(store_of: Open, question: str, name: str, language: str) -> None:
    kept = term_of(name.casefold(), language)
    store = store_of(kept, "amber", "мост", "γεφυρα")
    assert list(sounding_like(store.terms_between, make_query(question)).values()) == [[kept]]
    store.close()


@pytest.mark.parametrize(
    "question",
    [
        "Where is Putim?",  # in one script, what is spelled otherwise is another
        "Что сказал министр?",  # begins with no capital
        "Кто такой Ли?",  # too short to be told by its sound
        "What did putin say?",
        "Что было в 1984 году?",
        "Что сказал Рутин?",
    ],
)
def test_what_is_no_name_or_another_is_not(store_of: Open, question: str) -> None:
    store = store_of("putin", "minister", "lee", "li", "1984")
    assert not sounding_like(store.terms_between, make_query(question))
    store.close()


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (["Putin met the envoys on Monday.", "The bridge was closed by the council."], "С кем встретился Путин?"),
        (["Путин встретил послов в понедельник.", "Мост был закрыт городским советом."], "Whom did Putin meet?"),
    ],
)
def test_a_search_finds_names_in_another_script(
    tmp_path: Path, encoder: HashingEncoder, texts: list[str], question: str
) -> None:
    rows = "".join(f'{{"id": "d{number}", "title": "?", "text": "{text}"}}\n' for number, text in enumerate(texts))
    rebuild(write_files(tmp_path / "seeds", {"all.jsonl": rows}), tmp_path / "data", Recipe(NAME, load_hashing))
    snapshot = open_current(tmp_path / "data")
    best, other = Finder(snapshot, encoder).find(make_query(question)).hits
    snapshot.close()
    assert (best.document.id, other.scores.keyword) == ("d0", None)
    assert best.scores.keyword is not None
