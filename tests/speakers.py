"""A small library of what people said, for tests of speakers; the sentences are made up."""

from __future__ import annotations

import json
from collections.abc import Mapping

DAM = """---
title: The dam at Volta Bend
publisher: Volta Herald
date: 2021-05-03
---
Senator Ama Mensah denied that the dam would flood the valley. "We measured the river twice," Mensah said.

Kofi Boateng, a retired engineer, warned that the valley would be flooded within ten years.
He said that the survey was too short.

The River Users Union (RUU) called for an independent survey of the dam. The RUU said that nobody had asked it.
"""
SCHOOL = """---
title: A school for Tamale
publisher: Accra Ledger
date: 2020-02
---
Ama Mensah said that the school would open in March. Esi Owusu, the headteacher, said that the parents had paid for it.

"The roof is new," said Kofi Boateng.
"""
FRENCH = (
    "« Le barrage n'est pas dangereux et il est solide », a dit la ministre Awa Diop dans un discours à la radio, "
    "et les gens du village ont dit qu'ils ne sont pas sûrs."
)
ROWS = [
    {"id": "fr", "title": "Le barrage", "publisher": "La Voix", "date": "2021", "text": FRENCH},
    {"id": "undated", "title": "Harbour", "text": "Esi Owusu said that the harbour was closed to boats."},
]
SPEAKERS: Mapping[str, str] = {
    "dam.md": DAM,
    "school.md": SCHOOL,
    "rows.jsonl": "".join(f"{json.dumps(row)}\n" for row in ROWS),
    "aliases.toml": '"Esi Owusu" = ["Headteacher Owusu", "E. Owusu-Darko"]\n',
}
