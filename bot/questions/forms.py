"""Questions whose answer has a form of its own, whatever its words: a telephone number, a deadline, a vote. English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from embeddings.text.framing import unframed
from embeddings.text.identifiers import identifiers

_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY: Final = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}|\d{{4}}-\d\d-\d\d"
_ASKED: Final = {
    "telephone": re.compile(
        r"(?i)\b(?:tele)?phone\b(?: numbers?| no\.)?|\b(?:mobile|fax|contact) (?:numbers?|no\.)"
        r"|(?:(?<=hotline )|(?<=helpline )|(?<=emergency ))numbers?"
        r"|\bnumbers? (?:do|can|should) (?:i|we|you) (?:call|ring|dial)"
    ),
    "mail": re.compile(r"(?i)\be-?mail\b"),
    "page": re.compile(r"(?i)\b(?:website|web ?page|web address|url|homepage|link)\b"),
    "deadline": re.compile(r"(?i)\b(?:deadline|due date|closing date|expiry date|last day|latest date)\b"),
    "vote": re.compile(
        r"(?i)\bhow (?:did|have|has|was|were) .{2,60}\bvoted?\b|\b(?:result|outcome) of the vote\b|\bhow many votes?\b"
    ),
    "hours": re.compile(r"(?i)\b(?:opening|office|business|visiting) (?:hours|times)\b|\bwhat time\b"),
    "weight": re.compile(
        r"(?i)\bhow heavy\b|\b(?:how much|what) (?:does|do|did) [^?]{1,60} weigh\b|\bwhat[^?]{1,20} weight\b"
    ),
    "length": re.compile(r"(?i)\bhow (?:thick|wide|tall|deep)\b|\bwhat[^?]{1,20} (?:thickness|width|height|depth)\b"),
    "heat": re.compile(r"(?i)\bhow (?:hot|warm|cold)\b|\bwhat[^?]{0,20} temperature\b"),
}
_HELD: Final = {
    "deadline": re.compile(
        rf"(?i)\b(?:within|by|until|till|before|no later than|at the latest|to|on|due|period of)\b[^.\n]{{0,20}}"
        rf"(?:{_DAY}|\b(?:\d+|two|three|four|five|six|seven|ten|fourteen|thirty|sixty|ninety)"
        r" (?:days|weeks|months|hours)\b)"
    ),
    "vote": re.compile(
        r"(?i)\b\d+ (?:votes? )?(?:to|against|in favou?r|for)\b|\bunanimous"
        r"|\b(?:motion|proposal|request|amendment|bill) was (?:carried|lost|passed|adopted|rejected|approved|defeated)"
    ),
    "hours": re.compile(r"(?i)\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bfrom \d{1,2} (?:to|until)\b"),
}
_MEASURES: Final = {  # what they are measured in; figures in words stand before some
    "weight": re.compile(
        r"(?i)(?:\d\s?|\()(?:kg|g|mg|lbs?|oz)\b|\b(?:(?:kilo)?grams?|kilos?|pounds?|ounces?|stones?|tons?|tonnes?)\b"
    ),
    "length": re.compile(
        r"(?i)\d\s?(?:mm|cm|m|km|in|ft|[\"″′'])(?!\w)|\b(?:(?:milli|centi|kilo)?met(?:re|er)s?|inch(?:es)?|f(?:oo|ee)t|yards?"
        r"|miles?|storeys?|stories|floors?)\b"
    ),
    "heat": re.compile(r"(?i)°|\bdegrees?\b|\d\s?[CFK]\b|\bcelsius\b|\bfahrenheit\b"),
}
_EXACT: Final = ("telephone", "mail", "page")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an answer, and the other words of its question."""

    name: str
    words: str

    @property
    def must(self) -> bool:
        """Whether no answer is without: who asks how heavy something is wants kilograms."""
        return self.name in _MEASURES

    @property
    def exact(self) -> bool:
        """Whether hardly anything but an answer has the form."""
        return self.name in _EXACT

    def is_in(self, text: str) -> bool:
        """Return whether a text has something of the form."""
        if not self.exact:
            return (_HELD | _MEASURES)[self.name].search(text) is not None
        found = identifiers(text)
        if self.name == "telephone":
            return any(map(str.isdecimal, found))
        return any(not one.isdecimal() and ("@" in one) == (self.name == "mail") for one in found)


def read_form(question: str) -> Form | None:
    """Return the form that a question's answer has, None where it may have any, or where the question has it itself."""
    name = next((name for name, asked in _ASKED.items() if asked.search(question)), None)
    if name is None:
        return None
    form = Form(name, _ASKED[name].sub(" ", unframed(question)) if name != "vote" else unframed(question))
    return None if form.exact and identifiers(question) else form
