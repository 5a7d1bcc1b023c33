"""Whom "he" and "she" mean: the one person who can be meant. In doubt nobody: a wrong speaker is worse than none.

The speaker before, where nobody else came in between; else the only person whom the paragraph has named so far.
"""

from __future__ import annotations

import re

from embeddings.naming.patterns import CAPITAL
from embeddings.naming.words import words
from embeddings.statements.named import ARTICLES, named_in
from embeddings.statements.people import HER, HIM, People
from embeddings.statements.unnamed import SENTENCE, is_apart, persons_in

_WORD = re.compile(r"[\w’'-]+")
_SOMEBODY = re.compile(r"\b(?:[Oo]ne of|One|[Aa]nother|[Ss]omebody|[Ss]omeone)\b")
_BEHIND_OFFICE = re.compile(rf", (?:{CAPITAL}[\w’'.-]*+ ){{0,3}}\Z")
_SHORT_OPENING = 4  # words before a name that may all be its office
_VERBS = words("was were is are had has have met told gave sent saw made found took left won held")
_MET_HIM = re.compile(r"\bhim\b")
_MET_HER = re.compile(
    r"\bher(?=[.,;:!?]| (?:a|an|the|that|to|in|on|at|for|about|with|if|how|what|why|who|his|no|any|some|one|two|three"
    r"|four|five|six|several|it|of|from|as|by)\b)"
)
_CLAUSE = re.compile(
    r"[.!?…;:—–][”\"’')]*\s|\b(?:and|but|or|when|while|where|because|as|if|that|which|who|what|how|why|after|before"
    r"|until|since|though|although|than)\b"
)
_LONGEST_CLAUSE = 200  # characters
BY_THE_WAY = re.compile(
    r", (?:(?:the|an?) [\w-]{1,30} )?(?:who|whom|whose|which)\b[^,;.]{1,150}(?:,|\Z)|\([^()]{1,100}\)"
)
_FRONTED = re.compile(
    r"\A\s*+(?:After|When|While|As|Asked|Before|Once|Although|Though|Speaking|Questioned|Pressed|Told|Until|Because|Since)\b"
    rf"(?: (?:the|a|his|her) [\w-]{{1,30}}, {CAPITAL}[^,;.]{{1,60}}, [^,;.]{{1,60}}|[^,;.]{{1,150}}), "
)
_REPORTS = re.compile(
    r"\b(?:sa(?:id|ys)|insist(?:ed|s)|argue[ds]|claim(?:ed|s)|den(?:ied|ies)|concede[ds]|warn(?:ed|s)|explain(?:ed|s)"
    r"|repl(?:ied|ies)|state[ds]|admit(?:ted|s)|acknowledge[ds]|believe[ds]|maintain(?:ed|s)"
    r"|(?:told|tells) (?:the|a|an|this|his|her) [\w-]{1,30}(?: [\w-]{1,30})?)"
    r"(?: under oath)?(?: on \w{1,20})? (?:that |(?=s?he\b))(?P<subject>\w*)"
)
_OWNER = re.compile(r"\A(?:[\w-]{1,30} ){0,3}[\w-]{1,30}(?:['’]s|s['’]) (?=[a-z])")
_OPENERS = words("in on at later then but and now still yesterday today earlier")
_TITLED = re.compile(r"[^\W\d_a-z]\w{1,30}+ [^\W\d_a-z]")
_THIRD = HER | HIM | words("they them their who whose somebody someone another others one")
_ASKING = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!when )(?<!, )\b(?:asked|asks|inquired|enquired|wanted to know)"
    r"(?: [\w’'-]{1,30}){0,5}? (?:whether|if|about|what|why|how|where|when|for)\b"
)
_WHOM = r"(?P<name>[^\W\d_a-z][\w.’'-]{0,30}(?: [^\W\d_a-z][\w.’'-]{0,30}){0,4})"
_ASKED = re.compile(
    rf"\b(?:asked|asks|questioned) (?:the [a-z]{{2,20}},? )?{_WHOM},? (?:whether|if|what|why|how|where|when)\b"
)
_ADDRESSED = re.compile(
    rf"\b(?:asked|(?:wrote|put it|said|appealed) to|told) (?:the [a-z]{{2,20}},? )?{_WHOM}(?=[ ,.]|\Z)"
)
_MOST_BETWEEN = 2  # sentences
_SUBORDINATE = words("after when while as before once although though until because since if where")


