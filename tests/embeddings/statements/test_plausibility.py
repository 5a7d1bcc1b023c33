from __future__ import annotations

from dataclasses import dataclass

import pytest

from embeddings.statements.claim import Claim
from embeddings.statements.clauses import claims
from embeddings.statements.parser import parse
from embeddings.statements.plausibility import (
    PLAUSIBLE,
    PLAUSIBLE_GROUNDED,
    PLAUSIBLE_SPEECH,
    features,
    is_plausible,
    plausibility,
)
from tests.embeddings.statements.trees import drawn


def first_claim(sentence: str) -> Claim:
    (doc,) = parse([sentence])
    return next(claims(doc))


def test_plain_reporting_is_likelier_than_seeming() -> None:
    reported = first_claim("Ama Mensah said that the bridge was safe.")
    seeming = first_claim("The bridge appeared to hold.")
    assert plausibility(seeming) < 0.5 < plausibility(reported) < 1


def test_features_can_be_read() -> None:
    found = set(features(first_claim("She has denied that the bridge was weak.")))
    assert {"frame clause", "clause deny", "auxiliary has", "speaker she", "opens that"} <= found


LINE = "Ama/NNP/nsubj/1 said/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 rained/VBD/ccomp/1"
DENIED = "They/PRP/nsubj/3 had/VBD/aux/3 not/RB/neg/3 denied/VBN/conj/4 it/PRP/ROOT/4"
LETTER = "She/PRP/nsubj/1 letter/NN/dobj/1 saying/VBG/acl/1 rain/NN/dobj/2"
FAR = f"if/IN/mark/1 ran/VBD/ROOT/1 {16 * 'so/RB/dep/1 '}Ama/NNP/dep/1"
STANCE = "Ama/NNP/pobj/0 praised/VBD/ROOT/1 rain/NN/dobj/1"


@dataclass(frozen=True)
class DrawnClaim:
    """A claim in a drawn tree, of what stands behind its cue; cue and speaker by their places."""

    sentence: str
    frame: str
    lemma: str
    cue: int = 1
    speaker: int | None = 0

    def claim(self) -> Claim:
        doc = drawn(self.sentence)
        speaker = None if self.speaker is None else doc[self.speaker]
        return Claim((doc[self.cue],), speaker, tuple(doc[self.cue + 1 :]), self.frame, self.lemma)


HOLDS = """
frame clause|clause say|tag VBD|relation ROOT|clausal VBD|clausal relation ROOT|\
speaker NNP|speaker subject|speaker distance 0|opens that|opens IN|clausal words 1
frame object|object deny|tag VBN|relation conj|other VBN|other relation conj|auxiliary had|neg|\
speaker PRP|speaker they|speaker subject|speaker distance 1|opens PRP|other words 0
frame according|according say|tag VBG|relation document|clausal VBG|clausal relation document|\
speaker none|opens NN|clausal words 0
frame beside|beside run|tag VBD|relation ROOT|clausal VBD|clausal relation ROOT|mark if|\
speaker NNP|speaker distance 5|opens RB|clausal words 5
""".split("\n")[1:-1]
CLAIMS = [
    DrawnClaim(LINE, "clause", "say"),
    DrawnClaim(DENIED, "object", "deny", cue=3),
    DrawnClaim(LETTER, "according", "say", cue=2, speaker=None),
    DrawnClaim(FAR, "beside", "run", speaker=18),
]


@pytest.mark.parametrize(("given", "expected"), [*zip(CLAIMS, HOLDS, strict=True)])
def test_what_holds_of_a_claim(given: DrawnClaim, expected: str) -> None:
    assert "|".join(name for name in features(given.claim()) if not name.startswith("under ")) == expected


UNDER = "He/PRP/nsubj/1 knew/VBD/ROOT/1 what/WP/nsubj/3 Ama/NNP/ccomp/1 denied/VBD/relcl/3 rain/NN/dobj/4"


def test_what_a_claim_stands_under() -> None:
    claim = DrawnClaim(UNDER, "object", "deny", cue=4, speaker=3).claim()
    assert {name for name in features(claim) if name.startswith("under ")} == {"under ccomp"}


