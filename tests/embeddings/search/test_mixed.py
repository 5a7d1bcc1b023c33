"""A library in five languages: a question is answered from any of them, and its own does not drown the others.

The encoder is a model of many languages as simple as can be: a vector says what a text is about and, louder, in which
language it is; so the nearest passage is one in the question's language, whatever it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings import retrieve
from embeddings.encoding.encoder import EncoderSpec, Matrix, Progress, Vector, no_progress, unit
from embeddings.library.condition import Condition
from embeddings.library.passages import FolderPassages
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder, _nearest
from embeddings.search import fusion, spoken
from embeddings.search.query import make_query
from embeddings.search.spoken import Spoken, means_of
from tests.samples import write_files

MODEL = "multilingual-e5-small"  # whose weights count across languages
LANGUAGES = ("ar", "en", "es", "ru", "zh")
TOPICS = {  # in these languages
    "ferry": ("العبارة", "ferry", "transbordador", "паром", "渡轮"),
    "well": ("البئر", "well", "pozo", "колодец", "水井"),
    "market": ("السوق", "market", "mercado", "рынок", "市场"),
    "school": ("المدرسة", "school", "escuela", "школа", "学校"),
    "bridge": ("الجسر", "bridge", "puente", "мост", "桥"),
    "clinic": ("العيادة", "clinic", "clínica", "больница", "诊所"),
}
TEXTS = {  # each topic in one language, and something else in each
    "ferry-es": "El transbordador del lago cuesta dos monedas por persona y sale del muelle cada hora hasta la noche.",
    "well-ru": "Новый колодец в деревне вырыли весной, его глубина тридцать метров, и вода в нём чистая.",
    "market-zh": "镇上的市场每个星期六早上六点开门，农民在那里卖蔬菜、鸡蛋和鱼。",
    "school-ar": "فتحت المدرسة الجديدة في القرية أبوابها في شهر سبتمبر وفيها مئتا تلميذ وعشرة معلمين.",
    "bridge-en": "The bridge over the river was closed for repairs in March, and lorries have gone the long way since.",
    "clinic-en": "The clinic in the valley is open on weekdays, and a nurse is there on Sundays for those in need.",
    "clinic-es": "La clínica del valle abre entre semana, y los domingos hay una enfermera para quien la necesite.",
    "clinic-ru": "Больница в долине открыта по будням, а по воскресеньям там дежурит медсестра для тех, кому нужно.",
    "clinic-zh": "山谷里的诊所星期一到星期五开门，星期天有一位护士值班。",
    "clinic-ar": "العيادة في الوادي مفتوحة في أيام الأسبوع وفي يوم الأحد توجد ممرضة لمن يحتاج إليها.",
}
QUESTIONS = {
    "en": "How is it with the {} here, and who told about it?",
    "es": "¿Qué se sabe aquí de la obra del {} y quién lo contó?",
    "ru": "Что здесь известно: {}, и кто об этом рассказал?",
    "zh": "这里的{}怎么样，是谁说的？",
    "ar": "ماذا نعرف هنا عن {} ومن الذي تحدث عنها؟",
}
ASKED = ("ferry", "well", "market", "school", "bridge")  # what one document alone is about
LOUD = 2.0  # what the language is to a vector, beside what it is about


def language_of(text: str) -> str:
    """Return the language of a text, by its letters; Spanish by its words."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "ar"
    if any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return "zh"
    if any("\u0400" <= letter <= "\u04ff" for letter in text):
        return "ru"
    return "es" if {"el", "la", "qué"} & set(text.lower().replace("¿", "").split()) else "en"


class Polyglot:
    """Text -> a unit vector of what it is about and its language."""

    spec = EncoderSpec(model=MODEL, revision="1", digest="polyglot", dimension=len(TOPICS) + len(LANGUAGES))

    def encode_query(self, text: str) -> Vector:
        about = [float(any(word in text.lower() for word in words)) for words in TOPICS.values()]
        spoken_in = [LOUD * (language == language_of(text)) for language in LANGUAGES]
        return unit(np.array([*about, *spoken_in], np.float32))

    def encode_sentence(self, text: str) -> Vector:
        return self.encode_query(text)

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        rows = [self.encode_query(text) for text in texts]
        progress(len(rows))
        return np.stack(rows)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mixed")
    seeds = write_files(root / "seeds", {f"{name}.md": f"{text}\n" for name, text in TEXTS.items()})
    rebuild(seeds, root / "data", Recipe(MODEL, lambda _: Polyglot()))
    return root / "data"


