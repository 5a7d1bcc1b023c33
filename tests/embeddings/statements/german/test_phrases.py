"""Who a German phrase names."""

from __future__ import annotations

import pytest

from embeddings.statements.german.phrases import read_phrase

READ = [
    ("Anna Holz sagte", "Anna Holz", "person", None),
    ("Stadträtin Eva Klein (Grüne) sagte", "Eva Klein", "person", "Stadträtin, Grüne"),
    ("der innenpolitische Sprecher der Fraktion", "Sprecher der Fraktion", "office", None),
    ("von der Heide sagte", "von der Heide", "person", None),
    ("Heike Duis von der IG Metall.", "Heike Duis", "person", "von der IG Metall"),
    ("Bayerns Ministerpräsident Markus Sänger", "Markus Sänger", "person", "Bayerns Ministerpräsident"),
    ("das Umweltministerium", "Umweltministerium", "body", None),
    ("des Umweltministeriums", "Umweltministerium", "body", None),
    ("eines Sprechers der Stadt", "Sprecher der Stadt", "office", None),
    ("der Verband der Milchbauern fordert", "Verband der Milchbauern", "body", None),
    ("die Grünen im Landtag", "Grünen", "body", "im Landtag"),
    ("die Deutsche Bahn", "Deutsche Bahn", "body", None),
    ("der Gemeinderat", "Gemeinderat", "body", None),
    ("viele Anwohner", "Anwohner", "several", None),
    ("der 52-Jährige.", "52-Jährige", "office", None),
    ("einer Studie", "Studie", "text", None),
    ("sie", "sie", "pronoun", None),
]


@pytest.mark.parametrize(("text", "name", "sort", "role"), READ)
def test_who_is_named(text: str, name: str, sort: str, role: str | None) -> None:
    phrase = read_phrase(text, 0, len(text))
    assert phrase is not None
    assert (phrase.name, phrase.sort, phrase.role) == (name, sort, role)


@pytest.mark.parametrize("text", ["", "der Plan", "Am Dienstag", "Gestern", "gerne", "das", "ist teuer", "Niemand"])
def test_nobody_is_named(text: str) -> None:
    assert read_phrase(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "oblique"),
    [("dem Minister", True), ("der Minister", False), ("der Ministerin", True), ("der Stadt", True)],
)
def test_what_is_no_subject(text: str, *, oblique: bool) -> None:
    phrase = read_phrase(text, 0, len(text))
    assert phrase is None or phrase.oblique is oblique


def test_whose_it_is() -> None:
    told = [read_phrase(text, 0, len(text)) for text in ("Frau Rau", "der Abgeordnete Rau", "Anna Rau", "Rau")]
    assert [phrase and phrase.gender for phrase in told] == ["f", "m", "f", ""]
