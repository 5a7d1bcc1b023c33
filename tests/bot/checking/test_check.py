"""Have these words been said? By a small library of what people said, in which each verdict can be worked out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking.checked import Checked, Verdict
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

TWICE = "We measured the river twice"


def told(spoken: Responder, text: str, speaker: str | None = None) -> Checked:
    return spoken.check(text, speaker).checked


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (TWICE, "word_for_word"),
        ("“we MEASURED  the\nriver—twice”", "word_for_word"),
        ("We measured … twice", "word_for_word"),
        (f"{TWICE},” Mensah said.", "word_for_word"),
        ("Senator Ama Mensah denied that the dam would flood the valley.", "word_for_word"),
        (f"Ama Mensah: “{TWICE}”", "word_for_word"),
        ("Mensah said: “We measured the river twice”", "word_for_word"),
        (f"Kofi Boateng: “{TWICE}”", "other_speaker"),
        (f"“{TWICE},” said Esi Owusu.", "other_speaker"),
        (f"{TWICE} — Nobody Known", "other_speaker"),
        ("the survey was too short", "only_reported"),
        ("Boateng said that the survey was too short", "only_reported"),
        ("Boateng: “the survey was too short”", "only_reported"),
        ("We measured the river three times", "changed"),
        ("We never measured the river twice", "changed"),
        ("the dam would flood the valley", "changed"),
        ("Mensah said that the dam would flood the valley", "changed"),
        (f"The roof is new. {TWICE}.", "put_together"),
        (f"The roof is new … {TWICE}.", "put_together"),
        ("The roof was painted green by the parents of Tamale", "not_on_record"),
        ("zyxw vutsr qpon", "not_on_record"),
    ],
)
def test_the_verdict(spoken: Responder, text: str, verdict: Verdict) -> None:
    assert told(spoken, text).verdict == verdict


def test_where_and_by_whom_is_told(spoken: Responder) -> None:
    checked = told(spoken, TWICE)
    (place,), (citation,) = checked.places, checked.citations
    assert place.by == "speaker"
    assert place.quote.speaker is not None
    assert place.quote.speaker.name == "Ama Mensah"
    assert citation.document.text[slice(*place.matched)] == TWICE
    assert place.quote.text == '"We measured the river twice," Mensah said.'
    assert (citation.document.publisher, citation.paragraph) == ("Volta Herald", 1)


@pytest.mark.parametrize(
    ("text", "kind", "weight", "pasted", "recorded"),
    [
        ("We never measured the river twice", "put_in", "negation", "never", ""),
        ("We measured the river three times", "changed", "number", "three times", "twice"),
        ("it would flood the valley within ten years", "changed", None, "", ""),
        ("the valley would be flooded within twenty years", "changed", "number", "twenty", "ten"),
        ("the dam would flood the valley", "left_out", "negation", "", "denied"),
        ("had asked it", "left_out", "negation", "", "nobody"),
        ("nobody … asked it", "", None, "", ""),
    ],
)
def test_what_was_changed_is_told(
    spoken: Responder, text: str, kind: str, weight: str | None, pasted: str, recorded: str
) -> None:
    checked = told(spoken, text)
    if not kind:
        assert checked.differences == ()
    elif pasted or recorded:
        (one,) = checked.differences
        assert (one.kind, one.weight) == (kind, weight)
        assert (checked.words[slice(*one.pasted)], one.words) == (pasted, recorded)
        assert checked.citations[0].document.text[slice(*one.recorded)] == recorded


def test_an_ellipsis_hides_no_negation(spoken: Responder) -> None:
    checked = told(spoken, "Mensah … that the dam would flood the valley")
    assert checked.verdict == "changed"
    assert checked.weights == ("negation",)


def test_another_speaker_of_changed_words_is_told_too(spoken: Responder) -> None:
    checked = told(spoken, "We never measured the river twice", "Kofi Boateng")
    assert (checked.verdict, checked.confirmed) == ("changed", False)


def test_private_documents_are_for_those_who_may_see_them(tmp_path: Path) -> None:
    hidden = "---\ntitle: Hidden\nvisibility: private\n---\nAnn Lee said: “The vault is under the old mill.”\n"
    seeds = write_files(tmp_path / "seeds", {"a.txt": "The mill is old.", "hidden.md": hidden})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, lambda _: HashingEncoder()))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as both:
        assert both.check("The vault is under the old mill", private=True).checked.verdict == "word_for_word"
        public = both.check("The vault is under the old mill").checked
        assert public.verdict == "not_on_record"
        assert {one.document.id for one in public.nearest} == {"a.txt"}


def test_several_places_are_all_told(responder: Responder) -> None:
    checked = told(responder, "The ferry to Oster sails at noon")
    assert checked.verdict == "word_for_word"
    assert {one.document.id for one in checked.citations} == {"ferry-a", "ferry-b"}


def test_a_refusal_shows_what_is_nearest(spoken: Responder) -> None:
    checked = told(spoken, "The roof was painted green by the parents of Tamale")
    assert checked.places == ()
    assert checked.nearest[0].document.id == "school.md"


WORDS = st.lists(
    st.sampled_from("we measured the river twice dam not roof is new 5 … Mensah:".split()), min_size=1, max_size=9
)


@given(WORDS.map(" ".join).filter(lambda text: text.strip("… ") != ""))
def test_what_is_word_for_word_stands_there(spoken_once: Responder, text: str) -> None:
    checked = spoken_once.check(text).checked
    for place in checked.places if checked.verdict == "word_for_word" else ():
        citation = next(one for one in checked.citations if one.number == place.quote.citation)
        held = citation.document.text[slice(*place.matched)].casefold()
        assert all(word.strip("…:") in held for word in checked.words.casefold().split())


@pytest.mark.parametrize("text", ["1/4", "¼", "1 wheel", "of nothing"])
def test_words_of_which_the_nearest_place_has_none_are_not_on_record(
    tmp_path: Path, encoder: HashingEncoder, text: str
) -> None:
    seeds = write_files(tmp_path / "seeds", {"a.txt": "Words of 1 page.\n"})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as responder:
        assert told(responder, text).verdict == "not_on_record"
