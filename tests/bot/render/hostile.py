"""Answers that try to break a message: made from a seed, so that one that does can be made again."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bot.checking.checked import VERDICTS, Alteration, Checked, Place
from bot.types import Answer, Citation, NotOnRecord, Quote, Reason
from embeddings.types import Document, Passage, Scores, Speaker, Statement
from tests.samples import make_document

MARKUP = '<b>&amp;</b>"\'></a><script>alert(1)</script>{}[]()*_`~|</blockquote><tg-time unix="1">&#0;&#xd800;&lt'
NASTY = (
    *(MARKUP, "<", "&", ">", '"', "\u202e", "\u2066", "\u2028", "\u2029", "\u200b", "\u200d", "\ufeff", "\u0333"),
    *(
        "a\u030a",
        "\0",
        "\x1b[31m",
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        "\ud800",
        "\udfff",
        "\uffff",
        "👩\u200d👩\u200d👧",
        "🇰🇭",
    ),
    *("e" + "\u0301" * 30, "“nested ‘quotes’”", "« ainsi »", "@durov", "/start", "#tag", "https://t.me/x", "x" * 300),
)
PLANES = [number for number in range(17) if number not in range(4, 14)]
DATES = (None, "2017", "2017-10", "2017-10-18", "2017-10-18T09:30:00+07:00", "1917-11-07", "2999-01-01", "0001-01-01")
REASONS: Sequence[Reason] = ("empty_index", "nothing_relevant", "filtered_out")
SIZES = (1, 5, 40, 300, 300, 900, 900, 900, 900, 4000, 4000, 40_000)


def character(rng: random.Random) -> str:
    """Return a character of any plane, assigned or not."""
    return chr(rng.choice(PLANES) * 0x10000 + rng.randrange(0x10000))


def words(rng: random.Random, size: int) -> str:
    """Return up to ``size`` characters: words, signs of markup, and whatever else there is."""
    letters = rng.choice(["plain words. ", "ខ្មែរ។ ", "שלום عربي ", "漢字", "😀", "&", "<b>"])
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(
            rng.choice(
                [
                    letters * rng.randrange(1, 40),
                    rng.choice(NASTY),
                    "".join(character(rng) for _ in range(3)),
                    " ",
                    "\n",
                ]
            )
        )
        length += len(pieces[-1])
    return "".join(pieces)[:size] or "x"


def _fact(rng: random.Random) -> str | None:
    return rng.choice([None, words(rng, rng.choice([3, 30, 600])), MARKUP])


def _url(rng: random.Random) -> str | None:
    path = rng.choice(["", "a.pdf", "a#b", "a?b=1&c=<d>", words(rng, 50), "x" * rng.choice([100, 900, 1900, 3000])])
    scheme = rng.choice(
        ["https://example.org/", "http://a.example:80/", "javascript:", "https://u@evil.example/", "//", ""]
    )
    return rng.choice([None, f"{scheme}{path}", f"https://example.org/{path}"])


def document(rng: random.Random, sizes: Sequence[int] = SIZES) -> Document:
    """Return a document whose facts and words are as bad as its length is."""
    text = words(rng, rng.choice(sizes))
    facts = {"title": _fact(rng), "publisher": _fact(rng), "author": _fact(rng), "url": _url(rng)}
    return make_document(text, id=str(rng.random()), date=rng.choice(DATES), **facts)


def citation(rng: random.Random, number: int) -> Citation:
    """Return a mark to a passage, which may be the whole of its document."""
    of = document(rng)
    start = rng.randrange(len(of.text)) if rng.random() < 0.5 else 0
    end = len(of.text) if rng.random() < 0.5 else rng.randrange(start + 1, len(of.text) + 1)
    passage = Passage(str(rng.random()), of.id, of.text[start:end], start, end, 1, rng.choice([None, None, 7]))
    others = tuple(document(rng, (1,)) for _ in range(rng.choice([0, 0, 1, 5])))
    return Citation(number, of, passage, rng.randrange(1, 999), Scores(0.5, None, 0.5), others)


def _quote(rng: random.Random, of: Citation) -> Quote:
    passage = of.passage
    start = passage.start + rng.randrange(len(passage.text))
    end = min(passage.end, start + rng.choice([1, 40, 320]))
    quote = Quote(of.number, of.document.text[start:end], start, end)
    return replace(quote, statement=_statement(rng, quote, of)) if rng.random() < 0.5 else quote


def _statement(rng: random.Random, quote: Quote, of: Citation) -> Statement:
    speaker = Speaker(words(rng, rng.choice([5, 300])), quote.text, (quote.start, quote.end), _fact(rng))
    cue = rng.choice([None, "said", "according to", words(rng, 300)])
    return Statement(of.document.id, ((quote.start, quote.end),), speaker, cue, None, "direct")


def outcome(rng: random.Random) -> Answer | NotOnRecord:
    """Return an answer of one to three quotes, sometimes of eight by as many speakers, or a refusal."""
    if rng.random() < 0.25:
        nearest = tuple(citation(rng, number) for number in range(1, rng.randrange(4) + 1))
        excluding = tuple(words(rng, 30) for _ in range(rng.randrange(3)))
        return NotOnRecord(words(rng, 30), 0.1, rng.choice(REASONS), nearest, excluding)
    count = rng.choice([1, 1, 2, 3, 3, 8])
    citations = tuple(citation(rng, number) for number in range(1, rng.randrange(1, count + 1) + 1))
    if len(citations) > 1 and rng.random() < 0.2:  # two marks to one passage
        citations = (replace(citations[1], number=1), *citations[1:])
    cited = [*citations, *(rng.choice(citations) for _ in range(count - len(citations)))]
    return Answer(words(rng, 30), 0.9, tuple(_quote(rng, one) for one in cited), citations, rng.random() < 0.3)


def checked(rng: random.Random) -> Checked:
    """Return a verdict on hostile words, with places and differences as bad as they are."""
    pasted = words(rng, rng.choice([5, 300, 2000]))
    citations = tuple(citation(rng, number) for number in range(1, rng.choice([1, 2, 4, 9]) + 1))
    places = tuple(_place(rng, one) for one in citations)
    changes = tuple(_alteration(rng, pasted, citations[0]) for _ in range(rng.randrange(6)))
    verdict = rng.choice(VERDICTS)
    if verdict == "not_on_record":
        return Checked(pasted, pasted, _fact(rng), verdict, nearest=citations)
    confirmed = rng.choice([None, True, False])
    return Checked(pasted, pasted, _fact(rng), verdict, places, citations, changes, (), rng.randrange(3), confirmed)


def _place(rng: random.Random, of: Citation) -> Place:
    quote = _quote(rng, of)
    return Place(quote, (quote.start, quote.end), rng.choice(["speaker", "report", "document"]))


def _alteration(rng: random.Random, pasted: str, of: Citation) -> Alteration:
    start, at = rng.randrange(len(pasted)), of.passage.start
    recorded = (at, rng.randrange(at, of.passage.end + 1))
    span = (start, rng.randrange(start, len(pasted) + 1))
    text = of.document.text[slice(*recorded)]
    return Alteration(rng.choice(["changed", "left_out", "put_in"]), span, recorded, text, rng.choice([None, "number"]))


def seen(text: str) -> str:
    """Return what Telegram leaves of words, without white space: what a message must hold of what it shows."""
    kept = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in "\u0333\u033f\u030a")
    return "".join(kept.split())
