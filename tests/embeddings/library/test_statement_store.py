from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embeddings.library.snapshot import Snapshot, open_current
from embeddings.library.statement_store import KeptStatements
from embeddings.library.store import Store
from embeddings.library.writing import write_store
from embeddings.statements.registry import statements_of
from embeddings.text.passages import split_passages
from embeddings.types import Speaker, Statement
from tests.samples import make_document


@pytest.fixture
def said(speakers_library: Path) -> Iterator[Snapshot]:
    opened = open_current(speakers_library)
    yield opened
    opened.close()


def test_statements_come_back_as_they_were_extracted(said: Snapshot) -> None:
    documents = said.store.documents()
    extracted = statements_of((document.id, document.text, None) for document in documents.values())
    kept = list(said.store.statements.everything())
    assert kept == [statement for of_one in extracted.values() for statement in of_one]
    assert len(kept) == said.store.statements.count() == said.manifest.statements
    assert not [statement for statement in kept if statement.document_id == "fr"]


def test_what_is_kept_is_written_as_it_is(said: Snapshot, tmp_path: Path) -> None:
    its = said.store.statements
    kept = KeptStatements(
        list(its.kept()),
        its.rows_by_passage(),
        its.speakers_by_form(private=True),
        its.speakers_by_form(private=False) if said.store.private_ids else {},
    )
    documents = said.store.documents(private=True).values()
    passages = [passage for _, passage in said.store.every_passage()]
    assert write_store(tmp_path / "again.sqlite", documents, passages, said.store.vocabulary(), kept) == its.count()
    with closing(Store(tmp_path / "again.sqlite")) as again:
        assert list(again.statements.kept()) == list(its.kept())
        assert again.statements.of_passages(again.rows()) == its.of_passages(said.store.rows())
        for private in (True, False):
            assert again.statements.speakers_by_form(private=private) == its.speakers_by_form(private=private)


def test_by_document(said: Snapshot) -> None:
    records = said.store.statements.of_document("school.md")
    assert [(record.key, record.statement.cue) for record in records] == [
        ("ama mensah", "said"),
        ("esi owusu", "said"),
        ("kofi boateng", "said"),
    ]
    assert said.store.statements.of_document("'; --") == []


def test_by_passage(said: Snapshot) -> None:
    store = said.store.statements
    found = store.of_passages(said.store.rows())
    assert {record.statement for records in found.values() for record in records} == {*store.everything()}
    for row, records in found.items():
        passage = said.store.passages([row])[row]
        for record in records:
            assert record.statement.document_id == passage.document_id
            assert any(start < passage.end and passage.start < end for start, end in record.statement.quote)
    assert store.of_passages([]) == {}


def test_by_place(said: Snapshot) -> None:
    text = said.store.documents(["dam.md"])["dam.md"].text
    start = text.index("We measured")
    (record,) = said.store.statements.at("dam.md", start, start + 2)
    assert record.statement.speaker == Speaker("Ama Mensah", "Mensah", record.statement.speaker.span, "Senator")  # type: ignore[union-attr]
    assert said.store.statements.at("dam.md", 0, 1) == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Ama Mensah", ["ama mensah"]),
        ("mensah", ["ama mensah"]),
        ("Senator Mensah", ["ama mensah"]),
        ("Mensah, Ama", ["ama mensah"]),
        ("the RUU", ["river users union"]),
        ("River Users Union", ["river users union"]),
        ("E. Owusu-Darko", ["esi owusu"]),
        ("Кофи Боатенг", ["kofi boateng"]),
        ("боатенг", ["kofi boateng"]),
        ("Boatenk", []),
        ("he", []),
        ("Nobody", []),
        ("", []),
        ("%", []),
    ],
)
def test_by_name(said: Snapshot, name: str, keys: list[str]) -> None:
    assert [known.key for known in said.store.statements.speakers(name)] == keys


def test_by_speaker(said: Snapshot) -> None:
    store = said.store.statements
    records = store.of_speakers(["kofi boateng"])
    assert [record.statement.document_id for record in records] == ["dam.md", "dam.md", "school.md"]
    (known,) = store.speakers("Boateng")
    assert known.statements == len(records)
    assert store.passages_of(["kofi boateng"]) == sorted(
        row for row, found in store.of_passages(said.store.rows()).items() if "kofi boateng" in [r.key for r in found]
    )
    assert store.of_speakers([]) == []
    several = store.of_speakers(["kofi boateng", "ama mensah"])
    assert [one.statement for one in several] == [
        one for one in store.everything() if one.speaker and one.speaker.name in ("Kofi Boateng", "Ama Mensah")
    ]
    assert len(store.of_speakers([str(number) for number in range(2000)] + ["kofi boateng"])) == len(records)


