"""The language of a text, by sentences written for this test."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import LanguageIdentifier

from embeddings.text import language
from embeddings.text.language import detect_language


@pytest.mark.parametrize(
    ("code", "text"),
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
        ("ro", "Primarul a spus că feribotul va întârzia și că nu este vina echipajului, ci a vremii."),
        ("el", "Ο δήμαρχος είπε ότι το πλοίο θα αργήσει και ότι δεν φταίει το πλήρωμα."),
        ("hi", "महापौर ने कहा कि नाव देर से आएगी और इसमें नाविकों का कोई दोष नहीं है।"),
        ("uk", "Мер сказав, що пором запізниться і що екіпаж у цьому не винен."),
        ("uk", "Після засідання ради її голова повідомила журналістам, що міст відкриють не раніше весни."),
        ("ru", "После заседания совета его председатель сообщила журналистам, что мост откроют не раньше весны."),
        ("bg", "Кметът каза, че фериботът ще закъснее и че екипажът няма вина за това."),
        ("bg", "След заседанието на съвета председателката му съобщи, че мостът няма да бъде отворен преди пролетта."),
        ("sr", "Градоначелник је рекао да ће скела каснити и да посада за то није крива."),
        ("km", "ក្រោយកិច្ចប្រជុំ ប្រធានក្រុមប្រឹក្សាបានប្រាប់អ្នកសារព័ត៌មានថា ស្ពាននឹងមិនបើកមុនរដូវប្រាំងឡើយ។"),
        ("lo", "ເຈົ້າເມືອງກ່າວວ່າ ເຮືອຂ້າມຟາກຈະມາຊ້າ ແລະ ບໍ່ແມ່ນຄວາມຜິດຂອງລູກເຮືອ."),
        ("he", "ראש העיר אמר שהמעבורת תאחר ושהצוות אינו אשם בכך."),
        ("fa", "شهردار گفت که کشتی دیر خواهد رسید و این تقصیر خدمه نیست."),
        (
            "es",
            "En la actualidad, la provincia se compone de seis distritos; el mayor, por población, es el del norte.",
        ),
        ("pt", "Atualmente, a província é composta por seis distritos; o maior, em população, é o do norte."),
        ("en", "Ferry timetable: Monday, Tuesday, Wednesday"),
        (None, "1 2 3 — 4"),
        (None, "١٢٣"),
        (None, ""),
        (None, "Reuters - 12.5% (2017)"),
        (None, "https://example.org/a?b=1"),
    ],
)
def test_languages(code: str | None, text: str) -> None:
    assert detect_language(text) == code


@given(st.text())
def test_any_text_has_some_language_or_none(text: str) -> None:
    assert detect_language(text) is None or len(detect_language(text) or "") == 2


def test_the_longest_part_decides_and_not_the_first() -> None:
    preface = "Le maire a dit que le bac serait en retard et que ce n'est pas la faute des marins. "
    body = "The mayor said that the ferry would be late, and that it was not the fault of the crew. "
    assert detect_language(preface * 10 + body * 30) == "en"
    assert detect_language(preface * 30 + body * 10) == "fr"


def test_a_long_text_costs_no_more_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    monkeypatch.setattr(language, "_identifier", lambda: Counting(looked_at))
    for words in (1, 1_000, 1_000_000):
        assert detect_language("ferry " * words) == "en"
    assert looked_at == [6, 1003, 1003]


class Counting:
    """Takes everything for English, and notes how many characters it was shown."""

    def __init__(self, seen: list[int]) -> None:
        self.seen = seen

    def classify(self, text: str) -> tuple[str, float]:
        self.seen.append(len(text))
        return "en", 1.0


def test_the_model_is_loaded_once_whoever_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    real, loads, together = LanguageIdentifier.from_model_file, list[str](), Barrier(4)

    def load(*arguments: object, **named: object) -> LanguageIdentifier:
        loads.append("load")
        return real(*arguments, **named)

    def detect(text: str) -> str | None:
        together.wait()
        return detect_language(text)

    monkeypatch.setattr(LanguageIdentifier, "from_model_file", load)
    language._identifier.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(detect, ["The mayor said that the ferry would be late."] * 4)) == {"en"}
    assert loads == ["load"]
