"""Surnames, offices and pronouns of German texts: the right name, or nobody's."""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read

RESOLVED = [
    ("Karl Rau kam früh. Jan Voss sah die Stadt. „Es wird teuer“, sagte er.", "Jan Voss"),
    ("Karl Rau kam früh. Herr Nowak hielt das für zu viel. „Es wird teuer“, sagte er.", "Nowak"),
    ("Wer Rosa Winkler kennt, staunt. Die 92-Jährige ist munter. „Es wird teuer“, sagt sie.", "Rosa Winkler"),
    ("Herr Nowak traf Petra Ohm. „Es wird teuer“, sagte sie.", "Petra Ohm"),
    ("Bürgermeisterin Anna Holz kam. „Es wird teuer“, sagte Holz.", "Anna Holz"),
    ("Bürgermeisterin Anna Holz kam. „Es wird teuer“, sagte die Bürgermeisterin.", "Anna Holz"),
    ("Landwirtschaftsminister Sven Krüger kam. „Es wird teuer“, so der Minister.", "Sven Krüger"),
    ("Der Vorsitzende des Vereins, Jan Voss, kam. „Es wird teuer“, sagte er.", "Jan Voss"),
    ("Jan Voss traf Petra Ohm. „Es wird teuer“, sagte sie.", "Petra Ohm"),
    ("Trainer Uwe Strobel war bedient. „Es wird teuer“, schimpfte der 52-Jährige.", "Uwe Strobel"),
    ("Kassenwartin Gisela Rau kam. Frau Rau sagte, es werde teuer.", "Gisela Rau"),
    ("Anna Holz kam und Peter Holz ging. Frau Holz sagte, es werde teuer.", "Anna Holz"),
    ("Der Sprecher der Stadt kam. Eva Klein von der IG Metall sagte, es werde teuer.", "Eva Klein"),
]
OPEN = [
    ("Karl Rau kam früh. Jan Voss sah Udo Ems. „Es wird teuer“, sagte er.", "er"),
    ("Karl Rau kam früh. Von Jan Voss hält er wenig. „Es wird teuer“, sagte er.", "er"),
    ("Karl Rau kam früh. Jan Voss kennt er gut. „Es wird teuer“, sagte er.", "er"),
    ("Karl Rau kam früh. Ein Nachbar sah die Stadt. „Es wird teuer“, sagte er.", "er"),
    ("Karl Rau kam früh. Jan Voss sah die Stadt. Es regnete. „Es wird teuer“, sagte er.", "er"),
    ("Petra Ohm traf Eva Klein. „Es wird teuer“, sagte sie.", "sie"),
    ("Jan Voss traf einen Nachbarn. „Es wird teuer“, sagte er.", "er"),
    ("Sie sagte, es werde teuer.", "Sie"),
    ("Anna Holz kam und Peter Holz ging. „Es wird teuer“, sagte Holz.", "Holz"),
    ("Minister Jan Voss traf Minister Udo Rau. „Es wird teuer“, sagte der Minister.", "Minister"),
    ("„Es wird teuer“, sagte eine Anwohnerin.", "Anwohnerin"),
]


@pytest.mark.parametrize(("text", "name"), RESOLVED + OPEN)
def test_who_is_meant(read_german: Read, text: str, name: str) -> None:
    (said,) = read_german(text)
    assert said.speaker == name