def one_meant(people: People, pronoun: str, window: str) -> str | None:
    """Return the surname of the only person named in a piece of text whom a pronoun can mean, None in any doubt."""
    named = list(named_in(people, window))
    possible = {name for name, _ in named if people.may_be(pronoun, name)}
    if len(possible) != 1:
        return None
    (name,) = possible
    acts = any(acting for other, acting in named if other == name)
    return name if acts and not is_another_near(people, pronoun, window, name) else None


def acts_last(people: People, pronoun: str, window: str, another: str | None) -> str | None:
    """Return the surname of the one whom the sentence before a pronoun's is about, if none else is named in it.

    ``another`` is somebody spoken of before whom the pronoun can mean, too: then it has to be its very subject.
    """
    sentences = SENTENCE.split(window)
    if (
        len(sentences) < 2
        or any(True for _ in named_in(people, sentences[-1]))
        or any(persons_in(sentences[-1], pronoun, {}))
    ):
        return None
    found = one_meant(people, pronoun, sentences[-2])
    if found is not None and pronoun in _WORD.findall(sentences[-2].partition(found)[0].lower()):
        return None  # "*She* replaced Ama Mensah."
    sure = another in (None, found) or people.is_marked(pronoun, found or "")
    return found if found is not None and (sure or _is_subject(sentences[-2], found)) else None


def leads(people: People, pronoun: str, window: str, *, quoted: bool) -> str | None:
    """Return the surname of the subject of the sentence before a pronoun's, whoever else stands in it by the way.

    By the way is who stands in a relative clause, in a clause before the sentence or beside the subject's office; and,
    where a quotation goes on with it (``quoted``), who stands in what its subject says. What somebody says in the
    pronoun's own sentence, as in "The bridge was safe, she said", tells of others than its speaker. A sentence between
    may go on with the pronoun, or tell of nobody.
    """
    *before, opening = SENTENCE.split(window)
    if not _is_told_of_others(opening):
        return None
    told = [sentence for sentence in before if sentence.strip()]
    if len(told) > 1 and told[-1].lower().startswith(f"{pronoun} ") and is_named_near(people, pronoun, told[-1]):
        told.pop()  # "Mensah rose. She looked at Owusu for a while."
        quoted = False
    for _ in range(_MOST_BETWEEN):
        if told and _is_between(people, pronoun, told[-1]):
            told.pop()
            quoted = False
    return _subject(people, pronoun, told[-1], quoted=quoted) if told else None


def _subject(people: People, pronoun: str, sentence: str, *, quoted: bool) -> str | None:
    """Return the surname of whom a sentence is about, if nobody else in it can be meant by a pronoun."""
    plain = BY_THE_WAY.sub(",", sentence.strip())
    plain = _OWNER.sub("The ", _FRONTED.sub("", plain, count=1), count=1)
    surname = first_of(people, pronoun, plain)
    if surname is None or _meets(plain, pronoun, surname):
        return None
    reports = _REPORTS.search(plain)
    own = reports is not None and reports["subject"] == pronoun
    told = plain[: reports.start("subject")] if reports is not None and (quoted or own) else plain
    doubt = is_named_near(people, pronoun, told, surname, by_office=True) or _SOMEBODY.search(told)
    unnamed = any(not is_apart(told, place, surname) for place in persons_in(told, pronoun, people.holders))
    return None if doubt or unnamed else surname


def asked_last(people: People, pronoun: str, window: str, *, replies: bool) -> str | None:
    """Return the surname of who was asked in the sentence before a pronoun's, or, where it ``replies``, was addressed.

    "The prosecutor asked Ama Mensah whether she knew. *She* said", "Esi Owusu wrote to Ama Mensah. *She* replied".
    """
    told = [sentence for sentence in SENTENCE.split(window)[:-1] if sentence.strip()][-1:]
    found = (_ADDRESSED if replies else _ASKED).search(told[0]) if told else None
    if found is None:
        return None
    called = {name for name, _ in named_in(people, found["name"], by_office=False)}
    fitting = {name for name in called if name in people.full and people.may_be(pronoun, name)}
    return next(iter(fitting)) if len(fitting) == len(called) == 1 else None


