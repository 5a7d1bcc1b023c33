"""The name behind an office or a description: "The leader of the county council, *Graham Whitlock*, denied".

It is told by how it is written, as parsers hang it on whatever noun stands next to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.naming.mentions import is_title
from embeddings.naming.words import BODIES, PARTICLES, TIMES, words
from embeddings.statements.cues import CUES, DOCUMENT_NOUNS
from embeddings.statements.segments import STAND_IN
from embeddings.statements.tokens import (
    is_apposition,
    is_article,
    is_common_noun,
    is_name,
    is_one_name,
    is_personal_pronoun,
)
from embeddings.text.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_MOST = 8  # words of a name with its titles
_MOST_NAMES = 5
# A place behind a place: "the mayor of Springfield, *New York*, said".
_PLACES = words("""
new north south east west northern southern eastern western central upper lower greater san santa santo los las
saint st st. port lake mount fort great rhode puerto costa sri united hong papua sierra county district province
""")
_DESCRIBED = words("one another")  # "said one, Ottilie Frank, 80."
# What has words and no name.
_THINGS = DOCUMENT_NOUNS | words("""
data poll polls survey surveys results study summary speech transcript story records documents figures numbers
voters people officials sources polling interview
""")
_TIMES = frozenset({*TIMES, *MONTHS})
_ENDS = frozenset({",", ")", ".", ";", ":", "(", "—", "-", "–"})


def name_behind(head: Token, end: Token) -> tuple[int, int] | None:
    """The places of the first and the last word of the name that a phrase is explained by, None where there is none.

    ``head`` is the noun of the phrase, ``end`` its last word.
    """
    low = _name_begins(head, end)
    if low is None:
        return None
    doc, behind_comma = head.doc, end.nbor(1).text == ","
    high = _name_ends(doc, low)
    if high < low or not _is_set_off(doc, high, behind_comma=behind_comma):
        return None
    named = [token for token in doc[low : high + 1] if token.text[0].isupper() and not is_title(token.text)]
    if behind_comma and is_article(doc[low - 1]) and not is_title(doc[low].text):
        called = end == head and _is_body(named)
    else:
        near = end == head or not behind_comma
        called = _may_be_called(named, near=near, titled=is_title(doc[low].text))
    return (low, high) if called else None


def named_apposition(head: Token) -> tuple[int, int] | None:
    """The places of a full name that the parser reads as an apposition: "Its organiser, the baker *Ama Mensah*,"."""
    name = None if is_name(head) and not is_title(head.text) else _explaining(head)
    if name is not None and not is_one_name(name):
        name = _explaining(name)  # "the baker *Ama Mensah*"
    if name is None or not is_one_name(name):
        return None
    doc, low = head.doc, name.i
    while low > head.i + 1 and doc[low - 1].text[0].isupper() and not is_title(doc[low - 1].text):
        low -= 1
    return (low, name.i) if _is_full_name(doc, low, name.i) else None


def _explaining(head: Token) -> Token | None:
    return next((child for child in head.rights if is_apposition(child)), None)


def _is_full_name(doc: Doc, low: int, high: int) -> bool:
    """Whether words are the first name and the surname of somebody, and end where something else begins."""
    named = list(doc[low : high + 1])
    ends = high + 1 >= len(doc) or doc[high + 1].text in _ENDS
    return ends and 1 < len(named) <= _MOST_NAMES and _may_be_called(named, near=False, titled=False)


def _name_begins(head: Token, end: Token) -> int | None:
    """The place where the name of what a phrase describes may begin: behind a comma, or right behind it."""
    doc, place = head.doc, end.i + 1
    if not _is_description(head) or place + 1 >= len(doc):
        return None
    behind_comma = doc[place].text == ","
    if not behind_comma and not _is_description(end):
        return None
    place += behind_comma
    article = is_article(doc[place]) and place + 1 < len(doc)
    opens = article and (is_title(doc[place + 1].text) or (behind_comma and doc[place + 1].text[0].isupper()))
    return place + opens  # "the Bishop of Porthaven, *the* Rt Rev. Ama Mensah", "our donor, *the* Mensah Foundation"


def _is_description(head: Token) -> bool:
    """Whether a noun says what somebody is: "leader", "Bishop"; no name."""
    small = head.text[0].islower() or head.i == 0  # not "Black *Lives* Matter"
    noun = (is_common_noun(head) and small and head.lower_ not in _THINGS) or (is_name(head) and is_title(head.text))
    return noun or head.lower_ in _DESCRIBED


def _name_ends(doc: Doc, low: int) -> int:
    """The place of the last word of the name that begins at ``low``; the one before it where none does."""
    place = low
    while place < min(len(doc), low + _MOST) and _is_of_name(doc, place, low):
        place += 1
    while place > low and (doc[place - 1].lower_ in PARTICLES or doc[place - 1].text in ("-", "&")):
        place -= 1
    return place - 1


def _is_of_name(doc: Doc, place: int, low: int) -> bool:
    token = doc[place]
    if token.text == "." and place > low and is_title(f"{doc[place - 1].text}.") and not doc[place - 1].whitespace_:
        return True  # "Col. Ama Mensah", where the tokenizer takes "Col." apart
    if token.text in ("-", "&") or token.lower_ in PARTICLES:
        return place > low
    if place > low + 1 and doc[place - 1].text == "-" and not doc[place - 1].whitespace_:
        return True  # "Seo Yun-ji"
    ends = token.text[-1]
    return token.text[0].isupper() and not _is_no_name(token) and (ends.isalnum() or ends == ".")


def _is_set_off(doc: Doc, high: int, *, behind_comma: bool) -> bool:
    """Whether a name ends where something else begins: a mark, where somebody is from; no headline in capitals."""
    if high + 1 >= len(doc):
        return True
    behind = doc[high + 1]
    if behind_comma:
        return behind.text in _ENDS or behind.lower_ in ("of", "from", "at")
    return not behind.text[0].isupper() and behind.text != STAND_IN


def _may_be_called(named: Sequence[Token], *, near: bool, titled: bool) -> bool:
    """Whether words are the name of what a phrase describes rather than where that is.

    ``near`` says whether they stand right behind that: "the leader of the council, Graham Whitlock", "the mayor of
    Springfield, Ohio" do not.
    """
    if not named or len(named) > _MOST_NAMES:
        return False
    if near or titled:
        return True
    return len(named) > 1 and named[0].lower_ not in _PLACES and named[-1].lower_ not in BODIES


def _is_body(named: Sequence[Token]) -> bool:
    """Whether words behind an article name a body, between commas: "our donor, the *Mensah Foundation*, wants"."""
    behind = named[-1].i + 1 if named else 0
    return len(named) > 1 and behind < len(named[-1].doc) and named[-1].doc[behind].text == ","


def _is_no_name(token: Token) -> bool:
    other = token.lower_ in _TIMES or token.lower_ in CUES
    return other or token.text == STAND_IN or is_personal_pronoun(token)
