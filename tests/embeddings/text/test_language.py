"""The language of a text, by sentences written for this test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said that the ferry would be late, and that it was not the fault of the crew."),
        ("fr", "Le maire a dit que le bac serait en retard et que ce n'est pas la faute des marins."),
        ("es", "El alcalde dijo que el barco llegaría tarde y que no era culpa de los marineros."),
        ("pt", "O prefeito disse que a balsa não chegaria a tempo e que isso não era culpa dos marinheiros."),
        ("it", "Il sindaco ha detto che il traghetto è in ritardo e che non è colpa della gente di mare."),
        ("de", "Der Bürgermeister sagte, dass die Fähre zu spät kommt und dass es nicht an der Mannschaft liegt."),
        ("nl", "De burgemeester zei dat de boot te laat is en dat het niet aan de bemanning van het schip ligt."),
        ("sv", "Borgmästaren sade att båten är sen och att det inte är besättningens fel, och att han är ledsen."),
        ("pl", "Burmistrz powiedział, że prom się spóźni i że to nie jest wina załogi, ale pogody na rzece."),
        ("tr", "Belediye başkanı bir geminin geç kalacağını ve bunun mürettebat için de zor olduğunu söyledi."),
        (
            "id",
            "Wali kota mengatakan bahwa kapal itu akan terlambat dan tidak ada yang salah dengan awak di kapal ini.",
        ),
        ("vi", "Thị trưởng nói rằng chuyến phà sẽ đến muộn và đó không phải là lỗi của những người trên tàu."),
        ("km", "អភិបាលក្រុងបាននិយាយថាកាណូតនឹងមកយឺត។"),
        ("th", "นายกเทศมนตรีกล่าวว่าเรือจะมาช้า"),
        ("ru", "Мэр сказал, что паром опоздает."),
        ("ar", "قال رئيس البلدية إن العبارة ستتأخر."),
        ("ja", "市長はフェリーが遅れると言いました。"),
        ("zh", "市长说渡轮会晚点。"),
        ("ko", "시장은 배가 늦을 것이라고 말했다."),
        ("en", "ព្រឹទ្ធសភា: The senator said that the law was not for the people who had written to him."),
        (None, "1 2 3 — 4"),
        (None, ""),
        (None, "Ferry timetable: Monday, Tuesday, Wednesday"),
    ],
)
def test_languages(language: str | None, text: str) -> None:
    assert detect_language(text) == language


@given(st.text())
def test_any_text_has_some_language_or_none(text: str) -> None:
    assert detect_language(text) is None or len(detect_language(text) or "") == 2