def asks_last(window: str) -> bool:
    """Whether the sentence before a pronoun's is one of asking, which somebody else may answer."""
    told = [sentence for sentence in SENTENCE.split(window)[:-1] if sentence.strip()][-1:]
    return bool(told) and _ASKING.search(told[0]) is not None


def _is_between(people: People, pronoun: str, sentence: str) -> bool:
    """Whether a sentence goes on with a pronoun, or tells of nobody."""
    if any(True for _ in named_in(people, sentence)) or any(persons_in(sentence, pronoun, {})):
        return False
    said = [word.lower() for word in _WORD.findall(sentence)]
    return said[:1] == [pronoun] or _THIRD.isdisjoint(said)


def _is_told_of_others(opening: str) -> bool:
    """Whether the words of a sentence before a pronoun are none, or what is said: "It is safe, *she said*"."""
    words = opening.split()
    if not words or (words[0].lower() in _OPENERS and len(words) <= _SHORT_OPENING and not _TITLED.search(opening)):
        return True
    return opening.rstrip()[-1:] in ",–—-" and words[0].lower() not in _SUBORDINATE


def first_of(people: People, pronoun: str, sentence: str) -> str | None:
    """Return the surname of the person whom a sentence begins with, if a pronoun can mean them."""
    first = next((name for name, acting in named_in(people, sentence, by_office=False) if acting), None)
    known = first is not None and first in people.full and people.may_be(pronoun, first)
    return first if known and first is not None and _is_subject(sentence, first) else None


def _is_subject(sentence: str, surname: str) -> bool:
    """Whether a sentence begins with a person: "Village elder Ama Mensah", "The union's chair, Ama Mensah"."""
    before, _, _ = sentence.partition(surname)
    opening = before.split()
    if not {"he", "she"}.isdisjoint(map(str.lower, opening)):
        return False  # "*She* replaced Ama Mensah"
    if len(opening) <= _SHORT_OPENING and not any(map(_is_past, opening)):
        return True
    called = _BEHIND_OFFICE.search(before)
    return called is not None and opening[0].lower() in ARTICLES and "," not in before[: called.start()]


def _is_past(word: str) -> bool:
    return word.lower() in _VERBS or (word.islower() and word.endswith("ed"))


def is_named_near(
    people: People, pronoun: str, window: str, surname: str | None = None, *, by_office: bool = False
) -> bool:
    """Whether a piece of text names a person, or another one, whom a pronoun can mean; ``by_office`` alone, too."""
    named = named_in(people, window, by_office=by_office)
    return any(name != surname and people.may_be(pronoun, name) for name, _ in named)


def is_another_near(people: People, pronoun: str, window: str, surname: str) -> bool:
    """Whether a piece of text may tell of somebody else, named or not, whom a pronoun can mean as well."""
    if is_named_near(people, pronoun, window, surname, by_office=True):
        return True
    said = {word.lower() for word in _WORD.findall(window[max(0, window.find(surname)) :])}
    if said & (HER if pronoun == "he" else HIM) and not people.is_known(pronoun, surname):
        return True
    unnamed = any(not is_apart(window, place, surname) for place in persons_in(window, pronoun, people.holders))
    return unnamed or _SOMEBODY.search(window) is not None or _meets(window, pronoun, surname)


def _meets(window: str, pronoun: str, surname: str) -> bool:
    """Whether somebody does something to another whom the pronoun means: "Mensah thanked *her*"."""
    itself = re.compile(rf"\b(?:{re.escape(surname)}|{pronoun})\b", re.IGNORECASE)
    for met in (_MET_HIM if pronoun == "he" else _MET_HER).finditer(window):
        clause = _CLAUSE.split(window[max(0, met.start() - _LONGEST_CLAUSE) : met.start()])[-1]
        if itself.search(clause) is not None or surname not in window[: met.start()]:
            return True  # but "Mensah asked when the board would thank her"
    return False
