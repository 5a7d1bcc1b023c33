"""What a question asks about speakers: "What did X say about Y?", "Who denied Y?". Rules for English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from embeddings.naming.words import TITLES
from embeddings.search.query import SpeakerQuestion
from embeddings.statements.cues import ATTITUDE_FORMS, CUES, inflections
from embeddings.statements.german.verbs import english_lemma
from embeddings.text.possessives import owner


def _group(lemmas: str) -> frozenset[str]:
    return frozenset(lemmas.split())


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


# Cues that say much the same, so that who "rejected" it answers who denied it.
_PLAIN: Final = _group("say tell add state note according")
_DENYING: Final = _group("deny reject dispute refute rebut contradict dismiss disagree")
_CRITICISING: Final = _group(
    "criticise criticize condemn denounce blast slam decry deplore assail rebuke lambast castigate accuse chide attack"
)
_WANTING: Final = _group("want wish prefer like would intend plan seek favor favour hope aim")
REPLYING: Final = _group("answer reply respond react")
_ALIKE: Final = (
    _DENYING,
    _CRITICISING,
    _group("praise applaud commend hail welcome laud endorse support back congratulate thank"),
    _group("call+for urge demand appeal plead request"),
    _group("warn caution fear worry"),
    _group("promise vow pledge swear"),
    _group("admit acknowledge concede confirm"),
    _group("predict forecast expect foresee"),
    _group("propose suggest recommend advise advocate"),
    _group("announce declare disclose reveal"),
    _group("claim assert allege"),
    _group("argue explain insist stress"),
    _group("agree"),
    _group("blame"),
    _group("oppose object protest reject disagree"),
    _group("ask question"),
    _WANTING,
    _group("refuse decline forbid veto"),
    _group("agree accept consent approve"),
    _group("doubt distrust"),
    _group("speak comment respond react reply"),
    _group("complain lament bemoan"),
    _group("apologise apologize"),
)
SUPPORTING: Final = _group(
    "praise applaud commend hail welcome laud endorse support back agree favor favour advocate second uphold champion"
)
OPPOSING: Final = _DENYING | _CRITICISING | _group("oppose object protest question disapprove resist")

FORMS: Final = ATTITUDE_FORMS | {form: cue.lemma for form, cue in CUES.items()}
_ASKED_FOR: Final = _PLAIN.union(*_ALIKE) - {"according", "would"} | {"call"}


def _forms(lemmas: Iterable[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in inflections(lemma.partition("+")[0]))


_TELLING: Final = _forms(_ASKED_FOR - _WANTING)
_VERB: Final = "|".join(sorted(_forms(_ASKED_FOR)))
_AGAINST: Final = frozenset({"against"}.union(*map(inflections, OPPOSING)))

# Words before a cue that leave it what it is: "has denied", "was forced to admit", "went on to say".
_HELPERS: Final = _group(
    "has have had having do does did is are was were be been being to 's 've 'd also again forced obliged compelled"
    " quoted as went on goes continue continues continued came comes"
)

_VOTED: Final = (["vote", "for"], ["votes", "for"], ["voted", "for"], ["in", "favour"], ["in", "favor"])
_BEING: Final = _group("is are was were am be been remains remained")
_READ_CHARACTERS = 250  # at most: a longer question asks several things
_ABOUT = r"(?:about|on|regarding|concerning|of|over|to|as to|with regard to|with respect to|when asked about)"
_ON = r"(?:about|on|over)"
_SAY = (
    r"(?:say|said|says|tell|told|state|stated|think|thinks|claim|claimed|comment|commented|post|posted|tweet|tweeted"
    r"|write|written|testify|testified|text|texted|rule|ruled|argue|argued)"
)
_NAME = r"(?P<speaker>[^,;:?]{1,60}?)"
_TOPIC = r"(?P<topic>.+?)"
_LEAD = r"(?:(?:so|and|but|please|ok|okay|well|hi|hello),? |(?:can you |could you )?tell me )?"
_DOES = r"(?:has|have|had|did|does|do)"
_EVER = r"(?:(?:ever|already|publicly|recently|also|explicitly|since) )?"
_VIEW = r"(?:views?|opinions?|positions?|stances?|thoughts?|comments?|reactions?|responses?|statements?|remarks?|take)"
_WHO = r"(?:who|which (?P<noun>[\w'’-]+))(?: else)?"
_ADVERBS = r"(?:(?:has|have|had|also|publicly|ever|openly|recently|been|first|explicitly) )*"
_REACT = r"(?:react(?:ed)?|respond(?:ed)?|repl(?:y|ied)|comment(?:ed)?)"
_SOMEBODY = r"(?: [\w ]{0,40}?)??"
_MAYBE_ABOUT = rf"(?: {_ABOUT} {_TOPIC})?"

_DISAGREES: Final = (
    rf"{_WHO} {_ADVERBS}(?:disagree[sd]?|differ(?:s|ed)?) (?:with|from) {_NAME}(?:,? {_ABOUT} {_TOPIC})?",
    rf"{_WHO} (?:is |are )?{_ADVERBS}(?:disagreeing|arguing|argue[sd]?) (?:with|against) {_NAME} {_ABOUT} {_TOPIC}",
    rf"{_WHO} {_ADVERBS}(?:contradict(?:s|ed)?|oppose[sd]?|rebut(?:s|ted)?|refute[sd]?) {_NAME} {_ON} {_TOPIC}",
)
_SAID: Final = (
    rf"what(?: else| exactly)? {_DOES} {_NAME} {_EVER}(?:have to say|{_SAY}|respond|reply){_SOMEBODY}{_MAYBE_ABOUT}",
    rf"what (?:is|are|was|were) {_NAME} {_EVER}(?:saying|telling [\w ]{{1,40}}?) {_ABOUT} {_TOPIC}",
    rf"(?:what(?: (?:is|are|was|were)|['’]s) )?{_NAME}['’]s? {_VIEW} {_ABOUT} {_TOPIC}",
    rf"what (?:is|are|was|were) the {_VIEW} of {_NAME} {_ABOUT} {_TOPIC}",
    rf"how {_DOES} {_NAME} {_EVER}{_REACT}{_MAYBE_ABOUT}",
    rf"{_DOES} {_NAME} {_EVER}(?:{_REACT}|spoken|speak)(?: out)?{_MAYBE_ABOUT}",
    rf"{_DOES} {_NAME} {_EVER}{_SAY} (?:anything|something|a word|much){_MAYBE_ABOUT}",
    rf"(?:is there )?(?:anything|something) (?:from|by) {_NAME} {_ABOUT} {_TOPIC}",
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}{pattern}[\s?!.]*", re.IGNORECASE)


_DISAGREES_PATTERNS: Final = tuple(map(_compiled, _DISAGREES))
_SAID_PATTERNS: Final = tuple(map(_compiled, _SAID))
_WHO_CUE: Final = _compiled(rf"{_WHO}(?: (?:was|is) it that)? {_ADVERBS}(?P<verb>{_VERB})(?P<rest> .+?)")
_WHO_IS_CUING: Final = _compiled(
    rf"{_WHO} (?:is|are|was|were|has been|have been) (?P<verb>(?:{_VERB})(?<=ing))(?P<rest> .+?)"
)
_WHO_ALONE: Final = _compiled(rf"{_WHO}(?: (?:was|is) it that)? {_ADVERBS}(?P<verb>{_VERB})")
_WHO_REPLIED: Final = _compiled(
    rf"{_WHO} {_ADVERBS}(?:answered|replied to|responded to|reacted to) (?:the|a|this|that|her|his|their)"
    rf"(?: [\w'’-]+)?? questions?(?: {_ABOUT} {_TOPIC}|,? (?P<rest>(?:whether|if|how|why|what|when|where) .+?))"
)
_WHOSE_IDEA: Final = _compiled(
    rf"whose (?:idea|proposal|suggestion|plan) (?:is|was|were)(?: it)?(?: (?:to|that))? {_TOPIC}"
)
_WHO_STANDS: Final = _compiled(
    rf"(?:who['’]s|{_WHO} (?:is|are|was|were)) {_EVER}(?P<side>against|opposed to|critical of|in favou?r of) {_TOPIC}"
)
_CUE: Final = _compiled(rf"(?:what )?{_DOES} {_NAME} {_EVER}(?P<verb>{_VERB})(?P<rest> .+?)?")

_OPENER: Final = re.compile(
    r"^(?:that|to|about|on|for|of|anything about|something about|in|against|with)(?:\s+|$)", re.IGNORECASE
)
_UPON: Final = re.compile(r" (?:up)?on(?= .+ to )", re.IGNORECASE)
_NOBODY: Final = _group("he she it they we you i this that these those there who the a people anyone someone some")
_BEFORE_MORE: Final = _group("of on about in at for from into by")
_TEXTS: Final = _group(
    "analysis analyses articles data evidence findings poll polls report reports research results review reviews"
    " studies study survey surveys"
    " act agreement annex appendix article bill book budget bylaw bylaws charter clause code constitution contract"
    " convention declaration decree directive document draft file form guide guideline guidelines handbook instruction"
    " instructions judgment judgement law lease leaflet letter list manual memo memorandum message minutes note"
    " notice ordinance page paper paragraph passage plan policy poster programme protocol provision record regulation"
    " regulations rule rules ruling section sentence sheet sign standard statute statutes summary table text treaty"
)
_SPEAKING: Final = TITLES | _group(  # beside those with a title, who may be asked for: "Which party …?"
    "official politician party expert critic organization organisation group government ngo person diplomat activist"
    " lawyer scientist economist executive body"
)
_PEOPLE: Final = _SPEAKING.union(map(_plural, _SPEAKING)) | {"people"}


def read_question(question: str) -> SpeakerQuestion | None:
    """Return what a question asks about speakers, or None where it asks about something else."""
    text = " ".join(question.split())
    if len(text) > _READ_CHARACTERS:
        return None
    return _disagrees(text) or _said(text) or _of_saying(text) or _who(text) or _stands(text) or _did(text)


def alike(lemma: str) -> frozenset[str]:
    """Return the lemmas that say much the same as one; none where it is plain saying, which any cue is."""
    if lemma in _PLAIN:
        return frozenset()
    return frozenset({lemma}).union(*(group for group in _ALIKE if lemma in group))


def lemma_of(cue: str) -> str:
    """Return the lemma of a cue as written: "called for" gives "call+for", "has denied" gives "deny".

    What somebody did not say, might say, or was told to, has none.
    """
    words = cue.lower().replace("’", "'").split()
    verbs = [FORMS[word] for word in words if word in FORMS]
    side = _side_of(words)
    if side:
        return side
    if not verbs:
        return english_lemma(cue) or (words[0] if words and words[0] != "not" else "")
    last = max(place for place, word in enumerate(words) if word in FORMS)
    if not _HELPERS.issuperset(words[:last]):
        return ""
    return "call+for" if verbs[-1] == "call" and "for" in words else verbs[-1]


def _side_of(words: Sequence[str]) -> str:
    """Return "oppose" or "support" for a cue that says so by its last word: "is against", "voted for"."""
    if words[-1:] == ["against"] and {*words[:-1]} <= _BEING | {"vote", "votes", "voted"}:
        return "oppose"
    return "support" if words[-2:] in _VOTED else ""


def tells(text: str) -> bool:
    """Return whether a text says that somebody says something, in whatever way."""
    return not (_TELLING | {"wrote", "tweeted", "posted"}).isdisjoint(re.findall(r"\w+", text.lower()))


def opposes(text: str) -> bool:
    """Return whether a text speaks of opposition: that somebody disagrees, denies, criticises."""
    return not _AGAINST.isdisjoint(re.findall(r"\w+", text.lower()))


def opposed_in(text: str) -> str:
    """Return what stands behind the last word of a text that speaks of opposition, "" where it has none."""
    last = max((found.end() for found in re.finditer(r"\w+", text) if found[0].lower() in _AGAINST), default=None)
    return "" if last is None else text[last:]


def _disagrees(text: str) -> SpeakerQuestion | None:
    match = _of_somebody(_DISAGREES_PATTERNS, text)
    return match and SpeakerQuestion("disagrees", (_name(match["speaker"]),), _clean(match["topic"]))


def _said(text: str) -> SpeakerQuestion | None:
    match = _of_somebody(_SAID_PATTERNS, text)
    return match and SpeakerQuestion("said", (_name(match["speaker"]),), _clean(match["topic"]))


def _of_somebody(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    matches = (pattern.fullmatch(text) for pattern in patterns)
    return next((match for match in matches if match and _is_somebody(match["speaker"])), None)


def _of_saying(text: str) -> SpeakerQuestion | None:
    """Read who said in some way, whatever it was, who answered a question, or who had an idea."""
    alone = _WHO_ALONE.fullmatch(text)
    if alone is not None and (cues := alike(FORMS[alone["verb"].lower()])) and not alone["noun"]:
        return SpeakerQuestion("who", (), "", cues)
    replied, idea = _WHO_REPLIED.fullmatch(text), _WHOSE_IDEA.fullmatch(text)
    if replied is not None:
        return SpeakerQuestion("who", (), _clean(replied["topic"] or replied["rest"]), REPLYING)
    return idea and SpeakerQuestion("who", (), _clean(idea["topic"]), alike("propose"))


def _who(text: str) -> SpeakerQuestion | None:
    match = _WHO_CUE.fullmatch(text) or _WHO_IS_CUING.fullmatch(text)
    if match is None or (match["noun"] and match["noun"].lower() not in _PEOPLE):
        return None
    lemma, rest = _lemma(match), match["rest"]
    upon = _UPON.match(rest) if lemma == "call" else None  # "Who called on him to resign?"
    topic = _clean(rest[upon.end() :] if upon else rest)
    if not topic or (lemma == "call" and not upon):  # "Who called the police?"
        return None
    cues = alike("call+for") | {"call", "ask", "press"} if upon else alike(lemma)
    return SpeakerQuestion("who", (), f"{match['noun']} {topic}" if match["noun"] else topic, cues)


def _stands(text: str) -> SpeakerQuestion | None:
    """Read who is for or against something."""
    match = _WHO_STANDS.fullmatch(text)
    if match is None or (match["noun"] and match["noun"].lower() not in _PEOPLE):
        return None
    cues = SUPPORTING if "favo" in match["side"].lower() else OPPOSING
    topic = _clean(match["topic"])
    return SpeakerQuestion("who", (), f"{match['noun']} {topic}" if match["noun"] else topic, cues)


def _did(text: str) -> SpeakerQuestion | None:
    match = _CUE.fullmatch(text)
    if match is None or not _is_somebody(match["speaker"]) or _lemma(match) == "call":
        return None
    return SpeakerQuestion("said", (_name(match["speaker"]),), _clean(match["rest"]), alike(_lemma(match)))


def _lemma(match: re.Match[str]) -> str:
    lemma = FORMS[match["verb"].lower()]
    for_it = (match["rest"] or "").lower().startswith(" for")
    return "call+for" if lemma == "call" and for_it else lemma


def _is_somebody(name: str) -> bool:
    words = name.lower().split()
    return bool(words) and not (len(words) == 1 and words[0] in _NOBODY) and not _is_text(words)


def _is_text(words: Sequence[str]) -> bool:
    """Whether what "says" something is a text or a part of one, rather than somebody."""
    head = next((place for place, word in enumerate(words) if word in _BEFORE_MORE), len(words))
    return not _TEXTS.isdisjoint(words[:head][-1:]) or any(map(str.isdigit, "".join(words))) or "§" in "".join(words)


def _name(name: str) -> str:
    return owner(name.strip())


def _clean(topic: str | None) -> str:
    return _OPENER.sub("", (topic or "").strip(" ?!."), count=1)
