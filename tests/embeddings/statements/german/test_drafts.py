"""Of several who speak in a German sentence each keeps their words."""

from __future__ import annotations

from tests.embeddings.statements.conftest import Read


def test_two_in_one_sentence_keep_their_words(read_german: Read) -> None:
    said = read_german("„Ja, gern doch“, sagte Anna Holz, „nein danke auch“, sagte Jan Voss.")
    assert [(one.speaker, one.words) for one in said] == [
        ("Anna Holz", ("„Ja, gern doch“",)),
        ("Jan Voss", ("„nein danke auch“",)),
    ]
    said = read_german("Eva Klein sagte, der Hafen sei teuer, und Jan Voss entgegnete, das stimme nicht.")
    assert [(one.speaker, one.words) for one in said] == [
        ("Eva Klein", ("der Hafen sei teuer",)),
        ("Jan Voss", ("das stimme nicht",)),
    ]


def test_who_asks_is_not_quoted_with_the_question(read_german: Read) -> None:
    (said,) = read_german("Auf die Frage von Herrn Kessler, ob es teurer werde, antwortete Gisela Rau, das sei offen.")
    assert (said.speaker, said.words) == ("Gisela Rau", ("das sei offen",))


def test_a_second_verb_goes_on_with_the_subject(read_german: Read) -> None:
    (said,) = read_german("Alois Zeller bedauerte den Beschluss, nannte ihn aber „unvermeidlich“.")
    assert (said.speaker, said.cue, said.kind, said.words) == ("Alois Zeller", "nannte", "direct", ("„unvermeidlich“",))


def test_words_around_a_source_are_told_by_it(read_german: Read) -> None:
    (said,) = read_german("Der Hafen ist Anna Holz zufolge sicher.")
    assert (said.speaker, said.cue, said.words) == ("Anna Holz", "zufolge", ("Der Hafen ist", "sicher"))
