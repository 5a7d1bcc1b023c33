from __future__ import annotations

from embeddings.statements.clauses import Claim, claims
from embeddings.statements.parser import parse
from embeddings.statements.plausibility import features, plausibility


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