@pytest.fixture
def library(mixed: Path) -> Iterator[Snapshot]:
    opened = open_current(mixed)
    yield opened
    opened.close()


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tell how far aside the encoder puts each language."""
    encoder = Polyglot()
    asked = {
        language: [QUESTIONS[language].format(words[at]) for words in TOPICS.values()]
        for at, language in enumerate(LANGUAGES)
    }
    means = {code: np.mean([encoder.encode_query(one) for one in some], axis=0) for code, some in asked.items()}
    np.savez(tmp_path / f"{MODEL}.npz", allow_pickle=False, **means)
    monkeypatch.setattr(spoken, "FOLDER", tmp_path)
    means_of.cache_clear()
    yield
    means_of.cache_clear()


def firsts(library: Snapshot) -> dict[tuple[str, str], str]:
    """Ask about each topic in each language; return which document came first."""
    finder, found = Finder(library, Polyglot()), {}
    for at, language in enumerate(LANGUAGES):
        for topic in ASKED:
            hits = finder.find(make_query(QUESTIONS[language].format(TOPICS[topic][at]))).hits
            found[language, topic] = Path(hits[0].document.path).stem
    return found


def test_the_languages_of_the_library_are_told(library: Snapshot) -> None:
    documents = library.store.documents(private=True).values()
    assert all(Path(one.path).stem.endswith(f"-{one.language}") for one in documents)


@pytest.mark.usefixtures("known")
def test_the_right_passage_comes_first_in_whichever_language_it_is(library: Snapshot) -> None:
    wrong = {asked: name for asked, name in firsts(library).items() if not name.startswith(asked[1])}
    assert wrong == {}


@pytest.mark.usefixtures("known")
def test_each_language_proposes_passages_however_few_are_looked_at(
    library: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "_PROPOSED", 2)  # as if the question's own language alone had more than enough
    monkeypatch.setattr(retrieve, "_OF_A_LANGUAGE", 2)
    assert {asked: name for asked, name in firsts(library).items() if not name.startswith(asked[1])} == {}


@pytest.fixture
def unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have nothing known of how far aside languages are."""
    monkeypatch.setattr(spoken, "FOLDER", tmp_path)
    means_of.cache_clear()
    yield
    means_of.cache_clear()


@pytest.mark.usefixtures("unknown")
def test_a_language_that_has_enough_among_the_nearest_needs_no_search_of_its_own(
    library: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str | None] = []

    def search(vector: Vector, limit: int, condition: Condition) -> list[tuple[int, float]]:
        searched.append(condition.language)
        return FolderPassages.nearest(library.passages, vector, limit, condition)

    monkeypatch.setattr(library.passages, "nearest", search)
    monkeypatch.setattr(retrieve, "_PROPOSED", 6)
    monkeypatch.setattr(retrieve, "_OF_A_LANGUAGE", 2)
    for row in library.store.rows():
        asked = Spoken(library.vectors([row])[0], "en", MODEL)
        found, every = (_nearest(library.passages, asked, Condition(), LANGUAGES, exact=one) for one in (True, False))
        assert found == every
    assert len(library.store.rows()) * (len(LANGUAGES) + 2) <= len(searched)
    assert len(searched) < 2 * len(library.store.rows()) * (len(LANGUAGES) + 1)


@pytest.mark.usefixtures("unknown")
def test_what_stands_out_in_its_language_comes_first_even_so(library: Snapshot) -> None:
    assert {asked: name for asked, name in firsts(library).items() if not name.startswith(asked[1])} == {}


@pytest.mark.usefixtures("unknown")
def test_where_nothing_stands_out_either_the_questions_own_language_drowns_the_others(
    library: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fusion, "_chance", lambda found: np.zeros(len(found.rows)))
    wrong = {asked: name for asked, name in firsts(library).items() if not name.startswith(asked[1])}
    assert len(wrong) >= len(LANGUAGES) - 1
    assert all(name.endswith(f"-{asked[0]}") for asked, name in wrong.items())
