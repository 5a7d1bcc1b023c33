"""Who can hold a stance: persons, bodies and offices. "The plan wants repair" tells of nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.naming.words import BODIES, TITLES, words
from embeddings.statements.tokens import (
    asks_or_relates,
    first,
    is_apposition,
    is_common_noun,
    is_name,
    is_on_noun,
    is_one_thing,
    is_relative_clause,
    is_verb,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = words("he she they")
_RELATIVES = words("who which that")
# Bodies and persons besides those that names tell ("committee", "doctor").
_HOLDERS = words("""
parent father mother wife husband son daughter sister brother aunt uncle niece nephew cousin grandmother grandfather
family man woman girl boy child people citizen villager owner occupant household youth elder
staff management administration leadership majority minority opposition coalition jury panel tribunal bench cabinet
crown regulator insurer bishop synod parish diocese congregation seminary chapter convent monastery mosque synagogue
firm practice cooperative collective consortium guild orchestra choir band cast crew team squad side faculty
foundation federation charity municipality town village commune canton region state neighbourhood embassy consulate
brigade garrison navy militia guerrilla regime palace presidency chancellery secretariat directorate inspectorate
desk bursar matron sacristan ringer singer player curler butcher baker hauler haulier taxpayer voter guest member
patron sponsor donor lender borrower creditor heir trustee governor shareholder investor buyer seller dealer vendor
contractor subcontractor carrier courier operator maker builder supplier manufacturer developer employer employee
worker striker unionist negotiator mediator delegate deputy critic opponent supporter ally rival colleague
dissenter applicant claimant plaintiff defendant appellant respondent accused lessee lessor lodger customer client
passenger commuter cyclist motorist walker hunter angler grower breeder herder miner docker printer fitter welder
official officer expert organiser mentor chef cook maid nun monk priest chancellor consul envoy diplomat lawmaker
marketing sales procurement logistics compliance accounting engineering helpdesk dispatch personnel reviewer tester
democrat republican conservative liberal socialist nationalist islamist separatist rebel
""")
# Words that end as persons' do, and are none's.
_THINGS = words("""
paper number order letter power water matter chapter computer counter center meter filter shutter barrier border
corner corridor error factor figure floor tower weather winter summer quarter border offer other another river
former latter data minister's radiator elevator generator indicator motor door doctrine list test interest
forest protest contest request harvest coast cost dust rest west east past post trust register calendar cellar
collar pillar solar dollar author's folder header footer router server printer scanner sticker poster trailer
drawer layer charter cluster container career engineer's beer deer pier tier gear year
manner dinner banner inner outer upper lower
""")
_WANTS = words("wants wanted thinks thought believes believed refuses refused suspects suspected prefers preferred")
_AGENT = re.compile(r"\A\w{3,30}(?:ist|man|men|woman|women|ian|eer|monger|wright|smith|keeper|holder|owner|worker)")


def can_hold(subject: Token) -> bool:
    """Whether the head of a subject is somebody who can want something, and says who that is."""
    word = subject.lower_
    if word in _PRONOUNS:
        return True
    if asks_or_relates(subject) or (word in _RELATIVES and not is_common_noun(subject)):
        return _antecedent_can(subject)
    if is_name(subject):
        return True
    if not is_common_noun(subject):
        return False
    return _is_holder(word) or is_explained(subject) or _is_mistaken_name(subject)


def _is_mistaken_name(subject: Token) -> bool:
    """Whether a lone word that opens a sentence may be a name that the tagger missed: "*Reyes* wants …"."""
    alone = subject.left_edge == subject.right_edge and subject.text.istitle() and subject.i == 0
    return alone and is_one_thing(subject) and subject.head.lower_ in _WANTS


def _antecedent_can(relative: Token) -> bool:
    verb = relative.head
    noun = verb.head
    if relative.lower_ not in _RELATIVES or not (is_verb(verb) and is_relative_clause(verb)) or noun == verb:
        return False
    return not asks_or_relates(noun) and noun.lower_ not in _RELATIVES and can_hold(noun)


def _is_holder(word: str) -> bool:
    return any(
        one in _HOLDERS or one in TITLES or one in BODIES or (_AGENT.fullmatch(one) and one not in _THINGS)
        for one in (word, word.removesuffix("s"), _singular(word))
    )


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("es")


def is_explained(subject: Token) -> bool:
    """Return whether a noun is explained by a name: "the maker, *Calder & Voss*, insists"."""
    name = first(subject.rights, is_apposition)
    return name is not None and is_name(name) and not is_on_noun(subject)
