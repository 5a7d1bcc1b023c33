"""Who said what in one parsed sentence: patterns over its dependency tree (ClearNLP labels, as spaCy's English has).

The patterns: a cue verb with a clause, an infinitive, an object or a preposition that carries what is said;
a cue set beside the clause it reports ("It works, he said"); "according to"; a passive with its agent; relative
clauses and participles, whose subject is the noun or the verb they hang on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from embeddings.statements.cues import CUES, DOCUMENT_NOUNS, LIGHT_FORMS, NOUN_FORMS, Cue

_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp"})
_ADVERBIALS = frozenset({"advmod", "npadvmod", "aux", "neg", "prt", "auxpass", "dative"})
_ASIDE = frozenset({",", "-", "--", "–", "—", "―", "(", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TAILS = frozenset(
    "in at on during after before while when as citing calling adding referring with noting".split()
)
_QUESTIONS = frozenset({"if", "how", "why", "whether"})
_NOUN_PREPOSITIONS = frozenset({"of", "for", "about", "against", "to", "over", "on"})
_ANAPHORS = frozenset({"move", "step", "decision", "change", "measure"})
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A cue, the head of its speaker's phrase, and the tokens of what is said; all in the parsed text."""

    cue: tuple[Token, ...]
    speaker: Token | None
    content: tuple[Token, ...]
    frame: str
    lemma: str


def claims(doc: Doc) -> Iterator[Claim]:
    """The reported clauses of ``doc``, in the order of their cues."""
    yield from _headline(doc)
    for token in doc:
        lower = token.lower_
        if lower == "according":
            yield from _according_to(token)
        elif token.tag_[:2] == "VB" and lower in CUES:
            yield from _verb(token, CUES[lower])
        elif token.tag_[:2] == "NN" and lower in NOUN_FORMS:
            yield from _noun(token, NOUN_FORMS[lower])


def _headline(doc: Doc) -> Iterator[Claim]:
    """ "Minister: Talks will go on": a name, a colon, and what it says."""
    colon = next((token for token in doc[:7] if token.text == ":"), None)
    if colon is None or not 0 < colon.i < len(doc) - 2:
        return
    last = doc[colon.i - 1]
    if all(token.tag_[:2] in ("NN", "JJ", "PO", "DT") for token in doc[: colon.i]) and last.tag_ == "NNP":
        yield Claim((colon,), last, tuple(doc[colon.i + 1 :]), "colon", ":")


def speaker_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does the saying, or None where the sentence names nobody."""
    token = verb
    for _ in range(_MAX_CLIMB):
        if token.dep_ == "acl" and _taken_for_participle(token):
            return token.head
        before = token.doc[token.i - 1] if token.i else token
        if before.text == "Will" and before.tag_ == "MD" and subject_of(token) is None:
            return before
        if _is_passive(token):
            return subject_of(token) if token.lower_ == "quoted" else _agent(token)
        subject = subject_of(token)
        if subject is not None:
            return subject
        if (
            token.dep_ == "acl"
            and token.head.lower_ in DOCUMENT_NOUNS
            and token.head.dep_ in ("dobj", "pobj")
        ):
            token = token.head.head  # "she released a statement saying …": she says it
            continue
        if token.dep_ in ("acl", "relcl"):
            return token.head if token.tag_ == "VBG" else None
        if token.dep_ == "xcomp" and token.tag_ == "VB":
            target = next((c for c in token.head.children if c.dep_ in ("dobj", "dative")), None)
            if target is not None:
                return target
        reporter = _reporter(token)
        if reporter is not None:
            token = reporter
            continue
        if token.head == token:
            return _lost_subject(token)
        token = token.head
    return None


def _lost_subject(verb: Token) -> Token | None:
    """ "At its meeting in Accra, the union, a body of …, said": a subject taken for an apposition of the place."""
    for child in verb.lefts:
        if child.dep_ == "prep":
            return next((t for t in child.subtree if t.dep_ == "appos" and t.tag_[:3] == "NNP"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of this very verb."""
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "relcl", "advcl")
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    )


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def _reporter(verb: Token) -> Token | None:
    """The reporting verb that a second cue belongs to, where the parser hung it on the clause reported.

    "He said the talks had failed but added …": *added* goes with *said*, not with *failed*.
    """
    head = verb.head
    if head.dep_ != "ccomp" or head.head.lower_ not in CUES or verb.i < head.i or head.i < head.head.i:
        return None
    if verb.lower_ not in CUES or not CUES[verb.lower_].speech or subject_of(verb) is not None:
        return None
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.tag_ == head.head.tag_:
        return head.head
    before = verb.doc[verb.left_edge.i - 1]
    return head.head if verb.dep_ == "advcl" and verb.tag_ == "VBG" and before.text == "," else None