@pytest.mark.parametrize(
    ("given", "quotes", "needed"),
    [
        (DrawnClaim(LINE, "clause", "say"), False, PLAUSIBLE_SPEECH),  # plain reporting
        (DrawnClaim(LINE, "clause", "believe"), False, PLAUSIBLE),
        (DrawnClaim(LINE, "clause", "believe"), True, PLAUSIBLE_SPEECH),  # with quoted words in it
        (DrawnClaim(LINE, "according", "believe"), False, PLAUSIBLE_SPEECH),
        (DrawnClaim(STANCE, "passive", "praise"), False, PLAUSIBLE_GROUNDED),  # what a named person thinks of it
        (DrawnClaim(STANCE, "object", "praise"), False, PLAUSIBLE_GROUNDED),
        (DrawnClaim(STANCE, "as", "praise"), False, PLAUSIBLE),
        (DrawnClaim(STANCE, "object", "defend"), False, PLAUSIBLE),
        (DrawnClaim(STANCE, "object", "praise", speaker=None), False, PLAUSIBLE),
        (DrawnClaim(STANCE, "object", "praise", speaker=2), False, PLAUSIBLE),  # no name
        (DrawnClaim(LETTER, "object", "say", cue=2), False, PLAUSIBLE_GROUNDED),  # "she released a letter saying …"
        (DrawnClaim(LETTER, "object", "believe", cue=2, speaker=1), False, PLAUSIBLE),  # "a letter saying …"
        (DrawnClaim(LETTER.replace("letter", "bridge"), "object", "believe", cue=2), False, PLAUSIBLE),
        (DrawnClaim(LETTER.replace("acl", "conj"), "object", "believe", cue=2), False, PLAUSIBLE),
    ],
)
def test_how_sure_a_claim_must_be_for_its_kind(
    monkeypatch: pytest.MonkeyPatch, given: DrawnClaim, quotes: bool, needed: float
) -> None:
    for sure, expected in ((needed, True), (needed - 1e-9, False)):
        monkeypatch.setattr("embeddings.statements.plausibility.plausibility", lambda _, sure=sure: sure)
        assert is_plausible(given.claim(), quotes=quotes) == expected


@pytest.mark.parametrize(
    ("sentence", "frame", "is_kept"),
    [
        ("Half/NN/nsubj/1 feared/VBD/ROOT/1 rain/NN/dobj/1", "object", False),  # a number of people has no words
        ("Half/NN/nsubj/1 feared/VBD/ROOT/1 rain/NN/dobj/1", "clause", True),
        ("Ama/NNP/nsubj/1 feared/VBD/ROOT/1 rain/NN/dobj/1", "object", True),
        ("Nobody/NN/nsubj/1 feared/VBD/ROOT/1 rain/NN/dobj/1", "clause", False),  # it was not said
    ],
)
def test_whatever_its_likelihood_some_claims_are_none(
    monkeypatch: pytest.MonkeyPatch, sentence: str, frame: str, is_kept: bool
) -> None:
    monkeypatch.setattr("embeddings.statements.plausibility.plausibility", lambda _: 1.0)
    assert is_plausible(DrawnClaim(sentence, frame, "fear").claim(), quotes=False) == is_kept


def test_a_claim_of_a_quantity_without_a_speaker_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.statements.plausibility.plausibility", lambda _: 1.0)
    assert is_plausible(DrawnClaim(STANCE, "object", "fear", speaker=None).claim(), quotes=False)


@pytest.mark.parametrize(
    ("lemma", "frame", "needed"),
    [
        ("demand", "object", PLAUSIBLE_SPEECH),
        ("demand", "with", PLAUSIBLE),
        ("want", "object", PLAUSIBLE),
    ],
)
def test_what_nobody_demands_in_silence_is_as_plain_as_speech(
    monkeypatch: pytest.MonkeyPatch, lemma: str, frame: str, needed: float
) -> None:
    drawn = DrawnClaim("Ama/NNP/nsubj/1 demanded/VBD/ROOT/1 rain/NN/dobj/1", frame, lemma)
    for sure, expected in ((needed, True), (needed - 1e-9, False)):
        monkeypatch.setattr("embeddings.statements.plausibility.plausibility", lambda _, sure=sure: sure)
        assert is_plausible(drawn.claim(), quotes=False) == expected
