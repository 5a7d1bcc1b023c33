"""What a word of a parsed sentence is, in words: a rule reads as a sentence, and the parser's labels stand here alone.

Tags are the Penn Treebank's, relations ClearNLP's, as spaCy's English pipelines give them. Beside each predicate
stands what it holds of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Token

Predicate: TypeAlias = "Callable[[Token], bool]"


def _tagged(tags: str) -> Predicate:
    """A predicate of words by what they are."""
    wanted = frozenset(tags.split())
    return lambda token: token.tag_ in wanted


def _hung(relations: str) -> Predicate:
    """A predicate of words by what they are to the word that they hang on."""
    wanted = frozenset(relations.split())
    return lambda token: token.dep_ in wanted


def _written(*forms: str) -> Predicate:
    """A predicate of words by how they are written, in any case."""
    wanted = frozenset(forms)
    return lambda token: token.lower_ in wanted


def either(*predicates: Predicate) -> Predicate:
    """What one of several predicates holds of."""
    return lambda token: any(is_so(token) for is_so in predicates)


# What a word is.
is_verb = _tagged("VB VBD VBG VBN VBP VBZ")  # "said", "saying", "been"; a modal is none
is_finite_verb = _tagged("VBD VBP VBZ")  # "said", "say", "says": it tells when
is_bare_verb = _tagged("VB")  # to "say", did not "say"
is_gerund = _tagged("VBG")  # "saying"
is_participle = _tagged("VBN")  # was "told"
is_past = _tagged("VBD VBN")  # "told", in either use
follows_one_name = _tagged("VBD VBN VBZ")  # Ama "says", "said"; not "say"
is_modal = _tagged("MD")  # "might"
is_noun = _tagged("NN NNS NNP NNPS")  # "bridge", "bridges", "Accra"
is_common_noun = _tagged("NN NNS")  # "bridge", "bridges"
is_one_thing = _tagged("NN")  # "bridge"
is_name = _tagged("NNP NNPS")  # "Accra", "Americans"
is_one_name = _tagged("NNP")  # "Accra"
is_personal_pronoun = _tagged("PRP")  # "she", "them"
is_nominal = _tagged("NN NNS NNP NNPS PRP PRP$")  # "bridge", "Accra", "she", "her"
names_somebody = _tagged("NNP NNPS PRP")  # "Ama", "she"
asks_or_relates = _tagged("WDT WP")  # "who", "which", "what"
stands_for_noun = _tagged("PRP PRP$ WDT WP DT")  # "she", "hers", "who", "that", "some"
is_in_noun_phrase = _tagged("NN NNS NNP NNPS PRP PRP$ DT JJ CD POS")  # "the", "two", "old", "bridges"
is_in_heading = _tagged("NN NNS NNP NNPS JJ JJR JJS POS DT")  # "Ghana", "'s", "prime", "minister"
begins_no_name = _tagged("WRB WDT WP WP$ IN CC DT TO PRP$")  # "When", "In", "And", "The", "To", "Her"
is_adjective = _tagged("JJ JJR JJS")  # "bitter", "more"
is_adverb = _tagged("RB")  # "there"
is_possessive_mark = _tagged("POS")  # "'s"
is_conjunction = _tagged("CC")  # "and"

# How it is written.
is_article = _written("the", "a", "an")
is_to = _written("to")


def is_lost_verb(token: Token) -> bool:
    """Whether a verb was taken for a noun, and has a subject still: "The judge, Ama Mensah, *hopes* for May"."""
    return token.tag_ == "NNS" and has(token.lefts, is_subject)


def is_gap(token: Token) -> bool:
    """Whether a token is no word: punctuation or white space."""
    return token.is_punct or token.is_space


# What a word is to the one that it hangs on, which stands in brackets.
is_root = _hung("ROOT")  # "said", in: Ama said it was safe
is_subject = _hung("nsubj nsubjpass")  # "Ama" (said), "Ama" was (told)
is_doer = _hung("nsubj")  # "Ama" (said)
is_object = _hung("dobj")  # (denied) "the claim"
is_addressee = _hung("dobj dative")  # (told) "them" a story
is_after_preposition = _hung("pobj")  # (of) "Ama"
is_clause_after_preposition = _hung("pcomp")  # (according to) what he "saw"
is_agent = _hung("agent")  # was (told) "by" Ama
is_preposition = _hung("prep")  # (called) "for" talks
is_particle = _hung("prt")  # (shot) "back"
is_complement = _hung("ccomp")  # (said) it "was" safe
is_open_complement = _hung("xcomp")  # (vowed) to "go"
is_subject_clause = _hung("csubj")  # that he "said" so (is) false
is_adverbial_clause = _hung("advcl")  # (left), "saying" no more
is_noun_clause = _hung("acl")  # a (claim) "made" in May
is_relative_clause = _hung("relcl")  # Ama, who "said" so
is_on_noun = _hung("acl relcl")  # either of the two
is_loose_clause = _hung("parataxis")  # it (is) safe, he "said"
is_joined = _hung("conj")  # (said) and "added"
is_joining = _hung("cc")  # (said) "and" added
is_mark = _hung("mark")  # "that" it (was)
is_auxiliary = _hung("aux")  # "had" (said)
is_passive_auxiliary = _hung("auxpass")  # "was" (told)
is_any_auxiliary = _hung("aux auxpass")  # either of the two
makes_passive = _hung("nsubjpass auxpass")  # "Ama" "was" (told)
is_negation = _hung("neg")  # did "not" (say)
is_owner = _hung("poss")  # "Ama's" (claim)
is_apposition = _hung("appos")  # (Ama), a "teacher"
is_in_compound = _hung("compound")  # "Ama" (Mensah)
is_possessive_case = _hung("case")  # (Ama)"'s"
is_mark_of_clause = _hung("punct")  # it (is)","
is_attribute = _hung("attr")  # (was) a "teacher"
is_judgement = _hung("acomp")  # (is) "false"
is_predicate = _hung("oprd")  # (called) it a "sham"
is_adverb_phrase = _hung("advmod npadvmod")  # (said) "then", (said) "Monday"
is_noun_as_adverb = _hung("npadvmod")  # (said) "Monday"
is_dative = _hung("dative")  # (told) "them" a story


def tag_of(token: Token) -> str:
    """The parser's own label of what a word is, for what is learned label by label."""
    return token.tag_


def relation_of(token: Token) -> str:
    """The parser's own label of what a word is to the one it hangs on, for what is learned label by label."""
    return token.dep_


def first(tokens: Iterable[Token], *predicates: Predicate) -> Token | None:
    """The first of some words of which one of the predicates holds."""
    for token in tokens:  # loops, as this is asked of every word of every sentence
        for is_so in predicates:
            if is_so(token):
                return token
    return None


def has(tokens: Iterable[Token], *predicates: Predicate) -> bool:
    """Whether one of the predicates holds of one of some words."""
    return first(tokens, *predicates) is not None