def _according_to(token: Token) -> Iterator[Claim]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "to":
        to = token.doc[token.i + 1]
    source = next((child for child in (to.children if to else ()) if child.dep_ in ("pobj", "pcomp")), None)
    if to is None or source is None:
        return
    head = token.head
    while head.tag_[:2] != "VB" and head.dep_ not in ("ROOT", "conj", "appos") and head.head != head:
        head = head.head
    aside = {*token.subtree, *to.subtree}
    content = [t for t in head.subtree if t not in aside]
    if head.dep_ == "relcl" and token.i > head.i:
        content = [t for t in content if t.i < token.i]
    yield Claim((token, to), source, tuple(content), "according", "according")


def _verb(token: Token, cue: Cue) -> Iterator[Claim]:
    speaker = speaker_of(token)
    content, frame = (_beside(token), "beside") if "clause" in cue.frames else ((), "")
    if not content and "clause" in cue.frames:
        content, frame = _as_reported(token), "as reported"
    if not content and "clause" in cue.frames:
        content, frame = _clause(token, cue), "clause"
    if not content and "person_to" in cue.frames:
        content, frame = _person_to(token), "person_to"
    if not content and "infinitive" in cue.frames:
        content, frame = _infinitive(token), "infinitive"
    if content:
        yield Claim((token,), speaker, content, frame, cue.lemma)
        return
    if "as" in cue.frames:
        content = _named_as(token)
        if content:
            yield Claim((token,), speaker, content, "as", cue.lemma)
            return
    for child in token.rights:
        if child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.frames:
            yield Claim((token, child), speaker, tuple(child.subtree)[1:], child.lower_, cue.lemma)
            return
    if "object" in cue.frames:
        content, frame = _passive(token), "passive"
        if not content:
            content, frame = _object(token), "object"
        if content:
            yield Claim((token,), speaker, content, frame, cue.lemma)


def _beside(verb: Token) -> tuple[Token, ...]:
    """What "…, he said, …" interrupts or follows: the rest of its sentence."""
    subject = subject_of(verb)
    if subject is None or verb.tag_ not in _FINITE:
        return ()
    edge = [verb, *subject.subtree]
    for child in verb.children:
        if child.dep_ in _ADVERBIALS or (child.dep_ in ("prep", "advcl") and child.i > verb.i):
            edge.extend(child.subtree)
        elif (
            child.dep_ in ("ccomp", "dobj")
            and child.i > verb.i
            and subject.i < verb.i
            and child.dep_ == "dobj"
        ):
            return ()
    first = min(token.i for token in edge)
    inside = {token.i for token in edge}
    after = verb.i + 1
    while after in inside:
        after += 1
    doc = verb.doc
    if first == 0 or doc[first - 1].text not in _ASIDE:
        return ()
    if after < len(doc) and not (doc[after].is_punct):
        return ()
    if first > 1 and doc[first - 2].tag_ in ("WDT", "WP") and doc[first - 1].text == ",":
        return tuple(doc[first - 2 : first - 1]) + tuple(doc[after:])
    end = len(doc)
    if after + 1 < end and doc[after].text == "," and doc[after + 1].lower_ in _TAILS:
        end = after
    content = tuple(t for t in doc if not first <= t.i < after and t.i < end)
    complete = any(t.tag_[:2] in ("VB", "MD") and t.i < first for t in content)
    return content if complete or after >= len(doc) - 1 else ()