def test_what_stands_in_no_passage_is_left_out(tmp_path: Path) -> None:
    document = make_document("Mayor denies it\n\nIt rained.", body_start=15)
    title = Statement("d", ((6, 15),), Speaker("Mayor", "Mayor", (0, 5), None), "denies", (6, 12), "indirect")
    passages = split_passages(document)
    assert write_store(tmp_path / "s.sqlite", [document], passages, {}, {"d": [title]}) == 0
    store = Store(tmp_path / "s.sqlite")
    assert store.statements.count() == 0
    assert store.statements.speakers("Mayor") == []
    store.close()


def speakers_of(path: Path, said: dict[str, tuple[str, ...]], private: tuple[str, ...] = ()) -> Store:
    """A store in which each document has a statement by each of some names."""
    documents, statements = [], {}
    for identity, names in said.items():
        text = " ".join(f"{name} said it rained." for name in names)
        kept = make_document(text, id=identity, visibility="private" if identity in private else "public")
        documents.append(kept)
        starts = [text.index(f"{name} said") for name in names]
        statements[identity] = [
            Statement(
                identity,
                ((start + len(name) + 6, start + len(name) + 15),),
                Speaker(name, name, (start, start + len(name)), None),
                "said",
                (start + len(name) + 1, start + len(name) + 5),
                "indirect",
            )
            for name, start in zip(names, starts, strict=True)
        ]
    passages = [passage for document in documents for passage in split_passages(document)]
    write_store(path / "s.sqlite", documents, passages, {}, statements)
    return Store(path / "s.sqlite")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"a": ("Yang Sem",), "b": ("Sem",), "c": ("Senator Yang Sem",)}, [("yang sem", "Yang Sem", 3)]),
        (
            {"a": ("Yang Sem", "Dara Sem"), "b": ("Sem",)},
            [("dara sem", "Dara Sem", 1), ("sem", "Sem", 1), ("yang sem", "Yang Sem", 1)],
        ),
        ({"a": ("Vice Sem",), "b": ("the sem",)}, [("sem", "the sem", 1), ("vice sem", "Vice Sem", 1)]),
    ],
)  # fmt: skip
def test_a_surname_joins_the_one_who_bears_it(
    tmp_path: Path, said: dict[str, tuple[str, ...]], found: list[tuple[str, str, int]]
) -> None:
    store = speakers_of(tmp_path, said)
    known = sorted((one.key, one.name, one.statements) for one in store.statements.speakers("Sem"))
    assert known == found
    for key, _, count in found:
        assert len(store.statements.of_speakers([key])) == count
    store.close()


def test_a_surname_joins_somebody_beside_whom_others_hardly_speak(tmp_path: Path) -> None:
    often = {f"d{number}": ("Yang Sem",) for number in range(10)}
    store = speakers_of(tmp_path, {**often, "a": ("Dara Sem",), "b": ("Sem",)})
    assert [(one.key, one.statements) for one in store.statements.speakers("Sem")] == [
        ("yang sem", 11),
        ("dara sem", 1),
    ]
    store.close()


def test_a_private_name_gives_no_public_surname_a_bearer(tmp_path: Path) -> None:
    store = speakers_of(tmp_path, {"a": ("Yang Sem",), "b": ("Sem",)}, private=("a",))
    assert [(one.key, one.name) for one in store.statements.speakers("Sem")] == [("sem", "Sem")]
    assert [record.statement.document_id for record in store.statements.of_speakers(["sem"])] == ["b"]
    store.close()


def test_a_private_namesake_takes_no_surname_from_a_public_speaker(tmp_path: Path) -> None:
    said: dict[str, tuple[str, ...]] = {"a": ("Yang Sem",), "b": ("Sem",), "c": ("Dara Sem",), "d": ("Sem",)}
    store = speakers_of(tmp_path, said, private=("c", "d"))
    assert [(one.key, one.statements) for one in store.statements.speakers("Sem")] == [("yang sem", 2)]
    everybody = [(one.key, one.statements) for one in store.statements.speakers("Sem", private=True)]
    assert everybody == [("yang sem", 2), ("dara sem", 1), ("sem", 1)]  # nobody can tell whom the private one means
    of_yang = store.statements.of_speakers(["yang sem"], private=True)
    assert [record.statement.document_id for record in of_yang] == ["a", "b"]
    store.close()
