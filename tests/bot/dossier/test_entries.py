"""What a speaker has on record, in the order of its dates."""

from __future__ import annotations

import pytest

from bot.dossier.entries import make_dossier, months
from bot.responder import Responder
from embeddings.errors import UsageError


def test_every_statement_stands_in_its_document_the_earliest_first(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        (voice,) = make_dossier(snapshot, ["Ama Mensah"]).voices
    assert [entry.day for entry in voice.entries] == ["2020-02", "2021-05-03", "2021-05-03"]
    for entry in voice.entries:
        assert entry.words == tuple(entry.document.text[start:end] for start, end in entry.statement.quote)
        assert all(words in entry.sentence for words in entry.words)
        assert entry.sentence in entry.document.text
    assert voice.entries[1].sentence == "Senator Ama Mensah denied that the dam would flood the valley."
    assert months(voice.entries) == [("2020-02", 1), *((m, 0) for m in _between()), ("2021-05", 2)]


def _between() -> list[str]:
    return [f"2020-{month:02}" for month in range(3, 13)] + [f"2021-{month:02}" for month in range(1, 5)]


def test_a_topic_and_days_narrow_it(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        (about,) = make_dossier(snapshot, ["Mensah"], about="the school").voices
        (early,) = make_dossier(snapshot, ["Mensah"], between=("2020", "2020-06")).voices
        (owusu,) = make_dossier(snapshot, ["Esi Owusu"], between=("2020-01-01", "2020-12-31")).voices
    assert [entry.document.id for entry in about.entries] == ["school.md"]
    assert [entry.document.id for entry in early.entries] == ["school.md"]
    assert [entry.document.id for entry in owusu.entries] == ["school.md"]
    assert owusu.undated == 1


def test_two_speakers_stand_side_by_side(spoken: Responder) -> None:
    with spoken.reading() as snapshot:
        dossier = make_dossier(snapshot, ["Ama Mensah", "Kofi Boateng"], about="the dam in the valley")
    assert [voice.name for voice in dossier.voices] == ["Ama Mensah", "Kofi Boateng"]
    assert all(voice.entries for voice in dossier.voices)


def test_nobody_is_told(spoken: Responder) -> None:
    with spoken.reading() as snapshot, pytest.raises(UsageError, match="Nobody called 'Ann Lee' has a statement"):
        make_dossier(snapshot, ["Ann Lee"])