def _as_reported(verb: Token) -> tuple[Token, ...]:
    """ "As the paper reported, …": the sentence around the aside."""
    opener = verb.doc[verb.left_edge.i]
    if verb.dep_ != "advcl" or opener.lower_ != "as" or any(c.dep_ in ("dobj", "ccomp") for c in verb.rights):
        return ()
    return _without(verb.head.subtree, verb.subtree)


def _clause(verb: Token, cue: Cue) -> tuple[Token, ...]:
    after = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    if after is not None:
        return _reported(after, verb)
    before = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if before is not None:
        if before.lower_ in CUES and CUES[before.lower_].speech and subject_of(before) is not None:
            return ()  # two reports side by side
        own = {verb} | {t for child in verb.children if child != before for t in child.subtree}
        return tuple(t for t in before.subtree if t not in own)
    if verb.dep_ == "parataxis":
        return _without(verb.head.subtree, verb.subtree)
    if not cue.speech:
        return ()
    for child in verb.rights:
        gerund = child.dep_ == "xcomp" and child.tag_ == "VBG"
        if gerund or (child.dep_ == "advcl" and any(c.lower_ in _QUESTIONS for c in child.children)):
            return tuple(child.subtree)
    return _taken_for_participle(verb)


def _taken_for_participle(verb: Token) -> tuple[Token, ...]:
    """ "Two papers reported Monday the bank had failed", parsed as "two papers [that were] reported"."""
    noun, main = verb.head, verb.head.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "nsubj":
        return ()
    inner = next((c for c in main.lefts if c.dep_ == "nsubj" and c.i > verb.i), None)
    return () if inner is None else tuple(t for t in main.subtree if t.i >= inner.left_edge.i)


def _reported(clause: Token, verb: Token) -> tuple[Token, ...]:
    """The words of a reported clause, less the second cues that the parser hung on it."""
    drop: set[int] = set()
    for child in clause.rights:
        if _reporter(child) == verb:
            drop.update(t.i for t in child.subtree)
            drop.update(
                t.i
                for t in clause.children
                if t.dep_ in ("cc", "punct") and child.left_edge.i - 3 < t.i < child.i
            )
    tokens = [t for t in clause.subtree if t.i not in drop and t.i > verb.i]
    for child in verb.rights:
        # "… said it had failed and would be tried again": a verb that cannot be the reporter's own.
        if child.dep_ == "conj" and child.lower_ not in CUES and _goes_on(child):
            tokens.extend(t for t in child.subtree if t.i > verb.i)
    head = verb.head
    if (
        verb.dep_ in ("ccomp", "csubj", "nsubj")
        and head.i > clause.i
        and verb.left_edge.i == head.left_edge.i
    ):
        # A long subject led the parser to end the reported clause too early.
        seen = {t.i for t in verb.subtree}
        tokens.extend(t for t in head.subtree if t.i not in seen and t.i > clause.i)
    return tuple(sorted(tokens, key=lambda t: t.i))


def _goes_on(verb: Token) -> bool:
    """Whether a verb that the parser joined to the reporting one continues what is reported."""
    subject = subject_of(verb)
    if subject is None:
        return any(child.tag_ == "MD" for child in verb.children)
    return subject.tag_ == "PRP"


def _without(tokens: Iterable[Token], drop: Iterable[Token]) -> tuple[Token, ...]:
    dropped = {token.i for token in drop}
    return tuple(token for token in tokens if token.i not in dropped)


