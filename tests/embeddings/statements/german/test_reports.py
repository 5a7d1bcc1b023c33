"""Who German sentences say says what; what they deny, ask, suppose or leave open is nobody's."""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read

NAMED = [
    ("„Wir wollen den Hafen“, sagte Jan Voss.", "Jan Voss", None),
    ('„Wir wollen den Hafen", sagte Jan Voss.', "Jan Voss", None),
    ("»Wir wollen den Hafen«, so Jan Voss.", "Jan Voss", None),
    ("„Wir wollen den Hafen!“, rief Jan Voss in den Saal.", "Jan Voss", None),
    ("„Wir wollen den Hafen“, sagte Dr. Eva Klein (Grüne).", "Eva Klein", "Dr., Grüne"),
    ("„Wir wollen ihn“, sagte Jan Voss, Vorsitzender des Vereins.", "Jan Voss", "Vorsitzender des Vereins"),
    (
        "„Wir wollen ihn“, erklärte die Sprecherin der Polizei, Eva Klein, am Montag.",
        "Eva Klein",
        "Sprecherin der Polizei",
    ),
    ("Ministerin Ulrike von der Heide sagte: „Das wird teuer.“", "Ulrike von der Heide", "Ministerin"),
    ("Jan Voss, der seit 2010 den Verein leitet, sagte, der Hafen sei voll.", "Jan Voss", None),
    ("Am Dienstag hatte Anna Holz erklärt, der Hafen sei teuer.", "Anna Holz", None),
    ("Dem Minister sagte Anna Holz, der Hafen werde teurer.", "Anna Holz", None),
    ("Der Ministerin sagte Jan Voss, der Hafen werde teurer.", "Jan Voss", None),
    ("Auf Holz angesprochen, sagte Jan Voss: „Kein Kommentar.“", "Jan Voss", None),
    ("Anna Holz habe gesagt, der Hafen werde teuer, erklärte Jan Voss.", "Jan Voss", None),
    ("Die Ministerin, sagte Eva Klein, habe gelogen.", "Eva Klein", None),
    ("Dass der Hafen teurer wird, bestritt Anna Holz.", "Anna Holz", None),
    ("Anna Holz kündigte an, den Hafen zu schließen.", "Anna Holz", None),
    ("Müllers Anwalt Jens Albers sagte, er sei unschuldig.", "Jens Albers", "Müllers Anwalt"),
    ("Der Hafen ist sicher, wie Anna Holz mitteilte.", "Anna Holz", None),
    ("Der Hafen ist laut Anna Holz sicher.", "Anna Holz", None),
    ("Anna Holz zufolge ist der Hafen sicher.", "Anna Holz", None),
    ("Nach Ansicht von Anna Holz ist der Hafen sicher.", "Anna Holz", None),
    ("Nach Angaben eines Sprechers des Ministeriums ist er sicher.", "Sprecher des Ministeriums", None),
    ("Die Deutsche Bahn teilte mit, die Strecke sei frei.", "Deutsche Bahn", None),
    ("Dem Landkreis zufolge sind die Deiche zu niedrig.", "Landkreis", None),
    ("HARWICK (NPA) - Die Polizei teilte mit, es brenne.", "Polizei", None),
]
NOBODYS = [
    "„Das wird nie etwas“, soll Anna Holz gesagt haben.",
    "Hat Anna Holz gesagt, der Hafen werde teurer?",
    "Falls Anna Holz sagt, der Hafen sei teuer, lügt sie.",
    "Anna Holz hat nie gesagt, der Hafen sei teuer.",
    "Niemand im Rathaus habe behauptet, dass der Hafen teuer sei.",
    "Anna Holz las aus einem Brief vor: „Wir kommen nie wieder.“",
    "„Wir gehen bald heim“, steht auf dem Schild.",
    "„Wir gehen bald heim“, sagten Anna Holz und Jan Voss.",
    "„Das war überfällig“, sagten sie.",
    "Laut Gesetz darf hier niemand parken.",
    "Medienberichten zufolge ist der Hafen pleite.",
    "Ihren Angaben zufolge war der Mann betrunken.",
    "Nach eigenen Angaben hat der Verein 400 Mitglieder.",
    "Die Tabelle sagt, der Hafen sei voll.",
    "Der Plan sieht vor, dass der Hafen wächst.",
    "Jan Voss wurde von Anna Holz gefragt, ob er komme.",
    "Der Deutsche Wetterdienst warnt vor Sturm.",
]


@pytest.mark.parametrize(("text", "speaker", "role"), NAMED)
def test_one_speaks(read_german: Read, text: str, speaker: str, role: str | None) -> None:
    (said,) = read_german(text)
    assert (said.speaker, said.role) == (speaker, role)


@pytest.mark.parametrize("text", NOBODYS)
def test_nobody_speaks(read_german: Read, text: str) -> None:
    assert [one.speaker for one in read_german(text) if one.speaker is not None] == []
