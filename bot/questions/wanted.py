"""What kind of thing a question asks for, and whether a few sentences hold one.

The rules here are English; those of other languages stand in their files in ``embeddings/text/languages/``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, get_args

from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.lexicon import lexicon
from embeddings.text.terms import term_of, terms, words_of
from embeddings.text.things import CAPITAL, ENGLISH_NAME_WORD, NUMBER, NUMBER_WORDS

Kind = Literal["person", "time", "place", "country", "state", "number", "percentage"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_DATED = "|".join(name.capitalize() for name in (*MONTHS, *DAYS))

_COUNTED = re.compile(r"(?i)\bhow many ((?:[\w-]+ ){0,2}?[\w-]+)")
_COUNT = re.compile(rf"\d[\d,.]*|{NUMBER_WORDS}")
PEOPLE = frozenset(("peopl", "person"))  # who are counted as passengers, members, the dead
_OFPEOPLE = "person|man|woman|lawmaker|singer|actor|actress|player|star|politician|leader|senator|president|minister"
_OF_PLACES = "city|cities|town|place|region|island"
_COUNTRIES = (
    "Afghanistan|Albania|Algeria|Andorra|Angola|Antigua|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain"
    "|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Botswana|Brazil|Britain|Brunei|Bulgaria"
    "|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile|China|Colombia"
    "|Comoros|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czechia|Czech Republic|Denmark|Djibouti|Dominica|Dominican Republic"
    "|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia"
    "|Germany|Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India"
    "|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait"
    "|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi"
    "|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco"
    "|Mozambique|Myanmar|Namibia|Nauru|Nepal|Netherlands|New Zealand|Nicaragua|Nigeria|Niger|North Korea"
    "|North Macedonia|Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland"
    "|Portugal|Qatar|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Scotland|Senegal|Serbia|Seychelles"
    "|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Spain"
    "|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Timor-Leste|East Timor|Togo"
    "|Tonga|Trinidad|Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|Uganda|Ukraine|United Arab Emirates|UAE|United Kingdom"
    "|UK|U\\.K\\.|United States|USA?|U\\.S\\.|Uruguay|Uzbekistan|Vanuatu|Vatican|Venezuela|Vietnam|Wales|Yemen|Zambia"
    "|Zimbabwe"
)
_STATES = (  # of the United States, Australia and Germany: those that a question of a state mostly means
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri"
    "|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma"
    "|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    "|West Virginia|Wisconsin|Wyoming|New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia"
    "|Bavaria|Brandenburg|Hesse|Saxony|Thuringia"
)

_ASKED: dict[Kind, re.Pattern[str]] = {
    "percentage": re.compile(r"(?i)\bwh(?:at|ich) (?:percentage|percent|per cent|proportion)\b|\bhow many per ?cent\b"),
    "number": re.compile(r"(?i)\bhow (?:many|much|old|long|far|big|tall|often)\b|\bwh(?:at|ich) (?:number|share)\b"),
    "time": re.compile(r"(?i)\bwhen\b|\bwh(?:at|ich) (?:year|month|day|date|time|week)\b"),
    "country": re.compile(r"(?i)\bwh(?:at|ich) (?:\w+ )?(?:country|countries|nations?)\b"),
    "state": re.compile(r"(?i)\bwh(?:at|ich) (?:\w+ )?states?\b"),
    "place": re.compile(rf"(?i)\bwhere\b|\bwh(?:at|ich) (?:\w+ )?(?:{_OF_PLACES})\b"),
    "person": re.compile(rf"(?i)\bwho(?:m|se)?\b|\bwh(?:at|ich) (?:\w+ ){{0,3}}(?:{_OFPEOPLE})\b"),
}
_HELD: dict[Kind, re.Pattern[str]] = {
    "number": NUMBER,
    "percentage": re.compile(r"(?i)\d ?%|\bper ?cent\b"),
    "country": re.compile(rf"\b(?:{_COUNTRIES})(?!\w)"),
    "state": re.compile(rf"\b(?:{_STATES})\b"),
    "time": re.compile(rf"\b(?:1[0-9]|20)\d\d\b|\b(?:{_DATED})\b|\b(?:yesterday|today|last|ago)\b"),
    "place": re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|of|near|across)\s+(?:the\s+)?[A-Z]\w+"),
    "person": re.compile(rf"\b{ENGLISH_NAME_WORD}\s+(?:[A-Z][\w'’.-]*\s+)?{ENGLISH_NAME_WORD}"),
}


def wanted(question: str, language: str | None = None) -> Kind | None:
    """Return what kind of thing a question in a language asks for, or None where it does not say."""
    asks = lexicon(language).asks
    return next((kind for kind, english in _ASKED.items() if asks.get(kind, english).search(question)), None)


def holds(kind: Kind | None, text: str, question: str = "", language: str | None = None) -> bool:
    """Return whether a text in a language holds something of the kind that the question does not name.

    Everything holds None.
    """
    if kind is None:
        return True
    own = lexicon(language).holds.get(kind)
    patterns = (_HELD[kind], *(() if own is None else (own,)))
    return any(match[0] not in question for pattern in patterns for match in pattern.finditer(text))


def counted(question: str) -> set[str]:
    """Return the terms of what a question wants counted: how many *lifeboats*?"""
    found = _COUNTED.search(question)
    return {*terms(found[1])} - PEOPLE if found else set()


def counts(text: str, wanted: Collection[str]) -> bool:
    """Return whether a text counts one of these terms: a number stands at most three words before it."""
    words = words_of(text) if wanted else []  # "twelve" and not "twelv", as the numbers are
    return any(
        term_of(word) in wanted and any(map(_COUNT.fullmatch, words[max(0, place - 3) : place]))
        for place, word in enumerate(words)
    )


def without_capitals(text: str) -> str:
    """Return a text without its capitalised words; the first is one for where it stands."""
    return CAPITAL.sub(lambda word: word[0] if word.start() == 0 else " ", text)