def _infinitive(verb: Token) -> tuple[Token, ...]:
    for child in verb.rights:
        if child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.lefts):
            return tuple(child.subtree)
    return ()


def _person_to(verb: Token) -> tuple[Token, ...]:
    person = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
    for child in verb.rights:
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts)
        if infinitive and child.dep_ in ("xcomp", "ccomp", "advcl"):
            if person is not None:
                return (*person.subtree, *child.subtree)
            if child.dep_ == "ccomp":
                return tuple(child.subtree)
    return ()


def _named_as(verb: Token) -> tuple[Token, ...]:
    """Somebody or something and what it is called: "called the vote a sham", "described it as unfair"."""
    thing = next((child for child in verb.rights if child.dep_ in ("dobj", "ccomp")), None)
    if thing is None:
        return ()
    small_clause = thing.dep_ == "ccomp" and thing.tag_ not in _FINITE
    if small_clause:
        return tuple(t for t in thing.subtree if t.i > verb.i)
    for child in verb.rights:
        if child.i > thing.i and (
            child.dep_ in ("oprd", "xcomp") or (child.dep_ == "prep" and child.lower_ in ("as", "to"))
        ):
            return (*thing.subtree, *child.subtree)
    return ()


def _object(verb: Token) -> tuple[Token, ...]:
    first = next((child for child in verb.rights if child.dep_ in _OBJECTS), None)
    if first is None:
        return ()
    if first.lower_ in DOCUMENT_NOUNS and any(c.dep_ == "acl" and c.lower_ in CUES for c in first.rights):
        return ()  # "published a report describing …" says what the report does
    content = list(first.subtree)
    for child in verb.rights:
        joined = child.dep_ in ("prep", "oprd", "xcomp", "dobj") and child.lower_ in (
            "as",
            "to",
            "of",
            "for",
            "with",
        )
        if child.i > first.i and (joined or child.dep_ in ("oprd", "xcomp")):
            content.extend(child.subtree)
    return tuple(content)


def _noun(token: Token, lemma: str) -> Iterator[Claim]:
    """ "The government's claim that …", "issued a call for …"."""
    owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
    verb = token.head
    cue: tuple[Token, ...] = (token,)
    lent = token.dep_ == "dobj" and verb.lower_ in LIGHT_FORMS
    if lent:
        owner, cue = speaker_of(verb), (verb, token)
    if owner is None:
        return
    frame = "noun lent" if lent else "noun"
    for child in token.rights:
        clausal = child.dep_ in ("acl", "relcl", "ccomp") and any(
            c.lower_ in ("that", "to") and c.dep_ in ("mark", "aux") for c in child.lefts
        )
        if clausal:
            yield Claim(cue, owner, tuple(child.subtree), frame, lemma)
            return
        if child.dep_ == "prep" and child.lower_ in _NOUN_PREPOSITIONS:
            yield Claim((*cue, child), owner, tuple(child.subtree)[1:], frame + " of", lemma)
            return


def _passive(verb: Token) -> tuple[Token, ...]:
    """ "The vote was criticised by …", "a move welcomed by …": the subject, or the noun it hangs on."""
    if _agent(verb) is None:
        return ()
    subject = subject_of(verb)
    if subject is not None:
        return tuple(subject.subtree)
    if verb.dep_ != "acl":
        return ()
    noun = verb.head
    if noun.lower_ in _ANAPHORS and noun.head.tag_[:2] == "VB" and noun.head.i < noun.i:
        # "they called for talks, a move welcomed by …": what it is that was welcomed.
        start = noun.head.i + 1
        return tuple(verb.doc[start + (verb.doc[start].dep_ == "prep") : noun.i + 1])
    if noun.dep_ in ("appos", "npadvmod", "dobj", "attr", "pobj", "nsubj", "conj"):
        return tuple(t for t in noun.subtree if t.i < verb.left_edge.i)
    return ()
