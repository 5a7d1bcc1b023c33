from __future__ import annotations

import pytest

from embeddings.statements.cue_words import NOUNS, SPEECH, VERBS
from embeddings.statements.cues import CUES, NOUN_FORMS, SPEECH_FORMS, holds_cue, inflections
from embeddings.statements.extract import extract_statements


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("warn", ["warn", "warns", "warned", "warning"]),
        ("argue", ["argue", "argues", "argued", "arguing"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("confess", ["confess", "confesses", "confessed", "confessing"]),
        ("admit", ["admit", "admits", "admitted", "admitting"]),
        ("say", ["say", "says", "said", "saying"]),
        ("snap", ["snap", "snaps", "snapped", "snapping"]),
        ("shrug", ["shrug", "shrugs", "shrugged", "shrugging"]),
        ("prefer", ["prefer", "prefers", "preferred", "preferring"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
        ("see", ["see", "sees", "saw", "seen", "seeing"]),
        ("echo", ["echo", "echoes", "echoed", "echoing"]),
        ("refer", ["refer", "refers", "referred", "referring"]),
        ("label", ["label", "labels", "labelled", "labeled", "labelling", "labeling"]),
    ],
)
def test_inflections(lemma: str, forms: list[str]) -> None:
    assert sorted(inflections(lemma)) == sorted(forms)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_is_inflected_as_english_is(verb: str) -> None:
    base, *forms = inflections(verb)
    stem = verb.rstrip("e")
    assert base == verb
    assert any(form.endswith("s") and form[: len(verb) - 1] == verb[:-1] for form in forms)
    assert any(form.endswith("ing") and form[: len(stem) - 1] == stem[:-1] for form in forms)
    assert not {form for form in forms if form.endswith("eed") and not verb.endswith(("ee", "eed"))}
    for form in forms:
        # One vowel and one consonant at the end of a word of one syllable: snapped, not snaped.
        assert not (_doubles(verb) and form in (verb + "ed", verb + "ing"))


def _doubles(verb: str) -> bool:
    vowels = "aeiou"
    one_syllable = sum(letter in vowels for letter in verb) == 1
    return one_syllable and verb[-2:-1] in vowels and verb[-1] not in vowels + "wxy"


def test_the_table_holds_no_word_that_is_in_no_list() -> None:
    assert {cue.lemma for cue in CUES.values()} <= VERBS
    assert set(NOUN_FORMS.values()) == NOUNS
    assert {"testimonies", "speeches", "criticisms"} <= NOUN_FORMS.keys()


def test_every_verb_of_speech_says_whose_words_stand_beside_it() -> None:
    """``"The bridge is safe," snapped Ama Mensah.`` is a statement, and so with every other."""
    pasts = {next((f for f in inflections(verb)[1:] if not f.endswith(("s", "ing"))), verb) for verb in SPEECH}
    texts = [(past, f"“The bridge is safe,” {past} Ama Mensah.") for past in sorted(pasts)]
    for (past, text), found in zip(texts, extract_statements(texts), strict=True):
        assert [(s.cue, s.speaker and text[slice(*s.speaker.span)]) for s in found] == [(past, "Ama Mensah")], past


def test_frames_of_a_verb() -> None:
    assert "for" in CUES["called"].frames
    assert "infinitive" in CUES["vowed"].frames
    assert CUES["said"].speech
    assert not CUES["opposed"].speech


def test_every_speech_form_opens_the_parser() -> None:
    assert all(holds_cue(f"They {form.upper()}, it.") for form in SPEECH_FORMS)
    assert not holds_cue("It rained for days.")
